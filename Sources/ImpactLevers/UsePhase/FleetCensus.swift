import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

/// All cars in use, what they burn and what they emit: a check of a path against a climate target.
///
///     F[k,m](t) = Σ_{τ ≤ Y} N_m·μ[k,m](0)·η(τ)·S(t − τ) + Σ_{Y < τ ≤ t} N_m·f_m(τ)·μ[k,m](τ)·S(t − τ)
///     E(t) = c·Σ_k l_k·F[k](t)
///
/// Y is the update year, η(τ) the share of a drive train in an older year over that of Y
/// (`fleet.history.<year>`; nothing before the first), combustion takes the rest; l litres a year
/// (`use.fuel.litres.*`), c kg of CO₂ for a litre at the tailpipe; synthetic fuel counts as none. Registrations
/// of the update year hold for the past, so the level of the fleet is that of a constant market; figures
/// against the update year do not depend on it. Nothing in the economy moves.
struct FleetCensus {
  static let keys =
    FleetStock.keys + years.map { "\(prefix)\($0)" } + [
      "fleet.co2.kg_per_litre", "fleet.co2.since_1990", "fleet.co2.target",
      "use.fuel.litres.ice", "use.fuel.litres.hev", "use.fuel.litres.phev",
      "use.electricity.kwh.bev", "use.electricity.kwh.phev",
    ]
  static let prefix = "fleet.history."
  static let years = 2019...2022
  private static let oldest = 80

  /// Cars by market in the order of `Technology.allCases`; nil without a figure for N.
  let cars: [[Double]?]
  /// The same in the update year.
  let base: [[Double]?]

  init(
    _ markets: VehicleMarkets, mixes: [[[Double]]], volumes: [[Double]],
    catalogue: ParameterCatalogue
  ) throws {
    let lives = try FleetStock.keys.map { try catalogue.central($0) }
    let profile = try Self.years.map { try catalogue.central("\(Self.prefix)\($0)") }
    let byCountry = Dictionary(grouping: markets.markets, by: \.country)
      .mapValues { $0.reduce(0) { $0 + $1.weight } }
    func history(_ year: Int) -> Double {
      if year >= markets.updateYear || year > Self.years.upperBound { return 1 }
      return Self.years.contains(year) ? profile[year - Self.years.lowerBound] : 0
    }
    func count(_ m: Int, through later: Int) -> [Double]? {
      let market = markets.markets[m]
      guard let cars = catalogue["registrations.2023.\(market.country).cars"]?.central,
        let total = byCountry[market.country], total > 0
      else { return nil }
      let number = cars * market.weight / total
      let life = lives[FleetStock.east.contains(market.country) ? 1 : 0]
      let scale = life / gamma(of: 1 + 1 / lives[2])
      func survival(_ age: Int) -> Double {
        exponential(-power(Double(age) / scale, lives[2]))
      }
      var fleet = [Double](repeating: 0, count: Technology.allCases.count)
      for age in 0...Self.oldest {
        let share = history(markets.updateYear - age)
        let left = number * survival(age + later)
        for k in fleet.indices where k != 0 { fleet[k] += left * markets.base[m][k] * share }
        fleet[0] += left * (1 - share * (1 - markets.base[m][0]))
      }
      for step in 0..<later {
        let left = number * volumes[step][m] * survival(later - 1 - step)
        for k in fleet.indices { fleet[k] += left * mixes[step][m][k] }
      }
      return fleet
    }
    cars = markets.markets.indices.map { count($0, through: mixes.count) }
    base = markets.markets.indices.map { count($0, through: 0) }
  }
}

extension DriveTrain {
  static let figureStock = "cars in use"

  /// Reports the fleet by country and for the union.
  func checkFleet(in mask: ScopeMask, state: inout LeverState) throws {
    guard fleetCheck, hasMarkets, state.wantsFigures else { return }
    let context = state.context
    let markets = try markets(context)
    let (mixes, volumes) = try fleetHistory(markets, state)
    let census = try FleetCensus(
      markets, mixes: mixes, volumes: volumes, catalogue: context.catalogue)
    let members = markets.markets.indices.filter { m in
      census.cars[m] != nil && markets.markets[m].regions.contains { mask.regions[$0] }
    }
    let countries = Dictionary(grouping: members) { markets.markets[$0].country }
    var places = countries.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    let union = members.filter { m in
      markets.markets[m].regions.contains { context.economy.regions[$0].isEuropeanUnion }
    }
    if !union.isEmpty { places.append(("EU27", union)) }
    for (place, members) in places {
      try report(census, members, at: place, state: &state)
    }
  }

  private func report(
    _ census: FleetCensus, _ members: [Int], at place: String, state: inout LeverState
  ) throws {
    let catalogue = state.context.catalogue
    func sum(_ fleets: [[Double]?]) -> [Double] {
      members.reduce([Double](repeating: 0, count: Technology.allCases.count)) {
        zip($0, fleets[$1] ?? []).map(+)
      }
    }
    let (now, base) = (sum(census.cars), sum(census.base))
    let litres = try Self.uses("fuel.litres", of: [.ice, .hev, .phev], catalogue)
    let power = try Self.uses("electricity.kwh", of: [.bev, .phev], catalogue)
    func total(_ fleet: [Double], _ each: [Double]) -> Double {
      zip(fleet, each).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let (fuel, before) = (total(now, litres), total(base, litres))
    let kg = try catalogue.central("fleet.co2.kg_per_litre")
    let since = try catalogue.central("fleet.co2.since_1990")
    let target = try catalogue.central("fleet.co2.target")
    guard before > 0 else { return }
    let against1990 = 100 * (fuel / before * since - 1)
    let bev = Technology.allCases.firstIndex(of: .bev) ?? 0
    let year = state.context.economy.updateYear
    for (name, value, unit) in [
      ("all", now.reduce(0, +) / 1e6, "million cars"),
      ("battery cars", 100 * now[bev] / now.reduce(0, +), "percent of cars in use"),
      ("fuel", fuel / 1e9, "billion litres a year"),
      ("electricity", total(now, power) / 1e9, "TWh a year"),
      ("CO2", fuel * kg / 1e9, "million t a year"),
      ("CO2 against \(year)", 100 * (fuel / before - 1), "percent"),
      ("CO2 against 1990", against1990, "percent"),
      ("CO2 above the target for 2050", against1990 + target, "percentage points of 1990"),
    ] {
      state.report("\(name), \(Self.figureStock)", value, unit, at: place, lever: id)
    }
  }

  /// What a car takes in a year by drive train, zero for those that are not named.
  private static func uses(
    _ item: String, of drives: Set<Technology>, _ catalogue: ParameterCatalogue
  ) throws -> [Double] {
    try Technology.allCases.map {
      drives.contains($0) ? try catalogue.central("use.\(item).\($0.rawValue)") : 0
    }
  }
}
