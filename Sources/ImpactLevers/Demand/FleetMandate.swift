public import ImpactAxes
public import ImpactDiagnostics
import ImpactDocuments

/// Minimum shares of zero- and low-emission cars in the registrations of companies.
///
/// With c the share of registrations that the mandate covers, z and l the required shares of cars
/// without and with few emissions, and ρ how far companies electrify against the whole market:
///
///     Δμ[zero] = (1 − o)·λ·c·max(0, z − ρ·μ[zero]),  Δμ[plug-in] = (1 − o)·λ·c·max(0, l − max(z, ρ·μ[zero]) − ρ·μ[phev])
///
/// taken from combustion cars and hybrids in proportion. μ is what markets register after the levers
/// before, so a mandate that the market meets changes nothing. Plants, parts, labour and prices follow
/// as they do in the transition. o is the part that makers take back elsewhere.
public struct FleetMandate: MarketReader {
  /// The word for this lever in scenario files.
  public static let key = "fleet-mandate"
  /// Unique within a scenario.
  public var id: String
  /// 0 to 1; scales the shift.
  public var intensity: Double
  /// Where cars are registered.
  public var regions: Scope
  /// Required share of cars without emissions (battery and fuel cell) by place of sale.
  public var zeroEmission: [String: DatedPath]
  /// Required share of these and plug-in hybrids by place of sale.
  public var lowEmission: [String: DatedPath]
  /// Targets of the catalogue; places of the tables replace theirs.
  public var preset: MandatePreset?
  /// Share of all registrations that are companies'; nil takes the catalogue's value.
  public var corporateShare: Double?
  /// Share of companies' registrations that the mandate covers; nil takes the catalogue's value.
  public var coveredShare: Double?
  /// o, share of the shift that makers take back elsewhere since a fleet standard binds.
  public var offset: Double

  /// A mandate; what stays nil is taken from the catalogue.
  public init(
    id: String = FleetMandate.key, intensity: Double = 1, regions: Scope = .eu27,
    zeroEmission: [String: DatedPath] = [:], lowEmission: [String: DatedPath] = [:],
    preset: MandatePreset? = nil, corporateShare: Double? = nil, coveredShare: Double? = nil,
    offset: Double = 0
  ) {
    self.id = id
    self.intensity = intensity
    self.regions = regions
    self.zeroEmission = zeroEmission
    self.lowEmission = lowEmission
    self.preset = preset
    self.corporateShare = corporateShare
    self.coveredShare = coveredShare
    self.offset = offset
  }

  static let corporateKey = "fleet.corporate_share"
  static let coveredKey = "fleet.large_share"
  static let relativeKey = "fleet.corporate_relative"
  static let holdingKey = "fleet.holding_years"

  /// Unknown places, missing assumptions, and targets that contradict each other.
  public func problems(in context: LeverContext, years: [Int]) -> [Problem] {
    var problems: [Problem] = []
    _ = context.mask(of: regions, path: "\(id).regions", problems: &problems)
    for (key, table) in [("zero-emission", zeroEmission), ("low-emission", lowEmission)] {
      for place in table.keys.sorted() {
        _ = context.mask(of: Scope([place]), path: "\(id).\(key)", problems: &problems)
      }
    }
    if preset == nil, zeroEmission.isEmpty, lowEmission.isEmpty {
      problems.append(
        Problem(
          at: nil, path: id, "the mandate asks for nothing",
          expected: "`preset`, `zero-emission` or `low-emission`"))
    }
    for (place, zero) in zeroEmission.sorted(by: { $0.key < $1.key }) {
      guard let low = lowEmission[place],
        let year = years.first(where: { low.value(in: $0) < zero.value(in: $0) })
      else { continue }
      problems.append(
        Problem(
          at: nil, path: "\(id).low-emission.\(place)",
          "in \(year) it asks for less than the share without emissions, which is part of it",
          expected: "a share of at least `zero-emission`"))
    }
    var keys = [Self.relativeKey, Self.holdingKey]
    if corporateShare == nil { keys.append(Self.corporateKey) }
    if coveredShare == nil { keys.append(Self.coveredKey) }
    problems += context.catalogue.problems(requiring: keys)
    guard problems.isEmpty else { return problems }
    return follower(of: nil, registrations: [:], preset: .ninety2035)
      .problems(in: context, years: years)
  }

