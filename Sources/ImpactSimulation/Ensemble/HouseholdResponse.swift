import ImpactEconomies
import ImpactNumerics

/// What spending of income comes to in coordinates.
struct HouseholdResponse: Sendable {
  let basis: ResponseBasis
  /// Income by region of work from coordinates, modes×R.
  let earned: SingleMatrix
  /// Coordinates of a EUR earned in each region, R×width.
  let spent: SingleMatrix
  /// The same for products with draws.
  let spending: SingleTiles

  /// From the accounts, spent = Lᵀ Σ_k Σ_i b_k[i]∘T_k[i]ᵀP[i] with the projector P.
  init(
    _ households: HouseholdIncome, accounts: OriginClassOperator, basis: ResponseBasis,
    economy: Economy
  ) {
    let (R, S, width) = (economy.regionCount, economy.industryCount, basis.width)
    let p = Matrix(
      rows: economy.dimension, columns: width, values: basis.projector.values.map(Double.init))
    var worth = Matrix(rows: R, columns: width)
    for (k, spending) in households.spending.enumerated() {
      let found = accounts.sourcedTransposed(originClass: k, p)
      for c in 0..<width {
        for s in 0..<R {
          let start = s * S
          var sum = 0.0
          for i in start..<start + S { sum += spending[i] * found.values[c * R * S + i] }
          worth[s, c] += sum
        }
      }
    }
    self.init(
      households, spent: SingleMatrix(households.residence.transposedMultiplied(by: worth)),
      basis: basis, economy: economy)
  }

  private init(
    _ households: HouseholdIncome, spent: SingleMatrix, basis: ResponseBasis, economy: Economy
  ) {
    let S = economy.industryCount
    self.basis = basis
    self.spent = spent
    spending = SingleTiles(spent)
    var earned = SingleMatrix(rows: basis.modes, columns: economy.regionCount)
    for k in 0..<economy.dimension {
      let unit = Float(households.income[k])
      let (to, from) = (k / S * basis.modes, k * basis.modes)
      for m in 0..<basis.modes { earned.values[to + m] += unit * basis.response.values[from + m] }
    }
    self.earned = earned
  }
}
