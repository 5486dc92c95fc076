public import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

/// What becomes of the sales of a new plant, and of the sales that a closed one leaves.
///
///     V = d·V (makers outside the union lose) + h·V (other makers of the union lose) + rest
///
/// The rest is sold in addition: exports and growth that no other lever holds. Of a closed plant's
/// sales d goes to makers outside, h to others of the union, the rest is not sold any more.
public struct SalesDisplacement: Sendable, Hashable {
  /// d; nil: catalogue.
  public var imports: Double?
  /// h; nil: catalogue.
  public var makers: Double?

  /// Shares from 0 to 1 whose sum is at most 1; the catalogue's where nil.
  public init(imports: Double? = nil, makers: Double? = nil) {
    self.imports = imports
    self.makers = makers
  }

  /// d and h with the catalogue's values in place.
  func shares(_ kind: String, _ catalogue: ParameterCatalogue) throws -> (Double, Double) {
    (
      try imports ?? catalogue.central("\(kind).displaced_imports") / 100,
      try makers ?? catalogue.central("\(kind).displaced_makers") / 100
    )
  }

  /// A sum above 1.
  func problems(_ lever: String, _ kind: String, _ catalogue: ParameterCatalogue) -> [Problem] {
    guard let (d, h) = try? shares(kind, catalogue), d + h > 1 + 1e-12 else { return [] }
    return [
      Problem(
        at: nil, path: lever,
        "a plant cannot take \(Int((100 * d).rounded())) % of its sales from imports and "
          + "\(Int((100 * h).rounded())) % from other makers",
        expected: "displaced-imports and displaced-makers that add up to 100 % at most")
    ]
  }
}

extension LeverState {
  /// Takes a new plant's sales from others, or gives them those of a closed one; million EUR.
  ///
  /// What makers outside the union do not sell to it cannot be taken: a notice says so.
  mutating func displace(
    _ sales: Double, of product: Int, _ displacement: (imports: Double, makers: Double),
    lever: String, _ book: inout PurchaseBook
  ) -> (imports: Double, makers: Double) {
    guard sales != 0 else { return (0, 0) }
    var ignored: [Problem] = []
    let union = context.mask(of: .eu27, path: "", problems: &ignored)
    let flows = ProductSales(product, to: union, self)
    let imports = takeSales(
      displacement.imports * sales, of: product, from: union.complement, flows, &book)
    let makers = takeSales(displacement.makers * sales, of: product, from: union, flows, &book)
    let code = context.economy.industries[product].code
    for (asked, taken, whom) in [
      (displacement.imports * sales, imports, "makers outside the union"),
      (displacement.makers * sales, makers, "other makers of the union"),
    ] where abs(taken) < abs(asked) * (1 - 1e-9) {
      notices.append(
        Notice(
          "displacement-exceeds-sales",
          "\(lever): in at least one year \(whom) sell less \(code) to the union than the plants are "
            + "to take from them; the rest counts as additional sales (a transition before this "
            + "lever raises what is sold)"))
    }
    return (imports, makers)
  }
}

/// Conditions on a foreign plant: what stays and what leaves.
public struct PlantConditions: Sendable, Hashable {
  /// Share of jobs that people of the region hold; nil: catalogue.
  public var localHiring: Double?
  /// Share of all inputs from the zone; nil: as its industry buys.
  public var inputContent: Double?
  /// The zone of the inputs.
  public var zone: Scope
  /// Share of the profit that leaves the union; nil: catalogue.
  public var profitAbroad: Double?

  /// Conditions; what is left out is as the catalogue has it.
  public init(
    localHiring: Double? = nil, inputContent: Double? = nil, zone: Scope = .eu27,
    profitAbroad: Double? = nil
  ) {
    self.localHiring = localHiring
    self.inputContent = inputContent
    self.zone = zone
    self.profitAbroad = profitAbroad
  }

  static let hiringKey = "fdi.local_hiring"
  static let profitKey = "fdi.profit_abroad"
}
