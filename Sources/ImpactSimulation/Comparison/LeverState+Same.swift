import ImpactLevers
import ImpactNumerics

extension LeverState {
  /// Whether levers did exactly the same to the economy; figures and notices are not looked at.
  func hasSameChanges(as other: LeverState) -> Bool {
    let (mine, theirs) = (purchases.structureChange, other.purchases.structureChange)
    return mine.entries == theirs.entries && mine.zones == theirs.zones
      && Self.same(labour, other.labour) && Self.same(marginalLabour, other.marginalLabour)
      && Self.same(demand, other.demand) && Self.same(plantInputs, other.plantInputs)
      && Self.same(ownOfPlants, other.ownOfPlants)
      && productivity == other.productivity && outputLimits == other.outputLimits
      && plants.count == other.plants.count && zip(plants, other.plants).allSatisfy(Self.same)
      && events.count == other.events.count
      && events.allSatisfy { key, event in
        let known = other.events[key]
        return known?.jobs == event.jobs && known?.plantShare == event.plantShare
      }
      && priceResponses.count == other.priceResponses.count
      && zip(priceResponses, other.priceResponses).allSatisfy(Self.same)
  }

  private static func same(_ a: IndexTable, _ b: IndexTable) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { $0.key == $1.key && $0.value == $1.value }
  }

  private static func same(_ a: DemandChanges, _ b: DemandChanges) -> Bool {
    same(a.own, b.own) && same(a.imported, b.imported) && same(a.atOrigin, b.atOrigin)
  }

  private static func same(_ a: PlantAccount, _ b: PlantAccount) -> Bool {
    a.index == b.index && a.output == b.output && a.valueAdded == b.valueAdded
      && a.jobs == b.jobs && a.compensation == b.compensation && a.localPay == b.localPay
  }

  private static func same(_ a: PriceResponse, _ b: PriceResponse) -> Bool {
    a.costs == b.costs && a.passThrough == b.passThrough && a.home == b.home
      && a.demandElasticity == b.demandElasticity && a.exportElasticity == b.exportElasticity
  }
}
