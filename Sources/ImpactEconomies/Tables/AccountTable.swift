public import ImpactAxes
public import ImpactNumerics

/// Input-output accounts held in full: one region or many, flows between all of their industries.
///
/// Index of region r and industry i in every vector of length n = R·S: `r * S + i` (region-major).
///
///     x[i] = Σ_j Z[i,j] + Σ_c Y[i,c]                 uses of what i makes
///     x[j] = Σ_i Z[i,j] + Σ_p W[p,j]                 costs of what j makes
///
/// with intermediate flows Z (n×n, row seller, column buyer), final uses Y (n×m) and primary inputs
/// W (k×n), all in `unit`. It is what a statistical office publishes; `Economy` is the factored form.
/// Purchases from regions that are not modelled are a row of W, sales to them a column of Y.
public struct AccountTable: Sendable {
  /// Short identifier, such as `wiod-2011`.
  public let name: String
  /// One line for people.
  public let title: String
  /// Year of the accounts.
  public let year: Int
  /// What one unit of the flows is worth.
  public let unit: MonetaryUnit
  /// What its rows and columns stand for.
  public let kind: Kind
  /// R regions, codes as the table's source writes them after the conversions that a notice names.
  public let regions: [Region]
  /// S industries (or products), the same in every region.
  public let industries: [Industry]
  /// Z, n×n.
  public let intermediate: Matrix
  /// What each column of `finalUses` stands for, length m.
  public let finalColumns: [FinalColumn]
  /// Y, n×m.
  public let finalUses: Matrix
  /// What each row of `primaryInputs` stands for, length k.
  public let primaryRows: [PrimaryRow]
  /// W, k×n.
  public let primaryInputs: Matrix
  /// W of final uses, k×m: taxes on final purchases, final purchases from outside.
  public let primaryInputsOfFinalUses: Matrix
  /// x as published, length n; equal to uses and costs up to the source's rounding.
  public let output: [Double]
  /// Employment, emissions and whatever else hangs on output.
  public let satellites: [SatelliteAccount]

  /// Joins the parts; throws `ProblemReport` when their sizes do not fit.
  public init(
    name: String, title: String, year: Int, unit: MonetaryUnit, kind: Kind, regions: [Region],
    industries: [Industry], intermediate: Matrix, finalColumns: [FinalColumn], finalUses: Matrix,
    primaryRows: [PrimaryRow], primaryInputs: Matrix, primaryInputsOfFinalUses: Matrix,
    output: [Double], satellites: [SatelliteAccount]
  ) throws {
    self.name = name
    self.title = title
    self.year = year
    self.unit = unit
    self.kind = kind
    self.regions = regions
    self.industries = industries
    self.intermediate = intermediate
    self.finalColumns = finalColumns
    self.finalUses = finalUses
    self.primaryRows = primaryRows
    self.primaryInputs = primaryInputs
    self.primaryInputsOfFinalUses = primaryInputsOfFinalUses
    self.output = output
    self.satellites = satellites
    try checkShapes()
  }

  /// Number of regions, R.
  public var regionCount: Int { regions.count }
  /// Number of industries, S.
  public var industryCount: Int { industries.count }
  /// n = R·S, the length of every region-major vector.
  public var dimension: Int { regions.count * industries.count }
  /// r·S + i, the place of industry i of region r.
  public func index(region: Int, industry: Int) -> Int { region * industries.count + industry }
  /// `DE C29`: region and industry of a cell by their codes.
  public func place(_ cell: Int) -> String {
    "\(regions[cell / industryCount].code) \(industries[cell % industryCount].code)"
  }
}

extension AccountTable {
  /// What rows and columns of the flows stand for.
  public enum Kind: String, Sendable, CaseIterable {
    case industryByIndustry = "industry-by-industry"
    case productByProduct = "product-by-product"
  }

  /// Currency and scale of every money flow.
  public struct MonetaryUnit: Sendable, Hashable {
    /// ISO 4217 code, such as `EUR`.
    public let currency: String
    /// Units of currency in one unit of the table: 1e6 for millions.
    public let scale: Double
    /// One monetary unit, unchecked.
    public init(currency: String, scale: Double) {
      self.currency = currency
      self.scale = scale
    }
    /// Million EUR.
    public static let millionEUR = MonetaryUnit(currency: "EUR", scale: 1e6)
    /// Million USD.
    public static let millionUSD = MonetaryUnit(currency: "USD", scale: 1e6)
  }

  /// A column of final uses.
  public struct FinalColumn: Sendable, Hashable {
    /// Code of the region that uses it; nil when it belongs to none (exports to the rest of the world).
    public let region: String?
    /// Code of the category as published, such as `P3_S14`.
    public let code: String
    /// Name for people.
    public let name: String
    /// What the category is, for the models.
    public let category: FinalUse
    /// One column, unchecked.
    public init(region: String?, code: String, name: String, category: FinalUse) {
      self.region = region
      self.code = code
      self.name = name
      self.category = category
    }
  }

  /// Kinds of final use, across publishers.
  public enum FinalUse: String, Sendable, CaseIterable {
    case households
    case nonProfit = "non-profit"
    case government
    case investment
    case inventories
    case exports
    /// Final use that the source does not take apart.
    case total
    /// A listed discrepancy of the source.
    case discrepancy
  }

  /// A row of primary inputs.
  public struct PrimaryRow: Sendable, Hashable {
    /// Code as published, such as `VA` or `D21X31`.
    public let code: String
    /// Name for people.
    public let name: String
    /// What the row is, for the models.
    public let category: PrimaryInput
    /// One row, unchecked.
    public init(code: String, name: String, category: PrimaryInput) {
      self.code = code
      self.name = name
      self.category = category
    }
  }

  /// Kinds of primary input, across publishers.
  public enum PrimaryInput: String, Sendable, CaseIterable {
    /// Value added, or a part of it that is neither of the next two.
    case valueAdded = "value-added"
    /// Compensation of employees, a part of value added.
    case compensation
    /// Gross operating surplus, a part of value added.
    case surplus
    /// Taxes less subsidies on production, a part of value added.
    case productionTaxes = "production-taxes"
    /// Taxes less subsidies on products.
    case productTaxes = "product-taxes"
    /// International trade and transport margins.
    case margins
    /// Purchases from regions without a model.
    case imports
    /// Purchases by residents abroad and other adjustments.
    case adjustments
    /// A listed discrepancy of the source.
    case discrepancy

    /// Whether the row counts as value added.
    public var isValueAdded: Bool {
      switch self {
      case .valueAdded, .compensation, .surplus, .productionTaxes: true
      case .productTaxes, .margins, .imports, .adjustments, .discrepancy: false
      }
    }
  }

  /// An account that hangs on output, such as persons employed or emissions.
  public struct SatelliteAccount: Sendable, Hashable {
    /// Code, such as `employment`.
    public let code: String
    /// Name for people.
    public let name: String
    /// Unit of its values, such as `persons` or `kt CO2`.
    public let unit: String
    /// By region and industry, length n; nan where no source has a value.
    public let values: [Double]
    /// One account, unchecked.
    public init(code: String, name: String, unit: String, values: [Double]) {
      self.code = code
      self.name = name
      self.unit = unit
      self.values = values
    }
  }
}
