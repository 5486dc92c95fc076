import Foundation
import ImpactDiagnostics
import ImpactDocuments
public import ImpactModels

/// Reads a recipe for the arithmetic of rules of origin: YAML, strictly, all problems at once.
public struct OriginRecipeFile: Sendable {
  /// The recipe.
  public let recipe: OriginRecipe
  /// Name of the currency, for tables.
  public let currency: String
  /// MaxNOM limit of the rule, a share of the price; nil when the file names none.
  public let limit: Double?

  /// Reads the file at a path; throws `ProblemReport`.
  public init(path: String) throws {
    guard let handle = FileHandle(forReadingAtPath: path),
      let data = try? handle.read(upToCount: YamlDocument.Limits.bytes + 1) ?? Data()
    else {
      throw ProblemReport([
        Problem(at: Location(file: path), "the file cannot be read", expected: "a recipe file")
      ])
    }
    try self.init(YamlDocument(bytes: Array(data), file: path))
  }

  /// Reads text; `file` names it in problems.
  public init(text: String, file: String) throws {
    try self.init(YamlDocument(text: text, file: file))
  }

  private init(_ document: YamlDocument) throws {
    guard let root = document.root else { throw ProblemReport(document.problems) }
    var problems: [Problem] = []
    let shape = OriginRecipeShape()
    let parts = shape.read(root, &problems)
    let fresh = problems.filter { !document.refusedPaths.contains($0.path) }
    guard let parts, document.problems.isEmpty, fresh.isEmpty else {
      throw ProblemReport(document.problems + fresh)
    }
    do {
      recipe = try OriginRecipe(
        product: parts.product, price: parts.price, materials: parts.materials,
        processingCost: parts.processing, exclusions: parts.exclusions)
    } catch let report as ProblemReport {
      // Values are right one by one; what disagrees is placed at the file's beginning.
      throw ProblemReport(
        report.problems.map {
          Problem(at: root.location, path: $0.path, $0.message, expected: $0.expected)
        })
    }
    currency = parts.currency
    limit = parts.limit
  }
}

/// The keys of a recipe file.
struct OriginRecipeShape: Sendable {
  struct Parts {
    let product: String
    let currency: String
    let price: Double
    let processing: Double
    let materials: [OriginRecipe.Material]
    let exclusions: OriginRecipe.Exclusions
    let limit: Double?
  }

  let product = Key("product", required: true, Shape<String>.text(), "What is made.")
  let currency = Key("currency", required: true, Shape<String>.text(), "Currency of all amounts.")
  let price = Key("price", required: true, Shape<Double>.amount, "Ex-works or transaction value.")
  let processing = Key(
    "processing", required: true, Shape<Double>.amount, "Labour and overhead of the maker.")
  let limit = Key("max-nom", Shape<Double>.share, "Largest non-originating share of the price.")
  let materials = Key(
    "materials", required: true,
    Shape<[OriginRecipe.Material]>
      .list(of: MaterialKeys().shape, "a list of materials", atLeast: 1),
    "Everything bought in.")
  let exclusions = Key("exclusions", ExclusionKeys().shape, "Costs that net cost leaves out.")

  private var outlines: [KeyOutline] {
    [
      product.outline, currency.outline, price.outline, processing.outline, limit.outline,
      materials.outline, exclusions.outline,
    ]
  }

  func read(_ node: DocumentNode, _ problems: inout [Problem]) -> Parts? {
    guard let fields = Fields(node, keys: outlines, &problems) else { return nil }
    let product = fields.value(product, &problems)
    let currency = fields.value(currency, &problems)
    let price = fields.value(price, &problems)
    let processing = fields.value(processing, &problems)
    let limit = fields.value(limit, &problems)
    let materials = fields.value(materials, &problems)
    let exclusions = fields.value(exclusions, &problems)
    guard let product, let currency, let price, let processing, let materials else { return nil }
    return Parts(
      product: product, currency: currency, price: price, processing: processing,
      materials: materials, exclusions: exclusions ?? .init(), limit: limit)
  }
}

/// The keys of a material.
private struct MaterialKeys: Sendable {
  let name = Key("name", required: true, Shape<String>.text(), "Name of the material.")
  let value = Key("value", required: true, Shape<Double>.amount, "Price paid.")
  let foreign = Key(
    "non-originating", required: true, Shape<Double>.amount, "The part that does not originate.")
  let limit = Key(
    "max-nom", Shape<Double>.share, "Limit at which the material itself originates (roll-up).")

  var shape: Shape<OriginRecipe.Material> {
    .record([name.outline, value.outline, foreign.outline, limit.outline]) { fields, problems in
      let name = fields.value(self.name, &problems)
      let value = fields.value(self.value, &problems)
      let foreign = fields.value(self.foreign, &problems)
      let limit = fields.value(self.limit, &problems)
      guard let name, let value, let foreign else { return nil }
      return OriginRecipe.Material(
        name: name, value: value, nonOriginating: foreign, ownLimit: limit)
    }
  }
}

/// The keys of the costs that net cost leaves out.
private struct ExclusionKeys: Sendable {
  let royalties = Key("royalties", Shape<Double>.amount, "Royalties.")
  let promotion = Key("sales-promotion", Shape<Double>.amount, "Sales promotion and service.")
  let shipping = Key("shipping-and-packing", Shape<Double>.amount, "Shipping and packing.")
  let interest = Key("non-allowable-interest", Shape<Double>.amount, "Interest not to be counted.")

  var shape: Shape<OriginRecipe.Exclusions> {
    .record([royalties.outline, promotion.outline, shipping.outline, interest.outline]) {
      fields, problems in
      OriginRecipe.Exclusions(
        royalties: fields.value(royalties, &problems) ?? 0,
        salesPromotion: fields.value(promotion, &problems) ?? 0,
        shippingAndPacking: fields.value(shipping, &problems) ?? 0,
        nonAllowableInterest: fields.value(interest, &problems) ?? 0)
    }
  }
}
