public import ImpactAxes
public import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

/// Cell plants of the register and further ones: built, run, and what they take from imports.
///
///     V(t) = GWh·u·p(t),  jobs(t) = GWh·J(t),  investment(t) = K·GWh·B(t)
///
/// u use of capacity, p value of a GWh, J jobs per GWh of capacity, K investment per GWh, B the part
/// built in the year (`BuildSchedule`). Plants that run already are part of the accounts. Sources:
/// catalogue `plants.cells.*`, `battery.*`, `labour.battery.*`; Documentation/Methods/battery-plants.md.
public struct BatteryPlants: Lever {
  /// The word for this lever in scenario files.
  public static let key = "battery-plants"

  /// Which plants of the register count.
  public enum Register: String, Sendable, CaseIterable {
    /// None: only those of the file.
    case none
    /// Those that are being started.
    case ramping
    /// With those announced.
    case announced
  }

  /// A plant of the file.
  public struct NewPlant: Sendable, Hashable {
    /// Name for messages.
    public var name: String
    /// Region code.
    public var region: String
    /// Capacity, GWh a year.
    public var gwh: Double
    /// First year of operation.
    public var first: Int
    /// First year at full output.
    public var full: Int

    /// A plant; `full` must not be before `first`.
    public init(name: String, region: String, gwh: Double, first: Int, full: Int) {
      self.name = name
      self.region = region
      self.gwh = gwh
      self.first = first
      self.full = full
    }
  }

  /// Unique within a scenario.
  public var id: String
  /// 0 to 1; scales capacities.
  public var intensity: Double
  /// Where plants of the register count.
  public var regions: Scope
  /// Which plants of the register count.
  public var register: Register
  /// Further plants.
  public var newPlants: [NewPlant]
  /// J by year, persons per GWh; nil: catalogue, 2025 to 2035.
  public var jobsPerGWh: DatedPath?
  /// u, 0 to 1; nil: catalogue.
  public var utilisation: Double?
  /// Price of packs by year, USD/kWh, that the value of a GWh follows; nil: that of 2025.
  public var packPrice: DatedPath?
  /// K, million EUR of 2024 per GWh; nil: catalogue.
  public var investment: Double?
  /// Public aid, million EUR of 2024 per GWh; nil: catalogue.
  public var aid: Double?
  /// Where equipment is made; nil: as investment goods are bought.
  public var equipment: EquipmentOrigin?
  /// Whose sales plants take.
  public var displacement: SalesDisplacement
  /// Who pays the aid.
  public var funds: PublicFunds

  /// Plants; what is left out is taken from the catalogue.
  public init(
    id: String = BatteryPlants.key, intensity: Double = 1, regions: Scope = .eu27,
    register: Register = .announced, newPlants: [NewPlant] = [], jobsPerGWh: DatedPath? = nil,
    utilisation: Double? = nil, packPrice: DatedPath? = nil, investment: Double? = nil,
    aid: Double? = nil, equipment: EquipmentOrigin? = nil,
    displacement: SalesDisplacement = SalesDisplacement(), funds: PublicFunds = PublicFunds()
  ) {
    self.id = id
    self.intensity = intensity
    self.regions = regions
    self.register = register
    self.newPlants = newPlants
    self.jobsPerGWh = jobsPerGWh
    self.utilisation = utilisation
    self.packPrice = packPrice
    self.investment = investment
    self.aid = aid
    self.equipment = equipment
    self.displacement = displacement
    self.funds = funds
  }

  static let keys =
    [
      "battery.capex", "battery.utilisation", "battery.build_years", "battery.aid",
      "battery.displaced_imports", "battery.displaced_makers", DriveTrain.cellJobsKey,
      DriveTrain.cellJobs2035Key, ContentCapacity.cellValueKey, ContentCapacity.packPriceKey,
    ] + ContentCapacity.plantYears + InvestmentPurchase.keys

  /// Missing parameters and industries, unknown regions, plants that are full before they start.
  public func problems(in context: LeverContext, years: [Int]) -> [Problem] {
    var problems = context.catalogue.problems(requiring: Self.keys)
    guard problems.isEmpty else { return problems }
    problems += InvestmentProject.problems(
      id, kind: "cells", product: AutomotiveBlock.cells, equipment: equipment, context)
    problems += displacement.problems(id, "battery", context.catalogue)
    problems += funds.problems(id, context)
    _ = context.mask(of: regions, path: "\(id).regions", problems: &problems)
    let codes = Set(context.economy.regions.map(\.code))
    for plant in newPlants {
      if !codes.contains(plant.region) {
        problems.append(
          Problem(
            at: nil, path: "\(id).new-plants",
            "the economy has no region `\(plant.region)` for the "
              + "plant `\(plant.name)`", expected: "the code of a region"))
      }
      if plant.full < plant.first {
        problems.append(
          Problem(
            at: nil, path: "\(id).new-plants",
            "the plant `\(plant.name)` is at full output in \(plant.full), before it starts in "
              + "\(plant.first)", expected: "a year of full output from the first year on"))
      }
    }
    return problems
  }

