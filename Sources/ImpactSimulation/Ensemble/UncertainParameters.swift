package import ImpactDiagnostics
package import ImpactDocuments
public import ImpactLevers

/// One parameter of an ensemble.
public struct UncertainParameter: Sendable, Hashable {
  /// Key of the catalogue.
  public let key: String
  /// Unit of its values.
  public let unit: String
  /// How it is spread.
  public let distribution: ParameterDistribution
  /// Factor by which judgement widens the catalogue's range; 1 where it does not.
  public let widening: Double
}

/// Which parameters of a scenario are uncertain, and how.
///
/// Those that the levers (or the households' closure) asked for and that have a range in the catalogue
/// or a distribution in the file. A value of the file takes the place of the mode; the range is
/// stretched to hold it. Ranges of evidence J are widened by `uncertainty.judgement_widening` around
/// the value, but not beyond what the unit allows or across zero.
package struct UncertainParameters: Sendable {
  package let parameters: [UncertainParameter]
  package let correlations: [Uncertainty.Correlation]
  package let notices: [Notice]

  static let wideningKey = "uncertainty.judgement_widening"
  static let imputedKey = "uncertainty.imputed_employment"
  /// Read once for an engine's residence matrix, which all draws share.
  static let held: Set<String> = ["induced.commuting_distance"]

  /// `reads` are the keys that a run asked for; `catalogue` has the scenario's own values in place.
  package init(
    _ scenario: Scenario, catalogue: ParameterCatalogue, reads: [String]
  ) throws {
    let factor = try catalogue.central(Self.wideningKey)
    var found: [UncertainParameter] = []
    var held: [String] = []
    for key in reads where !key.hasPrefix("uncertainty.") {
      guard let entry = catalogue[key], let value = entry.central else { continue }
      let choice = scenario.uncertainty.parameters[key]
      guard let (law, widening) = Self.law(entry, value, choice, factor), !law.isCertain else {
        continue
      }
      if Self.held.contains(key) {
        held.append(key)
        continue
      }
      found.append(
        UncertainParameter(key: key, unit: entry.unit, distribution: law, widening: widening))
    }
    parameters = found
    let drawn = Set(found.map(\.key))
    correlations = scenario.uncertainty.correlations
      .map {
        Uncertainty.Correlation(
          parameters: $0.parameters.filter(drawn.contains), value: $0.value)
      }
      .filter { $0.parameters.count > 1 }
    notices =
      Self.notices(found, held, scenario, drawn)
      + ParameterNotices.certain(scenario, catalogue, reads: Set(reads))
  }

  private static func law(
    _ entry: Parameter, _ value: Double, _ choice: Uncertainty.Choice?, _ judgement: Double
  ) -> (ParameterDistribution, widening: Double)? {
    var factor = entry.evidence == "J" ? judgement : 1
    switch choice {
    case .fixed: return nil
    case .distribution(let law): return (law, 1)
    case .widened(let own): factor = own
    case nil: break
    }
    guard let low = entry.low, let high = entry.high, low < high else { return nil }
    let limits = limits(of: entry, low: min(low, value), high: max(high, value))
    let (left, right) = (min(low, value), max(high, value))
    return (
      .triangular(
        low: max(limits.low, value - factor * (value - left)), mode: value,
        high: min(limits.high, value + factor * (right - value))), factor
    )
  }

  /// What the unit allows: shares stay within 0 and 1, per cent of something within 0 and 100 where
  /// the range does, and nothing changes its sign.
  private static func limits(
    of entry: Parameter, low: Double, high: Double
  ) -> (low: Double, high: Double) {
    let floor = low >= 0 ? (low > 0 ? low / 4 : 0) : -Double.infinity
    let ceiling = high <= 0 ? (high < 0 ? high / 4 : 0) : Double.infinity
    if entry.unit == "share" { return (max(0, floor), min(1, ceiling)) }
    if entry.unit.hasPrefix("pct"), high <= 100 { return (floor, min(100, ceiling)) }
    return (floor, ceiling)
  }

  private static func notices(
    _ found: [UncertainParameter], _ held: [String], _ scenario: Scenario, _ drawn: Set<String>
  ) -> [Notice] {
    var notices: [Notice] = []
    let judged = found.filter { $0.widening > 1 }
    if let factor = judged.first?.widening {
      notices.append(
        Notice(
          "judgement-widened",
          "\(judged.count) of \(found.count) uncertain parameters rest on judgement; their ranges are "
            + "widened by the factor \(factor) (\(wideningKey))"))
    }
    if !held.isEmpty {
      notices.append(
        Notice(
          "held-in-draws",
          "\(held.joined(separator: ", ")) keep\(held.count == 1 ? "s its value" : " their values") in "
            + "all draws"))
    }
    let idle = scenario.uncertainty.parameters.filter { $0.value != .fixed }.keys
      .filter { !drawn.contains($0) }.sorted()
    if !idle.isEmpty {
      notices.append(
        Notice(
          "uncertainty-without-effect",
          "no lever of the scenario reads \(idle.joined(separator: ", ")), whose uncertainty the file "
            + "states"))
    }
    return notices
  }

  /// Values of every parameter (row) in every draw, from points in the unit cube.
  package func values(
    _ method: SamplingMethod, count: Int, seed: UInt64
  ) -> [[Double]] {
    var points = SampleDesign.points(
      method, names: parameters.map(\.key), count: count, seed: seed)
    for group in correlations {
      let members = group.parameters.compactMap { key in
        parameters.firstIndex { $0.key == key }
      }
      points = SampleDesign.correlated(points, members: members, value: group.value)
    }
    return zip(parameters, points).map { parameter, u in u.map(parameter.distribution.quantile) }
  }
}
