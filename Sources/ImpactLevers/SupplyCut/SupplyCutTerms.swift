import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

/// A cut with everything that presets and the catalogue say filled in.
struct SupplyCutTerms {
  let product: Int
  let origins: ScopeMask
  /// φ times the intensity.
  let cut: Double
  let spans: [(year: Int, part: Double)]
  /// Stocks in years of use.
  let stock: Double
  let substitution: Double
  let headroom: Double
  /// Part of the industry's product that is meant.
  let marked: Double
  /// ω; nil takes the accounts.
  let originShare: Double?
  /// Users by index of industry, ascending, with c.
  let users: [(industry: Int, criticality: Double)]
  /// c of components further down the chain.
  let componentCriticality: Double
  /// Inputs below this share of a buyer's output do not stop it.
  let leastInput: Double

  static let stockKey = "supply.stock_weeks"
  static let substitutionKey = "supply.substitution"
  static let criticalityKey = "supply.component_criticality"
  static let leastInputKey = "supply.least_input"

  /// The part of a year that a week is.
  private static let weeksOfYear = 52.0

  /// Throws a `ProblemReport` for what `SupplyCut.problems` would have named.
  init(_ lever: SupplyCut, _ context: LeverContext) throws {
    let catalogue = context.catalogue
    let preset = SupplyCutPreset.named(lever.preset)
    func number(_ own: Double?, _ word: String, otherwise key: String?) throws -> Double? {
      if let own { return own }
      if let preset { return try catalogue.central(preset.key(word)) / 100 }
      return try key.map { try catalogue.central($0) / 100 }
    }
    var problems: [Problem] = []
    let failing = context.mask(
      of: lever.origins ?? preset?.origins ?? Scope([]), path: "\(lever.id).origins",
      problems: &problems)
    var origins = failing
    if let except = lever.except {
      let kept = context.mask(
        of: except, path: "\(lever.id).except", problems: &problems)
      origins = failing.intersection(kept.complement)
    }
    guard problems.isEmpty,
      let product = context.industryIndex[lever.product ?? preset?.product ?? ""]
    else { throw ProblemReport(problems) }
    self.product = product
    self.origins = origins
    cut = lever.intensity * (try number(lever.cut, "cut", otherwise: nil) ?? 0)
    let months = try lever.months ?? preset.map { try catalogue.whole($0.key("months")) }
    spans = SupplyGap.spans(from: lever.from, month: lever.month, months: months ?? 0)
    let weeks =
      try lever.stockWeeks
      ?? catalogue.central(preset?.key("stock_weeks") ?? Self.stockKey)
    stock = weeks / Self.weeksOfYear
    substitution =
      try number(lever.substitution, "substitution", otherwise: Self.substitutionKey) ?? 0
    headroom =
      try lever.headroom ?? catalogue.central(ContentCapacity.headroomKey) / 100
    marked = try number(lever.markedShare, "marked_share", otherwise: nil) ?? 1
    originShare =
      try lever.originShare
      ?? preset.flatMap {
        $0.hasOriginShare ? try catalogue.central($0.key("origin_share")) / 100 : nil
      }
    let shares = Self.users(lever, catalogue)
    users = context.economy.industries.enumerated()
      .compactMap { j, industry in shares[industry.code].map { (j, $0) } }
    componentCriticality = try catalogue.central(Self.criticalityKey)
    leastInput = try catalogue.central(Self.leastInputKey) / 100
  }

  /// c by industry code: the preset's, with those of the file in their place.
  static func users(_ lever: SupplyCut, _ catalogue: ParameterCatalogue) -> [String: Double] {
    guard let prefix = SupplyCutPreset.named(lever.preset)?.userPrefix else { return lever.users }
    var users: [String: Double] = [:]
    for (key, parameter) in catalogue.parameters where key.hasPrefix(prefix) {
      users[String(key.dropFirst(prefix.count))] = parameter.central
    }
    return users.merging(lever.users) { _, own in own }
  }
}
