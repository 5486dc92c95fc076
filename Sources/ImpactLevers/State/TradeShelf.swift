import ImpactEconomies
import Synchronization

/// Sourcing of products that few levers ask for, made once for an economy.
final class TradeShelf: Sendable {
  private let made = Mutex<[Int: LeverContext.Trade]>([:])

  func trade(of product: Int, in economy: Economy) -> LeverContext.Trade {
    if let known = made.withLock({ $0[product] }) { return known }
    let parts = EconomyMatrices.trade(of: product, in: economy)
    let trade = LeverContext.Trade(classes: [parts.own, parts.imported], world: parts.world)
    made.withLock { $0[product] = trade }
    return trade
  }
}
