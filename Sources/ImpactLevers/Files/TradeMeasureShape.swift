import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// How one item of `measures` stands in a scenario file.
struct TradeMeasureShape: Sendable {
  let name = Key(
    "name", required: true, Shape<String>.identifier,
    "Name of the measure in figures; that of a preset's measure completes it.")
  let importer: Key<Scope>
  let origins: Key<Scope>
  let products: Key<[String]>
  let duty: Key<DatedPath>
  let baseDuty = Key(
    "base-duty", Shape<Double>.rate, "Duty in the base year; nothing when left out.")
  let makers: Key<[String: TradeMeasure.Maker]>
  let share: Key<DatedPath>
  let utilisation: Key<DatedPath>
  let originRule: Key<TradeMeasure.OriginRule>
  let exportPrice: Key<DatedPath>
  let marketShare = Key(
    "market-share", Shape<Double>.share,
    "Share of the origin in final purchases before the measure; that of the accounts when left out."
  )
  let localisation: Key<TradeMeasure.Localisation>

  init(_ context: ReadingContext) {
    let lastYear = context.years?.last
    let places = Shape<Scope>.tradingPlaces(in: context.vocabulary)
    importer = Key("importer", places, "Whole countries that levy the duty.")
    origins = Key("origins", places, "Where the product comes from.")
    products = Key(
      "products", Self.products(context.vocabulary), "Industry codes or groups of them.")
    let rate = Shape<DatedPath>.path(of: .rate, lastYear: lastYear)
    let share = Shape<DatedPath>.path(of: .share, lastYear: lastYear)
    duty = Key("duty", rate, "All duties together by year, of the price at the border.")
    makers = Key(
      "makers", Self.makers(rate), "Makers of the origin with duties of their own.")
    self.share = Key(
      "share", share, "Part of the product that the duty is about, such as battery cars.")
    utilisation = Key(
      "utilisation", share, "Part that uses a preference and pays nothing, by year.")
    originRule = Key(
      "origin-rule", Self.rule(share), "Least content by year; what meets it pays nothing.")
    exportPrice = Key(
      "export-price", .path(of: .priceLevel, lastYear: lastYear),
      "Price of the origin in this market against the base year, before duty.")
    localisation = Key(
      "localisation", Self.localisation(share, context.vocabulary),
      "Sales of the origin that are made in other places instead.")
  }

  var outlines: [KeyOutline] {
    [
      name.outline, importer.outline, origins.outline, products.outline, duty.outline,
      baseDuty.outline, makers.outline, share.outline, utilisation.outline, originRule.outline,
      exportPrice.outline, marketShare.outline, localisation.outline,
    ]
  }

  var shape: Shape<TradeMeasure> {
    .record(outlines) { fields, problems in
      let known = problems.count
      var measure = TradeMeasure(name: fields.value(name, &problems) ?? "")
      measure.importers = fields.value(importer, &problems) ?? Scope([])
      measure.origins = fields.value(origins, &problems) ?? Scope([])
      measure.products = fields.value(products, &problems) ?? []
      measure.duty = fields.value(duty, &problems)
      measure.baseDuty = fields.value(baseDuty, &problems)
      measure.makers = fields.value(makers, &problems) ?? [:]
      measure.share = fields.value(share, &problems)
      measure.utilisation = fields.value(utilisation, &problems)
      measure.originRule = fields.value(originRule, &problems)
      measure.exportPrice = fields.value(exportPrice, &problems)
      measure.marketShare = fields.value(marketShare, &problems)
      measure.localisation = fields.value(localisation, &problems)
      conflicts(fields, &problems)
      return problems.count == known ? measure : nil
    }
  }

  /// Keys that exclude each other.
  private func conflicts(_ fields: Fields, _ problems: inout [Problem]) {
    let pairs = [
      (makers.name, duty.name, "makers have duties of their own"),
      (originRule.name, utilisation.name, "the rule says how much of the preference is used"),
    ]
    for (key, other, reason) in pairs {
      guard let node = fields[key], fields[other] != nil else { continue }
      problems.append(
        Problem(
          at: node.location, path: node.path, "`\(other)` is given too, but \(reason)",
          expected: "either `\(key)` or `\(other)`"))
    }
  }

