package import Foundation
package import ImpactDiagnostics
import ImpactDocuments
package import ImpactSimulation

/// What a run was made from, so that another person can make it again.
public struct RunProvenance: Sendable, Hashable {
  /// One lever of the scenario.
  public struct Lever: Sendable, Hashable, Codable {
    /// Its id in the scenario.
    public let id: String
    /// Its kind, such as `drive-train`.
    public let kind: String
    /// 1 applies it in full, 0 not at all.
    public let intensity: Double

    /// A lever from its parts.
    public init(id: String, kind: String, intensity: Double) {
      (self.id, self.kind, self.intensity) = (id, kind, intensity)
    }
  }

  /// Version of the program.
  public var toolVersion: String
  /// SHA-256 over the economy's files, hexadecimal; nil when the economy was built in memory.
  public var economyHash: String?
  /// File name of the scenario; nil when it was written in code.
  public var scenarioFile: String?
  /// SHA-256 of the scenario's text, hexadecimal; nil when it was written in code.
  public var scenarioHash: String?
  /// Names of the override blocks that were applied, in order.
  public var overrides: [String]
  /// Levers in the order in which they act.
  public var levers: [Lever]
  /// Whether household spending was followed; nil when unknown.
  public var inducedEffects: Bool?
  /// Options of the command that change results, as they were given, such as `--no-induced`.
  public var options: [String]
  /// The BLAS library's own description of its build; nil when unknown.
  public var blas: String?
  /// Processor that BLAS chose its kernels for, and instruction set of this package's; nil when unknown.
  public var coreType: String?
  /// Threads of the BLAS library; nil when unknown.
  public var blasThreads: Int?
  /// The scenario's text as it was read; kept as `scenario.yaml` beside the result.
  public var scenarioText: [UInt8]?
  /// When the run was made, ISO 8601 in UTC; stands in the manifest only.
  public var created: String?

  /// Everything unknown but the version.
  public init(
    toolVersion: String, economyHash: String? = nil, scenarioFile: String? = nil,
    scenarioHash: String? = nil, overrides: [String] = [], levers: [Lever] = [],
    inducedEffects: Bool? = nil, options: [String] = [], blas: String? = nil,
    coreType: String? = nil, blasThreads: Int? = nil, scenarioText: [UInt8]? = nil,
    created: String? = nil
  ) {
    self.toolVersion = toolVersion
    self.economyHash = economyHash
    self.scenarioFile = scenarioFile
    self.scenarioHash = scenarioHash
    self.overrides = overrides
    self.levers = levers
    self.inducedEffects = inducedEffects
    self.options = options
    self.blas = blas
    self.coreType = coreType
    self.blasThreads = blasThreads
    self.scenarioText = scenarioText
    self.created = created
  }
}

