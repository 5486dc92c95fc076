import ImpactDiagnostics
import ImpactEconomies
import ImpactEconomyFiles
import ImpactNumerics
import ImpactTestSupport
import Testing

@testable import ImpactModels

@Suite struct StructuredEconomyTests {
  /// Every model on the structured economy, its dense matrix by iteration, and by LU.
  @Test func modelsAgreeOnAllPaths() throws {
    let pair = try SyntheticPair()
    let economy = pair.model.economy
    let (S, x) = (economy.industryCount, pair.model.output)
    let jobs = AccountIndicator.employment.coefficients(economy.satellites)
    var found: [[Double]] = []
    for (_, system) in try pair.systems() {
      let multipliers = try Multipliers(of: jobs, in: system).simple
      let parts = try RegionalParts(
        of: jobs, in: system, regionSize: S, regions: Array(0..<economy.regionCount))
      let linkages = try Linkages(system, output: x)
      let mixed = try MixedModel(system, exogenous: [0, 11])
        .solve(output: x.map { 0.9 * $0 }, finalDemand: x.map { 0.3 * $0 })
      let regulated = try PriceModel(system).changes(regulated: [3: 0.1], costs: jobs)
      let field = try FieldOfInfluence(of: 2, bought: 12, in: system)
      let column = try ColumnChange(
        columns: [5], changes: Matrix(column: x.map { $0 > 0 ? 0.001 : 0 }), in: system)
      found.append(
        multipliers + parts.intraRegional + parts.feedback + parts.spillOver
          + linkages.powerOfDispersion + linkages.sensitivityGhosh + mixed.output
          + mixed.finalDemand + regulated.changes + regulated.margins + field.column + field.row
          + (try column.outputChange(output: x)))
      let sums = zip(parts.intraRegional, zip(parts.feedback, parts.spillOver))
        .map { $0 + $1.0 + $1.1 }
      #expect(deviation(sums, multipliers) < 1e-9)
      #expect(parts.feedback.allSatisfy { $0 >= -1e-12 })
      #expect(parts.feedback.contains { $0 > 1e-9 } && parts.spillOver.contains { $0 > 1e-6 })
    }
    #expect(deviation(found[0], found[2]) < SolvePath.agreement)
    #expect(deviation(found[1], found[2]) < SolvePath.agreement)
  }

  /// Households closed in: the structured operator against A + spending · residence · income.
  @Test func typeTwoEqualsTheDenseClosure() throws {
    let pair = try SyntheticPair()
    let economy = pair.model.economy
    let (R, S, n) = (economy.regionCount, economy.industryCount, economy.dimension)
    var residence = Matrix(rows: R, columns: R)
    for s in 0..<R { for r in 0..<R { residence[r, s] = r == s ? 0.8 : 0.2 / Double(R - 1) } }
    let income = [Double](repeating: 0.2, count: n)
    let own = [Double](repeating: 0.5 / Double(S), count: n)
    let imported = [Double](repeating: 0.3 / Double(S), count: n)
    let closure = HouseholdClosure(
      income: income, residence: residence, spending: [own, imported])
    let closed = try pair.model.closed(by: closure)
    var matrix = pair.matrix
    for s in 0..<R {
      var earned = [Double](repeating: 0, count: R)
      for r in 0..<R { earned[r] = residence[r, s] * 0.2 }
      let demand = (0..<n).map { earned[$0 / S] }
      let bought = pair.model.accounts.sourced(
        own: zip(demand, own).map { $0 * $1 }, imported: zip(demand, imported).map { $0 * $1 })
      for j in 0..<S { for i in 0..<n { matrix[i, s * S + j] += bought[i] } }
    }
    let found = try Multipliers.output(in: pair.model.system, closed: closed)
    let dense = try Multipliers.output(
      in: InputOutputSystem(factoring: pair.matrix), closed: InputOutputSystem(factoring: matrix))
    #expect(deviation(found.simple, dense.simple) < 1e-9)
    #expect(deviation(found.total ?? [], dense.total ?? []) < 1e-9)
    #expect((found.induced ?? []).allSatisfy { $0 > 0 })
  }

