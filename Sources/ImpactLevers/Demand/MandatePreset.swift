import ImpactAxes
import ImpactDocuments

/// Targets for companies' cars that stand in the catalogue under a name.
///
/// `fleet.target.<zero or low>.<year>.<country or other>`, in per cent of the covered registrations.
public enum MandatePreset: String, Sendable, CaseIterable {
  /// Proposal for a regulation on clean corporate vehicles of December 2025.
  case cleanCorporateVehicles = "com-2025-994"

  /// Required shares by country of the Union; no target before the first year.
  func targets(
    _ kind: String, _ catalogue: ParameterCatalogue, countries: [String]
  ) -> [String: DatedPath] {
    var byPlace: [String: [DatedPath.Point]] = [:]
    let prefix = "fleet.target.\(kind)."
    for (key, parameter) in catalogue.parameters where key.hasPrefix(prefix) {
      let parts = key.dropFirst(prefix.count).split(separator: ".").map(String.init)
      guard parts.count == 2, let year = Int(parts[0]), let value = parameter.central else {
        continue
      }
      byPlace[parts[1], default: []].append(.init(year: year, value: value / 100))
    }
    func path(_ country: String) -> DatedPath? {
      let other = byPlace["other"] ?? []
      let own = byPlace[country] ?? []
      let years = Set(own.map(\.year))
      let points = (own + other.filter { !years.contains($0.year) }).sorted { $0.year < $1.year }
      guard let first = points.first else { return nil }
      // Nothing is asked for before the first year.
      let start = DatedPath.Point(year: first.year - 1, value: 0)
      return DatedPath(points: [start] + points, interpolation: .step)
    }
    return Dictionary(
      countries.compactMap { country in path(country).map { (country, $0) } },
      uniquingKeysWith: { first, _ in first })
  }
}
