import ImpactLevers
import ImpactNumerics

/// States of one year for coalitions in preorder: each is made from that of its parent by one act.
///
/// Only the states along the present path are kept.
struct CoalitionStates {
  private let levers: [any Lever]
  private let empty: LeverState
  private var path: [(coalition: Coalition, state: LeverState)] = []

  /// `levers[p]` is player p.
  init(levers: [any Lever], context: LeverContext, year: Int) {
    self.levers = levers
    empty = LeverState(context: context, year: year)
  }

  /// The state of the next coalition; those before it in preorder must have come first.
  mutating func state(of coalition: Coalition) throws -> LeverState {
    guard let last = coalition.last else { return empty }
    let parent = coalition.without(last)
    while let top = path.last, top.coalition != parent { path.removeLast() }
    var state: LeverState
    if let top = path.last {
      state = top.state
    } else {
      state = try Self.state(of: parent, levers: levers, from: empty)
    }
    try state.apply(levers[last])
    path.append((coalition, state))
    return state
  }

  /// A state from the beginning: a sampled coalition's parent need not be in the sample.
  private static func state(
    of coalition: Coalition, levers: [any Lever], from empty: LeverState
  ) throws -> LeverState {
    var state = empty
    for (p, lever) in levers.enumerated() where coalition.contains(p) { try state.apply(lever) }
    return state
  }
}