  @Test func unknownJobsStayUnknownAndAreSaid() throws {
    let pair = try SyntheticPair(unknowns: true)
    let found = try EconomyMultipliers(pair.model, indicator: .employment)
    let S = pair.model.economy.industryCount
    let british = pair.model.economy.regions.firstIndex { $0.code == "UK" } ?? 0
    #expect((0..<S).contains { found.isUnknown[british * S + $0] })
    #expect(found.notices.map(\.code) == ["unknown-employment"])
    let income = try EconomyMultipliers(pair.model, indicator: .income)
    #expect(income.notices.map(\.code) == ["estimated-compensation"])
    #expect(income.isUnknown.allSatisfy { !$0 })
  }

  @Test func costsReachPrices() throws {
    let pair = try SyntheticPair()
    let economy = pair.model.economy
    let all = try economy.selection(regions: [], industries: [])
    var change = CostChange()
    // All primary costs up by ten per cent: every price with output follows by ten per cent.
    change.wages = 0
    change.taxes = 0.1
    change.imports = [Double](repeating: 0.1, count: economy.industryCount)
    let found = try EconomyPrices(pair.model, change, in: all)
    let x = pair.model.output
    let value = zip(economy.satellites.valueAdded, x).map { $1 == 0 ? 0 : 0.1 * $0 / $1 }
    let rest = try PriceModel(pair.model.system).prices(costs: value)
    let active = x.indices.filter { x[$0] > 0 }
    #expect(active.allSatisfy { abs(found.changes[$0] + rest[$0] - 0.1) < 1e-9 })
    // A premium on one product in one region, against the matrix written out.
    var premium = CostChange()
    premium.premia = [Double](repeating: 0, count: economy.industryCount)
    premium.premia[1] = 0.2
    let one = try economy.selection(regions: ["DE11"], industries: [])
    let prices = try EconomyPrices(pair.model, premium, in: one)
    let technology = pair.model.matrices.technology
    #expect(prices.costs[3] == 0.2 * technology.total(product: 1, buyer: 3, region: 0))
    #expect(prices.costs[economy.industryCount...].allSatisfy { $0 == 0 })
    let dense = try InputOutputSystem(factoring: pair.matrix).totals(of: prices.costs)
    #expect(deviation(prices.changes, dense) < 1e-9)
  }

