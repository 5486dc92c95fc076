import ImpactDiagnostics
import ImpactEconomies
import ImpactNumerics

extension SolvePrecision {
  /// Largest residual of a draw, 1-norm relative to its right-hand side.
  ///
  /// Single: what one pass of single precision reaches surely; most columns end near 1e-6, and coordinates
  /// leave out a hundred times as much. Double: a
  /// thousandth of the 1e-9 to which bands repeat, since a solution moves further than its residual.
  var tolerance: Double {
    switch self {
    case .single: 1e-5
    case .double: 1e-12
    }
  }
}

/// Draws that are all solved in full, in double precision.
enum ExactDraws {
  /// A year's draws may take as much, bytes: what a laptop has to spare.
  static let mostBytes = 4 << 30

  /// Bytes that one draw takes while its year is worked on.
  ///
  ///     8·(n + 2·4·groups·places of several regions + 2·4·channels·places), the sums in two pieces, channels twice
  static func bytesOfDraw(_ layout: BandLayout, _ economy: Economy) -> Int {
    let wider = layout.places.count - economy.regionCount
    let channels = 8 * Effect.allCases.count * layout.places.count
    return 8 * (economy.dimension + 8 * layout.groups.count * wider + channels)
  }

  /// Throws a `ProblemReport` where the draws of a year would take more than there is to spare.
  static func requireMemory(
    _ options: EnsembleOptions, _ layout: BandLayout, _ economy: Economy
  ) throws {
    guard options.precision == .double else { return }
    let each = bytesOfDraw(layout, economy)
    let most = min(mostBytes, MemoryBudget.available ?? mostBytes)
    guard options.draws * each > most else { return }
    throw ProblemReport([
      Problem(
        at: nil, path: "draws",
        "\(options.draws) draws in double precision take \(gigabytes(options.draws * each)) GB while a year "
          + "is worked on, and \(gigabytes(most)) GB may be taken",
        expected: "at most \(most / each) draws, or precision `single`")
    ])
  }

  /// With one decimal.
  static func gigabytes(_ bytes: Int) -> Double { (Double(bytes) / 1e8).rounded() / 10 }
}
