import ImpactAxes

/// Steps 1, 2, 6 and 7 of a build: national tables with the automotive block, and world trade.
struct SplitAccounts {
  let tables: NationalTables
  let trade: BilateralTrade
  let mixes: [[ImpactAxes.Technology: Double]]
  /// Persons of C29 by European region and part of the block.
  let blockPersons: [[Double]]

  init(_ sources: BuildSources, _ facts: RegionalFacts, quality: inout QualityReport) throws {
    let assumptions = try BuildAssumptions(texts: sources.parameters)
    let register = try PlantRegister(sources.plants)
    let published = try WIOD2016.read(folder: sources.folder("wiod-2016-niot"), quality: &quality)
    let detail = try USDetail(folder: sources.folder("us-bea-2017-detail"))
    let prior = try BilateralPrior(
      wiod2013: sources.folder("wiod-2013-wiot"), oecd2020: sources.folder("oecd-icio-2020-77x11"),
      countries: published.countries)
    let motor = try published.industry("C29")
    quality.add(
      "2 origins of imports", "negative flows in the bilateral sources", prior.negatives.amount,
      "million USD",
      "\(prior.negatives.count) flows of a country pair; withdrawals from stocks are no trade, left out"
    )
    blockPersons = try BlockPersons(
      regions: facts.regions.map(\.code), persons: facts.persons.map { $0[motor] },
      register: register, assumptions: assumptions
    )
    .values
    let split = try AutomotiveBlock29.split(
      published, personShares: Self.personShares(published, facts, blockPersons, assumptions),
      detail: detail, assumptions: assumptions)
    let first = try Self.trade(split, prior)
    mixes = try Self.mixes(sources, split, first, assumptions, quality: &quality)
    let electric = try ElectricComponents(
      ElectricComponents.Context(
        tables: split, trade: first.flows[try split.industry("C27")], mixes: mixes,
        capacity: Self.capacity(split, register, assumptions), assumptions: assumptions))
    tables = try electric.carve(split, cellIntensity: detail.batteryIntensity)
    var complete = try Self.trade(tables, prior)
    for (k, code) in ElectricComponents.codes.enumerated() {
      complete.flows[try tables.industry(code)] = electric.flows[k]
    }
    trade = complete
    quality.add(
      "2 origins of imports", "worst margin of bilateral trade", trade.worstMargin, "relative",
      "exports and imports by product and country")
    try Self.report(tables, published, electric, quality: &quality)
  }

  /// Shares of the block's persons by country: from regions in the union, the default elsewhere.
  private static func personShares(
    _ t: NationalTables, _ facts: RegionalFacts, _ persons: [[Double]],
    _ assumptions: BuildAssumptions
  ) throws -> [[Double]] {
    let defaults = try ["vehicles", "combustion", "other_components"]
      .map {
        try assumptions("build.block.persons_share.\($0)") / 100
      }
    return t.countries.map { country in
      var sums = [0.0, 0, 0]
      for (r, region) in facts.regions.enumerated() where region.country == country {
        for k in 0..<3 { sums[k] += persons[r][k] }
      }
      let total = sums.reduce(0, +)
      return total > 0 ? sums.map { $0 / total } : defaults
    }
  }

  private static func trade(_ t: NationalTables, _ prior: BilateralPrior) throws -> BilateralTrade {
    let parents = t.industries.map { code -> String in
      AutomotiveBlock.all.contains(code) ? String(code.prefix(3)) : code
    }
    var known: [String: [Double]] = [:]
    let priors = try parents.map { code -> [Double] in
      if let flows = known[code] { return flows }
      let flows = try code == "C29" ? motorPrior(t, prior) : prior.prior(for: code)
      known[code] = flows
      return flows
    }
    return try BilateralTrade(tables: t, priors: priors)
  }

