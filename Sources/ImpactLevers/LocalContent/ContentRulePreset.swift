import ImpactAxes
import ImpactDocuments

/// Rules that are in force or asked for, with their numbers in the catalogue.
///
/// A preset gives floors, definition, coverage and penalty; whatever the file says itself wins.
package struct ContentRulePreset: Sendable {
  package let name: String
  /// What the rule says and what of it the accounts cannot hold.
  let remark: String
  /// Catalogue keys of the floors, in per cent.
  let floors: [LocalContent.Basket: String]
  let definition: LocalContent.Definition
  let coverage: LocalContent.CoverageClass
  /// Catalogue key of the penalty, in per cent.
  let penalty: String?
  /// First year of the floors.
  let start: String

  package static let all: [ContentRulePreset] = [
    ContentRulePreset(
      name: "unions-75",
      remark: "lower end of what industriAll Europe asks for, 75 % of components and of batteries",
      floors: [
        .componentsWithoutBatteries: "rule.industriall.low", .batteries: "rule.industriall.low",
      ], definition: .invoiceOrigin, coverage: .allSales, penalty: nil,
      start: "rule.industriall.year"),
    ContentRulePreset(
      name: "unions-80",
      remark: "upper end of what industriAll Europe asks for, 80 % of components and of batteries",
      floors: [
        .componentsWithoutBatteries: "rule.industriall.high", .batteries: "rule.industriall.high",
      ], definition: .invoiceOrigin, coverage: .allSales, penalty: nil,
      start: "rule.industriall.year"),
    ContentRulePreset(
      name: "commission-70",
      remark: "COM(2026) 100, a proposal: 70 % of components without batteries for vehicles with "
        + "public support; its rules on battery components are not modelled",
      floors: [.componentsWithoutBatteries: "rule.iaa.vehicle_components_ex_battery"],
      definition: .invoiceOrigin, coverage: .publiclySupported, penalty: nil,
      start: "rule.iaa.year"),
    ContentRulePreset(
      name: "usmca-cars",
      remark:
        "the rule for cars of the treaty between the USA, Mexico and Canada, laid on the zone: "
        + "75 % net cost, core parts 75 %, complementary parts 65 %; its labour value content is "
        + "reported by mean wages of regions and binds nothing",
      floors: [
        .vehicle: "rule.usmca.cars", .coreParts: "rule.usmca.core",
        .complementaryParts: "rule.usmca.complementary",
      ], definition: .netCost, coverage: .allSales, penalty: "mfn.eu.car", start: "rule.usmca.year"),
    ContentRulePreset(
      name: "usmca-trucks",
      remark:
        "the rule for heavy trucks of the treaty between the USA, Mexico and Canada: 70 % net "
        + "cost, complementary parts 60 %, on the share of trucks in production",
      floors: [
        .vehicle: "rule.usmca.trucks", .complementaryParts: "rule.usmca.trucks_complementary",
      ], definition: .netCost, coverage: .trucks, penalty: "mfn.eu.car", start: "rule.usmca.year"),
    ContentRulePreset(
      name: "eu-uk-2027",
      remark:
        "the agreement of the European Union and the United Kingdom from 2027: 55 % of the price "
        + "of a battery car (45 % may be foreign), packs 70 %, cells 65 %, else 10 % duty; it names "
        + "battery cars and trade between the two, so set zone, coverage and drive-train mix to match",
      floors: [
        .vehicle: "rule.tca.2027.ev", .packs: "rule.tca.2027.pack", .cells: "rule.tca.2027.cell",
      ], definition: .buildDown, coverage: .allSales, penalty: "mfn.eu.car",
      start: "rule.tca.2027.year"),
  ]

  static func remark(_ name: String) -> String {
    all.first { $0.name == name }.map { "preset \(name): \($0.remark)" } ?? "preset \(name)"
  }

  /// Every catalogue key that a preset reads.
  package var keys: [String] { floors.values.sorted() + [start] + (penalty.map { [$0] } ?? []) }

  /// Floors from the first year on; nil when a key has no central value.
  func paths(_ catalogue: ParameterCatalogue) -> [LocalContent.Basket: DatedPath]? {
    guard let year = catalogue[start]?.central else { return nil }
    var paths: [LocalContent.Basket: DatedPath] = [:]
    for (basket, key) in floors {
      guard let share = catalogue[key]?.central else { return nil }
      paths[basket] = DatedPath(points: [.init(year: Int(year), value: share / 100)])
    }
    return paths
  }
}
