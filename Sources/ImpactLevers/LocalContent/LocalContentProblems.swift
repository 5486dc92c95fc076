import ImpactAxes
public import ImpactDiagnostics
import ImpactDocuments

extension LocalContent {
  static let passThroughKey = "content.pass_through"
  static let elasticityKey = "demand.aggregate_car_price"
  static let exportElasticityKey = "content.export_elasticity"
  static let dispersionKey = "content.dispersion"

  static func premiumKey(_ group: String) -> String { "content.eu_cost_premium.\(group)" }
  static let materialContentKey = "content.eu_share.cam_precursor"
  static func materialKey(_ industry: String) -> String { "content.active_materials.\(industry)" }

  /// Nil for all sales.
  static func coverageKey(_ coverage: CoverageClass) -> String? {
    switch coverage {
    case .allSales: nil
    case .publiclySupported: "content.coverage.publicly_supported"
    case .procured: "content.coverage.procured"
    case .trucks: "content.coverage.trucks"
    }
  }

  /// Unknown places and component groups, impossible shares, missing assumptions.
  public func problems(in context: LeverContext, years: [Int]) -> [Problem] {
    var problems: [Problem] = []
    let mask = context.mask(of: regions, path: "\(id).regions", problems: &problems)
    _ = context.mask(of: zone, path: "\(id).zone", problems: &problems)
    problems += rangeProblems() + overlapProblems()
    guard !context.assemblers(in: mask).isEmpty else { return problems }
    problems += context.catalogue.problems(requiring: keys(context).sorted())
    let known = Set(context.baskets.entries.map(\.premiumGroup))
    let named =
      [("premiums", premiums)]
      + [("capacity.headroom", capacity?.headroom), ("capacity.investment", capacity?.investment)]
      .compactMap { name, table in table.map { (name, $0) } }
    for (name, table) in named {
      problems += table.keys.filter { !known.contains($0) }.sorted()
        .map {
          Problem(
            at: nil, path: "\(id).\(name).\($0)", "no product of a basket has this component group",
            expected: "one of \(known.sorted().joined(separator: ", "))")
        }
    }
    return problems
  }

  /// Whether labour value content is reported: the rule has a threshold of wages.
  var measuresLabour: Bool { preset?.hasPrefix("usmca") == true }

  /// Catalogue keys that this lever reads.
  private func keys(_ context: LeverContext) -> Set<String> {
    var keys: Set<String> = []
    if passThrough == nil { keys.insert(Self.passThroughKey) }
    if demandElasticity == nil { keys.insert(Self.elasticityKey) }
    if exportElasticity == nil { keys.insert(Self.exportElasticityKey) }
    if dispersion == nil { keys.insert(Self.dispersionKey) }
    if let coverageClass, let key = Self.coverageKey(coverageClass) { keys.insert(key) }
    for basket in floors.keys {
      let entries = basketEntries(basket, context)
      keys.formUnion(
        entries.map(\.premiumGroup).filter { premiums[$0] == nil }.map(Self.premiumKey))
      guard basket == .activeMaterials else { continue }
      keys.formUnion(entries.map { Self.materialKey($0.industry) } + [Self.materialContentKey])
    }
    if measuresLabour { keys.formUnion(LabourValue.keys) }
    if let capacity {
      if capacity.lag == nil { keys.insert(ContentCapacity.lagKey) }
      if capacity.packPrice != nil { keys.insert(ContentCapacity.packPriceKey) }
      keys.formUnion(
        [ContentCapacity.headroomKey, ContentCapacity.investmentKey, ContentCapacity.cellValueKey]
          + ContentCapacity.plantYears)
    }
    return keys
  }

  private func rangeProblems() -> [Problem] {
    var values = [("coverage", coverage, 1.0), ("dispersion", dispersion ?? 0, 1.0)]
    for (basket, path) in floors {
      values += path.points.map { ("floors.\(basket.rawValue).\($0.year)", $0.value, 1.0) }
    }
    values += premiums.map { ("premiums.\($0.key)", $0.value, Double.infinity) }
    values.append(("penalty", penalty ?? 0, .infinity))
    values += (capacity?.headroom ?? [:])
      .map { ("capacity.headroom.\($0.key)", $0.value, .infinity) }
    values += (capacity?.investment ?? [:])
      .map { ("capacity.investment.\($0.key)", $0.value, .infinity) }
    values.append(("capacity.lag", Double(capacity?.lag ?? 0), .infinity))
    return values.filter { !($0.1 >= 0 && $0.1 <= $0.2 && $0.1.isFinite) }
      .sorted { $0.0 < $1.0 }
      .map { name, value, most in
        Problem(
          at: nil, path: "\(id).\(name)", "the share \(value) is impossible",
          expected: most.isFinite ? "a share from 0 to 1" : "a share of at least 0")
      }
  }

  private func overlapProblems() -> [Problem] {
    let wholes = floors.keys.filter { $0.sameGoods.count > 1 && $0.sameGoods.contains($0) }
    return wholes.sorted { $0.rawValue < $1.rawValue }
      .compactMap { whole in
        let parts = Basket.allCases.filter {
          $0 != whole && whole.sameGoods.contains($0) && floors[$0] != nil
        }
        guard !parts.isEmpty else { return nil }
        let names = parts.map { "`\($0.rawValue)`" }.joined(separator: " and ")
        return Problem(
          at: nil, path: "\(id).floors",
          "`\(whole.rawValue)` holds \(names), so two floors act on the same purchases",
          expected: "either the whole or its parts")
      }
  }

  /// Products of a basket that the economy has.
  func basketEntries(_ basket: Basket, _ context: LeverContext) -> [ContentBaskets.Entry] {
    basket.parts.flatMap { context.baskets.entries(in: $0) }
      .filter { context.industryIndex[$0.industry] != nil }
  }
}
