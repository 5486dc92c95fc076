public import ImpactNumerics

/// The price model (cost-push), dual of the quantity model.
///
///     p = Aᵀ p + v_c,   p = (I − Aᵀ)⁻¹ v_c,   Δp = (I − Aᵀ)⁻¹ Δv_c
///
/// v_c[j] holds all costs of a unit of j that are not domestic inputs: value added, net product taxes,
/// margins, imports from outside the model. Prices of the base year are one. Costs are passed on in
/// full and quantities stay. Miller and Blair (2009), section 2.6.
public struct PriceModel: Sendable {
  private let system: InputOutputSystem

  /// A model on a system of n products.
  public init(_ system: InputOutputSystem) { self.system = system }

  /// p for costs v_c (length n), in units of base-year prices.
  ///
  /// Throws `shapeMismatch`, `nonFinite` or `notConverged`.
  public func prices(costs: [Double]) throws(NumericsError) -> [Double] {
    try system.totals(of: costs)
  }

  /// Δp for each column of cost changes Δv_c (n×k), as shares of base-year prices.
  ///
  /// Throws as `prices(costs:)`.
  public func changes(costs: Matrix) throws(NumericsError) -> Matrix {
    try system.totals(of: costs)
  }

  /// Δv_c' = Δp_m' A_m: costs from a change of import prices, given imported inputs per unit.
  ///
  /// `importedInputs` is m×n, `importPrices` has length m, as shares of base-year prices.
  /// Throws `shapeMismatch`.
  public static func costs(
    importedInputs: Matrix, importPrices: [Double]
  ) throws(NumericsError) -> [Double] {
    guard importPrices.count == importedInputs.rows else {
      throw .shapeMismatch(
        what: "import prices", expected: importedInputs.rows, found: importPrices.count)
    }
    return importedInputs.transposedMultiplied(by: Matrix(column: importPrices)).values
  }

  /// Prices when some are regulated.
  public struct Regulated: Sendable {
    /// Δp, length n: the regulated ones as set.
    public let changes: [Double]
    /// Δp_R − (Aᵀ Δp)_R − Δv_R at the regulated products: what their makers gain (or lose) per
    /// unit, since the price no longer follows costs; zero elsewhere.
    public let margins: [Double]
  }

  /// Δp_K' = (Δp_R' A_RK + Δv_K')(I − A_KK)⁻¹ with Δp_R set for the regulated products R.
  ///
  /// `regulated` maps a product to its price change; `costs` are Δv_c of all products (length n).
  /// Throws `shapeMismatch`, `nonFinite`, `notConverged`, or `singular`.
  public func changes(
    regulated: [Int: Double], costs: [Double]
  ) throws(NumericsError) -> Regulated {
    let n = system.dimension
    try system.require("cost changes", costs)
    let fixed = regulated.keys.sorted()
    guard fixed.allSatisfy({ (0..<n).contains($0) }) else {
      throw .shapeMismatch(what: "regulated products", expected: n, found: fixed.last ?? 0)
    }
    let free = CellMask.values(fixed, of: n, inside: 0, outside: 1)
    var set = [Double](repeating: 0, count: n)
    for (product, change) in regulated { set[product] = change }
    let passed = system.costs(at: set)
    let right = (0..<n).map { free[$0] * (passed[$0] + costs[$0]) }
    let rest = try system.scaled([ScaledTermsOperator.Term(rows: free, columns: free)])
      .totals(of: right)
    let changes = (0..<n).map { free[$0] == 0 ? set[$0] : rest[$0] }
    let inputs = system.costs(at: changes)
    let margins = (0..<n).map { free[$0] == 0 ? changes[$0] - inputs[$0] - costs[$0] : 0 }
    return Regulated(changes: changes, margins: margins)
  }
}
