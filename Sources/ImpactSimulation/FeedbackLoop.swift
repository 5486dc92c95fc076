import ImpactDiagnostics
import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// The fixed point of prices, volumes, suppliers' limits, compliance and content.
///
/// Levers act on the volumes and on the value-added content that the solution of the round before
/// gives, until neither moves by more than the tolerance. Without limits and without a floor on value
/// added nothing feeds back, and one round is exact.
struct FeedbackLoop: Sendable {
  /// Change of a relative volume or of a content share: a thousandth of the last digit
  /// that a figure shows.
  static let tolerance = 1e-7
  /// Rounds after which it says that it did not converge.
  static let longest = 30
  /// Code of the notice that says so.
  static let notConverged = "fixed-point-not-converged"

  let plan: ScenarioYears
  let notices: [Notice]
  /// Prices of the plan where the last round has solved for them.
  let prices: PriceStep?

  init(
    _ scenario: Scenario, context: LeverContext, base: OriginClassOperator, economy: Economy,
    market: VehicleMarket?, longest: Int = Self.longest
  ) throws {
    try self.init(
      scenario, cases: scenario.years.map { LeverCase(context: context, year: $0) }, base: base,
      economy: economy, market: market, longest: longest
    ) { try ScenarioYears(scenario, context: context, base: base, feedback: $0) }
  }

  /// How far the fixed point of a draw is followed, and from where.
  struct Draws {
    /// Of the solves for prices.
    let options: SolverOptions
    /// Change of a relative volume or of a content share at which rounds end.
    let tolerance: Double
    /// What the levers of each case acted on in the run without draws.
    let start: [LeverFeedback]
  }

  /// The same for cases of a scenario that fits its economy, such as draws of an ensemble.
  init(
    _ scenario: Scenario, cases: [LeverCase], base: OriginClassOperator, economy: Economy,
    market: VehicleMarket?, draws: Draws
  ) throws {
    try self.init(
      scenario, cases: cases, base: base, economy: economy, market: market,
      longest: Self.longest, draws: draws
    ) { try ScenarioYears(scenario, cases: cases, base: base, feedback: $0) }
  }

  private init(
    _ scenario: Scenario, cases: [LeverCase], base: OriginClassOperator, economy: Economy,
    market: VehicleMarket?, longest: Int, draws: Draws? = nil,
    acting: ([LeverFeedback]) throws -> ScenarioYears
  ) throws {
    let rules = Self.rules(scenario.levers)
    let needsVolume = rules.contains { $0.capacity != nil }
    let zones = Self.zones(rules, economy)
    guard Self.isNeeded(by: scenario.levers) else {
      plan = try acting([])
      (notices, prices) = ([], nil)
      return
    }
    let (options, tolerance) = (
      draws?.options ?? SolverOptions(), draws?.tolerance ?? Self.tolerance
    )
    var feedback =
      try draws?.start ?? Self.start(zones, cases: cases, base: base, economy: economy)
    var plan = try acting(feedback)
    var last = Movement(size: .infinity, what: "")
    var previous = Double.infinity
    var rounds = 1
    var solved: PriceStep?
    while rounds < longest {
      solved =
        needsVolume
        ? try PriceStep(
          plan, economy: economy, market: market, start: solved, options: options) : nil
      let next = try Self.answer(
        to: feedback, of: plan, prices: solved, zones: zones, economy: economy, options: options)
      last = Self.movement(from: feedback, to: next, years: cases.map(\.year), economy: economy)
      if last.size <= tolerance { break }
      // A movement that does not shrink is halved: a limit that switches on and off oscillates.
      feedback = last.size > 0.9 * previous ? Self.halfway(feedback, next) : next
      previous = last.size
      plan = try acting(feedback)
      rounds += 1
    }
    self.plan = plan
    prices = last.size <= tolerance ? solved : nil
    notices = [Self.notice(last, rounds: rounds, tolerance: tolerance)]
  }

  private static func rules(_ levers: [any Lever]) -> [LocalContent] {
    levers.compactMap { $0 as? LocalContent }.filter { $0.intensity > 0 }
  }

  /// Whether some lever acts on what the solution of its own year says.
  static func isNeeded(by levers: [any Lever]) -> Bool {
    rules(levers).contains { $0.capacity != nil || $0.definition == .valueAdded }
  }

