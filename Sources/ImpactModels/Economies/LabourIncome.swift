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
    let satellites = economy.satellites
    self.init(
      axes: TableAxes(economy), output: satellites.output, valueAdded: satellites.valueAdded,
      compensation: satellites.compensation)
  }

  package init(_ model: AccountModel) {
    self.init(
      axes: model.axes, output: model.output, valueAdded: model.valueAdded,
      compensation: model.compensation)
  }

  private init(
    axes: TableAxes, output: [Double], valueAdded made: [Double], compensation paid: [Double]
  ) {
    let S = axes.industryCount
    var sums = [(compensation: Double, valueAdded: Double)](repeating: (0, 0), count: S)
    for k in output.indices where !paid[k].isNaN && !made[k].isNaN {
      sums[k % S].compensation += paid[k]
      sums[k % S].valueAdded += made[k]
    }
    let all = sums.reduce((0.0, 0.0)) { ($0.0 + $1.compensation, $0.1 + $1.valueAdded) }
    let overall = all.1 > 0 ? all.0 / all.1 : 0
    let shares = sums.map { $0.valueAdded > 0 ? $0.compensation / $0.valueAdded : overall }
    let known = zip(paid, output).map { $1 == 0 ? 0 : $0 / $1 }
    let valueAdded = zip(made, output).map { $1 == 0 ? 0 : $0 / $1 }
    var filled: Set<String> = []
    var missing = 0
    coefficients = known.indices.map { k in
      guard known[k].isNaN else { return known[k] }
      filled.insert(axes.regions[k / S].country)
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
