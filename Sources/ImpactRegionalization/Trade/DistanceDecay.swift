import Foundation
package import ImpactNumerics

/// How trade falls with distance.
package enum DistanceDecay: Sendable, Equatable {
  /// exp(−β·d), β per unit of distance.
  case exponential(Double)
  /// d^(−β), β without unit; distances must be above zero.
  case power(Double)

  /// f(d); 1 for a decay of zero.
  package func callAsFunction(_ distance: Double) -> Double {
    switch self {
    case .exponential(let beta): exp(-beta * distance)
    case .power(let beta): beta == 0 ? 1 : pow(distance, -beta)
    }
  }

  /// f of every distance; the shape stays.
  package func kernel(_ distances: Matrix) -> Matrix {
    Matrix(
      rows: distances.rows, columns: distances.columns,
      values: distances.values.map(self.callAsFunction))
  }
}
