import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// How `local-content` stands in a scenario file.
struct LocalContentShape: Sendable {
  let common: CommonLeverKeys
  let response = PriceResponseKeys()
  let zone: Key<Scope>
  let floors: Key<[String: DatedPath]>
  let definition = Key(
    "definition", Shape<String>.choice(LocalContent.Definition.allCases.map(\.rawValue)),
    "How content is measured.")
  let coverage = Key(
    "coverage", Shape<Double>.share, "Share of production that the rule covers.")
  let dispersion = Key(
    "dispersion", Shape<Double>.share,
    "Standard deviation of vehicles' content around a region's mean.")
  let premiums: Key<[String: Double]>
  let exportElasticity = Key(
    "export-elasticity", Shape<Double>.demandElasticity,
    "Price elasticity of exports to the rest of the world, negative.")

  init(_ context: ReadingContext) {
    common = CommonLeverKeys(context)
    zone = Key(
      "zone", .scope(in: context.vocabulary), "Origins that count as local; EU27 when left out.")
    let table = Shape<[String: DatedPath]>
      .table(
        of: .path(of: .share, lastYear: context.years?.last),
        names: LocalContent.Basket.allCases.map(\.rawValue),
        "a mapping of baskets to minimum shares by year", atLeast: 1)
    floors = Key(
      "floors", required: true, table.checked(Self.isWithoutOverlap),
      "Minimum share of local content by basket and year.")
    premiums = Key(
      "premiums",
      .table(
        of: .rate, names: context.vocabulary.premiumGroups,
        "a mapping of component groups to cost premiums"),
      "Extra cost of reshored purchases by component group.")
  }

  var outlines: [KeyOutline] {
    common.outlines + [
      zone.outline, floors.outline, definition.outline, coverage.outline, dispersion.outline,
      premiums.outline,
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
    let zone = fields.value(self.zone, &problems)
    let floors = fields.value(self.floors, &problems)
    let word = fields.value(definition, &problems)
    let coverage = fields.value(self.coverage, &problems)
    let dispersion = fields.value(self.dispersion, &problems)
    let premiums = fields.value(self.premiums, &problems)
    let passThrough = fields.value(response.passThrough, &problems)
    let elasticity = fields.value(response.demandElasticity, &problems)
    let exports = fields.value(exportElasticity, &problems)
    guard let floors else { return nil }
    let byBasket = floors.compactMap { name, path in
      LocalContent.Basket(rawValue: name).map { ($0, path) }
    }
    return LocalContent(
      id: id ?? LocalContent.key, intensity: intensity ?? 1, regions: regions ?? .eu27,
      zone: zone ?? .eu27, floors: Dictionary(uniqueKeysWithValues: byBasket),
      definition: word.flatMap(LocalContent.Definition.init) ?? .invoiceOrigin,
      coverage: coverage ?? 1, dispersion: dispersion, premiums: premiums ?? [:],
      passThrough: passThrough, demandElasticity: elasticity, exportElasticity: exports)
  }

  /// `batteries` is packs and cells together, so it excludes a floor on either.
  @Sendable private static func isWithoutOverlap(
    _ floors: [String: DatedPath], _ node: DocumentNode, _ problems: inout [Problem]
  ) -> Bool {
    let parts = [LocalContent.Basket.packs, .cells].map(\.rawValue).filter { floors[$0] != nil }
    guard floors[LocalContent.Basket.batteries.rawValue] != nil, !parts.isEmpty else { return true }
    problems.append(
      Problem(
        at: node.location, path: node.path,
        "`batteries` holds packs and cells, so it conflicts with \(parts.map { "`\($0)`" }.joined(separator: " and "))",
        expected: "either `batteries`, or `packs` and `cells`"))
    return false
  }
}
