import ImpactAxes
import ImpactEconomies
import Testing

@testable import ImpactEconomyFiles

@Suite("Shipped economy: accounts") struct ShippedAccountsTests {
  private let bench: ShippedBench
  private var economy: Economy { bench.economy }

  init() throws { bench = try ShippedBench.shared() }

  @Test func axes() {
    #expect(economy.regions.count { $0.isEuropeanUnion } == 242)
    #expect(economy.regions.count { !$0.isEuropeanUnion } == 16)
    #expect(economy.industryCount == 61 && economy.countryCount == 43)
    #expect(economy.dimension == 15_738)
    #expect(
      economy.industries.filter(\.isAutomotiveBlock).map(\.code).sorted()
        == AutomotiveBlock.all.sorted())
    #expect(economy.regions.allSatisfy { !$0.isEuropeanUnion || ($0.area ?? 0) > 10 })
  }

  @Test func filesStayUnderTenMegabytes() {
    let bytes = ShippedFiles.paths.reduce(0) { $0 + (ShippedFiles.view($1)?.count ?? 0) }
    #expect(bytes > 1_000_000 && bytes < 10_000_000)
  }

  @Test func everyIdentityHolds() {
    for check in economy.identities() { #expect(check.passed, "\(check)") }
  }

  @Test func germanChildrenAddUpToThePublishedTable() throws {
    // World Input-Output Database, 2016 release, Germany 2014, output of C27, C28 and C29 in
    // million USD at basic prices; 0.752728 EUR per USD.
    let published = 137_343.73855936967 + 316_097.0046826925 + 445_470.878207735
    let output = try bench.sum(economy.satellites.output, ["C27", "C28"] + AutomotiveBlock.all) {
      $0.country == "DE"
    }
    // 1e-9 relative: regional fits stop at 1e-12, the file keeps all digits.
    #expect(abs(output / (published * 0.752728) - 1) < 1e-9)
  }

  @Test func germanCarsAreTheirPartOfThePublishedTable() throws {
    // C29 itself, plus engine parts: 3 % of the output of C28 (an assumption of the build).
    let expected = (445_470.878207735 + 0.03 * 316_097.0046826925) * 0.752728
    let output = try bench.sum(economy.satellites.output, ShippedBench.motorVehicles) {
      $0.country == "DE"
    }
    #expect(abs(output / expected - 1) < 1e-9)
  }

  @Test func outputIsNeverNegative() {
    #expect(economy.satellites.output.allSatisfy { $0 >= 0 && $0.isFinite })
    #expect(economy.satellites.valueAdded.allSatisfy { $0.isFinite })
    #expect(economy.finalDemand.exportsToWorld.allSatisfy { $0 >= 0 })
    for category in Economy.FinalCategory.allCases {
      #expect(economy.finalDemand.own[category.rawValue].allSatisfy { $0 >= 0 })
      #expect(economy.finalDemand.imported[category.rawValue].allSatisfy { $0 >= 0 })
    }
  }

  @Test func negativeValueAddedIsThatOfThePublishedTables() {
    // Refining in Bulgaria and Brazil, water transport in Luxembourg, mining in Malta.
    let negative = Set(
      economy.satellites.valueAdded.indices.filter { economy.satellites.valueAdded[$0] < 0 }
        .map { cell in
          let region = economy.regions[cell / economy.industryCount]
          return "\(region.country) \(economy.industries[cell % economy.industryCount].code)"
        })
    #expect(negative == ["BG C19", "BR C19", "LU H50", "MT B"])
  }

  @Test func technologyMixesSumToOne() {
    #expect(economy.technologyMix.map(\.country) == economy.countries)
    for mix in economy.technologyMix {
      let sum = mix.shares.sorted { $0.key.rawValue < $1.key.rawValue }.reduce(0) { $0 + $1.value }
      // Shares are written with all digits.
      #expect(abs(sum - 1) < 1e-12, "\(mix.country)")
      #expect(mix.shares.values.allSatisfy { (0...1).contains($0) }, "\(mix.country)")
    }
  }
}
