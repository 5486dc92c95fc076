public import ImpactDiagnostics
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
    let closed = try households.map { closure in
      try model.naming("households") { try model.closed(by: closure) }
    }
    try self.init(
      AccountModel(model), indicator: indicator, closed: closed, partsOf: regions)
  }

  /// The same for an economy or a table; `closed` is the system with households in it (type II).
  ///
  /// Throws a `ProblemReport` that names region and industry, or the account that the table lacks.
  public init(
    _ model: AccountModel, indicator: AccountIndicator, closed: InputOutputSystem? = nil,
    partsOf regions: [Int]? = nil
  ) throws {
    var notices: [Notice] = model.notices
    var coefficients = model.coefficients(indicator)
    if zip(coefficients, model.output).allSatisfy({ $0.isNaN || $1 == 0 }) {
      throw ProblemReport([
        Problem(
          at: nil, path: model.name, "it has no \(indicator.label)",
          expected: "accounts with \(indicator.label), or another indicator")
      ])
    }
    if indicator == .income {
      let labour = LabourIncome(model)
      coefficients = labour.coefficients
      if let text = labour.remark(purpose: "there ", of: model.axes.countryCount) {
        notices.append(Notice("estimated-compensation", text))
      }
    }
    isUnknown = coefficients.map(\.isNaN)
    if isUnknown.contains(true) {
      notices.append(Self.unknown(indicator, isUnknown, model.axes))
      coefficients = coefficients.map { $0.isNaN ? 0 : $0 }
    }
    let known = coefficients
    multipliers = try model.naming("multipliers") {
      try Multipliers(of: known, in: model.system, closed: closed)
    }
    parts = try regions.map { regions in
      try model.naming("parts of multipliers") {
        try RegionalParts(
          of: known, in: model.system, regionSize: model.axes.industryCount, regions: regions)
      }
    }
    self.indicator = indicator
    self.notices = notices
  }

  /// s_c, Aᵀ s_c, (Aᵀ)² s_c, …: what each round of purchases adds to `simple`; `count` + 1 vectors.
  ///
  /// Throws a `ProblemReport` that names region and industry.
  public func rounds(_ count: Int, in model: AccountModel) throws -> [[Double]] {
    try model.naming("rounds of multipliers") {
      try Multipliers.rounds(of: multipliers.direct, in: model.system, rounds: count)
    }
  }

  private static func unknown(
    _ indicator: AccountIndicator, _ isUnknown: [Bool], _ axes: TableAxes
  ) -> Notice {
    let S = axes.industryCount
    let regions = Set(isUnknown.indices.filter { isUnknown[$0] }.map { $0 / S }).sorted()
    let shown = regions.prefix(20).map { axes.regions[$0].code }.joined(separator: ", ")
    return Notice(
      "unknown-\(indicator.rawValue)",
      "No source gives \(indicator.label) for \(isUnknown.count { $0 }) of \(isUnknown.count) cells "
        + "(in \(shown)\(regions.count > 20 ? ", …" : "")): their multipliers are unknown, and "
        + "multipliers elsewhere leave out what arises there")
  }
}
