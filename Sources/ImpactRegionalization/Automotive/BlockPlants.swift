import Foundation
import ImpactDocuments

/// Vehicle, powertrain and battery plants by NUTS-2 region (2021 codes).
package struct BlockPlants: Sendable {
  package enum Kind: String, Sendable { case assembly, powertrain, battery }

  package struct Plant: Sendable {
    package let name: String
    package let kind: Kind
    package let region: String
    package let status: String
    package let capacity: Double?
    package let persons: Double
  }

  package let plants: [Plant]

  /// Workforce of a plant whose size the register does not give: an assumption by kind.
  static func defaultPersons(_ kind: Kind) -> Double {
    switch kind {
    case .assembly: 4000
    case .powertrain: 3000
    case .battery: 1000
    }
  }

  package init(text: String, file: String) throws {
    let table = try CSVTable(text: text, file: file)
    let name = try table.column("plant")
    let kind = try table.column("kind")
    let region = try table.column("nuts2")
    let status = try table.column("status")
    let capacity = try table.column("capacity_gwh")
    let persons = table.header.firstIndex(of: "persons")
    plants = try table.rows.enumerated().map { n, row in
      guard let kind = Kind(rawValue: row[kind]) else {
        throw BuildFault("\(table.location(row: n)): `\(row[kind])` is no kind of plant")
      }
      let size = persons.flatMap { Double(row[$0]) }
      return Plant(
        name: row[name], kind: kind, region: row[region], status: row[status],
        capacity: Double(row[capacity]), persons: size ?? Self.defaultPersons(kind))
    }
  }

  /// Workforce by region of plants of a kind that stood in the base years.
  package func persons(_ kind: Kind) -> [String: Double] {
    plants.reduce(into: [:]) { sums, plant in
      guard plant.kind == kind, plant.status != "planned", plant.status != "halted" else { return }
      sums[plant.region, default: 0] += plant.persons
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
