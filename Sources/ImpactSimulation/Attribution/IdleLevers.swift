import ImpactLevers

/// Levers that do nothing in a year, whichever others act before them.
enum IdleLevers {
  /// Indices of the levers that do something.
  ///
  /// Those that do nothing alone are tried after every combination of the others that stand before them;
  /// if one of them does something there, all count as working.
  static func working(
    _ levers: [any Lever], context: LeverContext, year: Int
  ) throws -> [Int] {
    let empty = LeverState(context: context, year: year)
    func isIdle(_ lever: Int, after state: LeverState) throws -> Bool {
      var next = state
      try next.apply(levers[lever])
      return next.hasSameChanges(as: state)
    }
    let idle = try levers.indices.filter { try isIdle($0, after: empty) }
    let present = levers.indices.filter { !idle.contains($0) }
    guard !idle.isEmpty, !present.isEmpty else { return present }
    let some = present.map { levers[$0] }
    var tree = CoalitionStates(levers: some, context: context, year: year)
    for coalition in CoalitionGame.exact(players: some.count).coalitions {
      let state = try tree.state(of: coalition)
      let last = coalition.last.map { present[$0] } ?? 0
      for lever in idle where lever > last {
        guard try isIdle(lever, after: state) else { return Array(levers.indices) }
      }
    }
    return present
  }
}
