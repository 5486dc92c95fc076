import ImpactAxes
import ImpactEconomies

/// Steps 3 to 5 of a build: regions' output and demand, and trade between all regions.
struct RegionalAccounts {
  let regions: [Region]
  let countries: [String]
  let countryOfRegion: [Int]
  let national: SplitAccounts
  let industryCount: Int
  /// `output[r][i]`, million EUR.
  let output: [[Double]]
  /// Persons by region and industry before the electric components take theirs; nil where unknown.
  let persons: [[Double]?]

  private(set) var attraction: [Double]
  private(set) var pairFactors: [Double]
  private(set) var exportsToWorld: [Double]
  private(set) var ownRegionUse: [Double]
  private(set) var shift: [Double]
  private(set) var finalOwn: [[Double]]
  private(set) var finalImported: [[Double]]
  let exponents: [Double]

  static let categories: [NationalTables.FinalUse] = [
    .households, .nonProfit, .government, .investment,
  ]

  init(
    _ national: SplitAccounts, _ facts: RegionalFacts, _ assumptions: BuildAssumptions,
    electric: ElectricPlaces, centroids: [String: Region], quality: inout QualityReport
  ) throws {
    let t = national.tables
    self.national = national
    industryCount = t.industryCount
    let layout = Self.layout(t, facts, centroids)
    (regions, countries, countryOfRegion) = layout
    let split = try PersonsByIndustry(t, facts, national.blockPersons, assumptions, electric)
    persons = regions.map { split.persons[$0.code] }
    output = try Self.output(layout, t, facts, split)
    let (n, s) = (regions.count, industryCount)
    attraction = [Double](repeating: 0, count: n * s)
    pairFactors = []
    exportsToWorld = attraction
    ownRegionUse = attraction
    shift = attraction
    finalOwn = [[Double]](repeating: attraction, count: 5)
    finalImported = finalOwn
    exponents = try t.industries.map { try DistanceExponents.exponent($0, assumptions) }
    try distributeFinalUse(facts, assumptions)
    try balanceTrade(assumptions, quality: &quality)
  }

  func order(_ country: String) throws -> Int { try national.tables.country(country) }

  // MARK: Layout and output

  private static func layout(
    _ t: NationalTables, _ facts: RegionalFacts, _ centroids: [String: Region]
  ) -> ([Region], [String], [Int]) {
    let abroad = t.countries.filter { !CountryCodes.europeanUnion.contains($0) }.sorted()
    let union = t.countries.filter { CountryCodes.europeanUnion.contains($0) }.sorted()
    let others = abroad.map { code in
      Region(
        code: code, name: CountryCodes.names[code] ?? code, country: code, isEuropeanUnion: false,
        longitude: centroids[code]?.longitude, latitude: centroids[code]?.latitude,
        area: centroids[code]?.area)
    }
    let regions = facts.regions + others
    let countries = union + abroad
    return (regions, countries, regions.map { countries.firstIndex(of: $0.country) ?? 0 })
  }

  private static func output(
    _ layout: ([Region], [String], [Int]), _ t: NationalTables, _ facts: RegionalFacts,
    _ split: PersonsByIndustry
  ) throws -> [[Double]] {
    var result = [[Double]](repeating: [], count: layout.0.count)
    for (c, country) in layout.1.enumerated() {
      let members = layout.0.indices.filter { layout.2[$0] == c }
      let k = try t.country(country)
      let weights = members.map { split.weights[layout.0[$0].code] ?? t.output[k] }
      let product = members.map { $0 < facts.product.count ? facts.product[$0] : 1 }
      let outputs = try RegionalOutput.distribute(
        persons: weights, output: t.output[k], valueAdded: t.valueAdded[k], product: product)
      for (m, r) in members.enumerated() { result[r] = outputs[m] }
    }
    return result
  }

  private func nationalOutput(_ c: Int, _ i: Int) throws -> Double {
    national.tables.output[try order(countries[c])][i]
  }

  // MARK: Final use

