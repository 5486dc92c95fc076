import ImpactAxes
import ImpactDiagnostics
import ImpactLevers
import ImpactSimulation
import ImpactTestSupport

/// An economy with all industries that investment needs, and readings of results.
struct InvestmentBench {
  let bench: Bench

  init() throws {
    let more = ["C33", "D35", "F", "G46", "G47", "H49", "K65", "M71", "M72", "N", "P85"]
    bench = try Bench(
      SyntheticEconomy.make(otherIndustries: SyntheticEconomy.catalogueIndustries + more))
  }

  static let fast = Bench.path([2025: 0, 2030: 100_000])

  static func charging(_ points: DatedPath = fast) -> Charging {
    Charging(points: [.fast: points], places: .households)
  }

  static func years(_ first: Int, _ last: Int) -> [Int] { Array(first...last) }

  func run(_ levers: [any Lever], _ years: [Int] = [2024, 2030, 2035], induced: Bool = true)
    async throws -> ImpactResult
  {
    try await bench.engine.run(Bench.scenario(levers, years: years, induced: induced))
  }

  func states(_ levers: [any Lever], _ years: [Int]) throws -> [LeverState] {
    try bench.engine.plan(Bench.scenario(levers, years: years)).states
  }

  /// Messages of a scenario that must be refused.
  func messages(_ levers: [any Lever]) -> [String] {
    do {
      _ = try bench.engine.plan(Bench.scenario(levers))
      return []
    } catch let report as ProblemReport {
      return report.problems.map(\.description)
    } catch {
      return ["\(error)"]
    }
  }

  func index(_ region: String, _ industry: String) -> Int {
    let r = bench.economy.regions.firstIndex { $0.code == region } ?? -1
    return bench.economy.index(region: r, industry: bench.industry(industry))
  }

  /// Change of an indicator in one cell over the channels named.
  static func change(
    _ result: ImpactResult, _ indicator: Indicator, _ effects: [Effect], year: Int, at k: Int
  ) -> Double {
    let t = result.years.firstIndex(of: year) ?? -1
    return effects.reduce(0) { $0 + (result.change[indicator]?[$1]?[t][k] ?? .nan) }
  }

  /// Sum of an indicator over all cells and channels; unknown cells count nothing.
  static func total(_ result: ImpactResult, _ indicator: Indicator, year: Int) -> Double {
    let t = result.years.firstIndex(of: year) ?? -1
    return Effect.allCases.reduce(0) { sum, effect in
      (result.change[indicator]?[effect]?[t] ?? []).reduce(sum) { $1.isNaN ? $0 : $0 + $1 }
    }
  }

  static func figure(
    _ result: ImpactResult, _ name: String, place: String = "EU27", year: Int
  ) -> Double? {
    result.leverFigures.first { $0.figure == name && $0.place == place && $0.year == year }?.value
  }
}