/// `manifest.json`: the provenance of a result folder.
package struct RunManifest: Codable, Sendable {
  package static let fileName = "manifest.json"
  /// The text of the scenario in a result folder.
  package static let scenarioName = "scenario.yaml"
  private static let ourVersion = 1
  private static let ourFormat = "territorial-impact-result"

  package struct Economy: Codable, Sendable {
    package let name: String
    package let hash: String?
  }

  package struct Scenario: Codable, Sendable {
    package let id: String
    package let file: String?
    package let hash: String?
    package let overrides: [String]
    package let inducedEffects: Bool?
    package let options: [String]
  }

  package struct Machine: Codable, Sendable {
    let blas: String?
    let coreType: String?
    let blasThreads: Int?
  }

  package struct Table: Codable, Sendable {
    package let file: String
    package let detail: TableDetail
    let rows: Int
    let bytes: Int
    let rowsLeftOutAsUnknown: Int
  }

  /// A value that the run read, with where it comes from.
  package struct ParameterRecord: Codable, Sendable {
    let key: String
    let value: Double?
    let low: Double?
    let high: Double?
    let unit: String
    let evidence: String
    let source: String

    init(_ entry: Parameter) {
      (key, value, low, high) = (entry.key, entry.central, entry.low, entry.high)
      (unit, evidence, source) = (entry.unit, entry.evidence, entry.source)
    }
  }

  /// The certificates in one line.
  package struct SolverBound: Codable, Sendable {
    /// Systems that were solved.
    let solves: Int
    /// Largest bound on the sum of absolute errors of one solve, million EUR; absent without any.
    let largestErrorBound: Double?
    /// Largest residual of any solve, million EUR.
    let largestResidual: Double

    init?(_ records: [SolveRecord]) {
      guard let residual = records.map(\.residual).max() else { return nil }
      solves = records.count
      largestErrorBound = records.compactMap(\.errorBound).max()
      largestResidual = residual
    }
  }

  /// What an ensemble was made from, and how it was solved.
  package struct Ensemble: Codable, Sendable {
    struct Parameter: Codable, Sendable {
      let key: String
      let unit: String
      let distribution: String
      let p05: Double
      let p50: Double
      let p95: Double
      let judgementWidening: Double
    }

    let drawsAsked: Int
    let draws: Int
    let refused: Int
    let seed: UInt64
    let sampling: SamplingMethod
    /// Absent in results of older programs, which solved in single precision.
    let precision: SolvePrecision?
    let parameters: [Parameter]
    let solution: EnsembleSolution
    /// Wall seconds; they differ from run to run.
    let timing: EnsembleTiming
    let convergence: [BandConvergence]

    init(_ bands: ResultBands) {
      drawsAsked = bands.options.draws
      draws = bands.draws
      refused = bands.refused
      seed = bands.options.seed
      sampling = bands.options.sampling
      precision = bands.options.precision
      parameters = bands.parameters.map {
        Parameter(
          key: $0.key, unit: $0.unit, distribution: $0.distribution.name,
          p05: $0.distribution.quantile(0.05), p50: $0.distribution.quantile(0.5),
          p95: $0.distribution.quantile(0.95), judgementWidening: $0.widening)
      }
      solution = bands.solution
      timing = bands.timing
      convergence = bands.convergence
    }
  }

  let format: String
  let formatVersion: Int
  let tool: String
  package let toolVersion: String
  let created: String?
  package let economy: Economy
  package let scenario: Scenario
  let machine: Machine
  package let table: Table
  let files: [String]
  /// Levers in the order in which they act; the whole scenario stands in `scenario.yaml`.
  let levers: [RunProvenance.Lever]?
  /// Every entry of the parameter catalogue that the run read.
  let parameters: [ParameterRecord]?
  let solver: SolverBound?
  let attribution: AttributionRecord?
  let checks: [RunCheck]?
  let certificates: [SolveRecord]
  /// How the bands came about; absent without draws.
  let ensemble: Ensemble?
  let notices: [Notice]

  package init(
    _ result: ImpactResult, provenance: RunProvenance, attribution: Attribution?,
    detail: TableDetail,
    counts: ResultTable.Counts, files: [String], notices: [Notice]
  ) {
    format = Self.ourFormat
    formatVersion = Self.ourVersion
    tool = "tia"
    toolVersion = provenance.toolVersion
    created = provenance.created
    economy = Economy(name: result.economy, hash: provenance.economyHash)
    scenario = Scenario(
      id: result.scenario, file: provenance.scenarioFile, hash: provenance.scenarioHash,
      overrides: provenance.overrides, inducedEffects: provenance.inducedEffects,
      options: provenance.options)
    machine = Machine(
      blas: provenance.blas, coreType: provenance.coreType, blasThreads: provenance.blasThreads)
    table = Table(
      file: "results.csv", detail: detail, rows: counts.rows, bytes: counts.bytes,
      rowsLeftOutAsUnknown: counts.unknown)
    self.files = files
    levers = provenance.levers
    parameters = result.parameters.map(ParameterRecord.init)
    solver = SolverBound(result.certificates)
    self.attribution = attribution.map(AttributionRecord.init)
    checks = result.checks
    certificates = result.certificates
    ensemble = result.bands.map(Ensemble.init)
    self.notices = notices
  }

  /// The manifest of a result folder; `expected` is what a message says where there is none.
  ///
  /// Throws a `ProblemReport` when there is none, it is not ours, it is broken, or a newer version of
  /// the program wrote it in a form that this one does not know.
  package static func read(_ folder: URL, expected: String) throws -> RunManifest {
    let file = folder.appending(path: fileName)
    func problem(_ place: URL, _ message: String, _ expected: String) -> ProblemReport {
      ProblemReport([Problem(at: Location(file: place.path), message, expected: expected)])
    }
    guard let data = FileManager.default.contents(atPath: file.path) else {
      throw problem(folder, "this is no result folder: it has no \(fileName)", expected)
    }
    guard let mark = try? JSONDecoder().decode(Mark.self, from: data), mark.format == ourFormat
    else { throw problem(file, "this is not the manifest of a result", expected) }
    if let version = mark.formatVersion, version > ourVersion {
      throw problem(
        file, "the result has form \(version)",
        "form \(ourVersion) or older; a newer program wrote this one")
    }
    do {
      return try JSONDecoder().decode(RunManifest.self, from: data)
    } catch {
      throw problem(file, "the file cannot be understood", "the file as `tia run` wrote it")
    }
  }

  private struct Mark: Decodable {
    let format: String
    let formatVersion: Int?
  }

  /// Whether a file is a manifest that this program wrote.
  package static func isOurs(_ url: URL) -> Bool {
    guard let data = try? Data(contentsOf: url),
      let mark = try? JSONDecoder().decode(Mark.self, from: data)
    else { return false }
    return mark.format == ourFormat
  }
}
