import ArgumentParser
import ImpactEconomies
import ImpactModels

/// What is counted along supply chains.
enum ContentIndicator: String, ExpressibleByArgument, CaseIterable {
  case valueAdded = "value-added"
  case employment

  var label: String { self == .valueAdded ? "Value added" : "Employment" }

  /// Throws when a table has no employment.
  func require(in table: InterregionalTable) throws {
    guard self == .employment, table.employment == nil else { return }
    throw Fault.problem(
      "the table has no employment", expected: "a satellite account `employment`, or value added")
  }

  /// The account of a table; `require` makes sure that it is there.
  func satellite(of table: InterregionalTable) -> SatelliteCoefficients {
    self == .employment ? table.employment ?? table.valueAdded : table.valueAdded
  }
}

/// How origins are grouped.
enum ContentGrouping: String, ExpressibleByArgument, CaseIterable {
  case region, country, industry, zone, stage

  var label: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

  /// The partition; `home` are the countries of the goods, for zones and stages.
  func grouping(_ axes: TableAxes, home: Set<Int>) -> CellPartition {
    switch self {
    case .region: .regions(axes)
    case .country: .countries(axes)
    case .industry: .industries(axes)
    case .zone, .stage: .zones(axes, home: home)
    }
  }
}

/// Which goods are looked into.
enum ContentOf: String, ExpressibleByArgument, CaseIterable {
  case finalSales = "final-sales"
  case exports
  case purchases

  var label: String {
    switch self {
    case .finalSales: "final sales of"
    case .exports: "exports of"
    case .purchases: "final purchases of"
    }
  }
}

extension AnalysisOptions {
  /// The goods in words: `C29-VEH from DE`.
  func goodsName(_ of: ContentOf) -> String {
    let places = regions + territories
    let goods = industries.isEmpty ? "all industries" : industries.joined(separator: ", ")
    let join = of == .purchases ? "by" : "from"
    return "\(goods) \(join) \(places.isEmpty ? "all regions" : places.joined(separator: ", "))"
  }

  /// The bundle of goods that the options name.
  func bundle(_ of: ContentOf, _ selection: CellSelection, _ table: InterregionalTable) throws
    -> GoodsBundle
  {
    let name = goodsName(of)
    let (regions, industries) = (selection.regions, selection.industries)
    return switch of {
    case .finalSales:
      try table.finalSales(regions: regions, industries: industries, name: name)
    case .exports: try table.exports(regions: regions, industries: industries, name: name)
    case .purchases:
      try table.finalPurchases(regions: regions, industries: industries, name: name)
    }
  }
}
