import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// How `trade` stands in a scenario file.
struct TradeShape: Sendable {
  let id = Key(
    "id", Shape<String>.identifier,
    "Name of the lever in results and overrides; the kind of lever when left out.")
  let intensity = Key(
    "intensity", Shape<Double>.share, "How far the lever is applied: 0 % changes nothing.")
  let preset = Key(
    "preset", Shape<String>.choice(TradePreset.allCases.map(\.rawValue)),
    "Measures of the catalogue; `measures` of the same name complete them.")
  let measures: Key<[TradeMeasure]>
  let elasticities = Key(
    "elasticities", Shape<String>.choice(TradePolicy.ElasticitySet.allCases.map(\.rawValue)),
    "Published family of elasticities.")
  let sigma: Key<[String: Double]>
  let domesticSigma: Key<[String: Double]>
  let passThrough = Key(
    "pass-through", Shape<Double>.share, "How much of a duty reaches buyers.")
  let costPassThrough = Key(
    "cost-pass-through", Shape<Double>.share, "How much of dearer inputs makers pass on.")
  let demandElasticity = Key(
    "demand-elasticity", Shape<Double>.demandElasticity,
    "Price elasticity of final demand for the products, negative.")
  let exportElasticity = Key(
    "export-elasticity", Shape<Double>.demandElasticity,
    "Price elasticity of what the rest of the world buys, negative.")
  let adjustment = Key(
    "adjustment", Shape<Double>.share, "Part of the long-run answer that is reached in five years.")
  let revenue = Key(
    "revenue", Shape<String>.choice(TradePolicy.Revenue.allCases.map(\.rawValue)),
    "Whether governments of the importer spend what duties bring.")

  init(_ context: ReadingContext) {
    measures = Key(
      "measures",
      Shape<[TradeMeasure]>
        .list(of: TradeMeasureShape(context).shape, "a list of measures", atLeast: 1)
        .checked(Self.haveOwnNames), "Duties, prices, preferences and localisation by flow.")
    let industries = context.vocabulary.industries
    func table(_ what: String) -> Shape<[String: Double]> {
      .table(
        of: .elasticityOfSubstitution, names: industries,
        "a mapping of industries to \(what)", atLeast: 1, repeating: false)
    }
    sigma = Key(
      "sigma", table("elasticities of substitution"),
      "Elasticity between origins by industry, in place of the set's.")
    domesticSigma = Key(
      "sigma-domestic", table("elasticities of substitution"),
      "Elasticity between own country and imports by industry.")
  }

  var outlines: [KeyOutline] {
    [
      id.outline, intensity.outline, preset.outline, measures.outline, elasticities.outline,
      sigma.outline, domesticSigma.outline, passThrough.outline, costPassThrough.outline,
      demandElasticity.outline, exportElasticity.outline, adjustment.outline, revenue.outline,
    ]
  }

  var leverShape: LeverShape {
    LeverShape(
      key: TradePolicy.key, outlines: outlines, tables: [sigma.name, domesticSigma.name]
    ) { node, problems in read(node, &problems) }
  }

  private func read(_ node: DocumentNode, _ problems: inout [Problem]) -> TradePolicy? {
    guard let fields = Fields(node, keys: outlines, &problems) else { return nil }
    let known = problems.count
    var lever = TradePolicy()
    lever.id = fields.value(id, &problems) ?? TradePolicy.key
    lever.intensity = fields.value(intensity, &problems) ?? 1
    lever.preset = fields.value(preset, &problems).flatMap(TradePreset.init)
    lever.measures = fields.value(measures, &problems) ?? []
    lever.elasticities =
      fields.value(elasticities, &problems).flatMap(TradePolicy.ElasticitySet.init) ?? .gtap
    lever.sigma = fields.value(sigma, &problems) ?? [:]
    lever.domesticSigma = fields.value(domesticSigma, &problems) ?? [:]
    lever.passThrough = fields.value(passThrough, &problems)
    lever.costPassThrough = fields.value(costPassThrough, &problems)
    lever.demandElasticity = fields.value(demandElasticity, &problems)
    lever.exportElasticity = fields.value(exportElasticity, &problems)
    lever.adjustment = fields.value(adjustment, &problems)
    lever.revenue = fields.value(revenue, &problems).flatMap(TradePolicy.Revenue.init) ?? .kept
    guard problems.count == known else { return nil }
    return isWhole(lever, fields, &problems) ? lever : nil
  }

  /// Whether every measure says all that it needs, alone or with its preset.
  private func isWhole(
    _ lever: TradePolicy, _ fields: Fields, _ problems: inout [Problem]
  ) -> Bool {
    let known = problems.count
    if lever.preset == nil, lever.measures.isEmpty {
      problems.append(
        Problem(
          at: fields.node.location, path: fields.node.path, "the lever names no measure",
          expected: "the key `measures` or `preset`"))
    }
    let names = lever.preset?.names ?? []
    let items = fields[measures.name]?.items ?? []
    for (measure, item) in zip(lever.measures, items) where !names.contains(measure.name) {
      var missing: [String] = []
      if measure.importers.names.isEmpty { missing.append("importer") }
      if measure.origins.names.isEmpty { missing.append("origins") }
      if measure.products.isEmpty { missing.append("products") }
      for key in missing {
        problems.append(
          Problem(
            at: item.location, path: item.path, "the key `\(key)` is missing",
            expected: names.isEmpty
              ? "`\(key)` of the measure"
              : "`\(key)`, or the name of a measure of the preset: \(names.joined(separator: ", "))"
          ))
      }
      if missing.isEmpty, measure.duty == nil, measure.makers.isEmpty, measure.exportPrice == nil,
        measure.localisation == nil
      {
        problems.append(
          Problem(
            at: item.location, path: item.path, "the measure changes nothing",
            expected: "one of the keys duty, makers, export-price, localisation"))
      }
    }
    return problems.count == known
  }

  @Sendable private static func haveOwnNames(
    _ measures: [TradeMeasure], _ node: DocumentNode, _ problems: inout [Problem]
  ) -> Bool {
    var seen: Set<String> = []
    guard let twice = measures.map(\.name).first(where: { !seen.insert($0).inserted }) else {
      return true
    }
    problems.append(
      Problem(
        at: node.location, path: node.path, "two measures have the name `\(twice)`",
        expected: "a name of its own for each measure"))
    return false
  }
}

extension Shape where Value == Double {
  /// σ, a number of zero or more.
  static var elasticityOfSubstitution: Shape {
    let expectation = "an elasticity of substitution of zero or more, such as 5.6"
    return number(expectation)
      .checked(
        schema: .type("number", [.init("minimum", .integer(0))])
      ) { value, node, problems in
        guard value < 0 else { return true }
        problems.append(
          Problem(
            at: node.location, path: node.path, "the elasticity \(value) is negative",
            expected: expectation))
        return false
      }
  }
}
