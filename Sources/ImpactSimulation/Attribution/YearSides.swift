import ImpactLevers
import ImpactNumerics

/// What the levers of one year ask of the models: right-hand sides of φ, coalitions weighted.
///
///     (I − A)φ_l = Σ_C w_l(C)·[b_C + (A_C − A)x_C]
///
/// Every coalition has an A of its own, but what it changes is moved to the right-hand side, so that the sum
/// over coalitions needs one solve for each lever in place of one for each coalition.
struct YearSides: Sendable {
  /// Parts of a right-hand side that are kept apart.
  enum Part: Int, CaseIterable {
    /// (A_C − A)x₀ and what levers buy.
    case direct
    /// What plants buy, and (A_C − A)x of the open model.
    case technical
    /// Sales that answer prices, and (A_C − A)x of them.
    case price
    /// (A_C − A)x of households' spending.
    case induced
  }

  let levers: Int
  /// Keys of purchases in the order of their first sum.
  private(set) var keys: [PurchaseKey] = []
  private var places: [PurchaseKey: Int] = [:]
  /// By key and part: purchases by region of the buyer, R×levers.
  private(set) var purchases: [[Matrix?]] = []
  /// By part: added where it is made, n×levers.
  private(set) var atOrigin: [Matrix?] = Part.allCases.map { _ in nil }
  /// Income by region of work that coefficients of the accounts do not give, R×levers: of the open model's
  /// changes, and of the changes that spending brings.
  var income: (open: Matrix, induced: Matrix)
  /// Σ_C w·(χ − 1)·Δx by channel, cell and lever, with χ the factor on labour of a change.
  private(set) var extra: [Effect: [Int: [Double]]] = [:]
  /// Σ_C w·(λ − 1)·x₀ by cell and lever.
  private(set) var labour: [Int: [Double]] = [:]
  /// Plants beside the industries by indicator, cell and lever.
  private(set) var plants: [Indicator: [Int: [Double]]] = [:]

  init(levers: Int, regions: Int) {
    self.levers = levers
    let none = Matrix(rows: regions, columns: levers)
    income = (none, none)
  }

  /// Adds purchases (R×coalitions) times weights (coalitions×levers).
  mutating func add(
    _ bought: SingleMatrix, _ weights: Matrix, _ key: PurchaseKey, _ part: Part
  ) {
    let place = places[key] ?? keys.count
    if place == keys.count {
      places[key] = place
      keys.append(key)
      purchases.append(Part.allCases.map { _ in nil })
    }
    purchases[place][part.rawValue] = Self.sum(
      purchases[place][part.rawValue], bought.double.multiplied(by: weights))
  }

  mutating func addAtOrigin(_ values: Matrix, _ weights: Matrix, _ part: Part) {
    atOrigin[part.rawValue] = Self.sum(
      atOrigin[part.rawValue], values.multiplied(by: weights))
  }

  private static func sum(_ a: Matrix?, _ b: Matrix) -> Matrix {
    guard var a else { return b }
    for k in a.values.indices { a.values[k] += b.values[k] }
    return a
  }

  mutating func addExtra(_ value: Double, _ weights: [Double], _ effect: Effect, cell: Int) {
    guard value != 0 else { return }
    Self.add(value, weights, to: &extra[effect, default: [:]][cell, default: []])
  }

  mutating func addLabour(_ value: Double, _ weights: [Double], cell: Int) {
    guard value != 0 else { return }
    Self.add(value, weights, to: &labour[cell, default: []])
  }

  mutating func addPlant(_ value: Double, _ weights: [Double], _ indicator: Indicator, cell: Int) {
    guard value != 0 else { return }
    Self.add(value, weights, to: &plants[indicator, default: [:]][cell, default: []])
  }

  private static func add(_ value: Double, _ weights: [Double], to sums: inout [Double]) {
    if sums.isEmpty { sums = [Double](repeating: 0, count: weights.count) }
    for l in sums.indices { sums[l] += weights[l] * value }
  }

  /// One part at its origin, n×levers; nil where there is nothing.
  func sourced(_ part: Part, accounts: OriginClassOperator, industryCount S: Int) -> Matrix? {
    struct Road: Hashable {
      let originClass: Int
      let zone: ScopeMask?
    }
    var roads: [Road] = []
    var demand: [Matrix] = []
    for (key, sums) in zip(keys, purchases) {
      guard let sum = sums[part.rawValue] else { continue }
      let road = Road(originClass: key.originClass, zone: key.zone)
      let place = roads.firstIndex(of: road) ?? roads.count
      if place == roads.count {
        roads.append(road)
        demand.append(Matrix(rows: accounts.dimension, columns: levers))
      }
      let n = accounts.dimension
      for l in 0..<levers {
        for s in 0..<sum.rows {
          demand[place].values[l * n + s * S + key.product] += sum[s, l]
        }
      }
    }
    var total = atOrigin[part.rawValue]
    for (road, demand) in zip(roads, demand) {
      total = Self.sum(
        total,
        accounts.sourced(originClass: road.originClass, demand: demand, zone: road.zone?.regions))
    }
    return total
  }
}

extension SingleMatrix {
  /// The same entries in double precision.
  var double: Matrix { Matrix(rows: rows, columns: columns, values: values.map(Double.init)) }
}
