import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// How `local-content` stands in a scenario file.
struct LocalContentShape: Sendable {
  let common: CommonLeverKeys
  let response = PriceResponseKeys()
  let catalogue: ParameterCatalogue
  let zone: Key<Scope>
  let floors: Key<[String: DatedPath]>
  let preset = Key(
    "preset", Shape<String>.choice(ContentRulePreset.all.map(\.name)),
    "A rule in force or asked for, from which floors, definition, coverage and penalty are taken.")
  let definition = Key(
    "definition", Shape<String>.choice(LocalContent.Definition.allCases.map(\.rawValue)),
    "How content is measured.")
  let coverage = Key(
    "coverage", CoverageShape.shape, "Share of production that the rule covers, or its name.")
  let dispersion = Key(
    "dispersion", Shape<Double>.share,
    "Standard deviation of vehicles' content around a region's mean.")
  let premiums: Key<[String: Double]>
  let penalty = Key(
    "penalty", Shape<Double>.rate,
    "What a vehicle below the floor pays in place of complying, share of its value.")
  let capacity: Key<ContentCapacity>
  let exportElasticity = Key(
    "export-elasticity", Shape<Double>.demandElasticity,
    "Price elasticity of exports to the rest of the world, negative.")

  init(_ context: ReadingContext) {
    common = CommonLeverKeys(context)
    catalogue = context.vocabulary.catalogue
    zone = Key(
      "zone", .scope(in: context.vocabulary), "Origins that count as local; EU27 when left out.")
    let table = Shape<[String: DatedPath]>
      .table(
        of: .path(of: .share, lastYear: context.years?.last),
        names: LocalContent.Basket.allCases.map(\.rawValue),
        "a mapping of baskets to minimum shares by year", atLeast: 1)
    floors = Key(
      "floors", table.checked(Self.isWithoutOverlap),
      "Minimum share of local content by basket and year.")
    let groups = context.vocabulary.premiumGroups
    premiums = Key(
      "premiums",
      .table(of: .rate, names: groups, "a mapping of component groups to cost premiums"),
      "Extra cost of reshored purchases by component group.")
    capacity = Key(
      "capacity", CapacityKeys(groups: groups, lastYear: context.years?.last).shape,
      "What suppliers in the zone can add; without it they expand without limit.")
  }

  var outlines: [KeyOutline] {
    common.outlines + [
      preset.outline, zone.outline, floors.outline, definition.outline, coverage.outline,
      dispersion.outline, premiums.outline, penalty.outline, capacity.outline,
    ] + response.outlines + [exportElasticity.outline]
  }

  var leverShape: LeverShape {
    LeverShape(
      key: LocalContent.key, outlines: outlines, tables: [floors.name, premiums.name]
    ) { node, problems in
      read(node, &problems)
    }
  }

  private func read(_ node: DocumentNode, _ problems: inout [Problem]) -> LocalContent? {
    guard let fields = Fields(node, keys: outlines, &problems) else { return nil }
    let id = fields.value(common.id, &problems)
    let intensity = fields.value(common.intensity, &problems)
    let regions = fields.value(common.regions, &problems)
    let name = fields.value(preset, &problems)
    let zone = fields.value(self.zone, &problems)
    let floors = fields.value(self.floors, &problems)
    let word = fields.value(definition, &problems)
    let coverage = fields.value(self.coverage, &problems)
    let dispersion = fields.value(self.dispersion, &problems)
    let premiums = fields.value(self.premiums, &problems)
    let penalty = fields.value(self.penalty, &problems)
    let capacity = fields.value(self.capacity, &problems)
    let passThrough = fields.value(response.passThrough, &problems)
    let elasticity = fields.value(response.demandElasticity, &problems)
    let exports = fields.value(exportElasticity, &problems)
    let rule = ContentRulePreset.all.first { $0.name == name }
    guard let paths = paths(floors, rule: rule, fields, &problems) else { return nil }
    var lever = LocalContent(
      id: id ?? LocalContent.key, intensity: intensity ?? 1, regions: regions ?? .eu27,
      zone: zone ?? .eu27, floors: paths,
      definition: word.flatMap(LocalContent.Definition.init) ?? rule?.definition ?? .invoiceOrigin,
      dispersion: dispersion, premiums: premiums ?? [:], passThrough: passThrough,
      demandElasticity: elasticity, exportElasticity: exports, penalty: penalty,
      capacity: capacity, preset: name)
    switch coverage {
    case .share(let share): lever.coverage = share
    case .named(let word): lever.coverageClass = word
    case nil: lever.coverageClass = rule.flatMap { $0.coverage == .allSales ? nil : $0.coverage }
    }
    if penalty == nil, let key = rule?.penalty { lever.penalty = percent(key) }
    return lever
  }

  private func percent(_ key: String) -> Double? { catalogue[key]?.central.map { $0 / 100 } }

  /// Floors of the preset with those of the file in place of its own.
  private func paths(
    _ floors: [String: DatedPath]?, rule: ContentRulePreset?, _ fields: Fields,
    _ problems: inout [Problem]
  ) -> [LocalContent.Basket: DatedPath]? {
    let named = (floors ?? [:])
      .compactMap { name, path in LocalContent.Basket(rawValue: name).map { ($0, path) } }
    let own = Dictionary(uniqueKeysWithValues: named)
    guard let rule else {
      if fields[self.floors.name] == nil, fields[preset.name] == nil {
        problems.append(
          Problem(
            at: fields.node.location, path: fields.node.path, "the key `floors` is missing",
            expected: "\(self.floors.shape.expectation), or a `preset`"))
      }
      return floors == nil ? nil : own
    }
    let missing = rule.keys.filter { catalogue[$0]?.central == nil }
    guard let paths = rule.paths(catalogue), missing.isEmpty else {
      problems.append(
        Problem(
          at: fields.node.location, path: fields.node.path,
          "the preset `\(rule.name)` needs \(missing.map { "`\($0)`" }.joined(separator: ", "))",
          expected: "a parameter catalogue with central values for them"))
      return nil
    }
    // A basket of the file replaces those of the preset that hold the same goods.
    let kept = paths.filter { basket, _ in
      own.keys.allSatisfy { !$0.sameGoods.contains(basket) && !basket.sameGoods.contains($0) }
    }
    return kept.merging(own) { _, file in file }
  }

  /// A basket that holds others excludes floors on them.
  @Sendable private static func isWithoutOverlap(
    _ floors: [String: DatedPath], _ node: DocumentNode, _ problems: inout [Problem]
  ) -> Bool {
    let wholes: [(LocalContent.Basket, String)] = [
      (.batteries, "packs and cells"),
      (.componentsWithoutBatteries, "core and complementary parts"),
    ]
    var isFree = true
    for (whole, contents) in wholes where floors[whole.rawValue] != nil {
      let parts = LocalContent.Basket.allCases
        .filter { $0 != whole && whole.sameGoods.contains($0) }.map(\.rawValue)
      let named = parts.filter { floors[$0] != nil }
      guard !named.isEmpty else { continue }
      isFree = false
      problems.append(
        Problem(
          at: node.location, path: node.path,
          "`\(whole.rawValue)` holds \(contents), so it conflicts with \(named.map { "`\($0)`" }.joined(separator: " and "))",
          expected:
            "either `\(whole.rawValue)`, or \(parts.map { "`\($0)`" }.joined(separator: " and "))"
        ))
    }
    return isFree
  }
}
