/// Uses and supply of every region and product, computed from the factors of an economy.
struct AccountBalances {
  let economy: Economy
  private let matrices: EconomyMatrices
  /// Σ_j a_own x + y_own at `s * S + i`, million EUR.
  private var ownUse: [Double]
  /// Σ_j a_imported x + y_imported, same layout.
  private var importedUse: [Double]
  /// Σ_i a[i,j,s] x[j,s]: intermediate inputs of each cell.
  private var inputs: [Double]
  private var R: Int { economy.regionCount }
  private var S: Int { economy.industryCount }

  init(_ economy: Economy) {
    self.economy = economy
    matrices = EconomyMatrices(economy)
    inputs = [Double](repeating: 0, count: economy.dimension)
    ownUse = inputs
    importedUse = inputs
    for k in inputs.indices {
      ownUse[k] = economy.finalDemand.own.reduce(0) { $0 + $1[k] }
      importedUse[k] = economy.finalDemand.imported.reduce(0) { $0 + $1[k] }
    }
    let (S, x) = (economy.industryCount, economy.satellites.output)
    for s in 0..<economy.regionCount {
      for j in 0..<S {
        for i in 0..<S {
          let at = (s * S + j) * S + i
          let own = matrices.technology.own[at] * x[s * S + j]
          let imported = matrices.technology.imported[at] * x[s * S + j]
          ownUse[s * S + i] += own
          importedUse[s * S + i] += imported
          inputs[s * S + j] += own + imported
        }
      }
    }
  }

  private func place(_ cell: Int) -> String {
    "\(economy.regions[cell / S].code) \(economy.industries[cell % S].code)"
  }

  /// o + z of a cell.
  private func otherUse(_ cell: Int) -> Double {
    economy.finalDemand.ownRegionUse[cell] + economy.finalDemand.exportsToWorld[cell]
  }

  /// x = T(ax + y) + o + z in every cell, negative entries included.
  func outputBalance() -> IdentityCheck {
    var supply = (0..<R * S).map(otherUse)
    for i in 0..<S {
      for s in 0..<R {
        let column = (i * R + s) * R
        for r in 0..<R {
          supply[r * S + i] +=
            matrices.ownTrade[column + r] * ownUse[s * S + i]
            + matrices.importedTrade[column + r] * importedUse[s * S + i]
        }
      }
    }
    var residual = WorstResidual()
    for (cell, x) in economy.satellites.output.enumerated() {
      residual.take((x - supply[cell]) / max(1, x), at: place(cell))
    }
    // Balancing stops at 1e-9 of a total; what is left on a small cell stays below 1e-6 of it.
    return residual.check(
      "output-balance",
      "x[i,r] = Σ_k Σ_s T_k[i][r,s]·(Σ_j a_k[i,j,s]·x[j,s] + y_k[i,s]) + o[i,r] + z[i,r]",
      measure: "share of output", tolerance: 1e-6)
  }

  /// Σ_r x = uses by all regions − purchases from W + Σ_r (o + z), product by product.
  func productBalance() -> IdentityCheck {
    var residual = WorstResidual()
    for i in 0..<S {
      var (made, used) = (0.0, 0.0)
      for r in 0..<R {
        let cell = r * S + i
        made += economy.satellites.output[cell]
        used += ownUse[cell] + otherUse(cell)
        used += importedUse[cell] * (1 - matrices.worldShares[i * R + r])
      }
      residual.take((made - used) / max(1, made), at: economy.industries[i].code)
    }
    // The sum over regions of the cells' residuals, of which most cancel.
    return residual.check(
      "product-balance",
      "Σ_r x[i,r] = Σ_s (own use + imported use) − purchases from W + Σ_r (o + z)",
      measure: "share of output", tolerance: 1e-6)
  }

  /// x = Σ_i a x + taxes and margins + v in every cell.
  func costBalance() -> IdentityCheck {
    var residual = WorstResidual()
    let satellites = economy.satellites
    for (cell, x) in satellites.output.enumerated() {
      let primary = satellites.taxesAndMargins[cell] + satellites.valueAdded[cell]
      residual.take((x - inputs[cell] - primary) / max(1, x), at: place(cell))
    }
    // As for the rows.
    return residual.check(
      "cost-balance", "x[j,s] = Σ_i a[i,j,s]·x[j,s] + taxes and margins[j,s] + v[j,s]",
      measure: "share of output", tolerance: 1e-6)
  }

  /// Σv = Σy + Σo + Σz − purchases from W − taxes and margins.
  func closure() -> IdentityCheck {
    let satellites = economy.satellites
    let valueAdded = satellites.valueAdded.reduce(0, +)
    var uses = -satellites.taxesAndMargins.reduce(0, +)
    for cell in 0..<R * S {
      uses += otherUse(cell)
      uses += economy.finalDemand.own.reduce(0) { $0 + $1[cell] }
      uses += economy.finalDemand.imported.reduce(0) { $0 + $1[cell] }
      uses -= importedUse[cell] * matrices.worldShares[cell % S * R + cell / S]
    }
    let unknown = (0..<R * S)
      .count {
        satellites.valueAdded[$0].isNaN || satellites.taxesAndMargins[$0].isNaN
      }
    return IdentityCheck(
      name: "closure", statement: "Σv = Σy + Σo + Σz − purchases from W − taxes and margins",
      worst: abs(valueAdded - uses) / max(1, abs(valueAdded)), place: "",
      measure: "share of value added",
      // Rounding over n cells and the balances' residuals, which partly cancel.
      tolerance: 1e-6, unknownCells: unknown)
  }

  /// Σ_r T_own[i][r,s] = 1 over the own country, wherever there is own use.
  func ownSourcing() -> IdentityCheck {
    sourcing(
      "own-sourcing", "Σ_r T_own[i][r,s] = 1 over the country of s", use: ownUse,
      sum: { matrices.ownTrade[$0 * R..<($0 + 1) * R].reduce(0, +) })
  }

  /// Σ_r T_imported[i][r,s] + T_imported[i][W,s] = 1, wherever there is imported use.
  func importedSourcing() -> IdentityCheck {
    sourcing(
      "imported-sourcing", "Σ_r T_imported[i][r,s] + T_imported[i][W,s] = 1", use: importedUse,
      sum: { matrices.importedTrade[$0 * R..<($0 + 1) * R].reduce(matrices.worldShares[$0], +) })
  }

  /// `sum` takes the column `i * R + s`.
  private func sourcing(
    _ name: String, _ statement: String, use: [Double], sum: (Int) -> Double
  ) -> IdentityCheck {
    var residual = WorstResidual()
    for s in 0..<R {
      for i in 0..<S where use[s * S + i] != 0 {
        residual.take(sum(i * R + s) - 1, at: place(s * S + i))
      }
    }
    // A sum of at most a few hundred normalized shares.
    return residual.check(name, statement, measure: "share", tolerance: 1e-12)
  }
}
