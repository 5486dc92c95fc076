import ImpactEconomies
import ImpactNumerics
import ImpactTestSupport

/// A written out as a dense matrix by plain loops, with the entries of a change put in.
struct DenseAccounts {
  let R: Int
  let S: Int
  let accounts: SyntheticAccounts

  init(_ economy: Economy) {
    (R, S) = (economy.regionCount, economy.industryCount)
    accounts = SyntheticAccounts(economy)
  }

  func own(_ i: Int, _ r: Int, _ s: Int) -> Double { accounts.ownTrade[(i * R + r) * R + s] }

  /// Origin R is the rest of the world.
  func imported(_ i: Int, _ o: Int, _ s: Int) -> Double {
    accounts.importedTrade[(i * (R + 1) + o) * R + s]
  }

  func matrix(_ change: StructureChange = StructureChange()) -> Matrix {
    var a = Matrix(rows: R * S, columns: R * S)
    for s in 0..<R {
      for j in 0..<S {
        for i in 0..<S {
          let at = (s * S + i) * S + j
          for r in 0..<R {
            a[r * S + i, s * S + j] =
              own(i, r, s) * accounts.ownTechnology[at]
              + imported(i, r, s) * accounts.importedTechnology[at]
          }
        }
      }
    }
    for entry in change.entries {
      for r in 0..<R where entry.zone.map({ change.zones[$0][r] }) ?? true {
        let share =
          entry.originClass == 0
          ? own(entry.product, r, entry.region) : imported(entry.product, r, entry.region)
        a[r * S + entry.product, entry.region * S + entry.buyer] += share * entry.delta
      }
    }
    return a
  }

  /// (I − A)⁻¹ b by dense LU.
  func solve(_ a: Matrix, _ b: [Double]) throws -> [Double] {
    try LUFactorization.leontief(a).solve(Matrix(column: b)).values
  }

  func times(_ a: Matrix, _ x: [Double]) -> [Double] {
    (0..<a.rows).map { row in (0..<a.columns).reduce(0) { $0 + a[row, $1] * x[$1] } }
  }
}
