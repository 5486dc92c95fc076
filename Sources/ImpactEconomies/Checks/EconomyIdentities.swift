extension Economy {
  /// Every accounting identity of the economy, with the worst residual of each.
  ///
  /// Cost R·S² + S·R². Unknown satellite cells (nan) are left out and counted; the closure cannot be
  /// checked while value added is unknown somewhere.
  public func identities() -> [IdentityCheck] {
    let accounts = AccountBalances(self)
    return [
      accounts.outputBalance(), accounts.productBalance(), accounts.costBalance(),
      accounts.closure(), accounts.ownSourcing(), accounts.importedSourcing(),
      nonNegativeTechnology(), technologyMixes(),
    ]
  }

  /// a[i,j,c] ≥ 0 for both origin classes.
  private func nonNegativeTechnology() -> IdentityCheck {
    var residual = WorstResidual()
    let S = industryCount
    for (name, values) in [("own", technology.own), ("imported", technology.imported)] {
      for (k, value) in values.enumerated() where !(value >= 0) {
        let (c, i, j) = (k / (S * S), k / S % S, k % S)
        // An entry that is no number fails as well.
        residual.take(
          value.isNaN ? .infinity : value,
          at: "\(countries[c]), \(industries[i].code) bought by \(industries[j].code), \(name)")
      }
    }
    return residual.check(
      "non-negative-technology", "a_k[i,j,c] ≥ 0", measure: "EUR/EUR below zero", tolerance: 0)
  }

  /// Σ_k m[k,c] = 1 for every country that makes vehicles.
  private func technologyMixes() -> IdentityCheck {
    var residual = WorstResidual()
    for mix in technologyMix {
      let sum = mix.shares.sorted { $0.key.rawValue < $1.key.rawValue }.reduce(0) { $0 + $1.value }
      residual.take(sum.isNaN ? .infinity : sum - 1, at: mix.country)
    }
    // Shares written with 15 digits sum to 1 within a few 1e-16.
    return residual.check(
      "technology-mix", "Σ_k m[k,c] = 1", measure: "share", tolerance: 1e-9)
  }
}
