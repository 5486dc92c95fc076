package import Foundation

/// Vehicle, powertrain and battery plants by NUTS-2 region (2021 codes), for use as weights only.
package struct PlantRegister: Sendable {
  package enum Kind: String, Sendable, CaseIterable { case assembly, powertrain, battery }

  package struct Plant: Sendable {
    package let name: String
    package let kind: Kind
    package let region: String
    package let status: String
    /// GWh of cells a year.
    package let capacity: Double?
    package let persons: Double
  }

  package let plants: [Plant]

  /// Typical workforce of a plant without a figure of its own, persons (assumption).
  package static let defaultPersons: [Kind: Double] = [
    .assembly: 4000, .powertrain: 3000, .battery: 1000,
  ]

  /// Plants that did not stand when the statistics were taken.
  private static let young: Set<String> = ["planned", "ramping", "halted"]

  /// Reads a register file; see `init(_:regions:)`.
  package init(_ url: URL, regions: Set<String>? = nil) throws {
    try self.init(SourceTable(url), regions: regions)
  }

  /// Reads the register's columns plant, kind, nuts2, status, capacity_gwh and persons.
  ///
  /// With `regions` given, a plant elsewhere is a problem.
  package init(_ table: SourceTable, regions: Set<String>? = nil) throws {
    var source = table
    let columns = try ["plant", "kind", "nuts2", "status", "capacity_gwh", "persons"]
      .map {
        try source.column($0)
      }
    var plants: [Plant] = []
    for row in 0..<source.rowCount {
      let word = source.text(row, columns[1])
      guard let kind = Kind(rawValue: word) else {
        source.refuse(
          row, columns[1], "`\(word)` is no kind of plant",
          expected: "assembly, powertrain or battery")
        continue
      }
      let region = source.text(row, columns[2])
      if let regions, !regions.contains(region) {
        source.refuse(
          row, columns[2], "`\(region)` is no region", expected: "a NUTS-2 region of 2021")
      }
      let capacity = source.number(row, columns[4])
      let size = source.number(row, columns[5]) ?? Self.defaultPersons[kind] ?? 0
      for (value, column) in [(capacity ?? 0, columns[4]), (size, columns[5])] where value < 0 {
        source.refuse(row, column, "\(value) is negative", expected: "a number at or above zero")
      }
      plants.append(
        Plant(
          name: source.text(row, columns[0]), kind: kind, region: region,
          status: source.text(row, columns[3]), capacity: capacity, persons: size))
    }
    try source.finish()
    self.plants = plants
  }

  /// Persons in vehicle and powertrain plants of a region, zero where it has none.
  ///
  /// Battery plants are younger than the statistics and belong to C27: they carry no weight.
  package func persons(in region: String) -> Double {
    persons(.assembly, in: region) + persons(.powertrain, in: region)
  }

  /// Persons in plants of a kind that stood when the statistics were taken.
  package func persons(_ kind: Kind, in region: String) -> Double {
    plants.reduce(0) { sum, plant in
      let counts =
        plant.kind == kind && plant.region == region && !Self.young.contains(plant.status)
      return counts ? sum + plant.persons : sum
    }
  }

  /// Cell capacity in GWh a year by region; plants still ramping count in part.
  package func capacity(ramping: Double, unrecorded: Double) -> [String: Double] {
    plants.reduce(into: [:]) { sums, plant in
      guard plant.kind == .battery else { return }
      let part = plant.status == "open" ? 1 : plant.status == "ramping" ? ramping : 0
      sums[plant.region, default: 0] += part * (plant.capacity ?? unrecorded)
    }
  }
}
