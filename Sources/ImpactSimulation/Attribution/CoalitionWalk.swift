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

  /// Coalitions of fewer levers come by their size, those of as many one after the other with what is made of
  /// them, so that few states are kept.
  static func breadth(_ levers: Int) -> Int { levers <= 8 ? 4 : levers <= 11 ? 3 : 2 }

  private struct Node {
    let coalition: Coalition
    let state: LeverState
    /// Levers before the last that are free.
    let free: [Bool]
  }

  /// Calls `body` with every coalition that differs, its state in the year and its weight for each lever.
  ///
  /// All parts of a coalition of fewer levers than `breadth` come before it.
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
    var nodes = [
      Node(
        coalition: .none, state: empty, free: [Bool](repeating: false, count: levers.count))
    ]
    for _ in 0..<Self.breadth(levers.count) {
      var next: [Node] = []
      for node in nodes { next += try visit(node, added, body) }
      nodes = next
    }
    func deepen(_ node: Node) throws {
      for child in try visit(node, added, body) { try deepen(child) }
    }
    for node in nodes { try deepen(node) }
  }

  /// Works out one coalition and returns those that add a later lever to it.
  private func visit(
    _ node: Node, _ added: [LeverState?], _ body: (Coalition, LeverState, [Double]) throws -> Void
  ) throws -> [Node] {
    var free = node.free
    var children: [(lever: Int, state: LeverState)] = []
    let first = node.coalition.last.map { $0 + 1 } ?? 0
    for lever in first..<max(first, levers.count) where !needsLoop[lever] {
      var next = node.state
      if let added = added[lever] { next.add(added) } else { try next.apply(levers[lever]) }
      free[lever] = next.isUnchanged(since: node.state)
      if !free[lever] { children.append((lever, next)) }
    }
    if !node.coalition.isEmpty {
      try body(node.coalition, node.state, weights(node.coalition, free))
    }
    return children.map { lever, state in
      Node(
        coalition: node.coalition.with(lever), state: state,
        free: free.indices.map { $0 < lever && free[$0] })
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