  @Test func shortageOfAnInput() throws {
    let pair = try SyntheticPair()
    let economy = pair.model.economy
    let cells = try economy.selection(regions: ["SK02"], industries: ["C27-CEL"])
      .cells(of: economy)
    let x = pair.model.output
    let none = try InputShortage(pair.model, cells: cells, share: 0, leastInput: 0, rounds: 10)
    #expect(none.feasibleShare.allSatisfy { abs($0 - 1) < 1e-12 })
    #expect(none.mixedChange.allSatisfy { $0 == 0 })
    let found = try InputShortage(
      pair.model, cells: cells, share: 0.4, leastInput: 0, rounds: 100_000)
    let direct = try InputShortage(pair.model, cells: cells, share: 0.4, leastInput: 0, rounds: 1)
    #expect(zip(direct.feasibleShare, found.feasibleShare).allSatisfy { $0 >= $1 })
    #expect(direct.rounds == 1 && found.rounds > 1)
    #expect(cells.allSatisfy { abs(found.feasibleShare[$0] - 0.6) < 1e-9 })
    #expect(found.feasibleShare.allSatisfy { $0 >= 0.6 - 1e-12 && $0 <= 1 })
    // q is a solution: written out from the matrices of the economy.
    let q = found.feasibleShare
    let means = BuyerMeans(pair.model)
      .means(of: q, world: [Double](repeating: 1, count: economy.industryCount))
    let (S, technology) = (economy.industryCount, pair.model.matrices.technology)
    for k in x.indices where x[k] > 0 && !cells.contains(k) {
      let limits = (0..<S)
        .compactMap { i -> Double? in
          let own = technology.coefficient(originClass: 0, product: i, buyer: k % S, region: k / S)
          let imported = technology.coefficient(
            originClass: 1, product: i, buyer: k % S, region: k / S)
          guard own + imported > 0 else { return nil }
          let met = own * means.own[k / S * S + i] + imported * means.imported[k / S * S + i]
          return met / (own + imported)
        }
      // q falls in rounds, so the last step of 1e-12 is what is left.
      #expect(abs(q[k] - min(1, limits.min() ?? 1)) < 1e-10)
    }
    #expect(found.bottleneckLoss(output: x) > 0)
    #expect(deviation(cells.map { found.mixedChange[$0] }, cells.map { -0.4 * x[$0] }) < 1e-12)
    #expect(throws: ProblemReport.self) {
      try InputShortage(pair.model, cells: cells, share: 1.2, leastInput: 0, rounds: 1)
    }
  }

  @Test func identitiesHold() throws {
    let pair = try SyntheticPair()
    for check in try ModelIdentities.checks(of: pair.model.economy) {
      #expect(check.passed, "\(check)")
    }
  }

  @Test func identitiesSeeAFault() throws {
    let base = SyntheticEconomy.make().satellites
    var output = base.output
    output[0] *= 1.01
    let failed = try checks(output: output, valueAdded: base.valueAdded).filter { !$0.passed }
    #expect(
      Set(failed.map(\.name)).isSuperset(of: ["price-dual", "footprint-sum", "ghosh-total"]))
  }

  @Test func pricesAreNotCheckedWithoutAllCosts() throws {
    let base = SyntheticEconomy.make().satellites
    var valueAdded = base.valueAdded
    valueAdded[0] = .nan
    let found = try checks(output: base.output, valueAdded: valueAdded)
    let prices = try #require(found.first { $0.name == "price-dual" })
    #expect(!prices.passed && prices.worst.isNaN && prices.unknownCells == 1)
    let value = try #require(found.first { $0.name == "multipliers-value-added" })
    #expect(value.passed && value.unknownCells == 1)
  }

  /// Model identities of the synthetic economy with other accounts.
  private func checks(output: [Double], valueAdded: [Double]) throws -> [IdentityCheck] {
    let economy = SyntheticEconomy.make()
    let s = economy.satellites
    return try ModelIdentities.checks(
      of: Economy(
        name: economy.name, title: economy.title, baseYear: economy.baseYear,
        updateYear: economy.updateYear, employmentYear: economy.employmentYear,
        regions: economy.regions, industries: economy.industries, countries: economy.countries,
        countryOfRegion: economy.countryOfRegion, technology: economy.technology,
        finalDemand: economy.finalDemand, sourcing: economy.sourcing,
        satellites: Economy.Satellites(
          output: output, valueAdded: valueAdded, compensation: s.compensation,
          employment: s.employment, taxesAndMargins: s.taxesAndMargins,
          employmentFlags: s.employmentFlags),
        territories: economy.territories, technologyMix: economy.technologyMix,
        quality: economy.quality))
  }

  @Test func unknownNamesAreReportedTogether() throws {
    let economy = SyntheticEconomy.make()
    do {
      _ = try economy.selection(
        regions: ["DE11", "DE1l"], industries: ["C29-VHE"], territories: ["two-cluster"])
      Issue.record("three names are unknown")
    } catch let report as ProblemReport {
      #expect(report.problems.count == 3)
      #expect(report.description.contains("`DE11`"))
      #expect(report.description.contains("`C29-VEH`"))
      #expect(report.description.contains("`two-clusters`"))
    }
    let chosen = try economy.selection(
      regions: ["SK"], industries: ["AUTO"], territories: ["Two clusters"])
    #expect(chosen.regions.map { economy.regions[$0].code } == ["DE11", "SK01", "SK02"])
    #expect(chosen.industries.count == 6)
  }

  /// On the shipped economy: the closed form of total extraction, and the identities.
  @Test func shippedEconomy() throws {
    let economy = try Economy.shipped(.euNUTS2)
    let model = try EconomyModel(economy, tolerance: 1e-12)
    let x = model.output
    let cell =
      try economy.selection(regions: ["DE11"], industries: ["C29-VEH"])
      .cells(of: economy)[0]
    let unit = CellMask.values([cell], of: x.count, inside: 1, outside: 0)
    let column = try model.system.outputs(for: unit)
    let loss = try HypotheticalExtraction(model.system, output: x).loss(of: [cell])
    let expected = x[cell] * column.reduce(0, +) / column[cell]
    #expect(deviation([loss.total], [expected]) < 1e-9)
    let multipliers = try Multipliers.output(in: model.system).simple
    #expect(deviation([multipliers[cell]], [column.reduce(0, +)]) < 1e-9)
    for check in try ModelIdentities.checks(of: economy) { #expect(check.passed, "\(check)") }
  }
}
