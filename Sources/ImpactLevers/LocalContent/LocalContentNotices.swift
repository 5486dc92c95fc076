public import ImpactDiagnostics
import ImpactEconomies

extension LocalContent {
  /// Floors that bind nowhere, shortfalls, and what is assumed.
  public func notices(over states: [LeverState]) -> [Notice] {
    guard intensity != 0, let last = states.last else { return [] }
    guard last.context.makesVehicles(in: regions) else { return [LeverContext.idle(id)] }
    var notices = [Notice("local-content-assumptions", assumptions)]
    if let preset {
      notices.append(
        Notice("local-content-preset", "\(id): \(ContentRulePreset.remark(preset))"))
    }
    if zone.names.contains("CANDIDATES") || zone.names.contains("EU27+CANDIDATES") {
      notices.append(Notice("candidates-apart", "\(id): \(last.context.candidateRemark)"))
    }
    for basket in Basket.allCases where floors[basket] != nil {
      notices += self.notices(basket, in: last)
    }
    return notices
  }

  private var assumptions: String {
    var text =
      "\(id): content is by \(definition.rawValue) "
      + (definition == .invoiceOrigin
        ? "(share of the basket's purchases whose maker sits in the zone)"
        : "(equations in Documentation/Methods/local-content.md)")
      + "; vehicles spread normally around their region's mean; the floor holds "
      + "for the basket, not for each product; "
      + (capacity == nil
        ? "zone suppliers expand without capacity limit"
        : "suppliers of a country share its capacity; a shortfall stays imported")
    if coverageClass == .trucks {
      text += "; the accounts hold one vehicle industry, so trucks are a share of its production"
    }
    if floors[.activeMaterials] != nil {
      text +=
        "; the accounts hold no active materials, so marked shares of chemicals and metals bought by "
        + "makers of cells stand for them, with a local share of their own where the zone holds the union"
    }
    return text
  }

  private func notices(_ basket: Basket, in state: LeverState) -> [Notice] {
    let codes = Set(state.context.economy.regions.map(\.code))
    func readings(_ name: String) -> [LeverReading] {
      state.figures.filter {
        $0.lever == id && $0.figure == figure(name, basket) && codes.contains($0.place)
      }
    }
    let lifts = readings(Self.figureWanted)
    guard !lifts.isEmpty else {
      return [
        Notice(
          "floor-without-purchases",
          "\(id): no maker in scope buys from the basket \(basket.rawValue) in \(state.year), or "
            + "the floor has not started")
      ]
    }
    var notices: [Notice] = []
    let idle = lifts.filter { $0.value == 0 }.map(\.place)
    if !idle.isEmpty {
      notices.append(
        Notice(
          "floor-not-binding",
          "\(id): the floor on \(basket.rawValue) is not binding in \(idle.count) of "
            + "\(lifts.count) regions in \(state.year)"))
    }
    let short = readings(Self.figureShortfall).filter { $0.value > 0 }.map(\.place)
    if !short.isEmpty {
      notices.append(
        Notice(
          "content-shortfall",
          "\(id): the floor on \(basket.rawValue) cannot be met in full in \(short.count) regions "
            + "in \(state.year): \(LeverContext.list(Set(short)))"))
    }
    return notices
  }
}

extension LeverContext {
  /// Which candidate countries the economy holds apart.
  var candidateRemark: String {
    let present = NamedPlaces.candidateCountries.filter(economy.countries.contains)
    let absent = NamedPlaces.candidateCountries.filter { !economy.countries.contains($0) }
    return "of the candidate countries the economy holds \(present.joined(separator: ", ")) apart; "
      + "\(absent.joined(separator: ", ")) are part of the rest of the world and do not count as local"
  }
}
