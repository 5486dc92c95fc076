public import ImpactDiagnostics
public import ImpactDocuments
public import ImpactLevers
import ImpactNumerics

/// How far one answer moves when one parameter at a time goes to the ends of its range.
public struct Tornado: Sendable {
  /// One parameter of the catalogue.
  public struct Swing: Sendable {
    /// The entry with its range, unit, evidence and source.
    public let parameter: Parameter
    /// The value that the scenario has now; nil where the catalogue has only a range.
    public let now: Double?
    /// The answer at the low end; nan where the scenario is impossible there.
    public let atLow: Double
    /// The answer at the high end; nan where the scenario is impossible there.
    public let atHigh: Double
    /// The answer with every parameter as it is.
    public let base: Double
    /// From the lowest to the highest of the three answers; an unknown one is left out.
    public var width: Double {
      let known = [atLow, base, atHigh].filter { !$0.isNaN }
      return (known.max() ?? 0) - (known.min() ?? 0)
    }
  }

  /// The answer with every parameter as it is.
  public let base: Double
  /// Parameters that move the answer, widest swing first.
  public let swings: [Swing]
  /// Parameters with a range that were tried.
  public let tried: Int
  /// What kept a parameter from an end of its range.
  public let obstacles: [Notice]
}

extension ImpactEngine {
  /// One at a time, every parameter of the catalogue with a range goes to its low and its high end.
  ///
  /// The answer is the change of `indicator` in some regions in one year, all industries and channels.
  /// A value that a lever takes from the file does not follow the catalogue. Throws what `run` throws.
  public func tornado(
    of scenario: Scenario, year: Int, indicator: Indicator, regions: [Int]
  ) async throws -> Tornado {
    try await EngineThread.run { flag in
      let single = scenario.only([year])
      var run = TornadoRun(
        engine: withoutFigures, scenario: single, indicator: indicator, regions: regions)
      return try run.result(flag)
    }
  }
}

/// Variants of a scenario side by side: each column has its own catalogue.
private struct TornadoRun {
  let engine: ImpactEngine
  let scenario: Scenario
  let indicator: Indicator
  let regions: [Int]
  /// The scenario as it is, once it is worked out.
  private var base: LeverState?
  private var baseAnswer: Double?

  init(engine: ImpactEngine, scenario: Scenario, indicator: Indicator, regions: [Int]) {
    self.engine = engine
    self.scenario = scenario
    self.indicator = indicator
    self.regions = regions
  }

  private static let columns = 64
  /// A swing below this share of the answer, or of one unit, is the solver's.
  private static let noise = 1e-6

  private struct Variant {
    let key: String?
    let value: Double
  }

  mutating func result(_ flag: CancellationFlag) throws -> Tornado {
    let parameters = engine.context.catalogue.parameters.values
      .filter { parameter in
        guard let low = parameter.low, let high = parameter.high else { return false }
        return low < high
      }
      .sorted { $0.key < $1.key }
    let variants =
      [Variant(key: nil, value: 0)]
      + parameters.flatMap {
        [Variant(key: $0.key, value: $0.low ?? 0), Variant(key: $0.key, value: $0.high ?? 0)]
      }
    var answers: [Double] = []
    var obstacles: [Notice] = []
    for first in stride(from: 0, to: variants.count, by: Self.columns) {
      try flag.check()
      let part = Array(variants[first..<min(first + Self.columns, variants.count)])
      answers += try self.answers(part, &obstacles)
    }
    let base = answers[0]
    guard base.isFinite else { throw ProblemReport([Self.unknown(indicator)]) }
    let least = Self.noise * max(1, abs(base))
    let swings = parameters.enumerated()
      .map { k, parameter in
        Tornado.Swing(
          parameter: parameter, now: scenario.parameters[parameter.key]?.value ?? parameter.central,
          atLow: answers[1 + 2 * k], atHigh: answers[2 + 2 * k], base: base)
      }
      .filter { swing in
        [swing.atLow, swing.atHigh].contains { $0.isNaN || abs($0 - base) > least }
      }
      .sorted { ($1.width, $0.parameter.key) < ($0.width, $1.parameter.key) }
    return Tornado(base: base, swings: swings, tried: parameters.count, obstacles: obstacles)
  }

  private static func unknown(_ indicator: Indicator) -> Problem {
    Problem(
      at: nil, path: indicator.rawValue, "no region asked for has a known value",
      expected: "a place with known values")
  }

  /// The answers of some variants; those that cannot run give nan and a notice.
  ///
  /// The first call holds the scenario as it is in its first place.
  private mutating func answers(
    _ variants: [Variant], _ obstacles: inout [Notice]
  ) throws -> [Double] {
    var same: [Int] = []
    let run = self
    let made = concurrentMap(variants.count) { v in Result { try run.plan(variants[v]) } }
    var answers = [Double](repeating: .nan, count: variants.count)
    var states: [(variant: Int, state: LeverState)] = []
    let base = try self.base ?? plan(Variant(key: nil, value: 0))
    for (v, result) in made.enumerated() {
      do {
        let state = try result.get()
        if variants[v].key?.hasPrefix("induced.") == true {
          // Households of its own: a block of its own.
          answers[v] = try values([state], of: variants[v])[0]
        } else if variants[v].key != nil, state.hasSameChanges(as: base) {
          // No lever reads the parameter, so nothing is solved.
          same.append(v)
        } else {
          states.append((v, state))
        }
      } catch {
        guard let key = variants[v].key else { throw error }
        obstacles.append(
          Notice("parameter-out-of-reach", "\(key) = \(variants[v].value): \(error)"))
      }
    }
    if !states.isEmpty {
      let found = try values(states.map(\.state), of: Variant(key: nil, value: 0))
      for (one, value) in zip(states, found) { answers[one.variant] = value }
    }
    let unmoved = baseAnswer ?? answers[0]
    for v in same { answers[v] = unmoved }
    (self.base, baseAnswer) = (base, unmoved)
    return answers
  }

  private func scenario(of variant: Variant) -> Scenario {
    guard let key = variant.key else { return scenario }
    var changed = scenario
    changed.parameters[key] = ParameterOverride(value: variant.value, source: "end of its range")
    return changed
  }

  private func plan(_ variant: Variant) throws -> LeverState {
    try engine.loop(scenario(of: variant)).plan.states[0]
  }

  private func values(_ states: [LeverState], of variant: Variant) throws -> [Double] {
    let economy = engine.economy
    let plan = try ScenarioYears(
      columns: states, of: scenario, base: engine.accounts, economy: economy)
    let households =
      scenario.inducedEffects
      ? try HouseholdIncome(
        economy,
        catalogue: engine.context.catalogue.replacing(self.scenario(of: variant).parameters))
      : nil
    let steps = try engine.steps(
      plan, households: households, options: SolverOptions(tolerance: 1e-9),
      flag: CancellationFlag())
    let change = ProductivityScale.applied(to: steps.cube.change, plan)
    let S = economy.industryCount
    var sums = [Double](repeating: 0, count: states.count)
    var known = [Bool](repeating: false, count: states.count)
    for values in Effect.allCases.compactMap({ change[indicator]?[$0] }) {
      for c in states.indices {
        for r in regions {
          for k in r * S..<(r + 1) * S where !values[c][k].isNaN {
            sums[c] += values[c][k]
            known[c] = true
          }
        }
      }
    }
    return sums.indices.map { known[$0] ? sums[$0] : .nan }
  }
}
