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

  /// Systems (coalitions times years) from which a basis pays.
  static let fewest = 320

  /// Systems of a sample.
  private var size: Int { max(24, 5 * levers.count) }

  /// Modes need no more: what they miss is small beside what coalitions change.
  private static let options = SolverOptions(tolerance: 1e-4)

  /// Solved members; nil where too few of them can be followed.
  ///
  /// `hasRun` says that the run of all levers joins the sample later (`SolvedSample.init`).
  func solved(hasRun: Bool, _ flag: CancellationFlag) throws -> SolvedSample? {
    let members = members(hasRun: hasRun)
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
    return SolvedSample(plan, steps)
  }

  func basis(_ sample: SolvedSample) throws -> CoalitionBasis {
    try CoalitionBasis(sample, engine: engine, context: context, households: households)
  }

  /// A lever alone, a random half and, where the run is not there, all, year by year.
  ///
  /// All levers but one say little that all and this one do not.
  private func members(hasRun: Bool) -> [(year: Int, coalition: Coalition)] {
    let (n, years) = (levers.count, scenario.years.count)
    let all = Coalition((1 << UInt64(n)) - 1)
    var random = SplitMix(seed: 20)
    var seen: Set<[UInt64]> = []
    var members: [(year: Int, coalition: Coalition)] = []
    var tries = 0
    while members.count < size, tries < 20 * size {
      let year = tries % years
      let round = tries / years
      tries += 1
      let alone = Coalition.none.with((year + 2 * round) % n)
      let half = Coalition(random.next() & all.members)
      let kinds = hasRun ? [alone, half] : [alone, half, all]
      let chosen = kinds[(year + round) % kinds.count]
      guard !chosen.isEmpty, seen.insert([UInt64(year), chosen.members]).inserted else { continue }
      members.append((year, chosen))
    }
    return members
  }
}

/// Solved changes of output and prices from which bases are made, columns of length n.
struct SolvedSample: Sendable {
  /// Of the open model, technical and of prices.
  private(set) var open: [[Double]] = []
  private(set) var induced: [[Double]] = []
  private(set) var prices: [[Double]] = []

  /// Systems of a plan that coordinates can follow; none where any cannot.
  init(_ plan: ScenarioYears, _ steps: ImpactEngine.Steps) {
    guard plan.states.allSatisfy(CoalitionBlock.canFollow) else { return }
    open = steps.output.technical + steps.output.price
    induced = steps.output.induced
    let all = steps.prices.prices
    prices = (0..<all.columns).map { all.column($0) }
  }

  /// Both together.
  func adding(_ other: SolvedSample) -> SolvedSample {
    var sum = self
    sum.open += other.open
    sum.induced += other.induced
    sum.prices += other.prices
    return sum
  }
}
