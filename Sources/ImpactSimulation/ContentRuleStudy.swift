import ImpactAxes
import ImpactDiagnostics
public import ImpactLevers

/// Questions about the content rules of a scenario: when do they cost jobs, and what does a point bring.
///
/// Every answer is a run of the same prepared engine in one year, set against the scenario without its
/// content rules. Jobs are persons in the European Union, all channels that the scenario follows.
public struct ContentRuleStudy: Sendable {
  /// The premium at which the rules bring no jobs.
  public struct BreakEven: Sendable {
    /// Factor on every premium; nil when there is none up to `largest`, or none is needed.
    public let factor: Double?
    /// Extra cost over reshored purchases there, per cent.
    public let premium: Double?
    /// The same with the premiums of the scenario.
    public let premiumNow: Double
    /// Jobs without any premium, and with the premiums of the scenario.
    public let jobsWithoutPremium: Double
    /// Jobs with the premiums of the scenario.
    public let jobsNow: Double
    /// Jobs left at the factor found.
    public let jobsThere: Double
    /// Runs of the engine.
    public let runs: Int
    /// What a reader must know when there is no factor; empty otherwise.
    public let remark: String
  }

  /// What one more point of a floor brings.
  public struct Marginal: Sendable {
    /// The basket that is raised; nil for all floors together.
    public let basket: LocalContent.Basket?
    /// Points by which floors were raised.
    public let points: Double
    /// Jobs that this adds.
    public let jobs: Double
    /// Rise of the content that the rule measures, points.
    public let achieved: Double
    /// Rise of the content of whole vehicles by invoice origin, points.
    public let vehicleContent: Double
  }

  /// Factors beyond this are not looked for.
  public static let largest = 64.0

  let engine: ImpactEngine
  let scenario: Scenario
  /// The year asked about.
  public let year: Int
  private let without: Double

  /// Prepares the comparison; throws a `ProblemReport` when the scenario has no content rule or no such year.
  public init(_ engine: ImpactEngine, scenario: Scenario, year: Int? = nil) async throws {
    guard scenario.levers.contains(where: { $0 is LocalContent && $0.intensity > 0 }) else {
      throw ProblemReport([
        Problem(
          at: nil, path: "levers", "the scenario has no content rule",
          expected: "a lever `\(LocalContent.key)` with an intensity above 0")
      ])
    }
    guard let last = scenario.years.last, scenario.years.contains(year ?? last) else {
      throw ProblemReport([
        Problem(
          at: nil, path: "years", "\(year.map { "\($0)" } ?? "no year") is not in the scenario",
          expected: "one of its years")
      ])
    }
    self.engine = engine
    self.year = year ?? last
    let single = scenario.only([self.year])
    self.scenario = single
    var rest = single
    rest.levers = single.levers.filter { !($0 is LocalContent) }
    without = try await Self.jobs(engine.run(rest), self.year)
  }

  private static func jobs(_ result: ImpactResult, _ year: Int) throws -> Double {
    guard let change = result.employmentChange(in: "EU27", year: year) else {
      throw ProblemReport([
        Problem(
          at: nil, path: result.economy, "no jobs of the union are known in \(year)",
          expected: "an economy with regions of the union and their employment")
      ])
    }
    return change.value
  }

  /// One run with changed rules.
  private func outcome(
    _ change: (inout LocalContent) -> Void
  ) async throws -> (jobs: Double, result: ImpactResult) {
    var changed = scenario
    changed.levers = scenario.levers.map { lever in
      guard var rule = lever as? LocalContent else { return lever }
      change(&rule)
      return rule
    }
    let result = try await engine.run(changed)
    return (try Self.jobs(result, year) - without, result)
  }

  /// The root of jobs over a factor on all premiums, by regula falsi with halved ends (Illinois).
  ///
  /// Stops within 0.1 % of the factor or half a job; the bracket is doubled up to `largest`.
  public func breakEven() async throws -> BreakEven {
    let (none, now) = (try await point(0), try await point(1))
    var found: (point: Point?, runs: Int) = (nil, 2)
    var remark = "the rules bring no jobs even without a premium"
    if none.jobs > 0 {
      found = try await root(none, now)
      remark =
        found.point == nil
        ? "the rules bring jobs even at \(Int(Self.largest)) times the premiums" : ""
    }
    return BreakEven(
      factor: found.point?.factor, premium: found.point?.premium, premiumNow: now.premium,
      jobsWithoutPremium: none.jobs, jobsNow: now.jobs, jobsThere: found.point?.jobs ?? .nan,
      runs: found.runs, remark: remark)
  }

