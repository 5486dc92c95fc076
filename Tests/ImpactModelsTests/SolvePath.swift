import ImpactEconomies
import ImpactNumerics
import ImpactTestSupport
import Testing

@testable import ImpactModels

/// The three ways to answer a system; every golden case must come out alike on all.
enum SolvePath: String, CaseIterable, Sendable {
  case factored, iterated, structured

  /// Relative agreement asked of the iterative ways, which solve to 1e-14 of a sum.
  static let agreement = 1e-9

  func system(_ A: Matrix) throws -> InputOutputSystem {
    switch self {
    case .factored: return try InputOutputSystem(factoring: A)
    case .iterated: return InputOutputSystem(try DenseOperator(A), tolerance: 1e-13)
    case .structured:
      // One region: all sourcing from itself.
      let n = A.rows
      let accounts = try OriginClassOperator(
        regions: 1, products: n, technology: [A.values],
        trade: [[Double](repeating: 1, count: n)], countryOfRegion: [0])
      return InputOutputSystem(accounts, tolerance: 1e-13)
    }
  }

  /// The tolerance of a golden file, or that of the iteration.
  func tolerance(_ golden: Golden) throws -> Double {
    self == .factored ? max(try golden.tolerance(), 1e-12) : Self.agreement
  }
}

/// A of flows (n×n) and output x.
func coefficients(_ flows: Matrix, _ output: [Double]) throws -> Matrix {
  try LeontiefModel(flows: flows, output: output).inputCoefficients
}

/// The three-sector example of several golden cases.
enum ThreeSectors {
  static let flows = Matrix(rowsOf: [[20, 30, 10], [15, 60, 25], [10, 20, 40]])
  static let output = [100.0, 250, 200]
  static let demand = [40.0, 150, 130]
  static func inputs() throws -> Matrix { try coefficients(flows, output) }
}

/// The synthetic economy in structured form, and its matrix written out.
struct SyntheticPair {
  let model: EconomyModel
  let matrix: Matrix

  init(unknowns: Bool = false) throws {
    model = try EconomyModel(SyntheticEconomy.make(unknowns: unknowns), tolerance: 1e-13)
    let n = model.economy.dimension
    var identity = Matrix(rows: n, columns: n)
    for i in 0..<n { identity[i, i] = 1 }
    matrix = model.system.inputs(for: identity)
  }

  /// Structured, dense by iteration, dense factored.
  func systems() throws -> [(name: String, system: InputOutputSystem)] {
    [
      ("structured", model.system),
      ("dense", InputOutputSystem(try DenseOperator(matrix), tolerance: 1e-13)),
      ("factored", try InputOutputSystem(factoring: matrix)),
    ]
  }
}
