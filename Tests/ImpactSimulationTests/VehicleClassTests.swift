import ImpactAxes
import ImpactDocuments
import ImpactEconomies
import ImpactTestSupport
import Testing

@testable import ImpactLevers
@testable import ImpactSimulation

/// Classes of vehicles: shares of one industry, recipes of their own, and how levers compose.
@Suite struct VehicleClassTests {
  private static func lever(
    _ vehicles: DriveTrain.VehicleScope, _ share: Double = 0.6
  ) -> DriveTrain {
    var lever = DriveTrain(id: vehicles.rawValue)
    lever.vehicles = vehicles
    lever.registrations = ["EU27": MarketPath([.bev: Bench.path([2024: 0.2, 2035: share])])]
    return lever
  }

  private static func jobs(_ result: ImpactResult, _ place: String) throws -> Double {
    try #require(result.employmentChange(in: place, year: 2035)?.value)
  }

  @Test func classesOfACountryAddUpToItsIndustry() throws {
    let catalogue = try ParameterCatalogue.shipped()
    let countries = Set(
      catalogue.parameters.keys.filter { $0.hasPrefix("vehicles.made.") }
        .map { String($0.split(separator: ".")[2]) })
    #expect(countries.count >= 29)
    for country in countries {
      let shares = try DriveTrain.VehicleScope.classes.map { try $0.share(in: country, catalogue) }
      #expect(abs(shares.reduce(0, +) - 1) < 1e-12, "\(country)")
      #expect(shares.allSatisfy { $0 >= 0 })
    }
    // Unknown countries take the proportions of `other`.
    let trucks = DriveTrain.VehicleScope.trucks
    #expect(try trucks.share(in: "ZZ", catalogue) == trucks.share(in: "other", catalogue))
    #expect(try DriveTrain.VehicleScope.all.share(in: "DE", catalogue) == 1)
  }

  /// Each class takes what its share of the accounts holds, so the order of levers does not matter.
  @Test func theOrderOfClassesDoesNotMatter() async throws {
    let bench = try Bench()
    let levers: [any Lever] = [Self.lever(.cars), Self.lever(.vans), Self.lever(.trucks, 0.3)]
    let (forth, back) = (
      try await bench.engine.run(Bench.scenario(levers)),
      try await bench.engine.run(Bench.scenario(levers.reversed()))
    )
    for place in ["DE11", "SK02", "EU27"] {
      let (a, b) = (try Self.jobs(forth, place), try Self.jobs(back, place))
      #expect(abs(a - b) <= 1e-9 * max(1, abs(a)), "\(place): \(a), \(b)")
    }
    #expect(forth.checks.allSatisfy { $0.passed })
  }

  @Test func aClassOfIntensityZeroChangesNothing() async throws {
    let bench = try Bench()
    for vehicles in DriveTrain.VehicleScope.allCases {
      var lever = Self.lever(vehicles)
      lever.intensity = 0
      let result = try await bench.engine.run(Bench.scenario([lever]))
      for effect in Effect.allCases where effect != .productivity {
        #expect(result.change[.employment]?[effect]?.joined().allSatisfy { $0 == 0 } == true)
      }
    }
  }

  @Test func levelsOfOneClassAreRefusedAndClassesStandSideBySide() {
    let economy = SyntheticEconomy.make(seed: 1)
    func messages(_ levers: [any Lever]) -> [String] {
      LeverOverlap.problems(levers, in: economy).map(\.description)
    }
    #expect(messages([Self.lever(.cars), Self.lever(.trucks)]).isEmpty)
    var other = Self.lever(.trucks)
    other.id = "other"
    #expect(messages([Self.lever(.trucks), other]).count == 1)
    #expect(messages([Self.lever(.all), Self.lever(.buses)]).count == 1)
    var (cars, vans) = (Self.lever(.cars), Self.lever(.vans))
    cars.labourSet = .central
    vans.cellJobs = DatedPath(constant: 100)
    let found = messages([cars, vans])
    #expect(found.count == 1)
    #expect(found.first?.contains("`cars` sets too") == true)
  }

  @Test func driveTrainsWithoutARecipeAreNamed() throws {
    let bench = try Bench()
    let context = try bench.engine.plan(Bench.scenario([], years: [2030])).states[0].context
    var lever = Self.lever(.trucks)
    lever.registrations["EU27"] = MarketPath([.phev: DatedPath(constant: 0.1)])
    let problems = lever.problems(in: context, years: [2030]).map(\.description)
    #expect(
      problems.contains {
        $0.contains("no recipe for trucks with the drive train `phev`")
          && $0.contains("one of bev, fcev, efuel")
      })
  }

  /// Battery trucks carry more battery for a EUR of vehicle than cars do, so they cost more.
  @Test func aBatteryTruckCostsMoreThanABatteryCar() throws {
    let bench = try Bench()
    let context = try bench.engine.plan(Bench.scenario([], years: [2030])).states[0].context
    func recipe(_ vehicles: DriveTrain.VehicleScope) throws -> VehicleRecipes {
      try VehicleRecipes(
        catalogue: context.catalogue, groups: context.groups, industryIndex: context.industryIndex,
        packPrice: nil, hasFuelCells: true, vehicles: vehicles)
    }
    let cells = try DriveTrain.VehicleScope.classes
      .map { try recipe($0).cost(of: "battery_cells", for: .bev, year: 2025) }
    // Trucks 58, buses 30, vans 27.9, cars 21.6 per cent of the combustion vehicle.
    #expect(cells[2] > cells[3] && cells[3] > cells[1] && cells[1] > cells[0])
    #expect(abs(cells[2] - 58) < 1e-12)
  }
}
