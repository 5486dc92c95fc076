/// What a floor found and did in one region.
struct ContentReading {
  let demand: LocalContent.Demand
  /// Share of production that pays the penalty.
  let paying: Double
  /// Penalties that no other basket of the rule has asked for yet, EUR per EUR of output.
  let penalty: Double
  let outcome: BasketOutcome

  var region: Int { demand.region }
  var floor: Double { demand.shortfall.floor }
  /// c_s before.
  var before: Double { demand.shortfall.mean }
  /// Lift that was asked for; 0 where the floor does not bind.
  var wanted: Double { demand.wanted }
  /// Share of vehicles below the floor.
  var belowFloor: Double { demand.shortfall.probabilityBelow }

  init(
    _ rule: LocalContent.Rule, _ demand: LocalContent.Demand, _ outcome: BasketOutcome,
    paysAlready: Double
  ) {
    self.demand = demand
    self.outcome = outcome
    guard let share = rule.penalty else {
      (paying, penalty) = (0, 0)
      return
    }
    // Vehicles that would comply and cannot for want of supply pay as well.
    let willing = demand.willing
    let unserved = willing > 0 ? min(1, outcome.shortfall / willing) : 0
    let below = demand.shortfall.probabilityBelow
    paying = rule.reach * (demand.unwilling + (below - demand.unwilling) * unserved)
    // Vehicles that fail one basket are taken to fail the others first: max, not the sum.
    penalty = max(0, paying - paysAlready) * share
  }
}

extension LocalContent {
  static let figureWanted = "wanted content lift"
  static let figureShortfall = "shortfall"

  /// Name of a figure with its basket and definition, so that no content stands without either.
  func figure(_ name: String, _ basket: Basket) -> String {
    "\(name), \(basket.rawValue), \(definition.rawValue)"
  }

  /// Writes figures by region, country and EU27.
  ///
  /// Shares of places are means weighted by the buyers' output, purchases are sums.
  func report(_ readings: [ContentReading], rule: Rule, state: inout LeverState) {
    guard state.wantsFigures else { return }
    let basket = rule.basket
    let regions = state.context.economy.regions
    var belowFloor: Set<String> = []
    for reading in readings {
      write([reading], place: regions[reading.region].code, rule: rule, state: &state)
    }
    let byCountry = Dictionary(grouping: readings) { regions[$0.region].country }
    for (country, members) in byCountry.sorted(by: { $0.key < $1.key }) {
      if members.contains(where: { regions[$0.region].code != country }) {
        write(members, place: country, rule: rule, state: &state)
      }
      let output = members.map { state.context.output($0.region, rule.buyer) }
      let gap = zip(members, output).reduce(0) { $0 + ($1.0.floor - $1.0.before) * $1.1 }
      if gap > 0, members.allSatisfy({ regions[$0.region].isEuropeanUnion }) {
        belowFloor.insert(country)
      }
    }
    let union = readings.filter { regions[$0.region].isEuropeanUnion }
    guard !union.isEmpty else { return }
    write(union, place: "EU27", rule: rule, state: &state)
    state.figures.append(
      LeverReading(
        lever: id, place: "EU27", year: state.year,
        figure: figure("countries with average content below the floor", basket),
        value: Double(belowFloor.count), unit: "countries"))
  }

  private func write(
    _ readings: [ContentReading], place: String, rule: Rule, state: inout LeverState
  ) {
    let output = readings.map { state.context.output($0.region, rule.buyer) }
    let total = output.reduce(0, +)
    func sum(_ value: (ContentReading) -> Double) -> Double {
      zip(readings, output).reduce(0) { $0 + value($1.0) * $1.1 }
    }
    func mean(_ value: (ContentReading) -> Double) -> Double { sum(value) / total }
    var figures: [(String, Double, String)] = [
      ("content before", 100 * mean(\.before), "percent"),
      ("content after", 100 * mean { $0.before + $0.outcome.lifted }, "percent"),
      ("floor", 100 * mean(\.floor), "percent"),
      (Self.figureWanted, 100 * mean(\.wanted), "percentage points"),
      ("content lift", 100 * mean(\.outcome.lifted), "percentage points"),
      ("vehicles below the floor", 100 * mean(\.belowFloor), "percent"),
      ("reshored purchases", sum(\.outcome.moved), "million EUR"),
      ("extra cost of reshored purchases", sum(\.outcome.cost), "million EUR"),
      (Self.figureShortfall, 100 * mean(\.outcome.shortfall), "percentage points"),
    ]
    if rule.penalty != nil {
      figures += [
        ("production that pays the penalty", 100 * mean(\.paying), "percent"),
        ("penalties", sum(\.penalty), "million EUR"),
      ]
    }
    for (name, value, unit) in figures {
      state.figures.append(
        LeverReading(
          lever: id, place: place, year: state.year, figure: figure(name, rule.basket),
          value: value, unit: unit))
    }
  }

  /// What suppliers in the zone could deliver of one product, for the whole zone.
  func reportSupply(
    product: Int, asked: Double, delivered: Double, limit: Double, rule: Rule,
    state: inout LeverState
  ) {
    guard state.wantsFigures else { return }
    let code = state.context.economy.industries[product].code
    // Rounding of the shares is no shortage.
    let short = asked - delivered > asked * 1e-9 ? asked - delivered : 0
    // Summaries show places by their names: products with room to spare stay in the table of figures.
    let isTight = short > 0 || code == "C27-CEL"
    for (name, value) in [
      ("asked of", asked), ("can be added by", limit), ("stays imported of", short),
    ] {
      state.figures.append(
        LeverReading(
          lever: id, place: isTight ? "EU27" : "ZONE", year: state.year,
          figure: "\(name) \(code), suppliers' limits for \(rule.basket.rawValue)", value: value,
          unit: "million EUR"))
    }
  }

  /// Cells that the year needs from the zone beside what its plants can make, GWh.
  func reportPlants(
    needed: Double, capacity: Double, basket: Basket, state: inout LeverState
  ) {
    guard state.wantsFigures else { return }
    for (name, value) in [("cells needed", needed), ("capacity of cell plants", capacity)] {
      state.figures.append(
        LeverReading(
          lever: id, place: "EU27", year: state.year,
          figure: "\(name), suppliers' limits for \(basket.rawValue)", value: value, unit: "GWh"))
    }
  }
}
