extension DemandChanges {
  /// Whether both buy the same.
  package func isSame(as other: DemandChanges) -> Bool {
    fromWorld == other.fromWorld && own.isSame(as: other.own)
      && imported.isSame(as: other.imported) && atOrigin.isSame(as: other.atOrigin)
  }
}

extension PurchaseChanges {
  /// Whether both change the same cells by the same amounts, layer by layer.
  ///
  /// Changes that were put down in another order count as different.
  package func isSame(as other: PurchaseChanges) -> Bool {
    columns.count == other.columns.count && zones == other.zones
      && zip(columns, other.columns)
        .allSatisfy { isSame($0, as: $1, of: other) }
  }
}

extension LeverState {
  /// Whether a lever has left a state exactly as it was: the economy and all that later levers read.
  ///
  /// Cheap where a lever has done nothing, since arrays that nobody wrote are known to be the same. In
  /// doubt the answer is no. Figures and notices are not looked at.
  package func isUnchanged(since other: LeverState) -> Bool {
    accounts.count == other.accounts.count && plants.count == other.plants.count
      && priceResponses.count == other.priceResponses.count
      && contentRules.count == other.contentRules.count && entrants.count == other.entrants.count
      && events.count == other.events.count && entrantSales == other.entrantSales
      && productivity == other.productivity && assemblyLabour.isSame(as: other.assemblyLabour)
      && outputLimits == other.outputLimits && suppliesUsed == other.suppliesUsed
      && vehicleVolume == other.vehicleVolume && entrantDeliveries == other.entrantDeliveries
      && displacedFrom.count == other.displacedFrom.count
      && events.allSatisfy {
        $1.jobs == other.events[$0]?.jobs && $1.plantShare == other.events[$0]?.plantShare
      }
      && displacedFrom.allSatisfy {
        $1.regions == other.displacedFrom[$0]?.regions && $1.world == other.displacedFrom[$0]?.world
      }
      && vehicles.isSame(as: other.vehicles) && purchases.isSame(as: other.purchases)
      && labour.isSame(as: other.labour) && marginalLabour.isSame(as: other.marginalLabour)
      && demand.isSame(as: other.demand) && plantInputs.isSame(as: other.plantInputs)
  }
}

extension VehicleTrace {
  /// Whether both say the same; transitions are told apart by their ids.
  fileprivate func isSame(as other: VehicleTrace) -> Bool {
    transition?.id == other.transition?.id && registrations == other.registrations
      && producesSame(as: other)
  }
}
