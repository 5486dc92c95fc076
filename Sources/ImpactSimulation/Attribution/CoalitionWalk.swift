import ImpactLevers

/// The coalitions of one year that differ from each other, each with the weights of all that are the same.
///
/// A lever that leaves the state of C as it was is free there: C ∪ l and all that later levers make of it are
/// the same as without l. With f free levers and c members
///
///     w_l(C) = Σ_s binom(f, s)·(c + s − 1)!·(n − c − s)!/n!        l ∈ C
///     w_l(C) = −Σ_s binom(f, s)·(c + s)!·(n − c − s − 1)!/n!       l ∉ C, not free
///     w_l(C) = 0                                                  l free
///
/// so that a lever that does nothing in a year gets exactly zero and costs one act.
struct CoalitionWalk {
  private let levers: [any Lever]
  /// Levers whose coalitions are solved alone, with their fixed point.
  private let needsLoop: [Bool]
  /// (c − 1)!·(n − c)!/n! at place c.
  private let sizes: [Double]

  init(_ levers: [any Lever]) {
    self.levers = levers
    needsLoop = levers.map { FeedbackLoop.isNeeded(by: [$0]) }
    sizes = CoalitionGame.sizes(levers.count)
  }

  /// Calls `body` with every coalition that differs, its state in the year and its weight for each lever.
  func visit(
    context: LeverContext, year: Int,
    _ body: (Coalition, LeverState, [Double]) throws -> Void
  ) throws {
    let empty = LeverState(context: context, year: year)
    let added = try levers.map { lever -> LeverState? in
      guard lever is any AdditiveLever else { return nil }
      var state = empty
      try state.apply(lever)
      return state
    }
    try visit(
      .none, empty, added,
      free: [Bool](repeating: false, count: levers.count), body)
  }

  private func visit(
    _ coalition: Coalition, _ state: LeverState, _ added: [LeverState?], free known: [Bool],
    _ body: (Coalition, LeverState, [Double]) throws -> Void
  ) throws {
    var free = known
    var children: [(lever: Int, state: LeverState)] = []
    let first = coalition.last.map { $0 + 1 } ?? 0
    for lever in first..<max(first, levers.count) where !needsLoop[lever] {
      var next = state
      if let added = added[lever] { next.add(added) } else { try next.apply(levers[lever]) }
      free[lever] = next.isUnchanged(since: state)
      if !free[lever] { children.append((lever, next)) }
    }
    if !coalition.isEmpty { try body(coalition, state, weights(coalition, free)) }
    for (lever, state) in children {
      let before = free.indices.map { $0 < lever && free[$0] }
      try visit(coalition.with(lever), state, added, free: before, body)
    }
  }

  private func weights(_ coalition: Coalition, _ free: [Bool]) -> [Double] {
    let (n, c) = (levers.count, coalition.count)
    let f = free.count(where: \.self)
    var (inside, outside, binomial) = (0.0, 0.0, 1.0)
    for s in 0...f {
      inside += binomial * sizes[c + s]
      if c + s < n { outside += binomial * sizes[c + s + 1] }
      binomial *= Double(f - s) / Double(s + 1)
    }
    return (0..<n).map { coalition.contains($0) ? inside : free[$0] ? 0 : -outside }
  }
}
