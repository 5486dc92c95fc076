import ImpactAxes
import ImpactDiagnostics
import ImpactEconomies
import ImpactLevers
import Testing

@testable import ImpactSimulation

/// Duties on a small economy: the United Kingdom imports from Germany and Slovakia.
@Suite struct TradeTests {
  /// 10 % on vehicles of the union from 2025, everything at once and passed on.
  static func duty(_ rate: Double = 0.1, base: Double = 0) -> TradePolicy {
    var measure = TradeMeasure(
      name: "union", importers: Scope(["UK"]), origins: .eu27, products: ["vehicles"],
      duty: Bench.path([2025: rate]), baseDuty: base)
    measure.name = "union"
    var lever = TradePolicy(measures: [measure])
    lever.passThrough = 1
    lever.adjustment = 1
    return lever
  }

  static func total(_ result: ImpactResult, _ year: Int = 2030) -> Double {
    result.total(.output, year: year)?.value ?? .nan
  }

  private func isUntouched(_ state: LeverState) -> Bool {
    state.purchases.isEmpty && state.demand.isEmpty && state.priceResponses.isEmpty
      && state.accounts.isEmpty
  }

  @Test func aDutyAsInTheBaseYearChangesExactlyNothing() async throws {
    let bench = try Bench()
    for lever in [Self.duty(0), Self.duty(0.1, base: 0.1)] {
      let plan = try bench.engine.plan(Bench.scenario([lever]))
      #expect(plan.states.allSatisfy(isUntouched))
      let result = try await bench.engine.run(Bench.scenario([lever]))
      #expect(result.change.values.flatMap(\.values).joined().joined().allSatisfy { $0 == 0 })
    }
  }

  @Test func intensityZeroAndYearsBeforeTheMeasureChangeNothing() throws {
    let bench = try Bench()
    var lever = Self.duty(0.5)
    let early = try bench.engine.plan(Bench.scenario([lever], years: [2024, 2025]))
    #expect(isUntouched(early.states[0]) && !isUntouched(early.states[1]))
    lever.intensity = 0
    #expect(try bench.engine.plan(Bench.scenario([lever])).states.allSatisfy(isUntouched))
  }

  @Test func aSmallDutyTwiceAsHighDoesTwiceAsMuch() async throws {
    let bench = try Bench()
    let once = Self.total(try await bench.engine.run(Bench.scenario([Self.duty(1e-5)])))
    let twice = Self.total(try await bench.engine.run(Bench.scenario([Self.duty(2e-5)])))
    #expect(once < 0)
    // Second-order terms are of the size of the duty times the elasticity.
    #expect(abs(twice / once - 2) < 1e-3)
    var half = Self.duty(2e-5)
    half.intensity = 0.5
    let scaled = Self.total(try await bench.engine.run(Bench.scenario([half])))
    #expect(abs(scaled / once - 1) < 1e-6)
  }

  @Test func aDutyThatExportersBearMovesNoVolume() throws {
    let bench = try Bench()
    var lever = Self.duty(0.25)
    lever.passThrough = 0
    let state = try bench.engine.plan(Bench.scenario([lever], years: [2030])).states[0]
    #expect(isUntouched(state))
  }

