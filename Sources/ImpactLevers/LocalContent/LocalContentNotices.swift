public import ImpactDiagnostics

extension LocalContent {
  /// Floors that bind nowhere, shortfalls, and what is assumed.
  public func notices(over states: [LeverState]) -> [Notice] {
    guard intensity != 0, let last = states.last else { return [] }
    guard last.context.makesVehicles(in: regions) else { return [LeverContext.idle(id)] }
    var notices = [
      Notice(
        "local-content-assumptions",
        "\(id): content is by \(definition.rawValue) (share of the basket's purchases whose maker "
          + "sits in the zone); vehicles spread normally around their region's mean; the floor holds "
          + "for the basket, not for each product; zone suppliers expand without capacity limit")
    ]
    for basket in Basket.allCases where floors[basket] != nil {
      notices += self.notices(basket, in: last)
    }
    return notices
  }

  private func notices(_ basket: Basket, in state: LeverState) -> [Notice] {
    let codes = Set(state.context.economy.regions.map(\.code))
    func readings(_ name: String) -> [LeverReading] {
      state.figures.filter {
        $0.lever == id && $0.figure == figure(name, basket) && codes.contains($0.place)
      }
    }
    let lifts = readings(Self.figureLift)
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
    let short = readings("shortfall").filter { $0.value > 0 }.map(\.place)
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