  private mutating func distributeFinalUse(
    _ facts: RegionalFacts, _ assumptions: BuildAssumptions
  ) throws {
    let t = national.tables
    let flat = try assumptions("build.household.flat_share")
    let services = try ["O84", "P85", "Q"].map { try t.industry($0) }
    for c in countries.indices {
      let members = regions.indices.filter { countryOfRegion[$0] == c }
      let k = try order(countries[c])
      let demand =
        members.count == 1
        ? RegionalDemand(population: [1], product: [1], publicPersons: [1], flatShare: flat)
        : RegionalDemand(
          population: members.map { facts.population[$0] },
          product: members.map { facts.product[$0] },
          publicPersons: members.map { r in services.reduce(0) { $0 + (persons[r]?[$1] ?? 0) } },
          flatShare: flat)
      for (m, r) in members.enumerated() {
        for i in 0..<industryCount { setFinalUse(t, k, r, i, demand, m) }
      }
    }
  }

  private mutating func setFinalUse(
    _ t: NationalTables, _ k: Int, _ r: Int, _ i: Int, _ demand: RegionalDemand, _ m: Int
  ) {
    let at = r * industryCount + i
    let x = t.output[k][i]
    let part = x > 0 ? output[r][i] / x : 0
    // Inventories stay where the product is made; so do negative cells, which are never clipped.
    var kept = t.own[k][t.at(i, .inventories)]
    for (n, use) in Self.categories.enumerated() {
      let share = demand.share(use, m)
      let own = t.own[k][t.at(i, use)]
      if own < 0 { kept += own } else { finalOwn[n][at] = own * share }
      finalImported[n][at] = t.imported[k][t.at(i, use)] * share
    }
    kept += min(t.own[k][t.at(i, .exports)], 0)
    ownRegionUse[at] = kept * part
    finalImported[4][at] = t.imported[k][t.at(i, .inventories)] * demand.share(.inventories, m)
  }

  // MARK: Trade

  private mutating func balanceTrade(
    _ assumptions: BuildAssumptions, quality: inout QualityReport
  ) throws {
    let maker = SourcingMatrices(
      regions: regions, countryOfRegion: countryOfRegion, countryCount: countries.count)
    var worst = (
      supply: 0.0, product: "", miss: 0.0, missAt: "", rounds: 0,
      gap: (amount: 0.0, region: 0, product: 0)
    )
    var blocks: [[Double]] = []
    for i in 0..<industryCount {
      let kernel = maker.kernel(exponent: exponents[i])
      let pairs = try pairTotals(i)
      let uses = try regions.indices.map { try regionalUses(i, $0) }
      let trade = try RegionalTrade(
        supply: regions.indices.map {
          max(output[$0][i] - ownRegionUse[$0 * industryCount + i], 0)
        },
        demand: uses.map { $0.amounts.reduce(0, +) }, pairs: pairs, countryOf: countryOfRegion,
        countryCount: countries.count, kernel: kernel)
      for r in regions.indices { attraction[r * industryCount + i] = trade.attraction[r] }
      blocks.append(trade.pairFactors)
      if trade.error > worst.supply {
        (worst.supply, worst.product) = (trade.error, national.tables.industries[i])
      }
      worst.rounds = max(worst.rounds, trade.rounds)
      for r in regions.indices {
        let miss = try applyShift(i, r, uses[r], trade.ownUse[r])
        if abs(miss) > worst.miss {
          (worst.miss, worst.missAt) = (
            abs(miss), "\(national.tables.industries[i]) in \(regions[r].code)"
          )
        }
      }
      for r in regions.indices {
        exportsToWorld[r * industryCount + i] = trade.exportsToWorld[r]
      }
      let gap = closeRow(i, uses, maker, kernel, trade)
      if gap.amount > abs(worst.gap.amount) { worst.gap = gap }
    }
    pairFactors = blocks.flatMap { $0 }
    quality.add(
      "5 regional trade", "worst regional supply after balancing", worst.supply, "relative",
      "product \(worst.product), at most \(worst.rounds) rounds")
    quality.add(
      "5 regional trade", "own-country use that no shift could meet", worst.miss, "million EUR",
      worst.missAt.isEmpty ? "" : "worst cell: \(worst.missAt)")
    quality.add(
      "5 regional trade", "largest gap between sales and output", worst.gap.amount, "million EUR",
      """
      \(national.tables.industries[worst.gap.product]) in \(regions[worst.gap.region].code); kept as \
      own-region use, so that every row closes
      """)
  }

