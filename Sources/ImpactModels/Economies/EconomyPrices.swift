public import ImpactEconomies
import ImpactNumerics

/// A change of costs, for buyers and makers in chosen cells.
public struct CostChange: Sendable, Hashable {
  /// Rise of wages, as a share of compensation.
  public var wages = 0.0
  /// Rise of net product taxes and margins on inputs, as a share of them.
  public var taxes = 0.0
  /// Rise of prices from the rest of the world by product, as a share; empty for none.
  public var imports: [Double] = []
  /// Premium on a product bought anywhere, as a share of base prices, by product; empty for none.
  public var premia: [Double] = []

  /// No change; set what changes.
  public init() {}
}

/// Prices after a change of costs, by region and industry.
///
///     Δc[j,s] = δ_w w[j,s] + δ_t t[j,s] + Σ_i T_imp[i][W,s] a_imp[i,j,s] δ_m[i] + Σ_i a[i,j,s] δ_p[i]
///     Δp = AᵀΔp + Δc
///
/// w compensation, t taxes and margins on inputs, per unit of output. A premium is paid on base prices,
/// beside what suppliers pass on. The change reaches the chosen cells, prices move everywhere.
public struct EconomyPrices: Sendable {
  /// Δc, length n, shares of base price.
  public let costs: [Double]
  /// Δp, length n, shares of base price.
  public let changes: [Double]
  /// Change of the price of household purchases by region, length R; nan where there are none.
  public let households: [Double]
  /// What is estimated; nil when nothing is.
  public let remark: String?

  /// Throws a `ProblemReport` that names region and industry.
  public init(_ model: EconomyModel, _ change: CostChange, in cells: CellSelection) throws {
    let economy = model.economy
    let labour = change.wages == 0 ? nil : LabourIncome(economy)
    let none = [Double](repeating: 0, count: economy.industryCount)
    let abroad = change.imports.isEmpty ? none : change.imports
    let buyers = BuyerMeans(model)
    let costs = Self.costs(
      model, change, cells.cells(of: economy), wages: labour?.coefficients,
      world: buyers.worldInputs(abroad))
    changes = try model.naming("prices") {
      try PriceModel(model.system).changes(costs: Matrix(column: costs)).values
    }
    self.costs = costs
    households = Self.households(
      economy, buyers, changes, world: abroad, premia: change.premia, Set(cells.regions))
    remark = labour?.remark(purpose: "there ", of: economy.countryCount)
  }

  /// Δc: costs of the chosen cells per unit of output.
  private static func costs(
    _ model: EconomyModel, _ change: CostChange, _ cells: [Int], wages: [Double]?, world: [Double]
  ) -> [Double] {
    let economy = model.economy
    let (S, satellites) = (economy.industryCount, economy.satellites)
    var costs = [Double](repeating: 0, count: economy.dimension)
    for cell in cells {
      costs[cell] = world[cell]
      if let wages { costs[cell] += change.wages * wages[cell] }
      if change.taxes != 0, satellites.output[cell] != 0 {
        costs[cell] += change.taxes * satellites.taxesAndMargins[cell] / satellites.output[cell]
      }
      for (i, premium) in change.premia.enumerated() where premium != 0 {
        costs[cell] +=
          premium
          * model.matrices.technology.total(product: i, buyer: cell % S, region: cell / S)
      }
    }
    return costs
  }

  /// Σ_i (y_own ū_own + y_imp ū_imp) / Σ y over household purchases.
  private static func households(
    _ economy: Economy, _ buyers: BuyerMeans, _ prices: [Double], world: [Double],
    premia: [Double], _ reached: Set<Int>
  ) -> [Double] {
    let S = economy.industryCount
    let none = [Double](repeating: 0, count: S)
    let all = buyers.means(of: prices, world: none)
    let abroad = buyers.means(of: [Double](repeating: 0, count: prices.count), world: world)
    let category = Economy.FinalCategory.households.rawValue
    let (own, imported) = (
      economy.finalDemand.own[category], economy.finalDemand.imported[category]
    )
    return economy.regions.indices.map { s in
      var (spent, more) = (0.0, 0.0)
      for i in 0..<S {
        let k = s * S + i
        spent += own[k] + imported[k]
        more += own[k] * all.own[k] + imported[k] * all.imported[k]
        guard reached.contains(s) else { continue }
        more += imported[k] * abroad.imported[k]
        if !premia.isEmpty { more += (own[k] + imported[k]) * premia[i] }
      }
      return spent > 0 ? more / spent : .nan
    }
  }
}
