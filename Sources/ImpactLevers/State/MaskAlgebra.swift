import Synchronization

/// Intersections and complements of sets of origins, each worked out once.
///
/// Beyond `most` pairs they are worked out anew, so that memory stays small.
final class MaskAlgebra: Sendable {
  private struct Pair: Hashable {
    let a: ScopeMask
    let b: ScopeMask
  }

  private let pairs = Mutex<[Pair: ScopeMask]>([:])
  private let complements = Mutex<[ScopeMask: ScopeMask]>([:])
  private let patterns = Mutex<[[ScopeMask]: Patterns]>([:])
  private let named = Mutex<[[String]: Named]>([:])
  private static let most = 4096

  /// The places that names stand for, and whether the economy knows all of them.
  struct Named: Sendable {
    let mask: ScopeMask
    let isKnown: Bool
  }

  init() {}

  func pair(_ a: ScopeMask, _ b: ScopeMask) -> ScopeMask {
    let key = Pair(a: a, b: b)
    if let known = pairs.withLock({ $0[key] }) { return known }
    let made = a.intersection(b)
    pairs.withLock { if $0.count < Self.most { $0[key] = made } }
    return made
  }

  func named(_ names: [String], _ make: () -> Named) -> Named {
    if let known = named.withLock({ $0[names] }) { return known }
    let made = make()
    named.withLock { if $0.count < Self.most { $0[names] = made } }
    return made
  }

  /// Which of some zones hold an origin, once for each answer.
  struct Patterns: Sendable {
    /// Those of regions.
    let regions: [[Bool]]
    /// That of W.
    let world: [Bool]
  }

  func patterns(of zones: [ScopeMask], _ make: () -> Patterns) -> Patterns {
    if let known = patterns.withLock({ $0[zones] }) { return known }
    let made = make()
    patterns.withLock { if $0.count < Self.most { $0[zones] = made } }
    return made
  }

  func complement(_ mask: ScopeMask) -> ScopeMask {
    if let known = complements.withLock({ $0[mask] }) { return known }
    let made = mask.complement
    complements.withLock { if $0.count < Self.most { $0[mask] = made } }
    return made
  }
}
