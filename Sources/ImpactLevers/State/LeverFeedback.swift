import Synchronization

/// What levers of a year need from the solution of the same year: the fixed point's unknowns.
package struct LeverFeedback: Sendable {
  /// Vehicle output by region relative to the output that coefficients are applied to; empty means 1.
  package var volume: [Double] = []
  /// Value added of zones in goods.
  package var zoneContent: [ScopeMask: ZoneContent] = [:]

  package init() {}

  package func volume(_ region: Int) -> Double { volume.isEmpty ? 1 : volume[region] }
}

/// Value added of a zone in a EUR of every product.
///
///     h = A′ᵀ h + v∘1[r ∈ zone]
package struct ZoneContent: Sendable {
  /// h by region-industry, length n.
  package let content: [Double]
  /// The part of h of vehicles by region that no product of a basket carries (length R).
  package let rest: [Double]

  private let memo: ContentSums

  package init(content: [Double], rest: [Double]) {
    self.content = content
    self.rest = rest
    memo = ContentSums()
  }

  private init(_ other: ZoneContent, rest: [Double]) {
    (content, self.rest, memo) = (other.content, rest, other.memo)
  }

  /// The same content with another remainder.
  func with(rest: [Double]) -> ZoneContent { ZoneContent(self, rest: rest) }

  /// Value added that a EUR of one product carries to each destination, by class, worked out once.
  ///
  ///     inside_k[s] = Σ_{r∈mask∩zone} T_k[r,s]·h[r],  outside_k[s] = Σ_{r∈mask∖zone} T_k[r,s]·h[r]
  func delivered(
    _ product: Int, from mask: ScopeMask?, zone: ScopeMask, trade: LeverContext.Trade,
    industryCount S: Int
  ) -> ContentSums.Sums {
    memo.value(ContentSums.Key(product: product, mask: mask, zone: zone)) {
      let R = trade.world.count
      let value = (0..<R).map { r in mask?.regions[r] ?? true ? content[r * S + product] : 0 }
      let inside = (0..<R).map { zone.regions[$0] ? value[$0] : 0 }
      let outside = (0..<R).map { zone.regions[$0] ? 0 : value[$0] }
      return ContentSums.Sums(
        inside: trade.classes.map { Self.products($0, inside) },
        outside: trade.classes.map { Self.products($0, outside) })
    }
  }

  /// Σ_r T[r,s]·h[r] for every s, in eight sums side by side.
  private static func products(_ trade: [Double], _ h: [Double]) -> [Double] {
    let R = h.count
    return trade.withUnsafeBufferPointer { trade in
      h.withUnsafeBufferPointer { h in
        (0..<R)
          .map { s in
            var sums = SIMD8<Double>.zero
            var r = 0
            while r + 8 <= R {
              for lane in 0..<8 { sums[lane] += trade[s * R + r + lane] * h[r + lane] }
              r += 8
            }
            var sum = sums.sum()
            while r < R {
              sum += trade[s * R + r] * h[r]
              r += 1
            }
            return sum
          }
      }
    }
  }
}

/// Sums over suppliers that were asked for, by product and set of origins.
final class ContentSums: Sendable {
  struct Key: Hashable {
    let product: Int
    let mask: ScopeMask?
    let zone: ScopeMask
  }

  /// By class and destination.
  struct Sums: Sendable {
    let inside: [[Double]]
    let outside: [[Double]]
  }

  private let sums = Mutex<[Key: Sums]>([:])

  func value(_ key: Key, _ make: () -> Sums) -> Sums {
    if let known = sums.withLock({ $0[key] }) { return known }
    let made = make()
    sums.withLock { $0[key] = made }
    return made
  }
}
