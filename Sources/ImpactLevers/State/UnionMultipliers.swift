import ImpactEconomies
import ImpactModels
import ImpactNumerics

/// Jobs and value added in the Union that a EUR of final demand brings, with suppliers.
///
///     m = (I − Aᵀ)⁻¹ e,  e employment (persons per million EUR) or value added of cells in the Union
///
/// Cells without known employment count none.
package struct UnionMultipliers: Sendable {
  /// Persons per million EUR, length n.
  package let jobs: [Double]
  /// EUR per EUR, length n.
  package let valueAdded: [Double]

  init(_ economy: Economy) throws {
    let model = try EconomyModel(economy)
    let S = economy.industryCount
    func coefficients(_ totals: [Double]) -> [Double] {
      totals.indices.map { k in
        let output = economy.satellites.output[k]
        guard output > 0, economy.regions[k / S].isEuropeanUnion, !totals[k].isNaN else { return 0 }
        return totals[k] / output
      }
    }
    let given = Matrix(
      rows: economy.dimension, columns: 2,
      values: coefficients(economy.satellites.employment)
        + coefficients(economy.satellites.valueAdded))
    let solved = try model.naming("multipliers of the Union") {
      try model.system.totals(of: given)
    }
    jobs = solved.column(0)
    valueAdded = solved.column(1)
  }
}
