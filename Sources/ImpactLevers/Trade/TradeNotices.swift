import ImpactAxes
public import ImpactDiagnostics
import ImpactEconomies

extension TradePolicy {
  /// What is assumed, and what a reader must know of a preset.
  public func notices(over states: [LeverState]) -> [Notice] {
    guard intensity != 0, !states.isEmpty else { return [] }
    var notices = [Notice("trade-assumptions", assumptions)]
    if let preset {
      notices.append(
        Notice("trade-preset", "\(id): preset \(preset.rawValue): \(preset.remark)"))
    }
    if measures.contains(where: { $0.marketShare != nil }) || preset == .euCvd2024 {
      notices.append(
        Notice(
          "trade-market-share",
          "\(id): changes count from a given market share, not from that of the accounts; how the share "
            + "came about is no part of the result"))
    }
    notices += originNotices(states)
    let isLocalised = states.contains { state in
      state.figures.contains {
        $0.lever == id && $0.figure.hasPrefix("made in other places") && $0.value > 0
      }
    }
    if isLocalised {
      notices.append(
        Notice(
          "trade-localisation",
          "\(id): plants of foreign makers buy inputs as the makers of their region do; kits from home "
            + "would bring fewer jobs"))
    }
    return notices
  }

  /// A transition without named origins leaves battery cars to the suppliers of the accounts.
  private func originNotices(_ states: [LeverState]) -> [Notice] {
    guard let context = states.first?.context,
      states.contains(where: { $0.vehicles.transition.map { !$0.namesOrigins } ?? false }),
      measures.contains(where: { $0.industries.contains(AutomotiveBlock.vehicles) })
        || preset != nil
    else { return [] }
    return [
      Notice(
        "trade-origins-of-accounts",
        "\(id): the transition before it names no origins, so battery cars meet these measures in the "
          + "shares that all cars had in \(context.economy.baseYear); `imports: observed` in the "
          + "transition, or `market-share` and `share` in a measure, say where they come from today"
      )
    ]
  }

  private var assumptions: String {
    "\(id): buyers move between origins by the elasticities of the set \(elasticities.rawValue); "
      + "industries keep the quantity of a product that they need; what a duty takes from the "
      + "exporter's price is reported and does not change output; goods turned away do not press on "
      + "other markets; wages and exchange rates stay, so that what makers of the importer gain is the most "
      + "there could be"
      + (revenue == .kept ? "; duties are not spent" : "; governments of the importer spend duties")
  }
}
