import ImpactEconomies
import ImpactNumerics

/// What buyers meet on average over the origins of a product.
///
///     ū_own[i,s] = Σ_r T_own[i][r,s] u[i,r],   ū_imp[i,s] = Σ_r T_imp[i][r,s] u[i,r] + T_imp[i][W,s] u_W[i]
///
/// u is a number of each supplier: a price change, or the share of its deliveries that still comes.
struct BuyerMeans {
  let economy: Economy
  let matrices: EconomyMatrices

  init(_ model: EconomyModel) {
    economy = model.economy
    matrices = model.matrices
  }

  /// ū by class at `s * S + i`, for u at `r * S + i` and u_W by product.
  func means(of u: [Double], world: [Double]) -> (own: [Double], imported: [Double]) {
    let (R, S) = (economy.regionCount, economy.industryCount)
    let columns = concurrentMap(S) { i -> (own: [Double], imported: [Double]) in
      var (own, imported) = ([Double](repeating: 0, count: R), [Double](repeating: 0, count: R))
      for s in 0..<R {
        let start = (i * R + s) * R
        imported[s] = matrices.worldShares[i * R + s] * world[i]
        for r in 0..<R {
          own[s] += matrices.ownTrade[start + r] * u[r * S + i]
          imported[s] += matrices.importedTrade[start + r] * u[r * S + i]
        }
      }
      return (own, imported)
    }
    var own = [Double](repeating: 0, count: R * S)
    var imported = own
    for (i, column) in columns.enumerated() {
      for s in 0..<R {
        own[s * S + i] = column.own[s]
        imported[s * S + i] = column.imported[s]
      }
    }
    return (own, imported)
  }

  /// Σ_i T_imp[i][W,s] a_imp[i,j,s] u_W[i]: inputs from the rest of the world per unit, weighted.
  func worldInputs(_ u: [Double]) -> [Double] {
    let (R, S) = (economy.regionCount, economy.industryCount)
    return (0..<R * S)
      .map { cell in
        let (s, j) = (cell / S, cell % S)
        return (0..<S)
          .reduce(0) { sum, i in
            sum + matrices.worldShares[i * R + s] * u[i]
              * matrices.technology.coefficient(originClass: 1, product: i, buyer: j, region: s)
          }
      }
  }
}