  /// Adds to own-region use what sales through the stored factors miss of output.
  ///
  /// Returns the largest amount moved, million EUR.
  private mutating func closeRow(
    _ i: Int, _ uses: [Uses], _ maker: SourcingMatrices, _ kernel: [Double], _ trade: RegionalTrade
  ) -> (amount: Double, region: Int, product: Int) {
    let n = regions.count
    let own = maker.own(attraction: trade.attraction, kernel: kernel)
    let abroad =
      maker.imported(
        attraction: trade.attraction, pairFactors: trade.pairFactors, kernel: kernel
      )
      .modelled
    var sales = [Double](repeating: 0, count: n)
    for s in 0..<n {
      let d = shift[s * industryCount + i]
      var (home, foreign) = (0.0, 0.0)
      for (amount, share) in zip(uses[s].amounts, uses[s].shares) {
        let part = OwnShareShift.shifted(share, by: d)
        home += amount * part
        foreign += amount * (1 - part)
      }
      for r in 0..<n { sales[r] += own[s * n + r] * home + abroad[s * n + r] * foreign }
    }
    var worst = (amount: 0.0, region: 0, product: i)
    for r in 0..<n {
      let at = r * industryCount + i
      let gap = output[r][i] - sales[r] - ownRegionUse[at] - exportsToWorld[at]
      ownRegionUse[at] += gap
      if abs(gap) > worst.amount { worst = (abs(gap), r, i) }
    }
    return worst
  }

  /// Totals by pair of countries in this layout's order, W last.
  private func pairTotals(_ i: Int) throws -> [Double] {
    let c = countries.count
    let t = national.tables
    let order = try countries.map { try self.order($0) } + [c]
    var pairs = [Double](repeating: 0, count: (c + 1) * (c + 1))
    for o in 0...c {
      for d in 0...c where o != d {
        pairs[o * (c + 1) + d] = national.trade.flow(i, order[o], order[d])
      }
    }
    for d in 0..<c {
      let users =
        (0..<t.industryCount).map { $0 } + Self.categories.map { t.industryCount + $0.rawValue }
      pairs[d * (c + 1) + d] = users.reduce(0) { $0 + max(t.own[order[d]][t.at(i, $1)], 0) }
    }
    return pairs
  }

  struct Uses {
    /// Use by industry, then by final category, then imported inventories; own share of each.
    var amounts: [Double]
    var shares: [Double]
  }

  /// What region r uses of product i, by user, with the country's own share of each cell.
  private func regionalUses(_ i: Int, _ r: Int) throws -> Uses {
    let t = national.tables
    let k = try order(countries[countryOfRegion[r]])
    var uses = Uses(amounts: [], shares: [])
    for j in 0..<industryCount {
      let (own, imported) = (t.own[k][t.at(i, j)], t.imported[k][t.at(i, j)])
      let x = t.output[k][j]
      let amount = x > 0 ? (own + imported) * output[r][j] / x : 0
      uses.amounts.append(amount)
      uses.shares.append(own + imported > 0 ? own / (own + imported) : 0)
    }
    let at = r * industryCount + i
    for n in 0..<5 {
      let amount = finalOwn[n][at] + finalImported[n][at]
      uses.amounts.append(amount)
      uses.shares.append(amount > 0 ? finalOwn[n][at] / amount : 0)
    }
    return uses
  }

  /// Moves own against imported use of the region; returns what is missed of the target.
  private mutating func applyShift(
    _ i: Int, _ r: Int, _ uses: Uses, _ target: Double
  ) throws -> Double {
    let at = r * industryCount + i
    let solved = OwnShareShift.solve(uses: uses.amounts, shares: uses.shares, target: target)
    shift[at] = solved.shift
    for n in 0..<5 {
      let amount = uses.amounts[industryCount + n]
      let own = amount * OwnShareShift.shifted(uses.shares[industryCount + n], by: solved.shift)
      finalOwn[n][at] = own
      finalImported[n][at] = amount - own
    }
    return solved.miss
  }
}
