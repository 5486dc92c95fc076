import ImpactAxes
import ImpactDocuments
import ImpactEconomies

/// How much of a region's vehicle output holds a component that only electric vehicles have.
///
///     d[i,s] = m_BEV + m_PHEV + (a′[i,VEH,s] − a[i,VEH,s]) / (κ·b[i,BEV]), held within 0 to 1
///
/// for cells, packs and electric drives; 1 for everything else. m is the mix of the update year in the
/// region's country, κ·b what a maker of battery cars alone buys (`drive_train.factory_cost_share`,
/// `bom.bev2025.*`), so that the dependence follows what levers did to the mix before. The level of a is
/// not used: the accounts are older than most battery cars.
struct ElectricParts {
  /// κ·b by product index.
  private let fullUse: [Int: Double]

  static let factoryKey = "drive_train.factory_cost_share"
  private static let products = [
    AutomotiveBlock.electricDrive, AutomotiveBlock.cells, AutomotiveBlock.packs,
  ]

  static func keys(_ context: LeverContext) -> [String] {
    [factoryKey] + groups(context).map { "bom.bev2025.\($0)" }
  }

  private static func groups(_ context: LeverContext) -> [String] {
    context.groups.groups.filter { group in
      context.groups.shares(of: group, for: .bev).contains { products.contains($0.industry) }
    }
  }

  init(_ context: LeverContext) throws {
    let factory = try context.catalogue.central(Self.factoryKey)
    var sums: [Int: Double] = [:]
    for group in Self.groups(context) {
      let cost = try context.catalogue.central("bom.bev2025.\(group)") / 100
      for part in context.groups.shares(of: group, for: .bev)
      where Self.products.contains(part.industry) {
        guard let i = context.industryIndex[part.industry] else { continue }
        sums[i, default: 0] += factory * cost * part.share
      }
    }
    fullUse = sums
  }

  /// d of vehicle assembly on a product; nil for one that all vehicles hold.
  func dependence(_ cell: PurchaseCell, state: LeverState) -> Double? {
    guard let full = fullUse[cell.product], full > 0 else { return nil }
    let context = state.context
    let everywhere = context.trade(of: cell.product).everywhere
    let change = (0...1)
      .reduce(0) { sum, k in
        let now = state.commonCoefficient(cell, originClass: k)
        return sum + (now - state.base(cell, originClass: k)) * everywhere[k][cell.region]
      }
    let mix = context.technologyMix(context.economy.regions[cell.region].country) ?? [:]
    let plugged = (mix[.bev] ?? 0) + (mix[.phev] ?? 0)
    return min(1, max(0, plugged + change / full))
  }
}
