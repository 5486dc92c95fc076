public import ImpactDiagnostics
import ImpactEconomies
public import ImpactNumerics

/// Multipliers of one indicator for every region and industry of an economy.
public struct EconomyMultipliers: Sendable {
  /// What is counted.
  public let indicator: AccountIndicator
  /// By cell, length n.
  public let multipliers: Multipliers
  /// By region, when asked for.
  public let parts: RegionalParts?
  /// Cells whose own coefficient no source has: their multiplier is unknown.
  public let isUnknown: [Bool]
  /// What is estimated and what is unknown.
  public let notices: [Notice]

  /// `households` closes households in (type II); `partsOf` takes the regions apart.
  ///
  /// Throws a `ProblemReport` that names region and industry.
  public init(
    _ model: EconomyModel, indicator: AccountIndicator, households: HouseholdClosure? = nil,
    partsOf regions: [Int]? = nil
  ) throws {
    let economy = model.economy
    var notices: [Notice] = []
    var coefficients: [Double]
    if indicator == .income {
      let labour = LabourIncome(economy)
      coefficients = labour.coefficients
      if let text = labour.remark(purpose: "there ", of: economy.countryCount) {
        notices.append(Notice("estimated-compensation", text))
      }
    } else {
      coefficients = indicator.coefficients(economy.satellites)
    }
    isUnknown = coefficients.map(\.isNaN)
    if isUnknown.contains(true) {
      notices.append(Self.unknown(indicator, isUnknown, economy))
      coefficients = coefficients.map { $0.isNaN ? 0 : $0 }
    }
    let known = coefficients
    multipliers = try model.naming("multipliers") {
      try Multipliers(
        of: known, in: model.system, closed: households.map { try model.closed(by: $0) })
    }
    parts = try regions.map { regions in
      try model.naming("parts of multipliers") {
        try RegionalParts(
          of: known, in: model.system, regionSize: economy.industryCount, regions: regions)
      }
    }
    self.indicator = indicator
    self.notices = notices
  }

  /// s_c, Aᵀ s_c, (Aᵀ)² s_c, …: what each round of purchases adds to `simple`; `count` + 1 vectors.
  ///
  /// Throws a `ProblemReport` that names region and industry.
  public func rounds(_ count: Int, in model: EconomyModel) throws -> [[Double]] {
    try model.naming("rounds of multipliers") {
      try Multipliers.rounds(of: multipliers.direct, in: model.system, rounds: count)
    }
  }

  private static func unknown(
    _ indicator: AccountIndicator, _ isUnknown: [Bool], _ economy: Economy
  ) -> Notice {
    let S = economy.industryCount
    let regions = Set(isUnknown.indices.filter { isUnknown[$0] }.map { $0 / S }).sorted()
    let shown = regions.prefix(20).map { economy.regions[$0].code }.joined(separator: ", ")
    return Notice(
      "unknown-\(indicator.rawValue)",
      "No source gives \(indicator.label) for \(isUnknown.count { $0 }) of \(isUnknown.count) cells "
        + "(in \(shown)\(regions.count > 20 ? ", …" : "")): their multipliers are unknown, and "
        + "multipliers elsewhere leave out what arises there")
  }
}