  /// Builds and runs the plants of the year.
  public func act(on state: inout LeverState) throws {
    let context = state.context
    guard intensity > 0, let cells = context.industryIndex[AutomotiveBlock.cells] else { return }
    let sites = try context.runMemo.value("battery sites:\(id)") {
      try self.sites(context)
    }
    let terms = try Terms(self, year: state.year, context)
    var purchase = try InvestmentPurchase(lever: id, origin: equipment, state)
    var tally = PlantTally(lever: id)
    for site in sites {
      try operate(site, terms, cells, &purchase, &tally, &state)
    }
    guard tally.invested > 0 || tally.capacity > 0 else { return }
    tally.displaced = state.displace(
      tally.output, of: cells, try displacement.shares("battery", context.catalogue), lever: id,
      &purchase.book)
    try purchase.support(
      tally.aid, by: funds.financing, weights: try funds.weights(id, context), &state)
    purchase.book.close(&state)
    tally.report(purchase, unit: "GWh", &state)
    let granted = totalAid(sites, through: state.year, aid: terms.aid)
    if tally.jobs > 0 {
      state.report(
        "public aid so far for each job in the plants", granted / tally.jobs * 1e6,
        "EUR of the base year", at: "EU27", lever: id)
    }
  }

  /// Builds and runs one plant.
  private func operate(
    _ site: Site, _ terms: Terms, _ cells: Int, _ purchase: inout InvestmentPurchase,
    _ tally: inout PlantTally, _ state: inout LeverState
  ) throws {
    let built = intensity * site.gwh * site.schedule.built(state.year)
    let running = intensity * site.gwh * site.schedule.running(state.year)
    guard built > 0 || running > 0 else { return }
    try purchase.buy(built * terms.cost, terms.basket, in: site.region, &state)
    tally.invested += built * terms.cost
    tally.aid += built * terms.aid
    tally.capacity += running
    guard running > 0 else { return }
    let plant = try state.run(
      PlantOperation(
        lever: id, region: site.region, industry: cells, output: running * terms.value,
        jobs: running * terms.jobs))
    tally.add(plant, capacity: running, state.context)
  }

  /// Plants whose recipe is the union's mean.
  public func notices(over states: [LeverState]) -> [Notice] {
    states.meanRecipes(of: id, product: AutomotiveBlock.cells)
  }

  /// Σ of the aid up to a year, million EUR of the accounts.
  private func totalAid(_ sites: [Site], through year: Int, aid: Double) -> Double {
    sites.reduce(0) { sum, site in
      let first = site.schedule.first - site.schedule.buildYears
      guard first <= year else { return sum }
      return sum + (first...year).reduce(0) { $0 + site.schedule.built($1) } * site.gwh
    } * aid * intensity
  }
}

extension BatteryPlants {
  /// What a GWh of capacity costs, is worth and employs in a year; money of the accounts.
  struct Terms {
    let basket: InvestmentBasket
    /// Investment and public aid, million EUR/GWh.
    let cost: Double
    let aid: Double
    /// Sales, million EUR/GWh.
    let value: Double
    /// Persons/GWh.
    let jobs: Double

    init(_ lever: BatteryPlants, year: Int, _ context: LeverContext) throws {
      let catalogue = context.catalogue
      let level = try PriceLevel(catalogue)
      basket = try InvestmentBasket.of("cells", context)
      cost = level.inAccounts(try lever.investment ?? catalogue.central("battery.capex"))
      aid = level.inAccounts(try lever.aid ?? catalogue.central("battery.aid"))
      let use = try lever.utilisation ?? catalogue.central("battery.utilisation") / 100
      value = try use * ContentCapacity(packPrice: lever.packPrice).cellValue(year, catalogue)
      let path = try lever.jobsPerGWh ?? DatedPath.cellJobs(catalogue)
      jobs = path.value(in: year)
    }
  }

  /// A plant, or all of a status in a region.
  struct Site: Sendable {
    let region: Int
    let gwh: Double
    let schedule: BuildSchedule
  }

  /// Plants of the register in scope, then those of the file, in the order of regions.
  func sites(_ context: LeverContext) throws -> [Site] {
    var problems: [Problem] = []
    let economy = context.economy
    let mask = economy.mask(of: regions, path: "\(id).regions", problems: &problems)
    guard problems.isEmpty else { throw ProblemReport(problems) }
    let years = try ContentCapacity.plantYears.map { try context.catalogue.whole($0) }
    let build = max(1, try context.catalogue.whole("battery.build_years"))
    var sites: [Site] = []
    var kinds: [(String, BuildSchedule)] = []
    if register != .none {
      kinds.append(
        ("ramping", BuildSchedule(first: years[0] + 1, full: years[1], buildYears: build)))
    }
    if register == .announced {
      kinds.append(
        ("planned", BuildSchedule(first: years[2] + 1, full: years[3], buildYears: build)))
    }
    for (status, schedule) in kinds {
      for (r, region) in economy.regions.enumerated() where mask.regions[r] {
        let key = "plants.cells.\(status).\(region.code)"
        guard let gwh = context.catalogue[key]?.central else { continue }
        sites.append(Site(region: r, gwh: gwh, schedule: schedule))
      }
    }
    for plant in newPlants {
      guard let r = economy.regions.firstIndex(where: { $0.code == plant.region }) else { continue }
      let schedule = BuildSchedule(first: plant.first, full: plant.full, buildYears: build)
      sites.append(Site(region: r, gwh: plant.gwh, schedule: schedule))
    }
    return sites
  }
}
