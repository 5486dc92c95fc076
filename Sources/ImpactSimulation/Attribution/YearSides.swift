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
  /// What a row of `purchases` is: product, class and zone, and the region that buys.
  private(set) var targets: [(key: PurchaseKey, region: Int)] = []
  /// By part: changed purchases, targets×levers.
  private(set) var purchases: [Matrix?] = Part.allCases.map { _ in nil }
  /// By part: what levers buy by class and index, 2n×levers.
  private(set) var demand: [Matrix?] = Part.allCases.map { _ in nil }
  /// By part: added where it is made, n×levers.
  private(set) var atOrigin: [Matrix?] = Part.allCases.map { _ in nil }
  /// Σ_C w·y of the open model (levers of the technical channel, then of the price channel) and of spending.
  private(set) var coordinates: (open: SingleMatrix, induced: SingleMatrix)?
  /// Income by region of work that coefficients of the accounts do not give, R×levers: of the open model's
  /// changes, and of the changes that spending brings.
  private(set) var income: (open: Matrix, induced: Matrix)
  /// Cells whose labour changes.
  private(set) var labourCells = CellRegister()
  /// Σ_C w·(χ − 1)·Δx by channel, labour cells×levers, with χ the factor on labour of a change.
  private(set) var extra: [Effect: Matrix] = [:]
  /// Σ_C w·(λ − 1)·x₀, labour cells×levers.
  private(set) var labour: Matrix
  /// Plants beside the industries by indicator, cell and lever.
  private(set) var plants: [Indicator: [Int: [Double]]] = [:]
  private let dimension: Int

  init(levers: Int, regions: Int, dimension: Int) {
    self.levers = levers
    self.dimension = dimension
    let none = Matrix(rows: regions, columns: levers)
    income = (none, none)
    labour = Matrix(rows: 0, columns: levers)
  }

  /// Adds some columns of changed purchases (targets×columns) times weights (coalitions×levers).
  mutating func add(
    _ bought: SingleMatrix, _ columns: Range<Int>, _ weights: Matrix, _ part: Part
  ) {
    guard bought.rows > 0 else { return }
    Self.add(bought, columns, weights, rows: bought.rows, to: &purchases[part.rawValue])
  }

  /// Adds what levers buy (2n×coalitions) times weights.
  mutating func addDemand(_ bought: SingleMatrix, _ weights: Matrix, _ part: Part) {
    Self.add(bought, 0..<bought.columns, weights, rows: bought.rows, to: &demand[part.rawValue])
  }

  /// Adds what is made more (n×coalitions) times weights.
  mutating func addAtOrigin(_ values: SingleMatrix, _ weights: Matrix, _ part: Part) {
    Self.add(values, 0..<values.columns, weights, rows: values.rows, to: &atOrigin[part.rawValue])
  }

  /// Adds sales of one product that answer prices (R×coalitions) times weights.
  mutating func addSold(_ sold: SingleMatrix, _ weights: Matrix, product i: Int, industries S: Int)
  {
    var sums = Matrix(rows: sold.rows, columns: levers)
    sums.addProduct(of: sold, columns: 0..<sold.columns, times: weights)
    guard sums.values.contains(where: { $0 != 0 }) else { return }
    var all = atOrigin[Part.price.rawValue] ?? Matrix(rows: dimension, columns: levers)
    atOrigin[Part.price.rawValue] = nil
    for l in 0..<levers {
      for r in 0..<sold.rows { all[r * S + i, l] += sums[r, l] }
    }
    atOrigin[Part.price.rawValue] = all
  }

  private static func add(
    _ values: SingleMatrix, _ columns: Range<Int>, _ weights: Matrix, rows: Int,
    to sum: inout Matrix?
  ) {
    var all = (sum ?? Matrix(rows: rows, columns: weights.columns)).extended(toRows: rows)
    sum = nil
    all.addProduct(of: values, columns: columns, times: weights)
    sum = all
  }

  /// Names the rows of purchases once all coalitions are in.
  mutating func name(_ cells: YearCells) {
    targets = cells.terms.targets.cells.indices.map {
      let (key, region) = cells.target($0)
      return (cells.keys[key], region)
    }
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

  /// Adds income (R×coalitions) times weights.
  mutating func addIncome(_ open: Matrix, _ induced: Matrix, _ weights: Matrix) {
    let sums = [open, induced].map { $0.multiplied(by: weights) }
    for k in income.open.values.indices {
      income.open.values[k] += sums[0].values[k]
      income.induced.values[k] += sums[1].values[k]
    }
  }

  /// Adds (χ − 1)·Δx of a channel, weighted, cells×levers.
  mutating func addExtra(_ sums: Matrix, _ effect: Effect, cells: [Int]) {
    let (rows, none) = (labourRows(cells), Matrix(rows: 0, columns: levers))
    Self.add(sums, rows, count: labourCells.count, to: &extra[effect, default: none])
  }

  /// Adds (λ − 1)·x₀, weighted, cells×levers.
  mutating func addLabour(_ sums: Matrix, cells: [Int]) {
    let rows = labourRows(cells)
    Self.add(sums, rows, count: labourCells.count, to: &labour)
  }

  private mutating func labourRows(_ cells: [Int]) -> [Int] {
    labourCells.open(to: dimension)
    return cells.map { Int(labourCells.take($0)) }
  }

  private static func add(_ sums: Matrix, _ rows: [Int], count: Int, to total: inout Matrix) {
    total = total.extended(toRows: count)
    for l in 0..<sums.columns {
      for (k, row) in rows.enumerated() { total[row, l] += sums[k, l] }
    }
  }

  mutating func addPlant(_ value: Double, _ weights: [Double], _ indicator: Indicator, cell: Int) {
    guard value != 0 else { return }
    var sums =
      plants[indicator]?[cell] ?? [Double](repeating: 0, count: weights.count)
    for l in sums.indices { sums[l] += weights[l] * value }
    plants[indicator, default: [:]][cell] = sums
  }
}

extension SingleMatrix {
  /// The same entries in double precision.
  var double: Matrix { Matrix(rows: rows, columns: columns, values: values.map(Double.init)) }
}
