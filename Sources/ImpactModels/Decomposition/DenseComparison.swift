public import ImpactDiagnostics
public import ImpactNumerics

/// Two dense interregional tables, with technology and sourcing told apart.
///
///     a[i,(s,j)] = Σ_r A[(r,i),(s,j)],   T[(r,i),(s,j)] = A / a,   likewise for final demand
///
/// A table of one region has no sourcing: its effect is zero.
public struct DenseComparison: TableComparison {
  /// Final demand of both tables, W included.
  public let levels: [Double]
  /// Cells whose origin shares had to come from the other table.
  public let notices: [Notice]
  private let axes: TableAxes
  private let coefficients: [Matrix]
  private let demands: [Matrix]
  private let exports: [[Double]]

  /// Throws `ProblemReport` when axes differ or a table is not dense.
  public init(from old: InterregionalTable, to new: InterregionalTable) throws {
    try ComparisonAxes.check(old.axes, new.axes)
    let tables = [old, new]
    let dense = tables.compactMap { ($0.inputs as? DenseOperator)?.matrix }
    guard dense.count == 2 else {
      throw ProblemReport([
        Problem(
          at: nil, path: "tables", "one of them is structured",
          expected: "two dense tables, or two economies")
      ])
    }
    axes = old.axes
    coefficients = dense
    demands = tables.map(\.finalDemand)
    exports = tables.map(\.exportsToWorld)
    levels = tables.map { $0.totalFinalDemand.reduce(0, +) }
    var undefined = 0
    for (own, other) in [(0, 1), (1, 0)] {
      undefined += Self.undefined(dense[own], dense[other], axes)
      undefined += Self.undefined(demands[own], demands[other], axes)
    }
    notices =
      undefined == 0
      ? []
      : [
        Notice(
          "sourcing-undefined",
          "\(undefined) purchases exist in one table only; their origins are the same in both")
      ]
  }

  /// A[(r,i),j] = a_technology[i,j] · T_sourcing[(r,i),j].
  public func inputs(technology: Int, sourcing: Int) throws -> any InputOperator {
    try DenseOperator(
      Self.combined(coefficients[technology], sourcing: coefficients[sourcing], axes))
  }

  /// Final demand at its origin over its level.
  public func demandMix(_ mix: Int, sourcing: Int) -> [Double] {
    let block = Self.combined(demands[mix], sourcing: demands[sourcing], axes)
    var sum = exports[mix]
    for s in 0..<block.columns {
      for cell in sum.indices { sum[cell] += block.values[s * block.rows + cell] }
    }
    return sum.map { $0 / levels[mix] }
  }

  /// Names region and industry in numerical errors.
  public func naming<Value>(_ work: () throws -> Value) throws -> Value {
    do { return try work() } catch let error as NumericsError {
      throw TableFault(error, axes: axes)
    }
  }

  /// Totals over origins from one block, shares from another; own shares where the other has none.
  private static func combined(_ totals: Matrix, sourcing: Matrix, _ axes: TableAxes) -> Matrix {
    var result = totals
    let (R, S) = (axes.regionCount, axes.industryCount)
    for j in 0..<totals.columns {
      for i in 0..<S {
        let (total, other) = (sum(totals, i, j, R, S), sum(sourcing, i, j, R, S))
        guard other != 0, total != 0 else { continue }
        for r in 0..<R { result[r * S + i, j] = total * sourcing[r * S + i, j] / other }
      }
    }
    return result
  }

  private static func sum(_ block: Matrix, _ i: Int, _ j: Int, _ R: Int, _ S: Int) -> Double {
    (0..<R).reduce(0) { $0 + block[$1 * S + i, j] }
  }

  private static func undefined(_ a: Matrix, _ b: Matrix, _ axes: TableAxes) -> Int {
    let (R, S) = (axes.regionCount, axes.industryCount)
    var count = 0
    for j in 0..<a.columns {
      for i in 0..<S where sum(a, i, j, R, S) != 0 && sum(b, i, j, R, S) == 0 { count += 1 }
    }
    return count
  }
}
