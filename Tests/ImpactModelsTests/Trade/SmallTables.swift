import ImpactAxes
import ImpactEconomies
import ImpactNumerics

@testable import ImpactModels

/// Tables for tests of trade.
enum SmallTables {
  static func axes(countries: [String], industries: [String], union: Set<String> = [])
    -> TableAxes
  {
    TableAxes(
      regions: countries.map {
        Region(
          code: $0, name: $0, country: $0, isEuropeanUnion: union.contains($0), longitude: nil,
          latitude: nil, area: nil)
      },
      industries: industries.map {
        Industry(code: $0, name: $0, parent: $0, section: "C", isAutomotiveBlock: false)
      })
  }

  /// The worked example of the method pages: A makes parts, B makes cars of them, C only buys.
  ///
  /// Countries A, B, C; industries parts and cars. A sells parts: 30 to makers in B, 10 to makers at
  /// home, 50 for final use. B sells 100 of cars: 60 at home, 30 to A, 10 to C. A sells 20 at home.
  static func cars() throws -> InterregionalTable {
    let axes = axes(countries: ["A", "B", "C"], industries: ["parts", "cars"], union: ["A", "B"])
    var flows = Matrix(rows: 6, columns: 6)
    flows[0, 3] = 30
    flows[0, 1] = 10
    flows[2, 3] = 20
    var demand = Matrix(rows: 6, columns: 3)
    demand[0, 0] = 50
    demand[1, 0] = 20
    demand[3, 1] = 60
    demand[3, 0] = 30
    demand[3, 2] = 10
    demand[4, 2] = 5
    demand[5, 2] = 5
    return try InterregionalTable(
      axes: axes, flows: flows, finalDemand: demand,
      employment: [180, 40, 60, 80, 10, 10])
  }

  /// The dense table of an economy in factors, with A written out column by column.
  static func dense(_ table: InterregionalTable) throws -> InterregionalTable {
    let n = table.dimension
    var unit = Matrix(rows: n, columns: n)
    for cell in 0..<n { unit[cell, cell] = table.output[cell] }
    let flows = table.inputs.applied(to: unit, systems: [Int](repeating: 0, count: n))
    func times(_ row: [Double]) -> [Double] { zip(row, table.output).map { $0 * $1 } }
    return try InterregionalTable(
      axes: table.axes, flows: flows, finalDemand: table.finalDemand,
      exportsToWorld: table.exportsToWorld, worldPurchases: times(table.worldInputs),
      taxesAndMargins: times(table.taxesAndMargins),
      employment: table.employment.map { times($0.values) })
  }
}
