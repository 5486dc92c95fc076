import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// What a mandate for companies' cars moves in each market.
struct MandateShift: Sendable {
  let markets: VehicleMarkets
  private let transition: DriveTrain?
  private let zero: PlaceTable<DatedPath>
  private let low: PlaceTable<DatedPath>
  private let mask: ScopeMask
  /// c·(1 − o)·λ, and c alone.
  private let weight: Double
  private let covered: Double
  private let relative: Double
  private let holding: Int

  static let figure = "registrations that the mandate moves"

  /// The shift of a run, worked out once for each transition that it starts from.
  static func of(_ lever: FleetMandate, _ state: LeverState) throws -> MandateShift {
    let transition = state.vehicles.transition
    return try state.context.runMemo.value("mandate:\(lever.id):\(transition?.id ?? "")") {
      try MandateShift(lever, transition, state.context)
    }
  }

  private init(
    _ lever: FleetMandate, _ transition: DriveTrain?, _ context: LeverContext
  ) throws {
    self.transition = transition
    let catalogue = context.catalogue
    let economy = context.economy
    var problems: [Problem] = []
    mask = context.mask(of: lever.regions, path: "\(lever.id).regions", problems: &problems)
    guard problems.isEmpty else { throw ProblemReport(problems) }
    markets = try (transition ?? DriveTrain()).markets(context)
    let union = Set(economy.regions.filter(\.isEuropeanUnion).map(\.country)).sorted()
    func table(_ kind: String, _ own: [String: DatedPath]) -> PlaceTable<DatedPath> {
      let preset = lever.preset?.targets(kind, catalogue, countries: union) ?? [:]
      return PlaceTable(preset.merging(own) { $1 }, context: context)
    }
    zero = table("zero", lever.zeroEmission)
    low = table("low", lever.lowEmission)
    let corporate = try lever.corporateShare ?? catalogue.central(FleetMandate.corporateKey) / 100
    let large = try lever.coveredShare ?? catalogue.central(FleetMandate.coveredKey) / 100
    covered = corporate * large
    weight = corporate * large * (1 - lever.offset) * lever.intensity
    relative = try catalogue.central(FleetMandate.relativeKey)
    holding = try catalogue.whole(FleetMandate.holdingKey)
  }

  /// μ by market before the mandate, or with it.
  func mixes(in year: Int, moved: Bool) -> [[Double]] {
    let now = LeverState.scaled(markets, year: year, by: transition?.intensity ?? 1)
    guard moved else { return now }
    return now.enumerated().map { m, mix in zip(mix, shift(of: m, mix, in: year)).map(+) }
  }

  /// Δμ by market.
  func changes(in year: Int) -> [[Double]] {
    mixes(in: year, moved: false).enumerated().map { shift(of: $0, $1, in: year) }
  }

  func binds(in year: Int) -> Bool {
    changes(in: year).contains { $0.contains { $0 != 0 } }
  }

  /// Δμ of a market, in the order of `Technology.allCases`; sums to zero.
  private func shift(of m: Int, _ mix: [Double], in year: Int) -> [Double] {
    let all = Technology.allCases
    var change = [Double](repeating: 0, count: all.count)
    guard let s = markets.markets[m].regions.first, mask.regions[s] else { return change }
    func share(_ technologies: [Technology]) -> Double {
      technologies.reduce(0) { $0 + mix[all.firstIndex(of: $1) ?? 0] }
    }
    let zeroNow = min(1, relative * share([.bev, .fcev]))
    let plugInNow = min(1 - zeroNow, relative * share([.phev]))
    let wanted = zero.value(region: s)?.value(in: year) ?? 0
    let electric = max(wanted, zeroNow)
    let plugIn = max(0, (low.value(region: s)?.value(in: year) ?? 0) - electric - plugInNow)
    var (more, moreLow) = (weight * max(0, wanted - zeroNow), weight * plugIn)
    let losers: [Technology] = [.ice, .hev, .efuel]
    let room = share(losers)
    // What combustion cars cannot give is taken from plug-in hybrids.
    moreLow = min(moreLow, max(0, room - more))
    let fromPlugIn = min(max(0, more - room), share([.phev]))
    more = min(more, room + fromPlugIn)
    let taken = more + moreLow - fromPlugIn
    for technology in losers where room > 0 {
      let k = all.firstIndex(of: technology) ?? 0
      change[k] -= taken * mix[k] / room
    }
    change[all.firstIndex(of: .bev) ?? 0] += more
    change[all.firstIndex(of: .phev) ?? 0] += moreLow - fromPlugIn
    return change
  }