  /// Moves registrations; nothing where the market meets the mandate.
  public func act(on state: inout LeverState) throws {
    guard intensity != 0 else { return }
    let shift = try MandateShift.of(self, state)
    shift.report(self, &state)
    guard shift.binds(in: state.year) else { return }
    let transition = state.vehicles.transition
    let now = try run(transition, shift.paths(in: state, moved: false), state)
    let then = try run(transition, shift.paths(in: state, moved: true), state)
    then.demandDifference(from: now, lever: id, into: &state)
    change(then.purchases.addedByColumn(since: now.purchases), &state)
    for index in Set(then.labour.keys).union(now.labour.keys).sorted() {
      state.scaleLabour(index, by: (then.labour[index] ?? 1) / (now.labour[index] ?? 1))
    }
    for region in state.context.economy.regions.indices {
      guard let mix = then.vehicles.produced(in: region) else { continue }
      let before = now.vehicles.produced(in: region) ?? mix
      let known = state.producedMix(region)
      let made = known.map { mix in Technology.allCases.map { mix[$0] ?? 0 } } ?? before
      state.vehicles.produce(
        made.indices.map { made[$0] + (mix[$0] - before[$0]) }, [0], in: [region],
        of: state.context.economy.regionCount)
    }
    for (a, b) in zip(then.priceResponses, now.priceResponses) {
      var cost = IndexTable()
      for entry in a.costs { cost.add(entry.value, at: entry.cell) }
      for entry in b.costs { cost.add(-entry.value, at: entry.cell) }
      state.priceResponses.append(
        PriceResponse(
          lever: id, cost: cost, of: state.context.economy.dimension, passThrough: a.passThrough,
          demandElasticity: a.demandElasticity, exportElasticity: a.exportElasticity, home: a.home))
    }
    let moved = shift.changes(in: state.year)
    state.vehicles.registrations = zip(try state.registeredMixes(), shift.markets.marketOfRegion)
      .map { mix, market in zip(mix, moved[market]).map(+) }
  }

  /// Adds changes of purchases, region by region as far as none falls below zero.
  ///
  ///     φ_s = min(1, min a/−Δa over the cells of s that fall)
  private func change(
    _ changes: [(cell: PurchaseCell, part: PurchaseChanges.Part)], _ state: inout LeverState
  ) {
    var fit = [Double?](repeating: nil, count: state.context.economy.regionCount)
    for (cell, part) in changes where part.delta < 0 {
      let room = max(0, state.lowestCoefficient(cell, originClass: part.originClass))
      fit[cell.region] = min(fit[cell.region] ?? 1, room / -part.delta)
    }
    for (cell, part) in changes {
      state.purchases.add(
        (fit[cell.region] ?? 1) * part.delta, to: cell, originClass: part.originClass, zone: nil)
    }
    for (region, fit) in fit.enumerated() {
      guard let fit, fit < 1 - 1e-6 else { continue }
      state.figures.append(
        LeverReading(
          lever: id, place: state.context.economy.regions[region].code, year: state.year,
          figure: DriveTrain.figureFit, value: fit, unit: "factor"))
    }
  }

  /// The transition as it would act with given registrations, on the economy before any lever.
  private func run(
    _ transition: DriveTrain?, _ paths: [String: MarketPath], _ state: LeverState
  ) throws -> LeverState {
    var copy = LeverState(context: state.context, year: state.year, feedback: state.feedback)
    try follower(of: transition, registrations: paths, preset: nil).act(on: &copy)
    return copy
  }

  private func follower(
    of transition: DriveTrain?, registrations: [String: MarketPath], preset: StandardPreset?
  ) -> DriveTrain {
    var lever = transition ?? DriveTrain()
    lever.id = id
    lever.intensity = 1
    lever.mix = [:]
    lever.preset = preset
    lever.averaging = true
    lever.registrations = registrations
    lever.volume = [:]
    lever.price = [:]
    return lever
  }

  /// What is assumed, and where the mandate does not bind.
  public func notices(over states: [LeverState]) -> [Notice] {
    guard intensity != 0, !states.isEmpty else { return [] }
    var notices = [
      Notice(
        "fleet-mandate-assumptions",
        "\(id): it is measured against what markets register after the levers before it; private "
          + "buyers do not answer it; cars that companies sell on after "
          + "some years are a figure and do not change later markets")
    ]
    let binds = states.contains { state in
      state.figures.contains { $0.lever == id && $0.figure == MandateShift.figure && $0.value > 0 }
    }
    if !binds {
      notices.append(
        Notice(
          "fleet-mandate-not-binding",
          "\(id): markets meet the required shares in all years; it changes nothing"))
    }
    return notices
  }
}

extension LeverState {
  /// Adds what this state buys beyond another one, and who pays for it.
  func demandDifference(
    from other: LeverState, lever: String, into state: inout LeverState
  ) {
    state.demand.add(demand.difference(from: other.demand))
    guard !accounts.isEmpty || !other.accounts.isEmpty else { return }
    var account = SpendingAccount(lever: lever)
    for (sign, part) in accounts.map({ (1.0, $0) }) + other.accounts.map({ (-1.0, $0) }) {
      account.add(part, times: sign)
    }
    state.accounts.append(account)
  }
}
