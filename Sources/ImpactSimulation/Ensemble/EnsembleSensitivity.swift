import ImpactDiagnostics
import ImpactDocuments
public import ImpactLevers
import ImpactNumerics

/// Which assumptions drive the jobs of a place: Sobol' indices of every uncertain parameter.
public struct SensitivityResult: Sendable {
  /// One parameter.
  public struct Row: Sendable, Hashable, Codable {
    /// Key of the catalogue.
    public let parameter: String
    /// Part of the variance that goes when this parameter alone becomes certain.
    public let first: Double
    /// Part of the variance that stays when all others are certain, with all interactions.
    public let total: Double
  }

  /// Code of a region, country, territory, `EU27` or `ALL`.
  public let place: String
  /// The year that is looked at.
  public let year: Int
  /// Largest total index first.
  public let rows: [Row]
  /// Standard deviation of the change of jobs over the draws, persons.
  public let deviation: Double
  /// Runs behind the indices: N·(k + 2).
  public let evaluations: Int
  /// How they were solved.
  public let solution: EnsembleSolution
}

extension ImpactEngine {
  /// First-order and total indices of the change of employment in some places in one year.
  ///
  /// Two samples of `draws` each and one more for every parameter are run; laws and ranges are those
  /// of the bands, parameters are taken as independent. `year` nil is the last one. Throws a
  /// `ProblemReport` for an unknown place or year, or a scenario without uncertain parameters.
  public func sensitivity(
    of scenario: Scenario, places: [String], year: Int? = nil, draws: Int = 128, seed: UInt64 = 1
  ) async throws -> [SensitivityResult] {
    let last = scenario.years.last ?? 0
    let year = year ?? last
    guard scenario.years.contains(year) else {
      throw ProblemReport([
        Problem(
          at: nil, path: "years", "\(year) is not in the scenario",
          expected: "one of its years")
      ])
    }
    let asked = scenario.only([year])
    return try await EngineThread.run { flag in
      try EnsembleSensitivity(engine: self, scenario: asked, draws: draws, seed: seed)
        .indices(places, flag: flag)
    }
  }
}

/// The runs behind the indices.
struct EnsembleSensitivity: Sendable {
  let engine: ImpactEngine
  let scenario: Scenario
  let draws: Int
  let seed: UInt64

  func indices(_ places: [String], flag: CancellationFlag) throws -> [SensitivityResult] {
    let run = try engine.ensemble(
      scenario, options: EnsembleOptions(draws: draws, seed: seed), flag: flag)
    let uncertain = run.uncertain
    let keys = uncertain.parameters.map(\.key)
    guard !keys.isEmpty else {
      throw ProblemReport([
        Problem(
          at: nil, path: "levers", "no parameter that the levers read has a range",
          expected: "a scenario with uncertain parameters")
      ])
    }
    for place in places where run.layout.placeIndex[place] == nil {
      throw ProblemReport([
        Problem(
          at: nil, path: place, "the economy has no place `\(place)`",
          expected: "a region, country or territory, `EU27` or `ALL`")
      ])
    }
    let points = [seed, seed &+ 1]
      .map { SampleDesign.points(.latinHypercube, names: keys, count: draws, seed: $0) }
    let values = points.map { points in
      zip(uncertain.parameters, points).map { law, u in u.map(law.distribution.quantile) }
    }
    let blocks = mixed(values[0], values[1])
    let all = keys.indices.map { k in blocks.flatMap { $0[k] } }
    let enlarged = try run.with(values: all, count: draws * blocks.count)
    var work = EnsembleDraws(
      run: enlarged, flag: flag, progress: EnsembleProgress(of: 1) { _, _ in })
    try work.solveTogether()
    let found: EnsembleYear<Float> = try work.year(0)
    let row = Dictionary(
      found.draws.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    // A row of the design counts where all its runs do.
    let kept = (0..<draws)
      .filter { j in blocks.indices.allSatisfy { row[$0 * draws + j] != nil } }
    return places.map { place in
      let jobs = enlarged.builder.jobs(of: place, found)
      let parts = blocks.indices.map { block in
        kept.map { Double(jobs[row[block * draws + $0] ?? 0]) }
      }
      let indices = SensitivityIndices(a: parts[0], b: parts[1], mixed: Array(parts.dropFirst(2)))
      return SensitivityResult(
        place: place, year: scenario.years[0],
        rows: keys.indices
          .map {
            SensitivityResult.Row(
              parameter: keys[$0], first: indices.first[$0], total: indices.total[$0])
          }
          .sorted { ($1.total, $0.parameter) < ($0.total, $1.parameter) },
        deviation: indices.variance.squareRoot(), evaluations: found.draws.count,
        solution: work.solution)
    }
  }

  /// A, B and A with one parameter from B, each by parameter and draw.
  private func mixed(_ a: [[Double]], _ b: [[Double]]) -> [[[Double]]] {
    [a, b]
      + a.indices.map { i in
        var values = a
        values[i] = b[i]
        return values
      }
  }
}

extension BandBuilder {
  /// Change of employment of a place by draw.
  func jobs(of place: String, _ year: EnsembleYear<Scalar>) -> [Scalar] {
    guard let p = layout.placeIndex[place] else { return [] }
    let count = year.draws.count
    var total = [Scalar](repeating: 0, count: count)
    let employment = Indicator.allCases.firstIndex(of: .employment) ?? 0
    for r in layout.places[p].regions {
      let sums = groupSums(r, year.region(r), year.extras(r), year)
      for j in 0..<count { total[j] += sums[employment * count + j] }
    }
    return total
  }
}
