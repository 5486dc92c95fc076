public import ImpactAxes

/// Exports that a class of firms gains through a project, and what the project costs.
///
///     F[r,s] = T_imp[i][r,s]·(Σ_j a_imp[i,j,s]·x₀[j,s] + Σ_c y_imp[i,c,s]),  F[r,W] = z[i,r]
///     gain[r,s] = φ·u(t)·F[r,s] for markets s outside the country of r
///
/// u is the uplift, φ the share of the firms in the exports of their industry. In modelled markets other
/// suppliers of s lose as much, in proportion to what they deliver; what W buys more is new to the
/// accounts. Million EUR at basic prices. Parameters: `export_promotion.*`.
public struct ExportPromotion: Lever {
  /// The word for this lever in scenario files.
  public static let key = "export-promotion"

  /// Unique within a scenario.
  public var id: String
  /// 0 to 1; scales the uplift and the cost.
  public var intensity: Double
  /// Where the firms are.
  public var regions: Scope
  /// Industry codes of the firms.
  public var products: [String]
  /// u(t), share of the firms' exports; none before the first year of the path.
  public var uplift: DatedPath
  /// φ; nil: `export_promotion.firm_share`.
  public var firmShare: Double?
  /// Where the firms sell more; the own country never counts.
  public var markets: Scope
  /// Cost of the project by year, million EUR in prices of 2024; nil: none.
  public var cost: DatedPath?
  /// Part of the cost that the Union pays; nil: `export_promotion.union_share`.
  public var unionShare: Double?
  /// Who pays in the end, in the regions and in the Union alike.
  public var financing: Financing

  /// An export promotion; what is nil is taken from the catalogue.
  public init(
    id: String = ExportPromotion.key, intensity: Double = 1, regions: Scope, products: [String],
    uplift: DatedPath, firmShare: Double? = nil, markets: Scope = Scope(["WORLD"]),
    cost: DatedPath? = nil, unionShare: Double? = nil, financing: Financing = .deficit
  ) {
    self.id = id
    self.intensity = intensity
    self.regions = regions
    self.products = products
    self.uplift = uplift
    self.firmShare = firmShare
    self.markets = markets
    self.cost = cost
    self.unionShare = unionShare
    self.financing = financing
  }
}

extension ExportPromotion {
  static let firmShareKey = "export_promotion.firm_share"
  static let unionShareKey = "export_promotion.union_share"
  static let spendingProducts = ["M69_M70", "M73", "N"]
  static func spendingKey(_ product: String) -> String { "export_promotion.spending.\(product)" }

  /// φ·u(t) times the intensity.
  func share(in year: Int, _ context: LeverContext) throws -> Double {
    guard year >= uplift.first.year else { return 0 }
    let firms = try firmShare ?? context.catalogue.central(Self.firmShareKey) / 100
    return intensity * firms * uplift.value(in: year)
  }

  /// Cost of a year in prices of 2024.
  ///
  /// None before the first year of a path and after its last, unless the path is one value for all
  /// years.
  func money(in year: Int) -> Double {
    guard let cost, year >= cost.first.year else { return 0 }
    if cost.points.count > 1, let last = cost.points.last, year > last.year { return 0 }
    return intensity * cost.value(in: year)
  }
}
