import Foundation
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies
import ImpactEconomyFiles
import ImpactLevers

/// Folders and names that the tests read with.
enum Fixtures {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  static let broken = folder.appendingPathComponent("Broken")
  static let valid = folder.appendingPathComponent("Valid")
  static let scenarios =
    folder
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Scenarios")

  /// The names of the shipped economy and catalogue.
  static func shipped() throws -> Vocabulary {
    try Vocabulary(
      economy: Economy.shipped(.euNUTS2), shipped: ["eu-nuts2"], catalogue: .shipped())
  }

  /// A few names of each kind; the values of the catalogue are those of the shipped one.
  static let vocabulary = Vocabulary(
    economies: ["eu-nuts2"],
    regions: [
      "DE11", "DE12", "DE21", "FRE2", "FRF1", "FRF3", "EL30", "EL51", "LU00", "UK", "CN", "US",
      "BR",
      "TR", "HU33", "ES51",
    ],
    countries: ["DE", "FR", "EL", "IT", "LU", "NO", "RO", "UK", "CN", "US", "BR", "TR"],
    territories: ["greater-region"],
    industries: ["C29-VEH", "C29-OTH", "C25", "C26", "H49"],
    catalogue: ParameterCatalogue(named + rules + circular + leases))

  private static let named: [Parameter] = [
    parameter("labour.ratio.bev_ice.assembly", 0.8, 0.92, 1, "x"),
    parameter("battery.pack.price.bev.2025", nil, 99, nil, "USD/kWh"),
    parameter("content.eu_cost_premium.cells", 20, 40, 60, "pct"),
    parameter("content.eu_cost_premium.pack_ex_cells", 5, 15, 25, "pct"),
    parameter("content.eu_cost_premium.ee_electronics", 10, 25, 35, "pct"),
  ]

  /// What the rules of the Union on recycled materials read, with the values of the shipped catalogue.
  private static let circularValues: [(String, Double)] = [
    ("elv.first_year", 2032), ("elv.second_year", 2036), ("battery.first_year", 2031),
    ("battery.second_year", 2036), ("plastics.target.first", 15), ("plastics.target.second", 25),
    ("cobalt.target.first", 16), ("cobalt.target.second", 26), ("lithium.target.first", 6),
    ("lithium.target.second", 12), ("nickel.target.first", 6), ("nickel.target.second", 15),
    ("plastics.recycled", 3), ("cobalt.recycled", 2), ("lithium.recycled", 0),
    ("nickel.recycled", 2),
  ]

  private static let circular: [Parameter] = percents(circularValues, under: "circular")

  /// What presets of content rules read, with the values of the shipped catalogue.
  private static let rulesValues: [(String, Double)] = [
    ("industriall.low", 75), ("industriall.high", 80), ("iaa.vehicle_components_ex_battery", 70),
    ("usmca.cars", 75), ("usmca.trucks", 70), ("usmca.core", 75), ("usmca.complementary", 65),
    ("usmca.trucks_complementary", 60), ("tca.2027.ev", 55), ("tca.2027.pack", 70),
    ("tca.2027.cell", 65), ("industriall.year", 2030), ("iaa.year", 2028), ("usmca.year", 2028),
    ("tca.2027.year", 2027),
  ]

  private static let rules: [Parameter] =
    percents(rulesValues, under: "rule") + [parameter("mfn.eu.car", nil, 10, nil, "pct")]

  /// What presets of social leasing read.
  private static let leases: [Parameter] = [
    parameter("social_leasing.2024.leases", nil, 50_000, nil, "cars"),
    parameter("social_leasing.2024.amount", nil, 13_000, nil, "EUR"),
    parameter("social_leasing.2024.budget", nil, 650, nil, "million EUR"),
    parameter("social_leasing.2024.made_in_share", nil, 95, nil, "pct"),
    parameter("social_leasing.2025.leases", nil, 50_000, nil, "cars"),
    parameter("social_leasing.2025.amount", nil, 7_000, nil, "EUR"),
    parameter("social_leasing.2025.budget", nil, 360, nil, "million EUR"),
    parameter("social_leasing.2025.made_in_share", nil, 34, nil, "pct"),
  ]

  /// Entries in per cent, and years by their name.
  private static func percents(_ values: [(String, Double)], under prefix: String) -> [Parameter] {
    values.map { key, value in
      parameter("\(prefix).\(key)", nil, value, nil, key.hasSuffix("year") ? "year" : "pct")
    }
  }

  private static func parameter(
    _ key: String, _ low: Double?, _ central: Double?, _ high: Double?, _ unit: String
  ) -> Parameter {
    Parameter(
      key: key, low: low, central: central, high: high, unit: unit, source: "test", evidence: "J")
  }

  static func files(in folder: URL) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "yaml" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  static func text(_ url: URL) throws -> String { try String(contentsOf: url, encoding: .utf8) }

  static func read(_ text: String, _ overrides: [String] = []) throws -> Scenario {
    try ScenarioFile.read(
      text: text, file: "scenario.yaml", vocabulary: vocabulary, overrides: overrides)
  }

  /// The messages of a text that must be refused; "no problem" when it is read.
  static func messages(_ text: String, _ overrides: [String] = []) -> String {
    do {
      _ = try read(text, overrides)
      return "no problem"
    } catch {
      return "\(error)"
    }
  }
}
