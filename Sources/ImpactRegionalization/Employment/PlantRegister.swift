package import Foundation

/// Persons in vehicle and powertrain plants by region, for use as weights only.
package struct PlantRegister: Sendable {
  /// Persons by NUTS-2 region (2021).
  private let persons: [String: Double]

  /// Typical workforce of a plant without a figure of its own, persons (assumption).
  package static let defaultPersons = ["assembly": 4000.0, "powertrain": 3000, "battery": 1000]

  /// Reads the register; plants that are planned, ramping or halted, and battery plants, which are
  /// younger than the statistics of 2015 and belong to C27, carry no weight.
  ///
  /// With `regions` given, a plant elsewhere is a problem.
  package init(_ url: URL, regions: Set<String>? = nil) throws {
    var source = try SourceTable(url)
    let kind = try source.column("kind")
    let region = try source.column("nuts2")
    let status = try source.column("status")
    let workforce = try source.column("persons")
    let young: Set<String> = ["planned", "ramping", "halted"]
    var persons: [String: Double] = [:]
    for row in 0..<source.rowCount {
      let name = source.text(row, kind)
      guard let usual = Self.defaultPersons[name] else {
        source.refuse(
          row, kind, "`\(name)` is no kind of plant", expected: "assembly, powertrain or battery")
        continue
      }
      if let regions, !regions.contains(source.text(row, region)) {
        source.refuse(
          row, region, "`\(source.text(row, region))` is no region",
          expected: "a NUTS-2 region of 2021")
      }
      let size = source.number(row, workforce) ?? usual
      if size < 0 {
        source.refuse(row, workforce, "\(size) persons", expected: "a number at or above zero")
      }
      guard name != "battery", !young.contains(source.text(row, status)) else { continue }
      persons[source.text(row, region), default: 0] += size
    }
    try source.finish()
    self.persons = persons
  }

  /// Persons in the plants of a region, zero where it has none.
  package func persons(in region: String) -> Double { persons[region] ?? 0 }
}
