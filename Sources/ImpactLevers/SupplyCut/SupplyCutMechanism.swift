import ImpactAxes
import ImpactDiagnostics
import ImpactEconomies

/// Purchases from the origins fail, others replace a part, stocks another; the rest limits output.
///
/// After the cut a unit of output buys (ω − D)/(1 − λ) from the origins that fail and (1 − ω + S)/(1 − λ)
/// from the others, of what it bought before: K comes out of stocks and is no purchase of the year. In the
/// year after, purchases are higher by K from everybody.
extension SupplyCut {
  /// Throws a `ProblemReport` for what `problems` would have named.
  public func act(on state: inout LeverState) throws {
    guard intensity > 0 else { return }
    let context = state.context
    let terms = try SupplyCutTerms(self, context)
    guard let last = terms.spans.last, terms.cut > 0, state.year >= from,
      state.year <= last.year + 1
    else { return }
    var problems: [Problem] = []
    let mask = context.mask(of: regions, path: "\(id).regions", problems: &problems)
    guard problems.isEmpty else { throw ProblemReport(problems) }
    let parts = try ElectricParts(context)
    var tally = SupplyCutTally(self, terms)
    var losses: [Int: Double] = [:]
    for (buyer, criticality) in terms.users {
      for s in context.economy.regions.indices
      where mask.regions[s] && context.output(s, buyer) > 0 {
        let cell = PurchaseCell(region: s, buyer: buyer, product: terms.product)
        let bought = MarkedPurchases(cell, origins: terms.origins, state: state)
        guard let gap = gap(bought, terms, year: state.year) else { continue }
        let dependence =
          buyer == context.vehicles ? parts.dependence(cell, state: state) ?? 1 : 1
        let loss = criticality * dependence * gap.missing
        change(bought, gap, loss: loss, terms, &tally, &state)
        guard loss > 0 else { continue }
        losses[context.economy.index(region: s, industry: buyer)] = loss
      }
    }
    let all = ShortageTiers(terms: terms, parts: parts)
      .following(losses, rounds: tiers - 1, state: state)
    for (index, loss) in all.sorted(by: { $0.key < $1.key }) {
      state.limitOutput(index, to: 1 - loss)
    }
    tally.report(losses: all, to: &state)
  }

  private func gap(
    _ bought: MarkedPurchases, _ terms: SupplyCutTerms, year: Int
  ) -> SupplyGap.Year? {
    guard bought.weight > 0 else { return nil }
    let origin = terms.originShare ?? bought.originShare
    guard origin > 0 else { return nil }
    return
      SupplyGap(
        cut: terms.cut, origin: origin, substitution: terms.substitution,
        headroom: terms.headroom, stock: terms.stock, spans: terms.spans
      )
      .years[year]
  }

  private func change(
    _ bought: MarkedPurchases, _ gap: SupplyGap.Year, loss: Double, _ terms: SupplyCutTerms,
    _ tally: inout SupplyCutTally, _ state: inout LeverState
  ) {
    let context = state.context
    let recorded = bought.originShare
    let origin = terms.originShare ?? recorded
    // The accounts must record at least what is taken from the origins.
    let marked = min(terms.marked, recorded / origin)
    if marked < terms.marked { tally.thin.insert(context.economy.regions[bought.cell.region].code) }
    let made = 1 - loss
    func factor(_ part: Double, _ change: Double, of share: Double) -> Double {
      share > 0 && made > 0 ? marked * ((part + change) / made - part) / share : 0
    }
    let refill = marked * gap.refilled
    bought.scale(
      inside: factor(origin, -gap.failing, of: recorded) + refill,
      outside: factor(1 - origin, gap.replaced, of: 1 - recorded) + refill, state: &state)
    tally.add(
      gap, use: marked * bought.weight * context.output(bought.cell.region, bought.cell.buyer),
      region: bought.cell.region, context)
  }
}
