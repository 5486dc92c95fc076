package import ImpactAxes
package import ImpactEconomies
import ImpactNumerics

/// The regions that the areas of a table are split into, with their shares of it.
///
///     x[i,r] = w[r,i]·x[i,o]        r in area o, Σ_r w[r,i] = 1
///     use of a final column by r = h[r,c]·column c of o,  Σ_r h[r,c] = 1
///
/// An area is a region of the table (a country, mostly). Areas may stay whole: one region, shares 1.
package struct RegionalSplit: Sendable {
  package let table: AccountTable
  package let regions: [Region]
  /// Area of every region, an index into the table's regions.
  package let areaOf: [Int]
  /// Regions of every area.
  package let members: [[Int]]
  /// w at `r * S + i`.
  package let outputShares: [Double]
  /// h at `r * m + c`; 0 where column c belongs to another area.
  package let finalShares: [Double]
  private let columnsOfArea: [[Int]]

  /// `areas` gives the code of every region's area; shares come as `outputShares[r][i]` and
  /// `finalShares[r][c]` and must sum to 1 over the regions of an area within 1e-9.
  ///
  /// Throws `BuildFault` with every area without regions, every share that is negative and every sum
  /// that is not 1 (an industry without output needs no shares).
  package init(
    table: AccountTable, regions: [Region], areas: [String], outputShares: [[Double]],
    finalShares: [[Double]]
  ) throws {
    let s = table.industryCount
    let codes = table.regions.map(\.code)
    var faults: [String] = []
    var areaOf: [Int] = []
    for (region, area) in zip(regions, areas) {
      guard let index = codes.firstIndex(of: area) else {
        faults.append(
          "region \(region.code) lies in `\(area)`, which the table \(table.name) does not have")
        continue
      }
      areaOf.append(index)
    }
    guard faults.isEmpty else { throw BuildFault(faults.joined(separator: "\n")) }
    members = codes.indices.map { o in areaOf.indices.filter { areaOf[$0] == o } }
    for (o, list) in members.enumerated() where list.isEmpty {
      faults.append("no region lies in \(codes[o]); name at least one")
    }
    for (o, list) in members.enumerated() where !list.isEmpty {
      for i in 0..<s {
        let shares = list.map { outputShares[$0][i] }
        let sum = shares.reduce(0, +)
        let needed = table.output[table.index(region: o, industry: i)] != 0
        if shares.contains(where: { !($0 >= 0 && $0.isFinite) }) || (needed && abs(sum - 1) > 1e-9)
        {
          faults.append(
            "output shares of \(codes[o]) \(table.industries[i].code) sum to \(sum); expected shares at or above zero that sum to 1"
          )
        }
      }
      for (c, column) in table.finalColumns.enumerated() where column.region == codes[o] {
        let sum = list.reduce(0) { $0 + finalShares[$1][c] }
        if !(abs(sum - 1) <= 1e-9) {
          faults.append(
            "shares of \(codes[o]) in final use \(column.code) sum to \(sum); expected a sum of 1")
        }
      }
    }
    guard faults.isEmpty else { throw BuildFault(faults.joined(separator: "\n")) }
    self.table = table
    self.regions = regions
    self.areaOf = areaOf
    self.outputShares = outputShares.flatMap { $0 }
    columnsOfArea = codes.map { code in
      table.finalColumns.indices.filter { table.finalColumns[$0].region == code }
    }
    self.finalShares = finalShares.enumerated()
      .flatMap { r, shares in
        shares.enumerated()
          .map { c, share in table.finalColumns[c].region == codes[areaOf[r]] ? share : 0 }
      }
  }

  var industryCount: Int { table.industryCount }
  var finalCount: Int { table.finalColumns.count }

  package func outputShare(_ r: Int, _ i: Int) -> Double { outputShares[r * industryCount + i] }
  package func finalShare(_ r: Int, _ c: Int) -> Double { finalShares[r * finalCount + c] }

  /// x[i,r] in the table's unit.
  package func output(_ r: Int, _ i: Int) -> Double {
    outputShare(r, i) * table.output[table.index(region: areaOf[r], industry: i)]
  }

  /// Final columns of an area, by index.
  func finalColumns(of area: Int) -> [Int] { columnsOfArea[area] }

  /// Columns that belong to no area: sales to places that are not modelled.
  var outsideColumns: [Int] {
    table.finalColumns.indices.filter { table.finalColumns[$0].region == nil }
  }
}
