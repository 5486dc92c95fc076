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
  /// Σ_C w·y of the open model (levers of the technical channel, then of the price channel) and of spending.
  private(set) var coordinates: (open: SingleMatrix, induced: SingleMatrix)?
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

  /// Adds coordinates (modes×2·coalitions, modes×coalitions) times weights.
  mutating func addCoordinates(_ open: SingleMatrix, _ induced: SingleMatrix?, _ weights: Matrix) {
    let w = SingleMatrix(weights)
    let parts = [open.columns(0..<w.rows), open.columns(w.rows..<2 * w.rows)]
      .map { $0.multiplied(by: w) }
    let sum = parts[0].beside(parts[1])
    let home = induced.map { $0.multiplied(by: w) } ?? SingleMatrix(rows: 0, columns: levers)
    coordinates =
      coordinates.map { ($0.open.adding(sum), $0.induced.adding(home)) } ?? (sum, home)
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

  /// All parts at their origin, n×(parts·levers).
  ///
  /// `trade` gives T_k[i].
  func sourced(
    dimension n: Int, industryCount S: Int,
    trade: (_ product: Int, _ originClass: Int) -> SingleMatrix
  ) -> Matrix {
    let parts = Part.allCases
    var total = Matrix(rows: n, columns: parts.count * levers)
    for part in parts {
      guard let values = atOrigin[part.rawValue] else { continue }
      let first = part.rawValue * levers * n
      total.values.replaceSubrange(first..<first + values.values.count, with: values.values)
    }
    let order = keys.indices.sorted {
      (keys[$0].product, keys[$0].originClass, $0) < (keys[$1].product, keys[$1].originClass, $1)
    }
    var known: (product: Int, originClass: Int, shares: SingleMatrix)?
    for place in order {
      let key = keys[place]
      if known?.product != key.product || known?.originClass != key.originClass {
        known = (key.product, key.originClass, trade(key.product, key.originClass))
      }
      guard let shares = known?.shares else { continue }
      var bought = SingleMatrix(rows: shares.columns, columns: parts.count * levers)
      for part in parts {
        guard let sum = purchases[place][part.rawValue] else { continue }
        bought.place(SingleMatrix(sum), columns: part.rawValue * levers)
      }
      let sold = shares.multiplied(by: bought)
      for c in 0..<sold.columns {
        for r in 0..<sold.rows where key.zone?.regions[r] ?? true {
          total.values[c * n + r * S + key.product] += Double(sold[r, c])
        }
      }
    }
    return total
  }
}

extension SingleMatrix {
  /// The same entries in double precision.
  var double: Matrix { Matrix(rows: rows, columns: columns, values: values.map(Double.init)) }
}
