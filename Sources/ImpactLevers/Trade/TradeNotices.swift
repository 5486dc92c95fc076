public import ImpactDiagnostics

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

  private var assumptions: String {
    "\(id): buyers move between origins by the elasticities of the set \(elasticities.rawValue); "
      + "industries keep the quantity of a product that they need; what a duty takes from the "
      + "exporter's price is reported and does not change output; goods turned away do not press on "
      + "other markets; wages and exchange rates stay"
      + (revenue == .kept ? "; duties are not spent" : "; governments of the importer spend duties")
  }
}
