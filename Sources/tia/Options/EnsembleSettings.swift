import ArgumentParser
import ImpactSimulation

/// Options of commands that draw parameters.
struct EnsembleSettings: ParsableArguments {
  @Option(help: "Draws over the uncertain parameters; bands are their 5th to 95th percentile.")
  var draws: Int = 0

  @Option(help: "Seed of the draws: the same seed gives the same bands.")
  var seed: UInt64 = 1

  @Option(help: "Where draws lie: latin-hypercube or sobol.")
  var sampling: SamplingOption = .latinHypercube

  /// More draws than this are refused: their coefficients would not fit the memory that a run may take.
  static let most = 100_000

  func validate() throws {
    guard (0...Self.most).contains(draws) else {
      throw ValidationError("--draws takes a number from 0 to \(Self.most)")
    }
  }

  var options: EnsembleOptions {
    EnsembleOptions(draws: draws, seed: seed, sampling: sampling.method)
  }

  /// What changes results, for the manifest.
  var given: [String] {
    guard draws > 0 else { return [] }
    return ["--draws", "\(draws)", "--seed", "\(seed)", "--sampling", sampling.rawValue]
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
