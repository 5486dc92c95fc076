import ImpactAxes
import ImpactDocuments
import ImpactEconomies
import ImpactEconomyFiles
import Testing

@testable import ImpactLevers
@testable import ImpactSimulation

/// Cells from the register's plants.
@Suite struct CellPlantTests {
  @Test func regionsOfTheRegisterAddUpToItsCountries() throws {
    let catalogue = try ParameterCatalogue.shipped()
    var byCountry: [String: Double] = [:]
    for (key, parameter) in catalogue.parameters where key.hasPrefix(CellPlants.prefix) {
      let parts = key.dropFirst(CellPlants.prefix.count).split(separator: ".").map(String.init)
      byCountry["\(parts[0]).\(parts[1].prefix(2))", default: 0] += parameter.central ?? 0
    }
    let known = catalogue.parameters.filter { $0.key.hasPrefix("content.capacity.gwh.") }
    #expect(known.count == byCountry.count)
    for (key, parameter) in known {
      let name = String(key.dropFirst("content.capacity.gwh.".count))
      #expect(byCountry[name] == parameter.central, "\(name)")
    }
  }

  /// What vehicle makers take from the union is the same, only where it is made differs.
  @Test func cellsOfTheUnionStayAndGoWherePlantsAre() throws {
    let bench = try Bench(Economy.shipped(.euNUTS2))
    var lever = DriveTrain(preset: .ninety2035)
    func state(_ plants: ContentCapacity.Plants?) throws -> LeverState {
      lever.cellPlants = plants
      return try bench.engine.plan(Bench.scenario([lever], years: [2035])).states[0]
    }
    let (plain, placed) = (try state(nil), try state(.announced))
    let context = placed.context
    let cells = try #require(context.industryIndex[AutomotiveBlock.cells])
    let union = ScopeMask(
      regions: context.economy.regions.map(\.isEuropeanUnion), includesWorld: false)
    func taken(_ state: LeverState) -> [Double] {
      state.vehicleMakersChanges(of: cells, from: union)
    }
    let (before, after) = (taken(plain), taken(placed))
    // 1e-9 of the sum: rounding of shares.
    let bought: Double = before.reduce(0, +)
    let now: Double = after.reduce(0, +)
    #expect(abs(bought - now) < 1e-9 * bought)
    let countries = context.economy.countries
    let gwh = ["PL": 86.0, "HU": 127, "DE": 34, "FR": 38, "ES": 120, "SK": 20]
    let total = gwh.values.reduce(0, +)
    for (country, capacity) in gwh {
      let c = try #require(countries.firstIndex(of: country))
      #expect(
        abs(after[c] / after.reduce(0, +) - capacity / total) < 1e-9, "\(country) \(after[c])")
    }
    let spain = try #require(context.economy.regions.firstIndex { $0.code == "ES52" })
    let index = context.economy.index(region: spain, industry: cells)
    let account = try #require(placed.entrants[index])
    #expect(account.employment > 0 && account.valueAdded > 0 && account.valueAdded < 1)
    #expect(plain.entrants.isEmpty)
  }
}
