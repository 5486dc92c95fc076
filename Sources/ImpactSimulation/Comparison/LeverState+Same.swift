import ImpactLevers
import ImpactNumerics

extension LeverState {
  /// Whether levers did exactly the same to the economy; figures and notices are not looked at.
  func hasSameChanges(as other: LeverState) -> Bool {
    let (mine, theirs) = (purchases.structureChange, other.purchases.structureChange)
    return mine.entries == theirs.entries && mine.zones == theirs.zones
      && Self.same(labour, other.labour) && Self.same(marginalLabour, other.marginalLabour)
      && Self.same(demand.own, other.demand.own)
      && Self.same(demand.imported, other.demand.imported)
      && Self.same(demand.atOrigin, other.demand.atOrigin)
      && productivity == other.productivity
      && priceResponses.count == other.priceResponses.count
      && zip(priceResponses, other.priceResponses).allSatisfy(Self.same)
  }

  private static func same(_ a: IndexTable, _ b: IndexTable) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { $0.key == $1.key && $0.value == $1.value }
  }

  private static func same(_ a: PriceResponse, _ b: PriceResponse) -> Bool {
    a.cost == b.cost && a.passThrough == b.passThrough && a.home == b.home
      && a.demandElasticity == b.demandElasticity && a.exportElasticity == b.exportElasticity
  }
}
