import ImpactAxes
package import ImpactDiagnostics
package import ImpactDocuments

/// What the shape of a lever needs to know about the rest of the file.
package struct ReadingContext: Sendable {
  package let vocabulary: Vocabulary
  /// The scenario's years; nil when they could not be read.
  package let years: [Int]?
  /// Path of the file, from whose folder other files are taken; empty for none.
  package let file: String

  package init(vocabulary: Vocabulary, years: [Int]?, file: String = "") {
    self.vocabulary = vocabulary
    self.years = years
    self.file = file
  }
}

/// How one kind of lever stands in a file.
package struct LeverShape: Sendable {
  package let key: String
  package let outlines: [KeyOutline]
  /// Keys that hold a table: an override replaces their entries one by one.
  package let tables: [String]
  package let read: @Sendable (DocumentNode, inout [Problem]) -> (any Lever)?

  package init(
    key: String, outlines: [KeyOutline], tables: [String],
    read: @escaping @Sendable (DocumentNode, inout [Problem]) -> (any Lever)?
  ) {
    self.key = key
    self.outlines = outlines
    self.tables = tables
    self.read = read
  }

  /// Every kind of lever a file can hold, in the order of messages and of the schema.
  package static func all(_ context: ReadingContext) -> [LeverShape] {
    [
      DriveTrainShape(context).leverShape, LocalContentShape(context).leverShape,
      ProductivityShape(context).leverShape, TradeShape(context).leverShape,
      SupplyCutShape(context).leverShape,
      CircularEconomyShape(context).leverShape, InnovationShape(context).leverShape,
      ExportPromotionShape(context).leverShape,
      ChargingShape(context).leverShape,
      BatteryPlantsShape(context).leverShape, PlantShape(context).leverShape,
      StateAidShape(context).leverShape, ResearchShape(context).leverShape,
      EventsShape(context).leverShape,
    ] + demand(context)
  }

  /// Levers of public money that act on demand.
  private static func demand(_ context: ReadingContext) -> [LeverShape] {
    [
      PurchaseIncentiveShape(context).leverShape, SocialLeasingShape(context).leverShape,
      ScrappageShape(context).leverShape, FleetMandateShape(context).leverShape,
      ProcurementShape(context).leverShape, PublicTransportShape(context).leverShape,
      TechnologyProgrammeShape(context).leverShape,
    ]
  }

  /// Keys of `tables` by kind of lever.
  static let tablesByKey: [String: [String]] = Dictionary(
    uniqueKeysWithValues: all(ReadingContext(vocabulary: .empty, years: nil))
      .map {
        ($0.key, $0.tables)
      })
}

/// Keys that every lever has.
struct CommonLeverKeys: Sendable {
  let id = Key(
    "id", Shape<String>.identifier,
    "Name of the lever in results and overrides; the kind of lever when left out.")
  let intensity = Key(
    "intensity", Shape<Double>.share, "How far the lever is applied: 0 % changes nothing.")
  let regions: Key<Scope>

  init(_ context: ReadingContext) {
    regions = Key(
      "regions", .scope(in: context.vocabulary), "Where the lever acts; EU27 when left out.")
  }

  var outlines: [KeyOutline] { [id.outline, intensity.outline, regions.outline] }
}

/// Keys for the answer of buyers, which several levers share.
struct PriceResponseKeys: Sendable {
  let passThrough = Key(
    "pass-through", Shape<Double>.share, "How much of an extra cost reaches buyers.")
  let demandElasticity = Key(
    "demand-elasticity", Shape<Double>.demandElasticity,
    "Price elasticity of the demand for vehicles, negative.")

  var outlines: [KeyOutline] { [passThrough.outline, demandElasticity.outline] }
}