  /// Jobs and mean premium at a factor on all premiums.
  private struct Point {
    let factor: Double
    let jobs: Double
    let premium: Double
  }

  private func point(_ factor: Double) async throws -> Point {
    let found = try await outcome { $0.premiumScale *= factor }
    return Point(factor: factor, jobs: found.jobs, premium: Self.premium(found.result))
  }

  /// Nil when jobs stay above zero up to `largest`.
  private func root(_ none: Point, _ now: Point) async throws -> (point: Point?, runs: Int) {
    var (low, last, runs) = (none, now, 2)
    while last.jobs > 0, last.factor < Self.largest {
      low = last
      last = try await point(last.factor * 2)
      runs += 1
    }
    guard last.jobs <= 0 else { return (nil, runs) }
    var (a, b) = ((x: low.factor, f: low.jobs), (x: last.factor, f: last.jobs))
    while abs(last.jobs) > 0.5, b.x - a.x > 1e-3 * b.x, runs < 40 {
      let next = try await point((a.x * b.f - b.x * a.f) / (b.f - a.f))
      runs += 1
      // The same end twice: the other end's weight is halved, so that it moves too.
      let isTwice = (next.jobs > 0) == (last.jobs > 0)
      if next.jobs > 0 {
        a = (next.factor, next.jobs)
        if isTwice { b.f /= 2 }
      } else {
        b = (next.factor, next.jobs)
        if isTwice { a.f /= 2 }
      }
      last = next
    }
    return (last, runs)
  }

  /// One more point on all floors together, then on each alone.
  public func marginal() async throws -> [Marginal] {
    let now = try await outcome { _ in }
    let baskets = scenario.levers.compactMap { $0 as? LocalContent }.flatMap(\.floors.keys)
    let single = LocalContent.Basket.allCases.filter { baskets.contains($0) }
    var answers: [Marginal] = []
    for basket in [nil] + single.map(Optional.init) where basket == nil || single.count > 1 {
      var points = 1.0
      let raised = try await outcome { rule in
        for (name, path) in rule.floors where basket == nil || basket == name {
          points = min(points, 100 * (1 - path.value(in: year)))
        }
        for (name, path) in rule.floors where basket == nil || basket == name {
          rule.floors[name] = path.raised(by: points / 100, in: year)
        }
      }
      answers.append(
        Marginal(
          basket: basket, points: points, jobs: raised.jobs - now.jobs,
          achieved: Self.lift(raised.result) - Self.lift(now.result),
          vehicleContent: Self.vehicleContent(raised.result) - Self.vehicleContent(now.result)))
    }
    return answers
  }

  private static func figures(_ result: ImpactResult, _ prefix: String) -> [Double] {
    result.leverFigures.filter { $0.place == "EU27" && $0.figure.hasPrefix(prefix) }.map(\.value)
  }

  /// Extra cost over reshored purchases, per cent; 0 where nothing is reshored.
  private static func premium(_ result: ImpactResult) -> Double {
    let moved = figures(result, "reshored purchases, ").reduce(0, +)
    let cost = figures(result, "extra cost of reshored purchases, ").reduce(0, +)
    return moved > 0 ? 100 * cost / moved : 0
  }

  private static func lift(_ result: ImpactResult) -> Double {
    figures(result, "content lift, ").reduce(0, +)
  }

  private static func vehicleContent(_ result: ImpactResult) -> Double {
    figures(result, "invoice-origin after, content of whole vehicles").reduce(0, +)
  }
}

extension DatedPath {
  /// The same path with the value of one year raised, for a run of that year alone.
  func raised(by amount: Double, in year: Int) -> DatedPath {
    let start = min(points[0].year, year)
    return DatedPath(points: [Point(year: start, value: value(in: year) + amount)])
  }
}
