import ImpactAxes
import ImpactDiagnostics
import ImpactEconomies
import ImpactLevers
import ImpactNumerics
import ImpactSimulation
import ImpactTestSupport
import Testing

@Suite struct BaselineTests {
  private func everyChange(_ result: ImpactResult) -> [Double] {
    Array(result.change.values.flatMap(\.values).joined().joined())
  }

  @Test func noLeverChangesNothingAtAll() async throws {
    let bench = try Bench(unknowns: true)
    let result = try await bench.engine.run(Bench.scenario([]))
    let values = everyChange(result)
    #expect(values.count == 4 * 4 * 3 * bench.economy.dimension)
    // Exactly zero, also where a coefficient is unknown.
    #expect(values.allSatisfy { $0 == 0 })
    #expect(result.checks.contains { $0.name.hasPrefix("no lever acts") && $0.passed })
  }

  @Test func leversWithoutIntensityChangeNothingAtAll() async throws {
    let bench = try Bench()
    let levers: [any Lever] = [Bench.transition(intensity: 0), Bench.floor(intensity: 0)]
    let result = try await bench.engine.run(Bench.scenario(levers))
    #expect(everyChange(result).allSatisfy { $0 == 0 })
    #expect(Bench.figures(result, "content before", place: "EU27", year: 2030).count == 1)
  }

  @Test func baselineIsTheEconomysAccounts() async throws {
    let bench = try Bench(unknowns: true)
    let result = try await bench.engine.run(Bench.scenario([], years: [2030]))
    #expect(result.baseline[.output]?[0] == bench.economy.satellites.output)
    #expect(result.baseline[.employment]?[0].filter(\.isNaN).count == bench.economy.industryCount)
    #expect(
      result.notices.contains { $0.code == "unknown-employment" && $0.message.contains("UK") })
  }

  @Test func operatorReproducesTheAccounts() throws {
    let economy = SyntheticEconomy.make(seed: 3)
    let accounts = try economy.inputOperator()
    let x = economy.satellites.output
    let ax = accounts.applied(to: Matrix(column: x), systems: [0]).values
    let f = economy.finalDemandAtOrigin(accounts)
    for k in x.indices {
      // Sums of some hundred terms: rounding stays far below 1e-11 of the output.
      #expect(abs(ax[k] + f[k] - x[k]) <= 1e-11 * max(1, abs(x[k])))
    }
  }

  @Test func ownShareShiftKeepsTheTotal() {
    let shift = 0.3
    let country = Economy.Technology(own: [0.3], imported: [0.1], ownShareShift: [shift, 0])
    let technology = RegionTechnology(country: country, countryOfRegion: [0, 0], industryCount: 1)
    // o = 0.75, odds 3·e^0.3 = 4.04957642, o′ = 0.80196359
    #expect(abs(technology.own[0] - 0.4 * 0.80196359) < 1e-8)
    #expect(abs(technology.own[0] + technology.imported[0] - 0.4) < 1e-15)
    #expect(technology.own[1] == 0.3)
  }

  @Test func anEconomyWithoutVehiclesIsLeftAlone() async throws {
    let region = Region(
      code: "XX01", name: "Only", country: "XX", isEuropeanUnion: true, longitude: 5, latitude: 50,
      area: 100)
    let axes = SyntheticAxes(
      regions: [region],
      industries: ["C24", "G45"]
        .map {
          Industry(code: $0, name: $0, parent: $0, section: "C", isAutomotiveBlock: false)
        }, countries: ["XX"])
    let bench = try Bench(SyntheticEconomy.make(axes: axes))
    let result = try await bench.engine.run(
      Bench.scenario([Bench.transition(), Bench.floor()], years: [2035]))
    #expect(everyChange(result).allSatisfy { $0 == 0 })
    #expect(result.notices.filter { $0.code == "no-vehicle-makers" }.count == 2)
  }

  @Test func everythingWrongIsReportedTogether() async throws {
    let bench = try Bench()
    let levers: [any Lever] = [
      Bench.transition(intensity: 2, regions: Scope(["DE", "FR"])),
      Bench.floor(zone: Scope(["greater-nowhere"])),
    ]
    let scenario = Bench.scenario(
      levers, years: [2030, 2025])
    await #expect(throws: ProblemReport.self) { try await bench.engine.run(scenario) }
    do {
      _ = try await bench.engine.run(scenario)
    } catch let report as ProblemReport {
      let text = report.description
      #expect(text.contains("years: the years [2030, 2025] are no horizon"))
      #expect(text.contains("drive-train.intensity: the intensity 2.0 is impossible"))
      #expect(text.contains("drive-train.regions: `FR` is no place of the economy"))
      #expect(text.contains("local-content.zone: `greater-nowhere` is no place of the economy"))
    }
  }

  @Test func unknownParametersAreRefused() async throws {
    let bench = try Bench()
    let scenario = Bench.scenario(
      [], parameters: ["bom.typo": ParameterOverride(value: 1, source: "test")])
    do {
      _ = try await bench.engine.run(scenario)
      Issue.record("an unknown parameter was accepted")
    } catch let report as ProblemReport {
      #expect(report.description.contains("parameters.bom.typo"))
    }
  }

  @Test func aCancelledRunThrows() async throws {
    let bench = try Bench()
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await bench.engine.run(Bench.scenario([Bench.transition()]))
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
