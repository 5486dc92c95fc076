import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// Keys that levers of investment share.
struct InvestmentKeys: Sendable {
  static let million = "million EUR"

  let places: Key<ProgrammePlaces>
  let equipment: Key<EquipmentOrigin>
  let displacedImports = Key(
    "displaced-imports", Shape<Double>.share,
    "Part of a plant's sales that makers outside the union lose.")
  let displacedMakers = Key(
    "displaced-makers", Shape<Double>.share,
    "Part of a plant's sales that other makers of the union lose.")
  let financing = Key(
    "financing", Shape<String>.choice(Financing.allCases.map(\.rawValue)),
    "Where public money comes from: borrowed, from households, or cut elsewhere.")
  let payers: Key<Scope>

  init(_ context: ReadingContext) {
    places = Key(
      "where", .programmePlaces(context.vocabulary),
      "How the programme is spread over regions: a key, or weights by region.")
    equipment = Key(
      "equipment", EquipmentOriginKeys(context).shape,
      "Where equipment is made: a share from a zone; as investment is bought when left out.")
    payers = Key(
      "payers", .scope(in: context.vocabulary),
      "Whose households or governments pay the public part; EU27 when left out.")
  }

  var funds: [KeyOutline] { [financing.outline, payers.outline] }
  var displacement: [KeyOutline] { [displacedImports.outline, displacedMakers.outline] }

  func readFunds(_ fields: Fields, _ problems: inout [Problem]) -> PublicFunds {
    let word = fields.value(financing, &problems)
    let payers = fields.value(self.payers, &problems)
    return PublicFunds(
      financing: word.flatMap(Financing.init) ?? .deficit, payers: payers ?? .eu27)
  }

  func readDisplacement(_ fields: Fields, _ problems: inout [Problem]) -> SalesDisplacement {
    SalesDisplacement(
      imports: fields.value(displacedImports, &problems),
      makers: fields.value(displacedMakers, &problems))
  }

  /// Money of single years.
  static func budget(_ context: ReadingContext) -> Shape<DatedPath> {
    .path(of: .quantity(unit: million), lastYear: context.years?.last)
  }
}

/// The keys of `equipment`.
struct EquipmentOriginKeys: Sendable {
  let zone: Key<Scope>
  let share: Key<DatedPath>

  init(_ context: ReadingContext) {
    zone = Key(
      "zone", .scope(in: context.vocabulary), "Places whose makers count; EU27 when left out.")
    share = Key(
      "share", required: true, .path(of: .share, lastYear: context.years?.last),
      "Share that comes from the zone, by year.")
  }

  var shape: Shape<EquipmentOrigin> {
    .record([zone.outline, share.outline]) { fields, problems in
      let zone = fields.value(self.zone, &problems)
      guard let share = fields.value(self.share, &problems) else { return nil }
      return EquipmentOrigin(zone: zone ?? .eu27, share: share)
    }
  }
}
