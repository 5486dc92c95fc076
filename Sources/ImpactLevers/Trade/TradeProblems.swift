import ImpactAxes
public import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

extension TradePolicy {
  /// Measures of the preset and of the file; those of one name together, the file's words first.
  func measures(in context: LeverContext) throws -> [TradeMeasure] {
    guard let preset else { return measures }
    let known = Set(context.economy.countries)
    let own = Dictionary(measures.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let shipped = try preset.measures(context.catalogue)
      .map { measure -> TradeMeasure in
        // Presets name countries one by one; those that an economy does not hold apart belong to W.
        var kept = measure
        kept.origins = Scope(
          measure.origins.names.filter { known.contains($0) || !Self.isCountry($0) })
        return own[measure.name]?.completed(by: kept) ?? kept
      }
    let names = Set(shipped.map(\.name))
    return shipped.filter { !$0.origins.names.isEmpty }
      + measures.filter { !names.contains($0.name) }
  }

  private static func isCountry(_ name: String) -> Bool { name.count == 2 }

  /// Unknown places and products, impossible rates, flows with two measures, missing assumptions.
  public func problems(in context: LeverContext, years: [Int]) -> [Problem] {
    var problems = context.catalogue.problems(requiring: keys)
    guard problems.isEmpty else { return problems }
    let measures: [TradeMeasure]
    do { measures = try self.measures(in: context) } catch let report as ProblemReport {
      return report.problems
    } catch {
      return [Problem(at: nil, path: id, "\(error)", expected: "measures of the catalogue")]
    }
    if measures.isEmpty {
      problems.append(
        Problem(
          at: nil, path: "\(id).measures", "the lever has no measure",
          expected: "a `preset` or at least one measure"))
    }
    var places: [MeasurePlaces] = []
    for measure in measures {
      let path = "\(id).\(measure.name)"
      places.append(MeasurePlaces(measure, path: path, context, problems: &problems))
      problems += self.problems(of: measure, path: path, context)
      problems += rangeProblems(of: measure, path: path)
    }
    problems += repeatedNames + numberProblems
    for (measure, place) in zip(measures, places) {
      problems += partProblems(measure, place, context)
    }
    return problems + overlaps(measures, places, context) + crowded(measures, places, context)
  }

  /// Catalogue keys that this lever reads.
  private var keys: [String] {
    var keys = preset?.keys ?? []
    if passThrough == nil { keys.append(Self.passThroughKey) }
    if costPassThrough == nil { keys.append(Self.costPassThroughKey) }
    if adjustment == nil { keys.append(Self.adjustmentKey) }
    if demandElasticity == nil { keys.append(Self.elasticityKey) }
    if exportElasticity == nil { keys.append(Self.exportElasticityKey) }
    if measures.contains(where: { $0.originRule != nil }) {
      keys.append(LocalContent.dispersionKey)
    }
    if revenue == .spent { keys += PurchaseBook.keys }
    return Set(keys).sorted()
  }

  func noElasticity(_ code: String, _ context: LeverContext) -> Problem {
    let known = context.elasticities.industries(in: elasticities.rawValue)
      .filter { context.industryIndex[$0] != nil }.sorted()
    return Problem(
      at: nil, path: "\(id).elasticities",
      "the set `\(elasticities.rawValue)` has no elasticity for \(code)",
      expected: known.isEmpty
        ? "a number of your own in `sigma`"
        : "one of \(known.joined(separator: ", ")), or a number of your own in `sigma`")
  }

  private func problems(
    of measure: TradeMeasure, path: String, _ context: LeverContext
  ) -> [Problem] {
    var problems: [Problem] = []
    func refuse(_ key: String, _ message: String, _ expected: String) {
      problems.append(Problem(at: nil, path: "\(path).\(key)", message, expected: expected))
    }
    if measure.products.isEmpty {
      refuse("products", "the measure names no product", "industry codes or `vehicles`")
    }
    if let twice = TradeMeasure.repeated(in: measure.products) {
      refuse("products", twice.message, "each product once")
    }
    for code in measure.industries {
      guard let product = context.industryIndex[code] else {
        refuse(
          "products", "the economy has no industry `\(code)`",
          "an industry code, or one of \(TradeMeasure.groups.keys.sorted().joined(separator: ", "))"
        )
        continue
      }
      if (try? sigma(of: code, context)) == nil { problems.append(noElasticity(code, context)) }
      if let target = measure.localisation {
        _ = hosts(target, product, context, path: "\(path).localisation", &problems)
      }
    }
    if measure.duty == nil, measure.makers.isEmpty, measure.exportPrice == nil,
      measure.localisation == nil
    {
      refuse(
        "duty", "the measure changes nothing",
        "`duty`, `makers`, `export-price` or `localisation`")
    }
    if measure.originRule != nil, measure.industries != ["C29-VEH"] {
      refuse(
        "origin-rule", "content is measured for vehicles alone", "the product `vehicles` alone")
    }
    return problems
  }

  /// Importers smaller than a country have no customs of their own.
  private func partProblems(
    _ measure: TradeMeasure, _ places: MeasurePlaces, _ context: LeverContext
  ) -> [Problem] {
    let economy = context.economy
    var (inside, all) = ([String: Int](), [String: Int]())
    for (s, region) in economy.regions.enumerated() {
      all[region.country, default: 0] += 1
      if places.importers.regions[s] { inside[region.country, default: 0] += 1 }
    }
    let parts = inside.keys.sorted().filter { inside[$0] != all[$0] }
    var problems = parts.map {
      Problem(
        at: nil, path: "\(id).\(measure.name).importer", "it holds only a part of \($0)",
        expected: "whole countries, which have customs")
    }
    let hasImporter = places.importers.includesWorld || !inside.isEmpty
    if hasImporter, !places.origins.includesWorld, !places.origins.regions.contains(true),
      !measure.origins.names.isEmpty
    {
      problems.append(
        Problem(
          at: nil, path: "\(id).\(measure.name).origins",
          "every origin lies inside the importer, where no duty is paid",
          expected: "an origin outside the importer"))
    }
    return problems
  }

  /// Market shares of one importer that leave less than nothing for everybody else.
  private func crowded(
    _ measures: [TradeMeasure], _ places: [MeasurePlaces], _ context: LeverContext
  ) -> [Problem] {
    let codes = Set(measures.flatMap(\.industries)).sorted()
    for code in codes {
      for (s, region) in context.economy.regions.enumerated() {
        let held = measures.indices.filter {
          measures[$0].industries.contains(code) && places[$0].importers.regions[s]
        }
        let sum = held.reduce(0) { $0 + (measures[$1].marketShare ?? 0) }
        guard sum >= 1 else { continue }
        return [
          Problem(
            at: nil, path: "\(id).measures",
            "market shares of \(code) in \(region.code) add up to \((1000 * sum).rounded() / 10) %",
            expected: "less than 100 %, so that others have a share")
        ]
      }
    }
    return []
  }

  /// Two measures on one flow would each start from the same base.
  private func overlaps(
    _ measures: [TradeMeasure], _ places: [MeasurePlaces], _ context: LeverContext
  ) -> [Problem] {
    var problems: [Problem] = []
    for (a, first) in measures.enumerated() {
      for b in measures.indices.dropFirst(a + 1) {
        let goods = Set(first.industries).intersection(measures[b].industries)
        let importers = places[a].importers.intersection(places[b].importers)
        let origins = places[a].origins.intersection(places[b].origins)
        guard let code = goods.min(), let origin = origins.example(context.economy),
          let importer = importers.example(context.economy)
        else { continue }
        problems.append(
          Problem(
            at: nil, path: "\(id).\(measures[b].name)",
            "`\(first.name)` already holds \(code) from \(origin) to \(importer)",
            expected: "one measure for each flow, with all its duties together"))
      }
    }
    return problems
  }
}

extension ScopeMask {
  /// A region of the mask, or the rest of the world; nil for none.
  func example(_ economy: Economy) -> String? {
    regions.firstIndex(of: true).map { economy.regions[$0].code }
      ?? (includesWorld ? TradeMeasure.restOfWorld : nil)
  }
}

extension TradePolicy {
  /// Flows that another trade lever holds too.
  package func overlaps(with other: TradePolicy, in context: LeverContext) -> [Problem] {
    guard intensity != 0, other.intensity != 0, let own = try? measures(in: context),
      let others = try? other.measures(in: context)
    else { return [] }
    var ignored: [Problem] = []
    func places(_ measures: [TradeMeasure]) -> [MeasurePlaces] {
      measures.map { MeasurePlaces($0, path: "", context, problems: &ignored) }
    }
    let (a, b) = (places(own), places(others))
    for (k, first) in own.enumerated() {
      for (l, second) in others.enumerated() {
        // One answer of buyers holds all origins of a market.
        let goods = Set(first.industries).intersection(second.industries)
        let importers = a[k].importers.intersection(b[l].importers)
        guard let code = goods.min(), let importer = importers.example(context.economy) else {
          continue
        }
        return [
          Problem(
            at: nil, path: other.id,
            "it holds \(code) imported by \(importer), which `\(id)` holds too",
            expected: "measures of one market and product in one lever")
        ]
      }
    }
    return []
  }
}
