import Foundation
import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies
import ImpactEconomyFiles
import ImpactModels
import ImpactNumerics
import ImpactTestSupport
import Testing

@testable import ImpactLevers
@testable import ImpactSimulation

/// Definitions, limits, penalties and the fixed point of content rules.
@Suite struct ContentRuleTests {
  private static func rule(
    _ floors: [LocalContent.Basket: Double], _ definition: LocalContent.Definition,
    penalty: Double? = nil, capacity: ContentCapacity? = nil, dispersion: Double? = 0
  ) -> LocalContent {
    LocalContent(
      floors: floors.mapValues { Bench.path([2027: $0]) }, definition: definition,
      dispersion: dispersion, penalty: penalty, capacity: capacity)
  }

  private static func figure(
    _ result: ImpactResult, _ name: String, _ place: String = "EU27"
  ) throws -> Double {
    try #require(
      result.leverFigures.first { $0.place == place && $0.figure.hasPrefix(name) }?.value,
      "no figure \(name) in \(place)")
  }

  /// The recipe of one region's vehicles, made from the accounts, counted by `OriginArithmetic`.
  @Test func contentsAreThoseOfTheArithmeticOfOrigin() async throws {
    let bench = try Bench()
    let plan = try bench.engine.plan(
      Bench.scenario([Self.rule([.vehicle: 0.99], .buildDown)], years: [2030]))
    let result = try await bench.engine.run(
      Bench.scenario([Self.rule([.vehicle: 0.99], .buildDown)], years: [2030]))
    let context = plan.states[0].context
    let dense = DenseAccounts(bench.economy)
    let (before, after) = (dense.matrix(), dense.matrix(plan.changes[0]))
    let union = bench.economy.regions.indices.filter { bench.economy.regions[$0].isEuropeanUnion }
    for place in ["DE11", "SK01"] {
      let s = try #require(bench.economy.regions.firstIndex { $0.code == place })
      for (matrix, when) in [(before, "before"), (after, "after")] {
        let materials = ContentRuleTrace.products(context)
          .map { i -> OriginRecipe.Material in
            let at = (s * dense.S + i) * dense.S + bench.vehicles
            let value = dense.accounts.ownTechnology[at] + dense.accounts.importedTechnology[at]
            let inside = union.reduce(0) {
              $0 + matrix[$1 * dense.S + i, s * dense.S + bench.vehicles]
            }
            return .init(
              name: "\(i)", value: value, nonOriginating: min(value, max(0, value - inside)))
          }
        let bought = materials.reduce(0) { $0 + $1.value }
        let surplus = context.surplus(region: s, industry: bench.vehicles)
        let recipe = try OriginRecipe(
          product: "vehicle", price: 1, materials: materials, processingCost: 1 - surplus - bought)
        let origin = OriginArithmetic(recipe, tracing: .traced)
        for (name, value) in [
          ("build-down", origin.buildDown), ("build-up", origin.buildUp),
          ("net-cost", try #require(origin.netCostContent)),
          ("invoice-origin", origin.originating / bought),
        ] {
          let found = try Self.figure(result, "\(name) \(when), content of whole", place)
          // Shares of some tens of per cent: rounding of a few dozen sums.
          #expect(abs(found - 100 * value) < 1e-9, "\(name) \(when) in \(place)")
        }
      }
    }
  }

  /// h by dense LU of the changed accounts is what the rule reports and reaches.
  @Test func valueAddedIsThatOfTheChangedTableAndMeetsTheFloor() async throws {
    let bench = try Bench()
    let scenario = Bench.scenario([Self.rule([.vehicle: 0.9], .valueAdded)], years: [2030])
    let result = try await bench.engine.run(scenario)
    let plan = try bench.engine.plan(scenario)
    let dense = DenseAccounts(bench.economy)
    let satellites = bench.economy.satellites
    let v = satellites.output.indices.map { k in
      let inZone = bench.economy.regions[k / dense.S].isEuropeanUnion
      return inZone && satellites.output[k] != 0
        ? satellites.valueAdded[k] / satellites.output[k] : 0
    }
    let a = dense.matrix(plan.changes[0])
    let transposed = Matrix(
      rows: a.columns, columns: a.rows,
      values: (0..<a.rows).flatMap { row in (0..<a.columns).map { a[row, $0] } })
    let h = try dense.solve(transposed, v)
    var bound = 0
    for place in ["DE11", "DE12", "SK01", "SK02"] {
      let s = try #require(bench.economy.regions.firstIndex { $0.code == place })
      let exact = 100 * h[s * dense.S + bench.vehicles]
      let found = try Self.figure(result, "value-added after, content of whole", place)
      let read = try Self.figure(result, "content after, vehicle, value-added", place)
      let short = try Self.figure(result, "shortfall, vehicle", place)
      // The solver stops at 1e-10, the fixed point at 1e-7 of a share: 1e-5 percentage points.
      #expect(abs(found - exact) < 1e-5)
      #expect(abs(read - exact) < 1e-4)
      #expect(exact + short > 90 - 1e-4)
      if try Self.figure(result, "content lift, vehicle", place) > 0 { bound += 1 }
    }
    #expect(bound > 0)
    #expect(result.notices.contains { $0.code == "fixed-point" })
  }

  @Test func roundsThatDoNotSufficeAreSaid() throws {
    let bench = try Bench()
    let rule = Self.rule([.vehicle: 0.9], .valueAdded)
    let loop = try bench.engine.loop(Bench.scenario([rule], years: [2030]), rounds: 1)
    #expect(loop.notices.map(\.code) == ["fixed-point-not-converged"])
  }

  @Test func suppliersDeliverWhatTheyCanAndTheRestGoesToOthers() {
    // Two buyers; country 0 can add 1, country 1 can add 10, country 2 none.
    let limits = SupplierLimits(limits: [1, 10, 0])
    let found = limits.deliveries(asked: [4, 2], shares: [[0.5, 0.25, 0.25], [1, 0, 0]])
    // Round one asks country 0 for 4·2/3 + 2 = 14/3 and country 1 for 4/3; country 0 serves 3/14 of it.
    #expect(abs(found[0][0] - 8.0 / 14) < 1e-12)
    #expect(abs(found[1][0] - 6.0 / 14) < 1e-12)
    #expect(abs(found[0][1] - (4 - 8.0 / 14)) < 1e-12)
    #expect(found[0][2] == 0 && found[1][1] == 0 && found[1][2] == 0)
    // With one limit for all, buyers are served alike.
    let pooled = SupplierLimits(limits: [1, 2, 0])
      .pooledDeliveries(asked: [4, 2], shares: [[0.5, 0.25, 0.25], [1, 0, 0]])
    #expect(abs(pooled[0].reduce(0, +) - 2) < 1e-12)
    #expect(abs(pooled[1].reduce(0, +) - 1) < 1e-12)
  }

  @Test func withoutHeadroomNothingMovesAndWithRoomAllDoes() async throws {
    let bench = try Bench()
    let groups = try ContentBaskets.shipped().entries.map { ($0.premiumGroup, 0.0) }
    let none = Dictionary(groups, uniquingKeysWith: { first, _ in first })
    func run(_ capacity: ContentCapacity?) async throws -> ImpactResult {
      try await bench.engine.run(
        Bench.scenario(
          [Self.rule([.componentsWithoutBatteries: 0.95], .invoiceOrigin, capacity: capacity)],
          years: [2030]))
    }
    let blocked = try await run(ContentCapacity(headroom: none, investment: none, lag: 0))
    #expect(blocked.change[.output]?[.direct]?[0].allSatisfy { $0 == 0 } == true)
    let wanted = try Self.figure(blocked, "wanted content lift, comp")
    #expect(wanted > 0)
    #expect(try Self.figure(blocked, "content lift, comp") == 0)
    #expect(abs(try Self.figure(blocked, "shortfall, comp") - wanted) < 1e-9)
    let roomy = try await run(ContentCapacity(headroom: none.mapValues { _ in 5 }, lag: 0))
    let free = try await run(nil)
    let (a, b) = (roomy.total(.output, year: 2030)?.value, free.total(.output, year: 2030)?.value)
    // The same move by another path: rounding of sums of some thousands.
    #expect(abs((a ?? 0) - (b ?? 1)) < 1e-6 * abs(b ?? 1))
    let tight = try await run(
      ContentCapacity(
        headroom: none.mapValues { _ in 1e-5 }, investment: none, lag: 0))
    let lift = try Self.figure(tight, "content lift, comp")
    #expect(lift > 0 && lift < wanted)
    #expect(tight.checks.filter { !$0.passed }.isEmpty)
    #expect(tight.notices.contains { $0.code == "content-shortfall" })
  }

  @Test func limitsHoldInTheChangedAccounts() throws {
    let bench = try Bench()
    let headroom = Dictionary(
      try ContentBaskets.shipped().entries.map { ($0.premiumGroup, 1e-5) },
      uniquingKeysWith: { first, _ in first })
    let rule = Self.rule(
      [.componentsWithoutBatteries: 0.95], .invoiceOrigin,
      capacity: ContentCapacity(
        headroom: headroom, investment: headroom.mapValues { _ in 0 }, lag: 0))
    let plan = try bench.engine.plan(Bench.scenario([rule], years: [2030]))
    let volume = plan.states[0].feedback
    let dense = DenseAccounts(bench.economy)
    let (before, after) = (dense.matrix(), dense.matrix(plan.changes[0]))
    let economy = bench.economy
    for (c, country) in economy.countries.enumerated() {
      let suppliers = economy.regions.indices
        .filter { economy.countryOfRegion[$0] == c && economy.regions[$0].isEuropeanUnion }
      guard !suppliers.isEmpty else { continue }
      for entry in try ContentBaskets.shipped().entries(in: "components-without-batteries") {
        let i = bench.industry(entry.industry)
        let base = suppliers.reduce(0) { $0 + economy.satellites.output[$1 * dense.S + i] }
        let more = economy.regions.indices.reduce(0.0) { sum, s in
          let k = s * dense.S + bench.vehicles
          let added = suppliers.reduce(0) {
            $0 + after[$1 * dense.S + i, k] - before[$1 * dense.S + i, k]
          }
          return sum + added * economy.satellites.output[k] * volume.volume(s)
        }
        // Outputs are some thousands: rounding.
        #expect(more <= 1e-5 * base + 1e-8 * max(1, base), "\(entry.industry) of \(country)")
      }
    }
  }

  @Test func aPenaltyOfNothingIsPaidByAllAndAHighOneByNone() async throws {
    let bench = try Bench()
    func run(_ penalty: Double?) async throws -> ImpactResult {
      try await bench.engine.run(
        Bench.scenario(
          [
            Self.rule(
              [.componentsWithoutBatteries: 0.95], .invoiceOrigin, penalty: penalty,
              dispersion: 0.1)
          ], years: [2030]))
    }
    let (free, high, none) = (try await run(nil), try await run(4), try await run(0))
    #expect(free.change == high.change)
    #expect(try Self.figure(high, "penalties") == 0)
    #expect(try Self.figure(none, "content lift, comp") == 0)
    #expect(try Self.figure(none, "production that pays") > 0)
    let some = try await run(0.01)
    let lift = try Self.figure(some, "content lift, comp")
    let whole = try Self.figure(free, "content lift, comp")
    #expect(lift > 0 && lift < whole)
    #expect(try Self.figure(some, "penalties") > 0)
  }

  @Test func thePartThatCompliesIsTheIntegralOfTheNormalLaw() {
    let lift = ContentLift(floor: 0.75, mean: 0.7, dispersion: 0.1)
    let limit = 0.08
    // Midpoint rule over the shortfalls from 0 to the limit, 200,000 steps.
    var sum = 0.0
    let n = 200_000
    for k in 0..<n {
      let gap = (Double(k) + 0.5) * limit / Double(n)
      let z = (0.75 - gap - 0.7) / 0.1
      sum += gap * exp(-z * z / 2) / 0.1 / (2 * Double.pi).squareRoot()
    }
    #expect(abs(lift.meanShortfall(upTo: limit) - sum * limit / Double(n)) < 1e-9)
    #expect(lift.meanShortfall(upTo: 0.75) == lift.meanShortfall)
    #expect(lift.probabilityBeyond(0.75) == 0)
  }

  @Test func intensityZeroChangesNothingWithEverySwitchOn() async throws {
    let bench = try Bench()
    for definition in LocalContent.Definition.allCases {
      var rule = Self.rule(
        [.vehicle: 0.99, .cells: 0.9, .activeMaterials: 0.9], definition, penalty: 0.1,
        capacity: ContentCapacity(), dispersion: 0.1)
      rule.intensity = 0
      let result = try await bench.engine.run(Bench.scenario([rule], years: [2030]))
      #expect(result.checks.contains { $0.name.hasPrefix("no lever acts") && $0.passed })
    }
  }

  /// The first order of a small rule doubles with it.
  @Test func aSmallRuleDoublesWithItsIntensity() async throws {
    let bench = try Bench()
    func output(_ intensity: Double) async throws -> Double {
      var rule = Self.rule([.vehicle: 0.95], .netCostTraced, dispersion: 0.1)
      rule.intensity = intensity
      let result = try await bench.engine.run(Bench.scenario([rule], years: [2030]))
      return try #require(result.total(.output, year: 2030)?.value)
    }
    let (one, two) = (try await output(1e-4), try await output(2e-4))
    // The second order is of the size of the intensity.
    #expect(abs(two / one - 2) < 1e-3)
  }

  /// What the zone gains is what others lose; a pure reallocation.
  @Test func partnersLoseWhatTheZoneGains() async throws {
    let bench = try Bench()
    let result = try await bench.engine.run(
      Bench.scenario(
        [Self.rule([.vehicle: 0.99, .activeMaterials: 0.99], .invoiceOrigin)], years: [2030]))
    let gained = try Self.figure(result, "sales moved into the zone")
    let lost = try Self.figure(result, "sales lost outside the zone")
    #expect(gained > 0)
    #expect(abs(gained + lost) < 1e-9 * gained)
  }

  @Test func theBreakEvenPremiumLeavesNoJobs() async throws {
    let bench = try Bench()
    let rule = LocalContent(
      floors: [.componentsWithoutBatteries: Bench.path([2027: 0.95])], passThrough: 1,
      demandElasticity: -1, exportElasticity: -3)
    let study = try await ContentRuleStudy(
      bench.engine, scenario: Bench.scenario([rule], years: [2030, 2035]), year: 2030)
    let found = try await study.breakEven()
    let factor = try #require(found.factor)
    #expect(factor > 0 && found.jobsWithoutPremium > found.jobsNow)
    // Half a job, or the jobs of a thousandth of the factor.
    #expect(abs(found.jobsThere) <= max(0.5, 1e-2 * abs(found.jobsWithoutPremium)))
    let marginal = try await study.marginal()
    #expect(marginal.count == 1)
    #expect(marginal[0].achieved > 0 && marginal[0].jobs.isFinite)
    await #expect(throws: ProblemReport.self) {
      try await ContentRuleStudy(bench.engine, scenario: Bench.scenario([], years: [2030]))
    }
  }

  /// In the year of a shortage the study asks what the rule does to what can still be made.
  @Test func theStudyKeepsLimitsOfOutput() async throws {
    let bench = try Bench()
    let rule = LocalContent(
      floors: [.componentsWithoutBatteries: Bench.path([2027: 0.95])], passThrough: 1,
      demandElasticity: -1, exportElasticity: -3)
    let cut = SupplyCut(
      regions: Scope(["EU27"]), product: "C26", origins: Scope(["WORLD"]), cut: 0.4, from: 2029,
      months: 18, stockWeeks: 4, substitution: 0, users: ["C29-VEH": 1], tiers: 1)
    func jobs(_ levers: [any Lever]) async throws -> Double {
      let result = try await bench.engine.run(Bench.scenario(levers, years: [2029, 2030, 2031]))
      return try #require(result.employmentChange(in: "EU27", year: 2030)).value
    }
    let expected = try await jobs([rule, cut]) - jobs([cut])
    let study = try await ContentRuleStudy(
      bench.engine, scenario: Bench.scenario([rule, cut], years: [2029, 2030, 2031]), year: 2030)
    let found = try await study.breakEven()
    #expect(abs(found.jobsNow - expected) < 1e-6 * abs(expected))
    let alone = try await ContentRuleStudy(
      bench.engine, scenario: Bench.scenario([rule], years: [2030]), year: 2030)
    #expect(abs(found.jobsNow) < abs(try await alone.breakEven().jobsNow), "less is made")
  }

  /// The catalogue's capacities are those of the register of plants.
  @Test func capacitiesAreThoseOfTheRegister() throws {
    let catalogue = try ParameterCatalogue.shipped()
    let lines = try ShippedCatalogue.text("plants.csv").text.split(separator: "\n").dropFirst()
    var sums: [String: Double] = [:]
    for line in lines {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard cells.count > 6, cells[2] == "battery", let gwh = Double(cells[6]), cells[5] != "halted"
      else { continue }
      sums["content.capacity.gwh.\(cells[5]).\(cells[4])", default: 0] += gwh
    }
    let known = catalogue.parameters.keys.filter { $0.hasPrefix("content.capacity.gwh.") }
    #expect(Set(known) == Set(sums.keys))
    for (key, sum) in sums { #expect(catalogue[key]?.central == sum, "\(key)") }
  }
}
