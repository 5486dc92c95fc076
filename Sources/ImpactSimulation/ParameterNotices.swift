package import ImpactDiagnostics
package import ImpactDocuments
package import ImpactLevers

/// What a reader must know of parameters that a scenario sets.
package enum ParameterNotices {
  /// Code of the notice about values that change nothing.
  package static let idleCode = "parameter-without-effect"

  /// One notice for all assumptions with a range that lines of the file make certain.
  ///
  /// `reads` are the keys that the run asked for; the catalogue's ranges are named.
  package static func certain(
    _ scenario: Scenario, _ catalogue: ParameterCatalogue, reads: Set<String>
  ) -> [Notice] {
    let found = scenario.setAssumptions.filter { $0.isFilled || !reads.contains($0.parameter) }
      .compactMap { item -> (item: SetAssumption, range: String)? in
        guard let entry = catalogue.parameters[item.parameter], let low = entry.low,
          let high = entry.high, low < high,
          scenario.uncertainty.parameters[item.parameter] != .fixed
        else { return nil }
        return (item, "\(text(low)) to \(text(high)) \(entry.unit)")
      }
    guard let first = found.first else { return [] }
    let listed = found.map { item, range in
      "\(item.path) (\(item.place), in place of \(item.parameter) with \(range))"
    }
    let isOne = found.count == 1
    return [
      Notice(
        "set-assumptions",
        "\(found.count) assumption\(isOne ? " is" : "s are") certain because the scenario sets "
          + "\(isOne ? "it" : "them"), so that bands do not hold \(isOne ? "its range" : "their ranges"): "
          + listed.joined(separator: ", ")
          + ". To keep a range, take the line out of the lever and give the value under `parameters`, "
          + "or by --set \(first.item.parameter)=VALUE")
    ]
  }

  /// One notice for each catalogue entry that the scenario sets and that nothing in the run reads.
  package static func idle(_ scenario: Scenario, reads: Set<String>) -> [Notice] {
    // Entries of `uncertainty.` shape the draws; runs without draws do not ask for them.
    scenario.parameters.keys.sorted()
      .filter { !reads.contains($0) && !$0.hasPrefix("uncertainty.") }
      .map { key in
        let lines = scenario.setAssumptions.filter { $0.parameter == key }
        let reason =
          lines.isEmpty
          ? "no lever of this scenario reads it"
          : lines.map { "\($0.path) (\($0.place)) stands in its place" }.joined(separator: ", ")
            + "; set \(lines[0].path), or take that line out"
        return Notice(idleCode, "the value given for \(key) changes nothing: \(reason)")
      }
  }

  private static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }
}

extension ImpactResult {
  /// The notices about values given for parameters that change nothing.
  package var idleParameters: [Notice] {
    notices.filter { $0.code == ParameterNotices.idleCode }
  }
}
