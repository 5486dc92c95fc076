public import ImpactAxes
public import ImpactEconomies
public import ImpactNumerics

/// A small table whose rows and columns balance by construction, for tests.
///
/// Flows are drawn from a seed; output is what is used, value added what inputs, taxes and imports leave
/// of it. Inventories hold entries below zero; one value of employment is unknown.
public enum BalancedTable {
  /// The table of a seed; a region's country is the first two letters of its code.
  public static func make(
    regions codes: [String] = ["DE11", "DE12", "FR10"],
    industries: [String] = ["A", "C29", "G"], seed: UInt64 = 1, scale: Double = 1
  ) throws -> AccountTable {
    var draw = Draw(state: seed)
    let n = codes.count * industries.count
    var flows = Matrix(rows: n, columns: n)
    for k in flows.values.indices { flows.values[k] = scale * draw.next() * 100 }
    let columns = finalColumns(codes)
    var uses = Matrix(rows: n, columns: columns.count)
    for (c, column) in columns.enumerated() {
      for i in 0..<n {
        let value = draw.next() * (column.category == .households ? 2000 : 300)
        uses[i, c] = scale * (column.category == .inventories ? value / 30 - 5 : value)
      }
    }
    var output = [Double](repeating: 0, count: n)
    for part in [flows, uses] {
      for j in 0..<part.columns { for i in 0..<n { output[i] += part[i, j] } }
    }
    var primary = Matrix(rows: 3, columns: n)
    for j in 0..<n {
      primary[1, j] = 0.02 * output[j]
      primary[2, j] = 0.05 * output[j]
      primary[0, j] = output[j] - flows.column(j).reduce(0, +) - primary[1, j] - primary[2, j]
    }
    var ofUses = Matrix(rows: 3, columns: columns.count)
    for c in 0..<columns.count { ofUses[1, c] = scale * draw.next() * 10 }
    var persons = output.map { $0 * 12 * (0.5 + draw.next()) }
    persons[n - 1] = .nan
    let emissions = output.map { _ in draw.next() * 7 }
    return try AccountTable(
      name: "balanced", title: "A balanced table", year: 2015, unit: .millionEUR,
      kind: .industryByIndustry, regions: codes.map(region),
      industries: industries.map {
        Industry(
          code: $0, name: "Industry \($0)", parent: $0, section: String($0.prefix(1)),
          isAutomotiveBlock: false)
      }, intermediate: flows, finalColumns: columns, finalUses: uses,
      primaryRows: [
        .init(code: "VA", name: "value added", category: .valueAdded),
        .init(code: "TLS", name: "taxes on products", category: .productTaxes),
        .init(code: "IMP", name: "imports from outside", category: .imports),
      ], primaryInputs: primary, primaryInputsOfFinalUses: ofUses, output: output,
      satellites: [
        .init(code: "employment", name: "persons employed", unit: "persons", values: persons),
        .init(code: "co2", name: "emissions", unit: "kt CO2", values: emissions),
      ])
  }

  /// Households and inventories of each region, then exports.
  private static func finalColumns(_ regions: [String]) -> [AccountTable.FinalColumn] {
    regions.flatMap { region in
      [
        AccountTable.FinalColumn(
          region: region, code: "P3_S14", name: "consumption", category: .households),
        AccountTable.FinalColumn(
          region: region, code: "P52", name: "inventories", category: .inventories),
      ]
    } + [.init(region: nil, code: "P6", name: "exports", category: .exports)]
  }

  private static func region(_ code: String) -> Region {
    Region(
      code: code, name: "Region \(code)", country: String(code.prefix(2)), isEuropeanUnion: true,
      longitude: nil, latitude: nil, area: nil)
  }

  /// Numbers from 0 to 1 by a linear congruence (Knuth's MMIX constants).
  private struct Draw {
    var state: UInt64
    mutating func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
  }
}

extension AccountTable {
  /// The same table with one part changed, for planting faults.
  public func with(
    intermediate: Matrix? = nil, output: [Double]? = nil, regions: [Region]? = nil,
    industries: [Industry]? = nil, finalUses: Matrix? = nil, unit: MonetaryUnit? = nil,
    satellites: [SatelliteAccount]? = nil
  ) throws -> AccountTable {
    try AccountTable(
      name: name, title: title, year: year, unit: unit ?? self.unit, kind: kind,
      regions: regions ?? self.regions, industries: industries ?? self.industries,
      intermediate: intermediate ?? self.intermediate, finalColumns: finalColumns,
      finalUses: finalUses ?? self.finalUses, primaryRows: primaryRows,
      primaryInputs: primaryInputs, primaryInputsOfFinalUses: primaryInputsOfFinalUses,
      output: output ?? self.output, satellites: satellites ?? self.satellites)
  }
}
