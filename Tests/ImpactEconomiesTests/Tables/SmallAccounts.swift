import ImpactAxes
import ImpactEconomies
import ImpactNumerics

/// Two regions with two industries: small accounts that balance, drawn by hand.
enum SmallAccounts {
  static let regions = ["DE11", "FR10"]
    .map {
      Region(
        code: $0, name: "Name of \($0)", country: String($0.prefix(2)), isEuropeanUnion: true,
        longitude: nil, latitude: nil, area: nil)
    }

  static let industries = [("A", "Agriculture"), ("C29", "Vehicles, \"all\" of them")]
    .map {
      Industry(
        code: $0.0, name: $0.1, parent: $0.0, section: String($0.0.prefix(1)),
        isAutomotiveBlock: false)
    }

  static func table(
    name: String = "small", output: [Double] = [10, 20, 30, 40],
    satellites: [AccountTable.SatelliteAccount] = accounts
  ) throws -> AccountTable {
    // Columns of Z: 1 from the own cell, 0.1 from every other one, and one entry below zero.
    var intermediate = Matrix(rows: 4, columns: 4)
    for i in 0..<4 { for j in 0..<4 { intermediate[i, j] = i == j ? 1 : 0.1 } }
    intermediate[2, 1] = -0.3
    var finalUses = Matrix(rows: 4, columns: 3)
    for i in 0..<4 { for c in 0..<3 { finalUses[i, c] = Double(i) + Double(c) / 3 } }
    var primary = Matrix(rows: 2, columns: 4)
    for p in 0..<2 { for j in 0..<4 { primary[p, j] = Double(p + 1) * 1e-7 / Double(j + 3) } }
    var ofFinal = Matrix(rows: 2, columns: 3)
    ofFinal[1, 2] = -0.0
    ofFinal[0, 1] = .leastNonzeroMagnitude
    return try AccountTable(
      name: name, title: "Small accounts", year: 2015, unit: .millionEUR,
      kind: .industryByIndustry, regions: regions, industries: industries,
      intermediate: intermediate,
      finalColumns: [
        .init(region: "DE11", code: "P3", name: "Consumption", category: .households),
        .init(region: "FR10", code: "P3", name: "Consumption", category: .households),
        .init(region: nil, code: "P6", name: "Exports", category: .exports),
      ], finalUses: finalUses,
      primaryRows: [
        .init(code: "VA", name: "Value added", category: .valueAdded),
        .init(code: "D21X31", name: "Taxes on products", category: .productTaxes),
      ], primaryInputs: primary, primaryInputsOfFinalUses: ofFinal, output: output,
      satellites: satellites)
  }

  static let accounts: [AccountTable.SatelliteAccount] = [
    .init(code: "employment", name: "Persons", unit: "persons", values: [1, .nan, 0.1, 1e-17]),
    .init(code: "co2", name: "Emissions", unit: "kt CO2", values: [-0.0, 2, 3, 123_456_789.123]),
  ]
}
