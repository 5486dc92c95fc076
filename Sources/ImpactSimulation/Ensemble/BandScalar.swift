import ImpactNumerics

/// Numbers that bands are worked out in: single precision for many draws, double where it was asked for.
protocol BandScalar: BinaryFloatingPoint, Sendable {
  /// C = A B.
  static func product(_ a: DrawMatrix<Self>, _ b: DrawMatrix<Self>) -> DrawMatrix<Self>
  /// The quantiles of some arrays of as many values as there are draws, one after the other.
  static func quantiles(_ order: OrderStatistics, of values: [Self], columns: Int) -> [Self]
  /// sums[start + k] ← sums[start + k] + factor·values[k].
  static func add(_ values: [Self], times factor: Self, to sums: inout [Self], from start: Int)
  /// What was worked out in single precision.
  static func values(_ single: [Float]) -> [Self]
  /// Values to keep, in their own precision.
  static func kept(_ values: [Self]) -> DrawValues
}

/// A dense matrix whose rows are draws, column-major: entry (i, j) at `i + j * rows`.
struct DrawMatrix<Scalar: BandScalar>: Sendable {
  let rows: Int
  let columns: Int
  var values: [Scalar]

  init(rows: Int, columns: Int) {
    self.init(
      rows: rows, columns: columns, values: [Scalar](repeating: 0, count: rows * columns))
  }

  init(rows: Int, columns: Int, values: [Scalar]) {
    precondition(values.count == rows * columns, "as many values as entries")
    (self.rows, self.columns, self.values) = (rows, columns, values)
  }

  /// What was worked out in single precision.
  init(_ single: SingleMatrix) {
    self.init(rows: single.rows, columns: single.columns, values: Scalar.values(single.values))
  }

  subscript(row: Int, column: Int) -> Scalar {
    get { values[row + column * rows] }
    set { values[row + column * rows] = newValue }
  }

  /// A copy of column j.
  func column(_ j: Int) -> [Scalar] { Array(values[j * rows..<(j + 1) * rows]) }

  func multiplied(by other: DrawMatrix) -> DrawMatrix { Scalar.product(self, other) }
}

extension Float: BandScalar {
  static func product(_ a: DrawMatrix<Float>, _ b: DrawMatrix<Float>) -> DrawMatrix<Float> {
    DrawMatrix(
      SingleMatrix(rows: a.rows, columns: a.columns, values: a.values)
        .multiplied(by: SingleMatrix(rows: b.rows, columns: b.columns, values: b.values)))
  }

  static func quantiles(_ order: OrderStatistics, of values: [Float], columns: Int) -> [Float] {
    order.quantiles(of: values, columns: columns)
  }

  static func add(
    _ values: [Float], times factor: Float, to sums: inout [Float], from start: Int
  ) {
    sums.add(values, times: factor, from: start)
  }

  static func values(_ single: [Float]) -> [Float] { single }

  static func kept(_ values: [Float]) -> DrawValues { .single(values) }
}

extension Double: BandScalar {
  static func product(_ a: DrawMatrix<Double>, _ b: DrawMatrix<Double>) -> DrawMatrix<Double> {
    let found = Matrix(rows: a.rows, columns: a.columns, values: a.values)
      .multiplied(by: Matrix(rows: b.rows, columns: b.columns, values: b.values))
    return DrawMatrix(rows: found.rows, columns: found.columns, values: found.values)
  }

  static func quantiles(_ order: OrderStatistics, of values: [Double], columns: Int) -> [Double] {
    order.quantiles(of: values, columns: columns)
  }

  static func add(
    _ values: [Double], times factor: Double, to sums: inout [Double], from start: Int
  ) {
    for k in values.indices { sums[start + k] += factor * values[k] }
  }

  static func values(_ single: [Float]) -> [Double] { single.map(Double.init) }

  static func kept(_ values: [Double]) -> DrawValues { .double(values) }
}

/// Values of draws in the precision that they were worked out in.
enum DrawValues: Sendable, Hashable {
  /// Solved in coordinates, or in full to 1e-7.
  case single([Float])
  /// Solved in full to 1e-12.
  case double([Double])

  /// How many there are.
  var count: Int {
    switch self {
    case .single(let values): values.count
    case .double(let values): values.count
    }
  }

  /// The value at a place.
  subscript(place: Int) -> Double {
    switch self {
    case .single(let values): Double(values[place])
    case .double(let values): values[place]
    }
  }
}
