package import ImpactNumerics

/// Commodity balance of a region: what it makes of a product against what it uses.
///
///     b_i = x_i − d_i,  d_i = Σ_j a_ij x_j + f_i
///     ρ_i = min(1, x_i / d_i),  a_ij^r = ρ_i·a_ij
///
/// Surplus leaves, deficit arrives, and no product does both: trade is understated. Flows in one unit.
/// Source: Isard (1953); Miller & Blair (2009), section 8.2.6.
package struct SupplyDemandPool: Sendable {
  /// d, use by product.
  package let demand: [Double]
  /// ρ, share of use that the region can supply; 0 where it makes none, 1 where nothing is used.
  package let selfSufficiency: [Double]
  /// max(b, 0).
  package let exports: [Double]
  /// max(−b, 0).
  package let imports: [Double]

  /// `coefficients` S×S are technical ones, `output` and `finalUse` the region's, length S.
  package init(coefficients: Matrix, output: [Double], finalUse: [Double]) {
    let use = coefficients.multiplied(by: Matrix(column: output)).values
    self.init(output: output, demand: zip(use, finalUse).map { $0 + $1 })
  }

  /// From supply and demand by product, both at or above zero.
  package init(output: [Double], demand: [Double]) {
    self.demand = demand
    selfSufficiency = zip(output, demand).map { $1 > 0 ? min(1, $0 / $1) : ($0 > 0 ? 1 : 0) }
    exports = zip(output, demand).map { max($0 - $1, 0) }
    imports = zip(output, demand).map { max($1 - $0, 0) }
  }

  /// ρ̂ A, S×S.
  package func coefficients(of technical: Matrix) -> Matrix {
    var result = technical
    for j in 0..<result.columns {
      for i in 0..<result.rows { result[i, j] *= selfSufficiency[i] }
    }
    return result
  }
}
