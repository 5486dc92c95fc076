import ImpactAxes
import ImpactEconomies

/// Cells from the union that are bought where the register has plants, in proportion to their GWh.
///
///     q[r,s] = q[s]·g_r/Σ g,  Σ_r q[r,s] = q[s]
///
/// where q[s] is what buyers in s take from the union, EUR per EUR of their output. A region that
/// delivers the product in the accounts gets it as a purchase; a region without makers of cells gets it
/// as a delivery at the place of the plant, at base-year output of the buyer, and the industry is set up
/// there (`Entrant`).
struct PlantSourcing {
  let product: Int
  let union: ScopeMask
  /// Shares that sum to 1.
  let weights: [(region: Int, share: Double)]
  private let masks: [Int: ScopeMask]
  private let makers: Entrant

  /// Nil where no plant of the register makes cells in the year, or the economy knows no cells.
  init?(
    _ plants: ContentCapacity.Plants, within zone: ScopeMask? = nil, state: LeverState
  ) throws {
    let context = state.context
    guard let product = context.industryIndex[AutomotiveBlock.cells] else { return nil }
    let economy = context.economy
    let members = context.economyMemo.value("union part", of: zone) {
      ScopeMask(
        regions: economy.regions.indices.map {
          economy.regions[$0].isEuropeanUnion && zone?.regions[$0] != false
        }, includesWorld: false)
    }
    let capacity = try CellPlants(plants, year: state.year, context).capacity
      .filter { members.regions[$0.region] }
    let total = capacity.reduce(0) { $0 + $1.gwh }
    guard total > 0 else { return nil }
    self.product = product
    union = members
    weights = capacity.map { ($0.region, $0.gwh / total) }
    masks = Dictionary(
      uniqueKeysWithValues: capacity.map { place in
        let mask = context.economyMemo.value("region:\(place.region)") {
          ScopeMask(
            regions: economy.regions.indices.map { $0 == place.region }, includesWorld: false)
        }
        return (place.region, mask)
      })
    makers = context.economyMemo.value("entrant:\(product)") { Entrant(product, context) }
  }

  /// Divides what a buyer takes from the union among the plants.
  func deliver(_ amount: Double, to cell: PurchaseCell, state: inout LeverState) {
    guard amount != 0, let trade = state.context.trade[product] else { return }
    let R = state.context.economy.regionCount
    for (r, share) in weights {
      let value = amount * share
      let known = (0...1).first { trade.classes[$0][cell.region * R + r] > 0 }
      if let k = known, let mask = masks[r] {
        state.purchases.add(
          value / trade.classes[k][cell.region * R + r], to: cell, originClass: k,
          zone: state.purchases.zone(mask))
      } else {
        state.deliver(value, to: cell, from: r, makers)
      }
    }
  }

  /// What a change of both classes of a cell brings from the union, EUR per EUR of output.
  func fromUnion(_ byClass: [Double], of cell: PurchaseCell, _ context: LeverContext) -> Double {
    guard let trade = context.trade[product] else { return 0 }
    return byClass.enumerated()
      .reduce(0) { sum, part in
        part.element == 0
          ? sum
          : sum + part.element * trade.share(originClass: part.offset, of: union, to: cell.region)
      }
  }
}
