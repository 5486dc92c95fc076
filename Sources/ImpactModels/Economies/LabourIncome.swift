package import ImpactEconomies

/// Compensation of employees per unit of output, with gaps filled from value added.
///
///     w[j,s] = compensation / output,  or  v[j,s] · Σ compensation[j] / Σ value added[j]
///
/// Where compensation is not known, it is value added times the industry's labour share over all cells
/// where both are known; zero where value added is negative.
package struct LabourIncome: Sendable {
  /// w, EUR per EUR of output, length n.
  package let coefficients: [Double]
  /// Countries with an estimated cell.
  package let estimatedCountries: Set<String>
  /// Cells without value added either: they earn nothing.
  package let missingCells: Int

  package init(_ economy: Economy) {
    let S = economy.industryCount
    let satellites = economy.satellites
    var sums = [(compensation: Double, valueAdded: Double)](repeating: (0, 0), count: S)
    for k in 0..<economy.dimension {
      let (paid, made) = (satellites.compensation[k], satellites.valueAdded[k])
      guard !paid.isNaN, !made.isNaN else { continue }
      sums[k % S].compensation += paid
      sums[k % S].valueAdded += made
    }
    let all = sums.reduce((0.0, 0.0)) { ($0.0 + $1.compensation, $0.1 + $1.valueAdded) }
    let overall = all.1 > 0 ? all.0 / all.1 : 0
    let shares = sums.map { $0.valueAdded > 0 ? $0.compensation / $0.valueAdded : overall }
    let known = AccountIndicator.income.coefficients(satellites)
    let valueAdded = AccountIndicator.valueAdded.coefficients(satellites)
    var filled: Set<String> = []
    var missing = 0
    coefficients = known.indices.map { k in
      guard known[k].isNaN else { return known[k] }
      filled.insert(economy.regions[k / S].country)
      guard valueAdded[k].isNaN else { return max(0, valueAdded[k]) * shares[k % S] }
      missing += 1
      return 0
    }
    estimatedCountries = filled
    missingCells = missing
  }

  /// What is estimated, for a purpose such as `for induced effects `; nil when nothing is.
  package func remark(purpose: String, of countries: Int) -> String? {
    guard !estimatedCountries.isEmpty else { return nil }
    var text =
      "compensation is not known everywhere in \(estimatedCountries.count) of \(countries) "
      + "countries; \(purpose)it is value added times the industry's mean labour share elsewhere, "
      + "zero where value added is negative"
    if missingCells > 0 { text += "; \(missingCells) cells without value added earn nothing" }
    return text
  }
}