  /// Registrations as paths by place, which a transition can follow.
  ///
  /// A market that is a whole country stands under its code, a part of one under its regions, so that
  /// none is balanced against another.
  func paths(in state: LeverState, moved: Bool) -> [String: MarketPath] {
    let economy = state.context.economy
    let leads = Set((transition?.conversion ?? [:]).values).union([0])
    let ahead = state.year + (leads.max() ?? 0)
    let first = min(markets.updateYear + 1, state.year + (leads.min() ?? 0))
    let years =
      leads == [0] && transition?.usePhase == nil
      ? [state.year] : Array(max(first, markets.updateYear + 1)...max(ahead, first))
    let byYear = years.map { mixes(in: $0, moved: moved) }
    var paths: [String: MarketPath] = [:]
    for (m, market) in markets.markets.enumerated() {
      var shares: [Technology: DatedPath] = [:]
      for (k, technology) in Technology.allCases.enumerated() where technology != .ice {
        let points = zip(years, byYear).map { DatedPath.Point(year: $0, value: $1[m][k]) }
        let isRare = technology == .fcev || technology == .efuel
        guard !isRare || points.contains(where: { $0.value != 0 }) else { continue }
        shares[technology] = DatedPath(points: points)
      }
      for place in places(of: market, in: economy.regions) { paths[place] = MarketPath(shares) }
    }
    return paths
  }

  private func places(of market: VehicleMarkets.Market, in regions: [Region]) -> [String] {
    guard !market.regions.isEmpty else { return ["WORLD"] }
    let all = regions.reduce(0) { $1.country == market.country ? $0 + 1 : $0 }
    return market.regions.count == all
      ? [market.country] : market.regions.map { regions[$0].code }
  }

  func report(_ lever: FleetMandate, _ state: inout LeverState) {
    guard state.wantsFigures else { return }
    var figures = PlaceFigures(lever: lever.id)
    let economy = state.context.economy
    let now = mixes(in: state.year, moved: false)
    let old = mixes(in: state.year - holding, moved: false)
    for (m, market) in markets.markets.enumerated() {
      guard let s = market.regions.first, mask.regions[s],
        let cars = state.context.catalogue["registrations.2023.\(market.country).cars"]?.central
      else { continue }
      let country = markets.markets.filter { $0.country == market.country }
      let total = country.reduce(0) { $0 + $1.weight }
      guard total > 0 else { continue }
      let number = cars * market.weight / total / 1000
      func moved(_ mixes: [[Double]], _ year: Int) -> (all: Double, battery: Double) {
        let change = shift(of: m, mixes[m], in: year)
        return (
          change.reduce(0) { $0 + max(0, $1) },
          change[Technology.allCases.firstIndex(of: .bev) ?? 0]
        )
      }
      let region = economy.regions[s]
      let current = moved(now, state.year)
      figures.add(Self.figure, number * current.all, "thousand cars", at: region)
      figures.add(
        "battery cars registered more", number * current.battery, "thousand cars", at: region)
      figures.add(
        "battery cars that reach the second-hand market more",
        number * moved(old, state.year - holding).battery, "thousand cars", at: region)
      figures.add(
        "registrations that the mandate covers", number * covered, "thousand cars", at: region)
    }
    figures.report(to: &state)
  }
}