  /// What the solution of a plan says to its levers.
  private static func answer(
    to feedback: [LeverFeedback], of plan: ScenarioYears, prices: PriceStep?, zones: [ScopeMask],
    economy: Economy, options: SolverOptions
  ) throws -> [LeverFeedback] {
    var next = feedback
    if let prices {
      for t in next.indices { next[t].volume = prices.volume[t] }
    }
    guard !zones.isEmpty else { return next }
    let step = try ContentStep(plan, economy: economy, options: options)
    for t in next.indices {
      for zone in zones {
        guard let h = step.content[t][zone] else { continue }
        next[t].zoneContent[zone] = ContentRuleTrace.zoneContent(
          h, zone: zone, state: plan.states[t])
      }
    }
    return next
  }

  /// The largest change in a round, and where it was.
  struct Movement {
    let size: Double
    let what: String
  }

  private static func notice(
    _ last: Movement, rounds: Int, tolerance: Double
  ) -> Notice {
    guard last.size > tolerance else {
      return Notice(
        "fixed-point",
        "prices, volumes, suppliers' limits and content agree after \(rounds) rounds (largest change "
          + "\(last.size) against \(tolerance))")
    }
    return Notice(
      Self.notConverged,
      "prices, volumes, suppliers' limits and content do not agree after \(rounds) rounds: "
        + "\(last.what) still moves by \(last.size) (tolerance \(tolerance)); results are those of "
        + "the last round")
  }

  /// Zones of rules that measure value added.
  private static func zones(_ rules: [LocalContent], _ economy: Economy) -> [ScopeMask] {
    var seen: Set<ScopeMask> = []
    return rules.filter { $0.definition == .valueAdded }
      .compactMap { rule in
        var problems: [Problem] = []
        let zone = economy.mask(of: rule.zone, path: "", problems: &problems)
        return problems.isEmpty && seen.insert(zone).inserted ? zone : nil
      }
  }

  private static func start(
    _ zones: [ScopeMask], cases: [LeverCase], base: OriginClassOperator, economy: Economy
  ) throws -> [LeverFeedback] {
    var feedback = LeverFeedback()
    guard let context = cases.first?.context else { return [] }
    for zone in zones {
      let h = try ContentStep.base(zone, accounts: base, economy: economy)
      feedback.zoneContent[zone] = ContentRuleTrace.zoneContent(
        h, zone: zone, state: LeverState(context: context, year: context.economy.baseYear))
    }
    return cases.map { _ in feedback }
  }

  private static func movement(
    from old: [LeverFeedback], to new: [LeverFeedback], years: [Int], economy: Economy
  ) -> Movement {
    var largest = Movement(size: 0, what: "")
    func see(_ a: Double, _ b: Double, _ what: @autoclosure () -> String) {
      guard abs(a - b) > largest.size else { return }
      largest = Movement(size: abs(a - b), what: what())
    }
    for t in new.indices {
      for r in economy.regions.indices {
        let place = "\(economy.regions[r].code) in \(years[t])"
        see(old[t].volume(r), new[t].volume(r), "the volume of vehicles of \(place)")
        for (zone, content) in new[t].zoneContent {
          guard let before = old[t].zoneContent[zone], content.rest.indices.contains(r) else {
            continue
          }
          see(before.rest[r], content.rest[r], "the value added in vehicles of \(place)")
        }
      }
      for (zone, content) in new[t].zoneContent {
        guard let before = old[t].zoneContent[zone] else { continue }
        let k = content.content.indices
          .max {
            abs(content.content[$0] - before.content[$0])
              < abs(content.content[$1] - before.content[$1])
          }
        guard let k else { continue }
        see(
          before.content[k], content.content[k],
          "the value added in a product of \(economy.regions[k / economy.industryCount].code)")
      }
    }
    return largest
  }

  private static func halfway(_ old: [LeverFeedback], _ new: [LeverFeedback]) -> [LeverFeedback] {
    zip(old, new)
      .map { old, new in
        var middle = new
        if !new.volume.isEmpty {
          middle.volume = new.volume.indices.map { (old.volume($0) + new.volume[$0]) / 2 }
        }
        return middle
      }
  }
}
