import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// Keys of public spending on a basket of products.
struct SpendingKeys: Sendable {
  let common: CommonLeverKeys
  let programme: ProgrammeKeys
  let madeIn: MadeInKeys
  let amount: Key<DatedPath>
  let vector: Key<[String: Double]>

  init(_ context: ReadingContext) {
    common = CommonLeverKeys(context)
    programme = ProgrammeKeys(context)
    madeIn = MadeInKeys(context)
    amount = Key(
      "amount", required: true,
      .path(of: .quantity(unit: "million EUR"), lastYear: context.years?.last),
      "Public money a year, in prices of 2024.")
    vector = Key(
      "vector", .weights(context),
      "What the money buys: weights by industry, in place of the catalogue's.")
  }

  var outlines: [KeyOutline] {
    common.outlines + [amount.outline] + programme.outlines + [vector.outline] + madeIn.outlines
  }

  var tables: [String] { [vector.name] }
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
    guard let fields = Fields(node, keys: keys.outlines, &problems) else { return nil }
    let known = problems.count
    let id = fields.value(keys.common.id, &problems)
    let intensity = fields.value(keys.common.intensity, &problems)
    let regions = fields.value(keys.common.regions, &problems)
    let amount = fields.value(keys.amount, &problems)
    let terms = keys.programme.read(fields, &problems)
    let vector = fields.value(keys.vector, &problems)
    let (places, share) = keys.madeIn.read(fields, &problems)
    guard problems.count == known, let amount else { return nil }
    return PublicTransport(
      id: id ?? PublicTransport.key, intensity: intensity ?? 1, regions: regions ?? .eu27,
      amount: amount, terms: terms, vector: vector ?? [:], madeIn: places, madeInShare: share)
  }
}

/// How `technology-programme` stands in a scenario file.
struct TechnologyProgrammeShape: Sendable {
  let keys: SpendingKeys
  let option = Key(
    "option", required: true,
    Shape<String>.choice(TechnologyProgramme.Option.allCases.map(\.rawValue)),
    "What the money builds.")
  let allocation = Key(
    "allocation", Shape<String>.choice(TechnologyProgramme.Allocation.allCases.map(\.rawValue)),
    "How the money is spread over regions.")

  init(_ context: ReadingContext) { keys = SpendingKeys(context) }

  var outlines: [KeyOutline] { keys.outlines + [option.outline, allocation.outline] }

  var leverShape: LeverShape {
    LeverShape(key: TechnologyProgramme.key, outlines: outlines, tables: keys.tables) {
      node, problems in read(node, &problems)
    }
  }

  private func read(_ node: DocumentNode, _ problems: inout [Problem]) -> TechnologyProgramme? {
    guard let fields = Fields(node, keys: outlines, &problems) else { return nil }
    let known = problems.count
    let id = fields.value(keys.common.id, &problems)
    let intensity = fields.value(keys.common.intensity, &problems)
    let regions = fields.value(keys.common.regions, &problems)
    let amount = fields.value(keys.amount, &problems)
    let terms = keys.programme.read(fields, &problems)
    let vector = fields.value(keys.vector, &problems)
    let (places, share) = keys.madeIn.read(fields, &problems)
    let option = fields.value(self.option, &problems).flatMap(TechnologyProgramme.Option.init)
    let allocation = fields.value(self.allocation, &problems)
      .flatMap(TechnologyProgramme.Allocation.init)
    guard problems.count == known, let amount, let option else { return nil }
    return TechnologyProgramme(
      id: id ?? TechnologyProgramme.key, intensity: intensity ?? 1, regions: regions ?? .eu27,
      option: option, amount: amount, terms: terms, allocation: allocation ?? .valueAdded,
      vector: vector ?? [:], madeIn: places, madeInShare: share)
  }
}
