import ImpactAxes
import ImpactEconomies
import ImpactEconomyFiles
import ImpactNumerics
import Testing

/// The shipped economy with its operator, read once for all tests.
struct ShippedBench {
  let economy: Economy
  let matrices: EconomyMatrices
  let accounts: OriginClassOperator

  private static let result = Result<ShippedBench, any Error> { try ShippedBench() }

  static func shared() throws -> ShippedBench { try result.get() }

  private init() throws {
    economy = try Economy.shipped(.euNUTS2)
    matrices = EconomyMatrices(economy)
    accounts = try economy.inputOperator(from: matrices)
  }

  func region(_ code: String) throws -> Int {
    try #require(economy.regions.firstIndex { $0.code == code }, "region \(code)")
  }

  func industry(_ code: String) throws -> Int {
    try #require(economy.industries.firstIndex { $0.code == code }, "industry \(code)")
  }

  /// Vehicle assembly, combustion powertrain and other components: C29 with engine parts of C28.
  static let motorVehicles = [
    AutomotiveBlock.vehicles, AutomotiveBlock.combustion, AutomotiveBlock.otherComponents,
  ]

  /// Sum of a satellite over industries of the regions of a country or of one region.
  func sum(_ values: [Double], _ codes: [String], where chosen: (Region) -> Bool) throws -> Double {
    let industries = try codes.map { try industry($0) }
    return economy.regions.indices.filter { chosen(economy.regions[$0]) }
      .reduce(0) { total, r in
        industries.reduce(total) { $0 + values[economy.index(region: r, industry: $1)] }
      }
  }

  func persons(_ codes: [String], in region: String) throws -> Double {
    try sum(economy.satellites.employment, codes) { $0.code == region }
  }
}
