/// What a floor found and did in one region.
struct ContentReading {
  let region: Int
  let floor: Double
  /// c_s before.
  let before: Double
  /// Lift that was asked for; 0 where the floor does not bind.
  let lift: Double
  /// Share of vehicles below the floor.
  let belowFloor: Double
  let outcome: BasketMove.Outcome
}

extension LocalContent {
  static let figureLift = "content lift"

  /// Name of a figure with its basket and definition, so that no content stands without either.
  func figure(_ name: String, _ basket: Basket) -> String {
    "\(name), \(basket.rawValue), \(definition.rawValue)"
  }

  /// Writes figures by region, country and EU27.
  ///
  /// Shares of places are means weighted by vehicle output, purchases are sums.
  func report(_ readings: [ContentReading], basket: Basket, state: inout LeverState) {
    let regions = state.context.economy.regions
    var belowFloor: Set<String> = []
    for reading in readings {
      write([reading], place: regions[reading.region].code, basket: basket, state: &state)
    }
    let byCountry = Dictionary(grouping: readings) { regions[$0.region].country }
    for (country, members) in byCountry.sorted(by: { $0.key < $1.key }) {
      if members.contains(where: { regions[$0.region].code != country }) {
        write(members, place: country, basket: basket, state: &state)
      }
      let output = members.map { state.context.vehicleOutput($0.region) }
      let gap = zip(members, output).reduce(0) { $0 + ($1.0.floor - $1.0.before) * $1.1 }
      if gap > 0, members.allSatisfy({ regions[$0.region].isEuropeanUnion }) {
        belowFloor.insert(country)
      }
    }
    let union = readings.filter { regions[$0.region].isEuropeanUnion }
    guard !union.isEmpty else { return }
    write(union, place: "EU27", basket: basket, state: &state)
    state.figures.append(
      LeverReading(
        lever: id, place: "EU27", year: state.year,
        figure: figure("countries with average content below the floor", basket),
        value: Double(belowFloor.count), unit: "countries"))
  }

  private func write(
    _ readings: [ContentReading], place: String, basket: Basket, state: inout LeverState
  ) {
    let output = readings.map { state.context.vehicleOutput($0.region) }
    let total = output.reduce(0, +)
    func mean(_ value: (ContentReading) -> Double) -> Double {
      zip(readings, output).reduce(0) { $0 + value($1.0) * $1.1 } / total
    }
    let purchases = zip(readings, output).reduce(0) { $0 + $1.0.outcome.moved * $1.1 }
    let figures: [(String, Double, String)] = [
      ("content before", 100 * mean(\.before), "percent"),
      ("content after", 100 * mean { $0.before + $0.outcome.lifted }, "percent"),
      ("floor", 100 * mean(\.floor), "percent"),
      (Self.figureLift, 100 * mean(\.lift), "percentage points"),
      ("vehicles below the floor", 100 * mean(\.belowFloor), "percent"),
      ("reshored purchases", purchases, "million EUR"),
      ("shortfall", 100 * mean(\.outcome.shortfall), "percentage points"),
    ]
    for (name, value, unit) in figures {
      state.figures.append(
        LeverReading(
          lever: id, place: place, year: state.year, figure: figure(name, basket), value: value,
          unit: unit))
    }
  }
}
