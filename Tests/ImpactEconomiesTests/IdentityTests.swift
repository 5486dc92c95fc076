import ImpactEconomies
import ImpactNumerics
import ImpactTestSupport
import Testing

extension Economy {
  /// A copy with other parts.
  func with(
    technology: Economy.Technology? = nil, demand: Economy.FinalDemand? = nil,
    satellites: Economy.Satellites? = nil, mix: [TechnologyMix]? = nil
  ) -> Economy {
    Economy(
      name: name, title: title, baseYear: baseYear, updateYear: updateYear,
      employmentYear: employmentYear, regions: regions,
      industries: industries, countries: countries, countryOfRegion: countryOfRegion,
      technology: technology ?? self.technology, finalDemand: demand ?? finalDemand,
      sourcing: sourcing, satellites: satellites ?? self.satellites, territories: territories,
      technologyMix: mix ?? technologyMix, quality: quality)
  }

  func with(output: [Double]? = nil, valueAdded: [Double]? = nil) -> Economy {
    with(
      satellites: Economy.Satellites(
        output: output ?? satellites.output, valueAdded: valueAdded ?? satellites.valueAdded,
        compensation: satellites.compensation, employment: satellites.employment,
        taxesAndMargins: satellites.taxesAndMargins,
        employmentFlags: satellites.employmentFlags))
  }

  func check(_ name: String) -> IdentityCheck? { identities().first { $0.name == name } }
}

@Suite("Accounting identities")
struct IdentityTests {
  @Test("hold for accounts that another code solved", arguments: [1, 2, 3] as [UInt64])
  func hold(seed: UInt64) {
    let few = SyntheticEconomy.make(seed: seed)
    let many = SyntheticEconomy.make(
      seed: seed, otherIndustries: SyntheticEconomy.catalogueIndustries)
    for economy in [few, many] {
      let checks = economy.identities()
      #expect(
        checks.map(\.name) == [
          "output-balance", "product-balance", "cost-balance", "closure", "own-sourcing",
          "imported-sourcing", "non-negative-technology", "technology-mix",
        ])
      for check in checks {
        #expect(check.passed, "\(check)")
        // 150 rounds of a contraction by 0.6 leave rounding only.
        #expect(check.worst < 1e-12, "\(check)")
      }
      #expect(economy.satellites.output.allSatisfy { $0 > -1e-9 })
      #expect(economy.finalDemand.ownRegionUse.contains { $0 < 0 })
    }
  }

  @Test("the synthetic output also solves the library's operator")
  func operatorAgrees() throws {
    let economy = SyntheticEconomy.make(seed: 5)
    let accounts = try economy.inputOperator()
    let x = economy.satellites.output
    let applied = accounts.applied(to: Matrix(column: x), systems: [0]).values
    let demand = economy.finalDemandAtOrigin(accounts)
    for cell in x.indices {
      // Sums of at most 50 terms of the size of x.
      #expect(abs(applied[cell] + demand[cell] - x[cell]) <= 1e-12 * max(1, x[cell]))
    }
  }

  @Test("a changed output is found, with its place")
  func changedOutput() throws {
    let economy = SyntheticEconomy.make()
    var output = economy.satellites.output
    let cell = economy.index(region: 3, industry: 7)
    output[cell] *= 1.01
    let check = try #require(economy.with(output: output).check("output-balance"))
    #expect(!check.passed)
    #expect(check.place == "SK02 C28")
    // The cell's own use of its product takes back a little of the one per cent.
    #expect(check.worst > 0.008 && check.worst < 0.0101)
  }

  @Test("lost value added breaks the cost balance and the closure")
  func lostValueAdded() throws {
    let economy = SyntheticEconomy.make()
    var valueAdded = economy.satellites.valueAdded
    valueAdded[economy.index(region: 4, industry: 0)] -= 5
    let broken = economy.with(valueAdded: valueAdded)
    let cost = try #require(broken.check("cost-balance"))
    #expect(!cost.passed && cost.place == "UK C29-VEH")
    let closure = try #require(broken.check("closure"))
    #expect(!closure.passed)
    #expect(abs(closure.worst - 5 / valueAdded.reduce(0, +)) < 1e-12)
  }

  @Test("unknown value added is counted, and the closure does not pass")
  func unknownValueAdded() throws {
    let economy = SyntheticEconomy.make()
    var valueAdded = economy.satellites.valueAdded
    valueAdded[2] = .nan
    let broken = economy.with(valueAdded: valueAdded)
    let cost = try #require(broken.check("cost-balance"))
    #expect(cost.passed && cost.unknownCells == 1)
    let closure = try #require(broken.check("closure"))
    #expect(!closure.passed && closure.unknownCells == 1)
  }

  @Test("own use of a product that the country does not make is found")
  func ownUseWithoutSupplier() throws {
    let economy = SyntheticEconomy.make()
    let cells = try #require(economy.industries.firstIndex { $0.code == "C27-CEL" })
    var own = economy.finalDemand.own
    own[0][economy.index(region: 0, industry: cells)] = 10
    let demand = Economy.FinalDemand(
      own: own, imported: economy.finalDemand.imported,
      ownRegionUse: economy.finalDemand.ownRegionUse,
      exportsToWorld: economy.finalDemand.exportsToWorld)
    let check = try #require(economy.with(demand: demand).check("own-sourcing"))
    #expect(!check.passed && check.worst == 1 && check.place == "DE11 C27-CEL")
  }

  @Test("negative technology and a mix that does not sum to 1 are found")
  func negativeTechnology() throws {
    let economy = SyntheticEconomy.make()
    var own = economy.technology.own
    own[economy.industryCount + 2] = -0.25
    let technology = Economy.Technology(
      own: own, imported: economy.technology.imported,
      ownShareShift: economy.technology.ownShareShift)
    let negative = try #require(
      economy.with(technology: technology).check("non-negative-technology"))
    #expect(!negative.passed && negative.worst == 0.25)
    #expect(negative.place == "DE, C29-ICE bought by C27-EDR, own")
    var mix = economy.technologyMix
    mix[1] = Economy.TechnologyMix(country: "SK", shares: [.ice: 0.5, .bev: 0.25], source: "test")
    let shares = try #require(economy.with(mix: mix).check("technology-mix"))
    #expect(!shares.passed && shares.worst == 0.25 && shares.place == "SK")
  }
}
