import ImpactAxes
import ImpactEconomies

/// Where vehicles gain software, and what hangs there on the accounts alone.
///
/// Lists are by place in `regions`, which run from the first maker of vehicles to the last; a region
/// between them that makes none has zeros.
final class SoftwarePlaces: Sendable {
  /// Regions of the scope that make vehicles.
  let makers: [Int]
  let regions: Range<Int>
  /// Index of the components that software replaces; nil where the economy has none.
  let hardware: Int?
  /// 1 where class k delivers these components to a maker, else 0.
  let hardwareReach: [[Double]]
  /// Software and computers; nil for what the economy does not have.
  let programming: Product?
  let computers: Product?

  /// A product that makers buy more of.
  struct Product: Sendable {
    let index: Int
    /// Shares of own country and imports in what is added.
    let shares: [[Double]]
  }

  /// Those of a scope, worked out once for an economy.
  static func of(_ mask: ScopeMask, vehicles: Int, _ context: LeverContext) -> SoftwarePlaces {
    context.economyMemo.value("software places", of: mask) {
      SoftwarePlaces(context.assemblers(in: mask), vehicles: vehicles, context)
    }
  }

  private init(_ makers: [Int], vehicles: Int, _ context: LeverContext) {
    let regions = (makers.first ?? 0)..<(makers.last ?? -1) + 1
    func table(_ value: (_ region: Int) -> Double) -> [Double] {
      var values = [Double](repeating: 0, count: regions.count)
      for s in makers { values[s - regions.lowerBound] = value(s) }
      return values
    }
    func product(_ code: String) -> Product? {
      context.industryIndex[code]
        .map { index in
          let shares = context.economy.regions.indices.map {
            context.raisedShares(PurchaseCell(region: $0, buyer: vehicles, product: index))
          }
          return Product(index: index, shares: [0, 1].map { k in table { shares[$0][k] } })
        }
    }
    let hardware = context.industryIndex[AutomotiveBlock.otherComponents]
    (self.makers, self.regions, self.hardware) = (makers, regions, hardware)
    hardwareReach = [0, 1]
      .map { k in
        table { s in
          hardware.map { context.reaches(originClass: k, product: $0, region: s) ? 1 : 0 } ?? 0
        }
      }
    programming = product(Innovation.software)
    computers = product(Innovation.computers)
  }
}
