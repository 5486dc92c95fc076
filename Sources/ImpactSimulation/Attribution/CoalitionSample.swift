import ImpactLevers
import ImpactNumerics

/// Coalitions that are solved in full so that the others can be followed in coordinates.
struct CoalitionSample {
  let engine: ImpactEngine
  let scenario: Scenario
  let context: LeverContext
  let households: HouseholdIncome?
  /// Levers without a fixed point.
  let levers: [any Lever]

  /// Systems (coalitions times years) of a sample, and those from which a basis pays.
  static let size = 51
  static let fewest = 320

  /// As far as modes are kept.
  private static let options = SolverOptions(tolerance: 1e-5)

  /// A basis; nil where no sampled coalition can be followed.
  func basis(_ flag: CancellationFlag) throws -> CoalitionBasis? {
    let members = members()
    let made = try concurrentMap(members.count) { m -> LeverState in
      var state = LeverState(context: context, year: scenario.years[members[m].year])
      for (p, lever) in levers.enumerated() where members[m].coalition.contains(p) {
        try state.apply(lever)
      }
      return state
    }
    let states = made.filter(CoalitionBlock.canFollow)
    guard 2 * states.count > members.count else { return nil }
    try flag.check()
    let plan = try ScenarioYears(
      columns: states, of: scenario, base: engine.accounts, economy: engine.economy)
    let steps = try engine.steps(
      plan, households: households, options: Self.options, isCertified: false, flag: flag)
    let n = engine.economy.dimension
    func matrix(_ columns: [[Double]]) -> Matrix {
      Matrix(rows: n, columns: columns.count, values: columns.flatMap(\.self))
    }
    return try CoalitionBasis(
      open: matrix(steps.output.technical + steps.output.price),
      induced: matrix(steps.output.induced), prices: steps.prices.prices, engine: engine,
      context: context, households: households)
  }

  /// A lever alone, all others, a random half and the other half, year by year.
  private func members() -> [(year: Int, coalition: Coalition)] {
    let (n, years) = (levers.count, scenario.years.count)
    let all = Coalition((1 << UInt64(n)) - 1)
    var random = SplitMix(seed: 20)
    var seen: Set<[UInt64]> = []
    var members: [(year: Int, coalition: Coalition)] = []
    var tries = 0
    while members.count < Self.size, tries < 20 * Self.size {
      let year = tries % years
      let round = tries / years
      tries += 1
      let alone = Coalition.none.with((year + round / 4) % n)
      let half = Coalition(random.next() & all.members)
      let chosen = [alone, Coalition(all.members & ~alone.members), half, all][round % 4]
      guard !chosen.isEmpty, seen.insert([UInt64(year), chosen.members]).inserted else { continue }
      members.append((year, chosen))
    }
    return members
  }
}
