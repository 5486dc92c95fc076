public import ImpactDiagnostics

extension DriveTrain {
  /// Where the recipe did not fit in full, and what is assumed.
  public func notices(over states: [LeverState]) -> [Notice] {
    guard intensity != 0, let last = states.last else { return [] }
    guard last.context.makesVehicles(in: regions) else { return [LeverContext.idle(id)] }
    guard hasMarkets || !mix.isEmpty else { return [] }
    var notices =
      marketNotices(last.context) + [
        Notice(
          "drive-train-assumptions",
          "\(id): recipes are per cent of the combustion vehicle's factory cost, chassis, body and "
            + "interior alike for all drive trains; value added per unit of vehicle output is unchanged "
            + "and extra cost raises the price; vehicle output counts vehicles at base-year value")
      ]
    if let text = fit(in: last) { notices.append(Notice("recipe-fit", text)) }
    return notices
  }

  /// What is assumed about markets, plants, labour and the fleet where the lever uses them.
  private func marketNotices(_ context: LeverContext) -> [Notice] {
    var notices: [Notice] = []
    if followsMarkets {
      notices.append(
        Notice(
          "drive-train-markets",
          "\(id): plants make the drive trains that the markets they deliver to register; "
            + (namesOrigins
              ? "named origins gain or lose sales with what is registered of their drive trains since "
                + "the update year, the others lose or gain them; today's imports stay as in the accounts"
              : "no origins are named, so battery cars come from where all cars came from in "
                + "\(context.economy.baseYear), the year of the accounts, and imports of battery cars that "
                + "have grown since displace nothing more; `imports: observed` gives them today's origins")
            + "; the path of a zone is the mean of its countries"))
    }
    if vehicles != .all {
      notices.append(
        Notice(
          "drive-train-class",
          "\(id): the accounts hold one vehicle industry; \(vehicles.rawValue) are their share of the "
            + "vehicles made in a country, by number times unit value, in every region and every flow of it"
            + (vehicles.followsCars
              ? "" : "; registrations of today are the union's in every country")))
    }
    if usePhase != nil {
      notices.append(
        Notice(
          "use-phase-assumptions",
          "\(id): the fleet as a whole stays; costs of use and their taxes are those of 2024 in every "
            + "year; businesses keep their part of savings, and government spending does not follow "
            + "lost taxes"))
    }
    return notices
  }

  private func fit(in state: LeverState) -> String? {
    let readings = state.figures.filter { $0.lever == id && $0.figure == Self.figureFit }
    let short = Set(readings.filter { $0.value < 1 }.map(\.place))
    guard !short.isEmpty else { return nil }
    let regions = state.context.economy.regions
    let reached = Set(readings.map(\.place))
    func output(_ places: Set<String>) -> Double {
      regions.indices.reduce(0) {
        places.contains(regions[$1].code) ? $0 + state.context.vehicleOutput($1) : $0
      }
    }
    let percent = (1000 * output(short) / output(reached)).rounded() / 10
    let factors = readings.filter { $0.value < 1 }.map(\.value).sorted()
    func figure(_ value: Double) -> Int { Int((100 * value).rounded()) }
    return "\(id): the recipe takes out more than the accounts hold in \(short.count) of "
      + "\(reached.count) regions (\(percent) % of vehicle output in scope) in \(state.year); there "
      + "only a part of its change of purchases is made, so that nothing falls below zero: "
      + "\(figure(factors[0])) % at least and \(figure(factors[factors.count / 2])) % at the median of these "
      + "regions (figure `\(Self.figureFit)`)"
  }
}