  private static func products(_ vocabulary: Vocabulary) -> Shape<[String]> {
    let groups = TradeMeasure.groups.keys.sorted()
    let names = Set(groups + vocabulary.industries)
    let item = Shape<String>.text("an industry code, or one of \(groups.joined(separator: ", "))")
      .checked { text, node, problems in
        guard !vocabulary.industries.isEmpty, !names.contains(text) else { return true }
        problems.append(
          Problem(
            at: node.location, path: node.path,
            "there is no product `\(DocumentNode.shortened(text))`",
            expected: "an industry code, or \(UnknownName.choice(of: groups, near: text))"))
        return false
      }
    return Shape<[String]>.list(of: item, "a list of products such as [vehicles]", atLeast: 1)
      .checked { products, node, problems in
        // Unknown products are missing from what was read, so places would not fit.
        guard let items = node.items, items.count == products.count,
          let twice = TradeMeasure.repeated(in: products)
        else { return true }
        let place = items[twice.place]
        problems.append(
          Problem(
            at: place.location, path: place.path, twice.message, expected: "each product once"))
        return false
      }
  }

  private static func makers(_ rate: Shape<DatedPath>) -> Shape<[String: TradeMeasure.Maker]> {
    let share = Key("share", required: true, Shape<Double>.share, "Part of what is covered.")
    let duty = Key("duty", required: true, rate, "All duties on the maker together.")
    let maker = Shape<TradeMeasure.Maker>
      .record([share.outline, duty.outline]) { fields, problems in
        let part = fields.value(share, &problems)
        let path = fields.value(duty, &problems)
        guard let part, let path else { return nil }
        return TradeMeasure.Maker(share: part, duty: path)
      }
    return .names(of: maker, "a mapping of makers to {share, duty}")
      .checked { makers, node, problems in
        let sum = makers.values.map(\.share).sorted().reduce(0, +)
        // Shares are written with a few decimals.
        guard abs(sum - 1) > 1e-6 else { return true }
        problems.append(
          Problem(
            at: node.location, path: node.path,
            "the shares of the makers add up to \((1000 * sum).rounded() / 10) %",
            expected: "100 % together"))
        return false
      }
  }

  private static func rule(_ share: Shape<DatedPath>) -> Shape<TradeMeasure.OriginRule> {
    let floors = Key(
      "floors", required: true,
      Shape<[String: DatedPath]>
        .table(
          of: share,
          names: LocalContent.Basket.allCases.filter { $0 != .activeMaterials }.map(\.rawValue),
          "a mapping of baskets to least contents by year", atLeast: 1),
      "Least content by basket and year.")
    let definition = Key(
      "definition",
      Shape<String>
        .choice(
          LocalContent.Definition.allCases.filter { $0 != .valueAdded }.map(\.rawValue)),
      "How content is measured; build-down when left out.")
    return .record([floors.outline, definition.outline]) { fields, problems in
      let known = problems.count
      let paths = fields.value(floors, &problems)
      let word = fields.value(definition, &problems)
      guard let paths, problems.count == known else { return nil }
      let named = paths.compactMap { name, path in
        LocalContent.Basket(rawValue: name).map { ($0, path) }
      }
      return TradeMeasure.OriginRule(
        floors: Dictionary(uniqueKeysWithValues: named),
        definition: word.flatMap(LocalContent.Definition.init) ?? .buildDown)
    }
  }

  private static func localisation(
    _ share: Shape<DatedPath>, _ vocabulary: Vocabulary
  ) -> Shape<TradeMeasure.Localisation> {
    let part = Key("share", required: true, share, "Part of the sales that is made elsewhere.")
    let places = Key(
      "places", required: true,
      .table(
        of: .rate, names: vocabulary.places, "a mapping of regions or countries to weights",
        atLeast: 1, repeating: false), "Where it is made, by weight.")
    return .record([part.outline, places.outline]) { fields, problems in
      let path = fields.value(part, &problems)
      let weights = fields.value(places, &problems)
      guard let path, let weights else { return nil }
      return TradeMeasure.Localisation(share: path, places: weights)
    }
  }
}

extension Shape where Value == Scope {
  /// Places of the economy, and what it does not model.
  static func tradingPlaces(in vocabulary: Vocabulary) -> Shape<Scope> {
    var wider = vocabulary
    if !vocabulary.places.isEmpty { wider.zones.append(TradeMeasure.restOfWorld) }
    return scope(in: wider)
  }
}

extension Shape {
  /// A mapping with free names.
  static func names<Item: Sendable>(
    of item: Shape<Item>, _ expectation: String
  ) -> Shape where Value == [String: Item] {
    Shape(
      expectation: expectation,
      schema: .type("object", [.init("additionalProperties", item.schema)])
    ) { node, problems in
      guard let entries = node.entries, !entries.isEmpty else {
        problems.append(node.mismatch(expectation))
        return nil
      }
      let known = problems.count
      var values: [String: Item] = [:]
      for entry in entries { values[entry.key] = item.read(entry.value, &problems) }
      return problems.count == known ? values : nil
    }
  }
}
