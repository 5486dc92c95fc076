import ArgumentParser
import ImpactSimulation

/// Options of commands that draw parameters.
struct EnsembleSettings: ParsableArguments {
  @Option(
    help: """
      Draws over the uncertain parameters; bands are their 5th to 95th percentile, 0 gives none. \
      Default: 32, fewer where each takes long.
      """)
  var draws: Int?

  @Option(help: "Seed of the draws: the same seed gives the same bands.")
  var seed: UInt64 = 1

  @Option(help: "Where draws lie: latin-hypercube or sobol.")
  var sampling: SamplingOption = .latinHypercube

  @Option(
    help: """
      How draws are solved: single (many in coordinates of a sample, bands repeat to 1e-6) or double \
      (all in full, bands repeat to 1e-9; several times as long).
      """)
  var precision: PrecisionOption = .single

  /// More draws than this are refused: their coefficients would not fit the memory that a run may take.
  static let most = 100_000

  func validate() throws {
    guard (0...Self.most).contains(draws ?? 0) else {
      throw ValidationError("--draws takes a number from 0 to \(Self.most)")
    }
  }

  var options: EnsembleOptions {
    var options = draws.map { EnsembleOptions(draws: $0) } ?? .usual
    (options.seed, options.sampling) = (seed, sampling.method)
    options.precision = precision.precision
    return options
  }

  /// What changes results, for the manifest.
  var given: [String] {
    if draws == 0 { return ["--draws", "0"] }
    return (draws.map { ["--draws", "\($0)"] } ?? [])
      + ["--seed", "\(seed)", "--sampling", sampling.rawValue]
      + (precision == .single ? [] : ["--precision", precision.rawValue])
  }
}

/// Where draws lie, as an option.
enum SamplingOption: String, ExpressibleByArgument, CaseIterable {
  case latinHypercube = "latin-hypercube"
  case sobol

  var method: SamplingMethod {
    switch self {
    case .latinHypercube: .latinHypercube
    case .sobol: .sobol
    }
  }
}

/// How draws are solved, as an option.
enum PrecisionOption: String, ExpressibleByArgument, CaseIterable {
  case single, double

  var precision: SolvePrecision {
    switch self {
    case .single: .single
    case .double: .double
    }
  }
}
