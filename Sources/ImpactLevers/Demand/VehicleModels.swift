import ImpactAxes
import ImpactDocuments

/// What one vehicle costs and what goes into it beyond a combustion vehicle.
struct VehicleModel: Sendable {
  /// Million EUR in prices of the accounts, at purchasers' prices.
  let paid: Double
  /// How the price divides.
  let valuation: Valuation
  /// V, basic price of the same vehicle with a combustion engine, million EUR.
  let combustionValue: Double
  /// Purchases of its maker beyond those for the combustion vehicle, million EUR by industry index.
  let extra: [Int: Double]
  /// Persons in assembly against a combustion vehicle.
  let assemblyLabour: Double
}

/// Cars and buses of one year, priced so that extra cost and extra parts agree.
///
///     P_k = P_ice·(1 + κ·Σ_i (b[i,k] − b[i,ice])/100)
///
/// P_ice is `demand.car_price.ice`, b the recipes and κ the factory cost of the transition. Its pack
/// prices and labour sets hold here too where a transition has acted before.
struct VehicleModels: Sendable {
  private let recipes: VehicleRecipes
  private let factoryCost: Double
  private let valuation: Valuation
  private let level: PriceLevel
  private let price: Double
  private let year: Int
  private let catalogue: ParameterCatalogue
  private let transition: DriveTrain
  /// κ·Σ_i (b[i,k] − b[i,ice])/100 by product for each drive train.
  private let extras: [Technology: [Int: Double]]
  /// Industries whose deliveries differ between drive trains, ascending.
  let products: [Int]
  /// The same extras by drive train in the order of `Technology.allCases` and of `products`; nil where there are none.
  private let lists: [[Double?]]

  static let priceKey = "demand.car_price.ice"

  /// Entries of the catalogue that cars read.
  static let keys =
    [priceKey, PriceLevel.key, DriveTrain.factoryCostKey] + Valuation.keys(.vehicles)
    + DriveTrain.labourKeys.values.sorted()

  init(_ state: LeverState) throws {
    let context = state.context
    catalogue = context.catalogue
    year = state.year
    transition = state.vehicles.transition ?? DriveTrain()
    let hasFuelCells = catalogue[VehicleRecipes.fuelCellIndexKey] != nil
    recipes = try Self.recipes(transition, hasFuelCells: hasFuelCells, context)
    let share = try transition.factoryCostShare ?? catalogue.central(DriveTrain.factoryCostKey)
    factoryCost = share
    valuation = try Valuation(.vehicles, deductsTax: false, catalogue)
    level = try PriceLevel(catalogue)
    price = try catalogue.central(Self.priceKey)
    var extras: [Technology: [Int: Double]] = [:]
    for technology in Technology.allCases where technology != .ice {
      guard technology != .fcev || hasFuelCells else { continue }
      extras[technology] = recipes.difference(mixChange: [technology: 1, .ice: -1], year: year)
        .mapValues { $0 * share / 100 }
    }
    self.extras = extras
    let products = Set(extras.values.flatMap(\.keys)).sorted()
    self.products = products
    lists = Technology.allCases.map { k in products.map { extras[k]?[$0] } }
  }

  /// The recipes of a run, worked out once for all years.
  private static func recipes(
    _ transition: DriveTrain, hasFuelCells: Bool, _ context: LeverContext
  ) throws -> VehicleRecipes {
    let price = try transition.packPrice(context.catalogue)
    return try context.runMemo.value("recipes of models:\(price.hashValue):\(hasFuelCells)") {
      try VehicleRecipes(
        catalogue: context.catalogue, groups: context.groups,
        industryIndex: context.industryIndex, packPrice: price, hasFuelCells: hasFuelCells,
        shares: context.economyMemo.value("recipe shares") {
          VehicleRecipes.Shares(context.groups, context.industryIndex)
        })
    }
  }

  /// A car by drive train; `scale` is its price against the mean of its drive train.
  func car(_ technology: Technology, scale: Double = 1) throws -> VehicleModel {
    let combustion = level.inAccounts(price) * scale / 1e6
    let extra = extras[technology] ?? [:]
    let rise = Self.sum(extra)
    let value = valuation.basicValue(of: combustion)
    return VehicleModel(
      paid: combustion * (1 + rise), valuation: valuation, combustionValue: value,
      extra: extra.mapValues { $0 * value },
      assemblyLabour: try transition.assemblyRatio(technology, catalogue))
  }

  /// P_k in EUR of 2024.
  func price(of technology: Technology) -> Double {
    price * (1 + Self.sum(extras[technology] ?? [:]))
  }

  /// What the mean vehicle of a plant with this mix holds beyond a combustion vehicle, EUR per EUR of
  /// the combustion vehicle's value, in the order of `products`; `mix` is in that of `Technology.allCases`.
  func average(_ mix: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: products.count)
    for (k, share) in mix.enumerated() where share != 0 {
      for (p, value) in lists[k].enumerated() {
        if let value { result[p] += share * value }
      }
    }
    return result
  }

  /// ρ_k of drive trains that were asked for.
  struct LabourRatios {
    fileprivate var known = [Double?](repeating: nil, count: Technology.allCases.count)
  }

  /// Σ_k m[k]·ρ_k; `mix` is in the order of `Technology.allCases`.
  func averageLabour(_ mix: [Double], _ ratios: inout LabourRatios) throws -> Double {
    var sum = 0.0
    for (k, share) in mix.enumerated() where share != 0 {
      let ratio =
        try ratios.known[k] ?? transition.assemblyRatio(Technology.allCases[k], catalogue)
      ratios.known[k] = ratio
      sum += share * ratio
    }
    return sum
  }

  private static func sum(_ values: [Int: Double]) -> Double {
    values.keys.sorted().reduce(0) { $0 + (values[$1] ?? 0) }
  }
}

extension Valuation {
  /// The part of an amount paid that is the product at its basic price.
  func basicValue(of paid: Double) -> Double {
    paid * (1 - taxShare) * (1 - tradeShare - transportShare)
  }
}
