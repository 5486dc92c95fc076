import ImpactAxes
import ImpactEconomies
import Testing

@Suite("Shipped economy: employment") struct ShippedEmploymentTests {
  private let bench: ShippedBench
  private var economy: Economy { bench.economy }

  init() throws { bench = try ShippedBench.shared() }

  @Test func knownCarRegionsAreInTheirWindows() throws {
    // Bounds by linear programming over the margins of business statistics of 2015, upper part.
    #expect((75_000...104_000).contains(try bench.persons(AutomotiveBlock.all, in: "DE91")))
    // The Île-de-France had 51,200 core jobs in 2018 (Institut Paris Region).
    #expect((45_000...60_000).contains(try bench.persons(AutomotiveBlock.all, in: "FR10")))
    #expect((14_000...20_000).contains(try bench.persons(AutomotiveBlock.all, in: "FRF3")))
  }

  @Test func stuttgartHasItsPublishedPersonsAndEngineParts() throws {
    // 160,445 persons in C29 (business statistics 2015) plus 3 % of machinery: engine parts of C28
    // belong to the combustion powertrain. C28 holds what is left, 97 %.
    let block = try bench.persons(ShippedBench.motorVehicles, in: "DE11")
    let machinery = try bench.persons(["C28"], in: "DE11")
    #expect(abs(block - machinery * 3 / 97 - 160_445) < 0.5)
    #expect((155_000...170_000).contains(block))
  }

  @Test func germanyHasItsPublishedPersons() throws {
    let jobs = economy.satellites.employment
    let block = try bench.sum(jobs, ShippedBench.motorVehicles) { $0.country == "DE" }
    let machinery = try bench.sum(jobs, ["C28"]) { $0.country == "DE" }
    // 924,459 published; confidential cells meet it within the rounding of four persons.
    #expect(abs(block - machinery * 3 / 97 - 924_459) < 4.5)
  }

  @Test func sharesOfTheBlockFollowTheAssumptions() throws {
    let jobs = economy.satellites.employment
    func persons(_ codes: [String]) throws -> Double {
      try bench.sum(jobs, codes) { $0.isEuropeanUnion }
    }
    let engineParts = try persons(["C28"]) * 3 / 97
    let all = try persons(ShippedBench.motorVehicles) - engineParts
    // 45, 25 and 30 % of C29's persons in the Union; 1e-9 by the fit.
    #expect(abs(try persons([AutomotiveBlock.vehicles]) / all - 0.45) < 1e-9)
    #expect(abs((try persons([AutomotiveBlock.combustion]) - engineParts) / all - 0.25) < 1e-9)
    #expect(abs(try persons([AutomotiveBlock.otherComponents]) / all - 0.3) < 1e-9)
  }

  @Test func employmentIsUnknownWhereNoSourceHasIt() {
    let size = economy.industryCount
    let jobs = economy.satellites.employment
    let unknown = economy.regions.indices.filter { r in
      (0..<size).contains { jobs[r * size + $0].isNaN }
    }
    #expect(
      unknown.map { economy.regions[$0].code } == [
        "AU", "BR", "CH", "CN", "ID", "IN", "JP", "KR", "MX", "RU", "TR", "TW",
      ])
    // Unknown is never half known, and what is known is not negative.
    for r in unknown {
      #expect((0..<size).allSatisfy { jobs[r * size + $0].isNaN })
    }
    #expect(jobs.allSatisfy { $0.isNaN || $0 >= 0 })
  }

  @Test func everyCellHasItsFlag() throws {
    let flags = economy.satellites.employmentFlags
    #expect(flags.count == economy.dimension)
    for (flag, jobs) in zip(flags, economy.satellites.employment) {
      #expect((flag == .missing) == jobs.isNaN)
    }
    for code in AutomotiveBlock.all + ["C27", "C28"] {
      let cell = economy.index(region: try bench.region("DE11"), industry: try bench.industry(code))
      #expect(flags[cell] == .split, "\(code)")
    }
    // Every region of the Union has published and other cells.
    for r in economy.regions.indices where economy.regions[r].isEuropeanUnion {
      let own = Set(
        flags[economy.index(region: r, industry: 0)..<economy.index(region: r + 1, industry: 0)])
      #expect(own.contains(.split) && own.count >= 2, "\(economy.regions[r].code)")
    }
  }

  @Test func compensationIsKnownForFiveCountries() {
    let known = economy.regions.indices.filter { r in
      !economy.satellites.compensation[economy.index(region: r, industry: 0)].isNaN
    }
    #expect(Set(known.map { economy.regions[$0].country }) == ["DE", "FR", "UK", "US", "CA"])
  }
}
