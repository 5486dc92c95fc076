public import ImpactAxes
import ImpactDiagnostics
package import ImpactDocuments

/// What an investment of a kind buys: shares of its cost by product.
///
///     cost_i = σ_i·I,  Σ σ_i = 1
///
/// Entries `investment.<kind>.<industry>` of the catalogue, per cent.
package struct InvestmentBasket: Sendable {
  /// Shares by industry code, in the order of the codes.
  package let shares: [(product: String, share: Double)]

  private static let equipment: Set<String> = ["C25", "C26", "C27", "C28", "C29-OTH"]

  /// Reads a kind; throws a `ProblemReport` when it has no entries or they do not add up to 100.
  package init(_ kind: String, _ catalogue: ParameterCatalogue) throws {
    try self.init(kind, catalogue, keys: Self.keys(kind, catalogue))
  }

  private static func keys(_ kind: String, _ catalogue: ParameterCatalogue) -> [String] {
    catalogue.parameters.keys.filter { $0.hasPrefix("investment.\(kind).") }.sorted()
  }

  private init(_ kind: String, _ catalogue: ParameterCatalogue, keys: [String]) throws {
    let prefix = "investment.\(kind)."
    shares =
      try keys
      .map { (String($0.dropFirst(prefix.count)), try catalogue.central($0) / 100) }
    let sum = shares.reduce(0) { $0 + $1.share }
    guard abs(sum - 1) < 1e-9, shares.allSatisfy({ $0.share >= 0 }) else {
      throw ProblemReport([
        Problem(
          at: nil, path: "parameters.\(prefix)*",
          "the shares of what the investment buys add up to \(100 * sum) per cent",
          expected: "shares of zero or more that add up to 100")
      ])
    }
  }

  /// The basket of a kind, read once for a run.
  package static func of(_ kind: String, _ context: LeverContext) throws -> InvestmentBasket {
    try context.runMemo.value("investment basket:\(kind)") {
      // Runs differ in values, not in entries.
      let keys = context.economyMemo.value("investment keys:\(kind)") {
        Self.keys(kind, context.catalogue)
      }
      return try InvestmentBasket(kind, context.catalogue, keys: keys)
    }
  }

  /// How the price of a product divides into basic prices and margins.
  package static func kind(of product: String) -> Valuation.Kind {
    if equipment.contains(product) { return .equipment }
    return product == "F" ? .construction : .services
  }

  /// Industries that buying the basket needs.
  package var industries: [String] {
    shares.flatMap { [$0.product] + Valuation.industries(Self.kind(of: $0.product)) }
  }
}

/// Where bought equipment is made: a share from a zone; else as the region's investment is bought.
public struct EquipmentOrigin: Sendable, Hashable {
  /// Places whose makers count.
  public var zone: Scope
  /// Share of equipment that comes from the zone, by year, 0 to 1.
  public var share: DatedPath

  /// A zone and its share.
  public init(zone: Scope = .eu27, share: DatedPath) {
    self.zone = zone
    self.share = share
  }
}
