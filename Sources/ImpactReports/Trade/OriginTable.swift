package import ImpactModels

/// The table of one recipe under the rules of origin.
package enum OriginTable {
  /// One row for each way of counting materials, with every measure in percent.
  package static func tracings(
    _ recipe: OriginRecipe, currency: String, limit: Double?
  ) -> AnalysisTable {
    func share(_ name: String, _ label: String) -> AnalysisTable.Column {
      .init(name, label: label, unit: "percent", decimals: 2)
    }
    var columns = [
      AnalysisTable.Column(
        "non_originating", label: "non-originating", unit: currency, decimals: 0),
      share("max_nom", "MaxNOM"), share("rvc_build_down", "RVC build-down"),
      share("rvc_build_up", "RVC build-up"), share("rvc_net_cost", "RVC net cost"),
    ]
    if let limit {
      columns.append(share("max_nom_limit", "limit"))
      columns.append(
        .init("to_relocate", label: "to relocate", unit: currency, decimals: 0))
      precondition((0...1).contains(limit), "a limit is a share")
    }
    var table = AnalysisTable(
      "Origin of \(recipe.product)", keys: [.init("counting", label: "Materials counted")],
      columns: columns)
    table.rows = OriginArithmetic.Tracing.allCases.map { tracing in
      let count = OriginArithmetic(recipe, tracing: tracing)
      var values = [
        count.nonOriginating, 100 * count.nonOriginatingShare, 100 * count.buildDown,
        100 * count.buildUp, count.netCostContent.map { 100 * $0 } ?? .nan,
      ]
      if let limit { values += [100 * limit, count.toRelocate(limit: limit)] }
      return .init([tracing.rawValue], values)
    }
    return table
  }
}