  /// Transport equipment of the bilateral source holds aircraft and ships.
  ///
  /// A factor of exporter and
  /// importer each would be undone by balancing, so a flow counts by the smaller of the two shares
  /// of C29 in C29 and C30.
  private static func motorPrior(_ t: NationalTables, _ prior: BilateralPrior) throws -> [Double] {
    let codes = [
      AutomotiveBlock.vehicles, AutomotiveBlock.combustion, AutomotiveBlock.otherComponents,
    ]
    let motor = try codes.map { try t.industry($0) }
    let other = try t.industry("C30")
    var (sells, buys) = ([Double](), [Double]())
    for c in t.countries.indices {
      let (e, m) = (t.exports(c), t.imports(c))
      func share(_ flows: [Double]) -> Double {
        let cars = motor.reduce(0) { $0 + max(flows[$1], 0) }
        return cars > 0 ? cars / (cars + max(flows[other], 0)) : 0
      }
      sells.append(share(e))
      buys.append(share(m))
    }
    // The rest of the world buys and sells at the mean of the others.
    sells.append(sells.reduce(0, +) / Double(sells.count))
    buys.append(buys.reduce(0, +) / Double(buys.count))
    let width = t.countries.count + 1
    var flows = try prior.prior(for: "C29")
    for o in 0..<width { for d in 0..<width { flows[o * width + d] *= min(sells[o], buys[d]) } }
    return flows
  }

  private static func mixes(
    _ sources: BuildSources, _ t: NationalTables, _ trade: BilateralTrade,
    _ assumptions: BuildAssumptions, quality: inout QualityReport
  ) throws -> [[ImpactAxes.Technology: Double]] {
    let market = try MarketMix(
      outlook: sources.folder("market/iea_global_ev_outlook_2024.csv"), countries: t.countries,
      hybridShareEU: assumptions("market.hev_share.eu.2024") / 100, quality: &quality)
    let vehicles = try t.industry(AutomotiveBlock.vehicles)
    return t.countries.indices.map { c in
      var sales = (0...t.countries.count).map { trade.flow(vehicles, c, $0) }
      sales[c] += (0..<t.columns - 1).reduce(0) { $0 + max(t.own[c][t.at(vehicles, $1)], 0) }
      return market.production(sales: sales)
    }
  }

  private static func capacity(
    _ t: NationalTables, _ register: PlantRegister, _ assumptions: BuildAssumptions
  ) throws -> [Double] {
    let byRegion = register.capacity(
      ramping: try assumptions("build.electric.ramping_capacity"),
      unrecorded: try assumptions("build.electric.unrecorded_capacity"))
    return t.countries.map { country in
      byRegion.keys.sorted().reduce(0) { $0 + ($1.hasPrefix(country) ? byRegion[$1] ?? 0 : 0) }
    }
  }

  /// Children against parents, and how much of today's electric purchases the tables can hold.
  private static func report(
    _ t: NationalTables, _ published: NationalTables, _ electric: ElectricComponents,
    quality: inout QualityReport
  ) throws {
    let groups = [["C27", "C28", "C29"], ["C27", "C28"] + AutomotiveBlock.all]
    let old = try groups[0].map { try published.industry($0) }
    let new = try groups[1].map { try t.industry($0) }
    var worst = 0.0
    for c in t.countries.indices {
      let before = old.reduce(0) { $0 + published.output[c][$1] }
      let after = new.reduce(0) { $0 + t.output[c][$1] }
      worst = max(worst, abs(before - after) / max(before, 1))
      let sold = new.reduce(0) { $0 + t.own[c][t.at($1, .households)] }
      let was = old.reduce(0) { $0 + published.own[c][published.at($1, .households)] }
      worst = max(worst, abs(sold - was) / max(was, 1))
    }
    quality.add(
      "6 automotive block", "children against C27, C28 and C29", worst, "relative",
      "output and household sales, worst country")
    let union = t.countries.indices.filter { CountryCodes.europeanUnion.contains(t.countries[$0]) }
    let vehicles = try t.industry(AutomotiveBlock.vehicles)
    let weight = union.reduce(0) { $0 + t.output[$1][vehicles] }
    let held = union.reduce(0) { $0 + t.output[$1][vehicles] * electric.coverage[$1] } / weight
    quality.add(
      "7 base-year update", "electric purchases the 2014 tables can hold", held * 100,
      "% of the newest recipe",
      "mean of the EU by vehicle output; changes are computed from the newest mix all the same")
  }
}
