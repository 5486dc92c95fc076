import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// Keys of public spending on a basket of products.
struct SpendingKeys: Sendable {
  let common: CommonLeverKeys
  let programme: ProgrammeKeys
  let madeIn: MadeInKeys
  let budget: Key<DatedPath>
  let places: Key<ProgrammePlaces>
  let vector: Key<[String: Double]>

  init(_ context: ReadingContext) {
    common = CommonLeverKeys(context)
    programme = ProgrammeKeys(context)
    madeIn = MadeInKeys(context)
    budget = Key(
      "budget", required: true,
      .path(of: .quantity(unit: "million EUR"), lastYear: context.years?.last),
      "Public money a year, in prices of 2024.")
    places = Key(
      "where", .programmePlaces(context.vocabulary),
      "How the money is spread over regions: a key, or weights by region.")
    vector = Key(
      "vector", .weights(context),
      "What the money buys: weights by industry, in place of the catalogue's.")
  }

  var outlines: [KeyOutline] {
    common.outlines + [budget.outline, places.outline] + programme.years + [vector.outline]
      + madeIn.outlines
  }

  var tables: [String] { [vector.name] }

  /// What keys of these levers were called once.
  static let former = ["amount": "budget", "allocation": "where"]
}

/// How `public-transport` stands in a scenario file.
struct PublicTransportShape: Sendable {
  let keys: SpendingKeys

  init(_ context: ReadingContext) { keys = SpendingKeys(context) }

  var leverShape: LeverShape {
    LeverShape(key: PublicTransport.key, outlines: keys.outlines, tables: keys.tables) {
      node, problems in read(node, &problems)
    }
  }

  private func read(_ node: DocumentNode, _ problems: inout [Problem]) -> PublicTransport? {
    guard
      let fields = Fields(
        node, keys: keys.outlines, former: SpendingKeys.former, &problems)
    else { return nil }
    let known = problems.count
    let id = fields.value(keys.common.id, &problems)
    let intensity = fields.value(keys.common.intensity, &problems)
    let regions = fields.value(keys.common.regions, &problems)
    let budget = fields.value(keys.budget, &problems)
    let places = fields.value(keys.places, &problems)
    let terms = keys.programme.readYears(fields, &problems)
    let vector = fields.value(keys.vector, &problems)
    let (origins, share) = keys.madeIn.read(fields, &problems)
    guard problems.count == known, let budget else { return nil }
    return PublicTransport(
      id: id ?? PublicTransport.key, intensity: intensity ?? 1, regions: regions ?? .eu27,
      budget: budget, terms: terms, places: places ?? .households, vector: vector ?? [:],
      madeIn: origins, madeInShare: share)
  }
}

/// How `technology-programme` stands in a scenario file.
struct TechnologyProgrammeShape: Sendable {
  let keys: SpendingKeys
  let option = Key(
    "option", required: true,
    Shape<String>.choice(TechnologyProgramme.Option.allCases.map(\.rawValue)),
    "What the money builds.")

  init(_ context: ReadingContext) { keys = SpendingKeys(context) }

  var outlines: [KeyOutline] { keys.outlines + [option.outline] }

  var leverShape: LeverShape {
    LeverShape(key: TechnologyProgramme.key, outlines: outlines, tables: keys.tables) {
      node, problems in read(node, &problems)
    }
  }

  private func read(_ node: DocumentNode, _ problems: inout [Problem]) -> TechnologyProgramme? {
    guard
      let fields = Fields(
        node, keys: outlines, former: SpendingKeys.former, &problems)
    else { return nil }
    let known = problems.count
    let id = fields.value(keys.common.id, &problems)
    let intensity = fields.value(keys.common.intensity, &problems)
    let regions = fields.value(keys.common.regions, &problems)
    let budget = fields.value(keys.budget, &problems)
    let places = fields.value(keys.places, &problems)
    let terms = keys.programme.readYears(fields, &problems)
    let vector = fields.value(keys.vector, &problems)
    let (origins, share) = keys.madeIn.read(fields, &problems)
    let option = fields.value(self.option, &problems).flatMap(TechnologyProgramme.Option.init)
    guard problems.count == known, let budget, let option else { return nil }
    return TechnologyProgramme(
      id: id ?? TechnologyProgramme.key, intensity: intensity ?? 1, regions: regions ?? .eu27,
      option: option, budget: budget, terms: terms, places: places ?? .valueAdded,
      vector: vector ?? [:], madeIn: origins, madeInShare: share)
  }
}
