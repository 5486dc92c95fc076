/// A partition of the cells of a table: by region, country, industry or zone.
///
/// Sums over groups, g[k] = Σ_{cell in k} value[cell], keep the total.
public struct CellPartition: Sendable {
  /// One code for each group, as in the axes.
  public let codes: [String]
  /// One name for each group, for people.
  public let names: [String]
  /// Group of each cell, length n.
  public let groupOfCell: [Int]

  /// A partition with one group for each code; every cell names a group that exists.
  public init(codes: [String], names: [String], groupOfCell: [Int]) {
    precondition(codes.count == names.count, "every group has a code and a name")
    precondition(groupOfCell.allSatisfy { codes.indices.contains($0) }, "every cell has a group")
    self.codes = codes
    self.names = names
    self.groupOfCell = groupOfCell
  }

  /// Number of groups.
  public var count: Int { codes.count }

  /// One group for each region.
  public static func regions(_ axes: TableAxes) -> CellPartition {
    CellPartition(
      codes: axes.regions.map(\.code), names: axes.regions.map(\.name),
      groupOfCell: (0..<axes.dimension).map(axes.region(of:)))
  }

  /// One group for each country; names are its codes.
  public static func countries(_ axes: TableAxes) -> CellPartition {
    CellPartition(
      codes: axes.countries, names: axes.countries,
      groupOfCell: (0..<axes.dimension).map(axes.country(of:)))
  }

  /// One group for each industry, all regions together.
  public static func industries(_ axes: TableAxes) -> CellPartition {
    CellPartition(
      codes: axes.industries.map(\.code), names: axes.industries.map(\.name),
      groupOfCell: (0..<axes.dimension).map(axes.industry(of:)))
  }

  /// Three groups as seen from some home countries: home, the rest of a zone, and all others.
  ///
  /// `home` are indices of countries, `isInZone` has a value for each region and stands for
  /// membership of the European Union when left out.
  public static func zones(
    _ axes: TableAxes, home: Set<Int>, isInZone: [Bool]? = nil
  ) -> CellPartition {
    let zone = isInZone ?? axes.regions.map(\.isEuropeanUnion)
    precondition(zone.count == axes.regionCount, "a zone mask has one value for each region")
    return CellPartition(
      codes: ["domestic", "zone", "foreign"],
      names: ["own country", "rest of the zone", "other countries"],
      groupOfCell: (0..<axes.dimension)
        .map { cell in
          home.contains(axes.country(of: cell)) ? 0 : zone[axes.region(of: cell)] ? 1 : 2
        })
  }

  /// Sums of values (length n) over the groups.
  public func sums(_ values: [Double]) -> [Double] {
    precondition(values.count == groupOfCell.count, "one value for each cell")
    var sums = [Double](repeating: 0, count: count)
    for (cell, value) in values.enumerated() { sums[groupOfCell[cell]] += value }
    return sums
  }
}
