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
    let codes = table.regions.map(\.code)
    areaOf = try Self.areas(areas, of: regions, in: table)
    members = codes.indices.map { [areaOf] o in areaOf.indices.filter { areaOf[$0] == o } }
    let faults = codes.indices.flatMap { [members] o in
      members[o].isEmpty
        ? ["no region lies in \(codes[o]); name at least one"]
        : Self.outputFaults(table, o, members[o], outputShares)
          + Self.finalFaults(table, codes[o], members[o], finalShares)
    }
    guard faults.isEmpty else { throw BuildFault(faults.joined(separator: "\n")) }
    self.table = table
    self.regions = regions
    self.outputShares = outputShares.flatMap { $0 }
    columnsOfArea = codes.map { code in
      table.finalColumns.indices.filter { table.finalColumns[$0].region == code }
    }
    self.finalShares = finalShares.enumerated()
      .flatMap { [areaOf] r, shares in
        shares.enumerated()
          .map { c, share in table.finalColumns[c].region == codes[areaOf[r]] ? share : 0 }
      }
  }

  private static func areas(
    _ areas: [String], of regions: [Region], in table: AccountTable
  ) throws -> [Int] {
    let codes = table.regions.map(\.code)
    let places = areas.map { codes.firstIndex(of: $0) }
    let faults = places.indices.filter { places[$0] == nil }
      .map {
        "region \(regions[$0].code) lies in `\(areas[$0])`, which the table \(table.name) does not have"
      }
    guard faults.isEmpty else { throw BuildFault(faults.joined(separator: "\n")) }
    return places.compactMap { $0 }
  }

  private static func outputFaults(
    _ table: AccountTable, _ area: Int, _ members: [Int], _ shares: [[Double]]
  ) -> [String] {
    table.industries.indices.compactMap { i in
      let parts = members.map { shares[$0][i] }
      let sum = parts.reduce(0, +)
      let cell = table.index(region: area, industry: i)
      let isWrong = parts.contains { !($0 >= 0 && $0.isFinite) }
      guard isWrong || (table.output[cell] != 0 && abs(sum - 1) > 1e-9) else { return nil }
      return
        "output shares of \(table.place(cell)) sum to \(sum); expected shares at or above zero that sum to 1"
    }
  }

  private static func finalFaults(
    _ table: AccountTable, _ area: String, _ members: [Int], _ shares: [[Double]]
  ) -> [String] {
    table.finalColumns.indices.compactMap { c in
      let column = table.finalColumns[c]
      guard column.region == area else { return nil }
      let sum = members.reduce(0) { $0 + shares[$1][c] }
      guard !(abs(sum - 1) <= 1e-9) else { return nil }
      return "shares of \(area) in final use \(column.code) sum to \(sum); expected a sum of 1"
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