  @Test func lossesAreWhereCarsAreMadeAndGainsWhereTheyAreNotHit() async throws {
    let bench = try Bench()
    let result = try await bench.engine.run(Bench.scenario([Self.duty(0.25)], years: [2030]))
    func change(_ place: String) throws -> Double {
      let r = try #require(bench.economy.regions.firstIndex { $0.code == place })
      let values = try #require(result.change[.output]?[.direct]?[0])
      return values[r * bench.economy.industryCount + bench.vehicles]
    }
    for place in ["DE11", "DE12", "SK01", "SK02"] { #expect(try change(place) < 0) }
    #expect(try change("UK") > 0)
    #expect(result.checks.filter { !$0.passed }.isEmpty)
  }

  @Test func pathsOfAFewYearsReachNineTenthsInFive() throws {
    let bench = try Bench()
    var slow = Self.duty(0.1)
    slow.adjustment = 0.9
    var none = Self.duty(0.1)
    none.adjustment = 0
    func demand(_ lever: TradePolicy, _ year: Int) throws -> Double {
      var lever = lever
      lever.demandElasticity = 0
      let state = try bench.engine.plan(Bench.scenario([lever], years: [year])).states[0]
      let makers = bench.economy.regions.indices.filter {
        bench.economy.regions[$0].isEuropeanUnion
      }
      return makers.reduce(0) {
        $0 + (state.demand.atOrigin[bench.economy.index(region: $1, industry: bench.vehicles)] ?? 0)
      }
    }
    #expect(try demand(none, 2035) == 0)
    let first = try demand(slow, 2025)
    let fifth = try demand(slow, 2029)
    let late = try demand(slow, 2060)
    let atOnce = try demand(Self.duty(0.1), 2029)
    #expect(first / late > 0.3 && first / late < 0.5)
    // The answer is nearly linear in the logarithm of the price.
    #expect(abs(fifth / late - 0.9) < 0.03)
    #expect(abs(late / atOnce - 1) < 1e-4)
  }

  @Test func whatFinalBuyersPayStaysWithAnElasticityOfMinusOne() async throws {
    let bench = try Bench()
    var lever = Self.duty(0.25)
    lever.demandElasticity = -1
    let result = try await bench.engine.run(Bench.scenario([lever], years: [2030]))
    let spending = Bench.figures(
      result, "change of what final buyers pay", place: "UK", year: 2030)
    #expect(spending.count == 1)
    #expect(abs(spending[0]) < 1e-7)
  }

  @Test func importsAndHomePurchasesAddUpToTheBundle() async throws {
    let bench = try Bench()
    var lever = Self.duty(0.25)
    lever.demandElasticity = -1
    let result = try await bench.engine.run(Bench.scenario([lever], years: [2030]))
    func figure(_ name: String) -> Double {
      Bench.figures(result, name, place: "UK", year: 2030).first ?? .nan
    }
    let places = ["DE", "SK", "UK", TradeMeasure.restOfWorld]
    let (before, after) = ["before", "after"]
      .reduce(into: [Double]()) { sums, when in
        sums.append(
          places.reduce(0) {
            $0
              + (Bench.figures(result, "sales to UK \(when), C29-VEH", place: $1, year: 2030).first
                ?? 0)
          })
      }
      .split()
    let moved =
      figure("trade diverted to makers of the importer")
      + figure("trade diverted to third origins") + figure("purchases from the origin after")
      - figure("purchases from the origin before")
    #expect(before > 0)
    // Rounding of sums over a few regions.
    #expect(abs(after - before - moved) < 1e-9 * before)
  }

  @Test func dutyAndReceiptsAreWhatBuyersPay() throws {
    let bench = try Bench()
    var lever = Self.duty(0.275, base: 0.025)
    lever.passThrough = 0.6
    let state = try bench.engine.plan(Bench.scenario([lever], years: [2030])).states[0]
    func figure(_ name: String) -> Double {
      state.figures.first { $0.place == "UK" && $0.figure.hasPrefix(name) }?.value ?? .nan
    }
    let after = figure("purchases from the origin after")
    let price = 1 + figure("price of the origin for buyers") / 100
    let duty = figure("duty revenue after")
    let margin = figure("margin given up by exporters")
    #expect(abs(price - (1 + 0.6 * (1.275 / 1.025 - 1))) < 1e-12)
    // Paid, duty of the base year in, is what exporters get (price 1 less margin) and the duty.
    #expect(abs(after * price * 1.025 - (after - margin + duty)) < 1e-9 * after)
    #expect(margin > 0 && duty > figure("duty revenue before"))
  }
}

extension Array where Element == Double {
  fileprivate func split() -> (Double, Double) { (self[0], self[1]) }
}
