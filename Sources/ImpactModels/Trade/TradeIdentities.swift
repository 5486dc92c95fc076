public import ImpactEconomies

/// Identities of content and trade, for users to run on a table.
public enum TradeIdentities {
  /// Content of final goods and of exports is complete, and regional footprints sum to the total.
  ///
  /// Three blocks of solves; throws `TableFault`.
  public static func checks(of economy: Economy) throws -> [IdentityCheck] {
    try checks(of: InterregionalTable(economy))
  }

  /// The same on any table.
  public static func checks(of table: InterregionalTable) throws -> [IdentityCheck] {
    [try finalGoods(table), try exports(table), try footprints(table)]
  }

  /// Σ value added + W + taxes and margins = the bundle, for final sales of each country.
  private static func finalGoods(_ table: InterregionalTable) throws -> IdentityCheck {
    let axes = table.axes
    let all = table.totalFinalDemand
    let bundles = axes.countries.indices.map { c in
      GoodsBundle(
        name: axes.countries[c],
        demand: all.enumerated().map { axes.country(of: $0.offset) == c ? $0.element : 0 },
        home: [c])
    }
    let content = try ContentOfGoods(table, bundles: bundles, tolerance: 1e-10)
    let countries = CellPartition.countries(axes)
    var residual = WorstResidual()
    for (k, bundle) in bundles.enumerated() {
      residual.take(content.valueAdded(bundle: k, by: countries).residual, at: bundle.name)
    }
    // The cost balance holds to 1e-6 of a cell and mostly cancels; the solve adds 1e-10.
    return residual.check(
      "final-goods-content", "Σ_s V_s B f + purchases from W + taxes and margins = Σ f",
      measure: "share of final sales", tolerance: 1e-6)
  }

  /// DC + FC + taxes and margins = E for each country.
  private static func exports(_ table: InterregionalTable) throws -> IdentityCheck {
    let trade = try ValueAddedInTrade(table, tolerance: 1e-10)
    var residual = WorstResidual()
    for country in trade.countries where country.grossExports != 0 {
      let parts = country.domesticContent + country.foreignContent + country.taxesAndMargins
      residual.take(parts / country.grossExports - 1, at: country.country)
    }
    // As above.
    return residual.check(
      "export-content", "domestic + foreign content + taxes and margins = exports",
      measure: "share of exports", tolerance: 1e-6)
  }

  /// Σ_s footprint + footprint of exports to W = the total of the satellite.
  private static func footprints(_ table: InterregionalTable) throws -> IdentityCheck {
    let satellite = table.employment ?? table.valueAdded
    let footprints = try Footprints(table, satellite: satellite)
    var residual = WorstResidual()
    residual.take(footprints.residual, at: satellite.name)
    // The output balance holds to 1e-6 of a cell and mostly cancels.
    return residual.check(
      "regional-footprints", "Σ_s Σ c B Y[s] + Σ c B z = Σ c x",
      measure: "share of \(satellite.name)", tolerance: 1e-6)
  }
}
