package import ImpactDiagnostics
package import ImpactSimulation

extension ResultSheet {
  /// The result's notices, and those that count what has no value where it has none of that kind.
  package func allNotices() -> [Notice] {
    let codes = Set(result.notices.map(\.code))
    return result.notices + unknownNotices().filter { !codes.contains($0.code) }
  }

  /// Notices that count what has no value: cells with output whose indicator is unknown.
  ///
  /// Such cells have no line in any table, and sums leave them out.
  package func unknownNotices() -> [Notice] {
    guard !result.years.isEmpty else { return [] }
    let output = baseline(.output, year: 0)
    return Indicator.allCases.compactMap { indicator in
      let cells = baseline(indicator, year: 0)
      let unknown = cells.indices.filter { cells[$0].isNaN && !(output.isEmpty || output[$0] == 0) }
      guard !unknown.isEmpty else { return nil }
      let regions = Set(unknown.map { $0 / industryCount }).sorted()
      let whole = regions.filter { r in
        (0..<industryCount)
          .allSatisfy { i in
            cells[r * industryCount + i].isNaN || output[r * industryCount + i] == 0
          }
      }
      return Notice(
        "unknown-\(indicator.rawValue.replacing("_", with: "-"))",
        message(
          indicator, unknown: unknown.count, of: cells.count, regions: regions.count, whole: whole))
    }
  }

  private func message(
    _ indicator: Indicator, unknown: Int, of count: Int, regions: Int, whole: [Int]
  ) -> String {
    var text = "No source gives \(indicator.label) for \(unknown) of \(count) cells in "
    text += regions == 1 ? "1 region" : "\(regions) regions"
    if !whole.isEmpty {
      let shown = whole.prefix(20).map { result.regions[$0].code }.joined(separator: ", ")
      text += " (nothing at all for \(shown)\(whole.count > 20 ? ", …" : ""))"
    }
    return text + ". Tables have no line for them and sums leave them out."
  }
}

extension Indicator {
  /// The name in running text.
  package var label: String {
    switch self {
    case .output: "output"
    case .valueAdded: "value added"
    case .employment: "employment"
    case .compensation: "compensation"
    }
  }
}
