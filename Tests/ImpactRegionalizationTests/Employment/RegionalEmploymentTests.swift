import Foundation
import ImpactRegionalization
import Testing

/// The public sources, where they are present: `TIA_REFERENCE_DATA` or `../shared`.
enum ReferenceData {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let plants = root.appending(path: "Sources/CImpactShipped/catalogue/plants.csv")

  static let sources: EmploymentSources? = {
    let given = ProcessInfo.processInfo.environment["TIA_REFERENCE_DATA"]
      .flatMap { $0.isEmpty ? nil : $0 }
    let folder =
      given.map { URL(filePath: $0) } ?? root.deletingLastPathComponent().appending(path: "shared")
    let data = folder.appending(path: "data")
    let probe = data.appending(path: "eurostat/sbs_r_nuts06_r2_2015.csv")
    guard FileManager.default.fileExists(atPath: probe.path) else { return nil }
    guard let register = try? SourceTable(plants) else { return nil }
    return EmploymentSources(folder: data, plants: register)
  }()

  /// The estimate, made once for all tests.
  static let estimate = Result<RegionalEmployment?, any Error> {
    try sources.map { try RegionalEmployment.estimate(from: $0) }
  }
}

@Suite(.enabled(if: ReferenceData.sources != nil)) struct RegionalEmploymentTests {
  let estimate: RegionalEmployment

  init() throws { estimate = try #require(try ReferenceData.estimate.get()) }

  func persons(_ region: String, _ industry: String) throws -> Double {
    let r = try #require(estimate.regions.firstIndex { $0.code == region })
    let i = try #require(estimate.industries.firstIndex(of: industry))
    return estimate.persons[r][i]
  }

  func total(_ country: String, _ industry: String) throws -> Double {
    let i = try #require(estimate.industries.firstIndex(of: industry))
    return zip(estimate.regions, estimate.persons)
      .reduce(0) {
        $1.0.country == country ? $0 + $1.1[i] : $0
      }
  }

  @Test func allRegionsAndIndustriesAreThereAndFinite() {
    #expect(estimate.regions.count == 242)
    #expect(estimate.industries.count == 56)
    #expect(estimate.persons.allSatisfy { $0.count == 56 })
    #expect(estimate.persons.joined().allSatisfy { $0.isFinite && $0 >= 0 })
    #expect(estimate.domesticProduct.allSatisfy { $0.isFinite && $0 > 0 })
    #expect(estimate.population.allSatisfy { $0.isFinite && $0 > 10_000 })
    #expect(estimate.regions.map(\.code) == estimate.regions.map(\.code).sorted())
    #expect(estimate.regions.allSatisfy { ($0.area ?? 0) > 10 && $0.longitude != nil })
    #expect(Set(estimate.economies.keys) == ["GBR", "NOR", "USA", "CAN"])
  }

  @Test func publishedVehicleMakersStay() throws {
    // Published cells of 2015; half a person of border corrections, three in Central Bohemia.
    #expect(abs(try persons("DE11", "C29") - 160_445) < 0.5)
    #expect(abs(try persons("PL22", "C29") - 54_298) < 0.5)
    #expect(abs(try persons("CZ02", "C29") - 43_888) < 3)
    // A fitted country total may miss its published one by the rounding of four persons.
    #expect(abs(try total("DE", "C29") - 924_459) < 4.5)
    #expect(abs(try total("FR", "C29") - 223_319) < 0.5)
  }

  @Test func confidentialVehicleMakersAreInTheirBounds() throws {
    // Braunschweig: bounds by linear programming 33,456 to 104,576; 517,475 persons are the sum of
    // its published sections of the business economy, of which it is about a sixth.
    let wolfsburg = try persons("DE91", "C29")
    #expect((75_000...104_000).contains(wolfsburg))
    #expect(abs(wolfsburg / 517_475 - 1.0 / 6) < 0.02)
    #expect(abs(try persons("FR10", "C29") - 51_000) < 0.5)
    #expect((14_000...20_000).contains(try persons("FRF3", "C29")))
    // The two confidential regions of Sweden share 17,847 persons (rounding: four each).
    let sweden = try persons("SE11", "C29") + persons("SE12", "C29")
    #expect(abs(sweden - 17_847) < 8.5)
  }

  @Test func theUnionHasAboutTwoPointThreeFiveMillion() throws {
    let all = try Set(estimate.regions.map(\.country)).sorted()
      .reduce(0) {
        try $0 + total($1, "C29")
      }
    // 2.506 million published less the United Kingdom and Norway.
    #expect(abs(all - 2_354_000) < 5_000)
  }

  @Test func marginsOfTheRegionalAccountsHold() throws {
    let worst = try #require(estimate.quality.first { $0.figure == "worst region × group" })
    #expect(worst.value < 1e-9)
    // Stuttgart, 2017: 2,405,370 persons in all groups, 627,470 of them in manufacturing.
    let r = try #require(estimate.regions.firstIndex { $0.code == "DE11" })
    #expect(abs(estimate.persons[r].reduce(0, +) - 2_405_370) < 100)
    let made = zip(estimate.industries, estimate.persons[r]).filter { $0.0.hasPrefix("C") }
    #expect(abs(made.reduce(0) { $0 + $1.1 } - 627_470) < 1e-3)
  }

  @Test func headOfficesNoLongerHoldFrenchManufacturing() throws {
    let industries = estimate.industries.filter { $0.hasPrefix("C") }
    let capital = try industries.reduce(0) { try $0 + persons("FR10", $1) }
    let country = try industries.reduce(0) { try $0 + total("FR", $1) }
    // 13 % by assumption; scaling to the totals by region moves it by less than half a point.
    #expect(abs(capital / country - 0.13) < 0.005)
  }

  @Test func flagsTellPublishedFromEstimated() throws {
    let i = try #require(estimate.industries.firstIndex(of: "C29"))
    func flag(_ region: String) -> RegionalEmployment.Flag? {
      estimate.regions.firstIndex { $0.code == region }.map { estimate.flags[$0][i] }
    }
    #expect(flag("DE11") == .published)
    #expect(flag("DE91") == .estimated)
    #expect(flag("FRF3") == .estimated)
    #expect(flag("HU11") == .estimated)
    #expect(flag("PL91") == .estimated)
    #expect(flag("HR05") == .estimated)
    #expect(flag("CZ02") == .published)
    #expect(flag("LU00") == .estimated)
  }

  @Test func formerRegionsLieBetweenTheirParts() throws {
    let lisbon = try #require(estimate.regions.first { $0.code == "PT17" })
    #expect(lisbon.name == "Área Metropolitana de Lisboa")
    let longitude = try #require(lisbon.longitude)
    #expect((-9.6 ... -8.4).contains(longitude))
  }

  @Test func twoRunsAreEqual() throws {
    let sources = try #require(ReferenceData.sources)
    #expect(try RegionalEmployment.estimate(from: sources) == estimate)
  }
}
