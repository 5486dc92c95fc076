/// Some columns of any operator changed: A′ = A + Σ_k d_k e_{j(k)}ᵀ.
///
/// A changed column is an industry with other inputs, such as a vehicle plant that goes over to battery cars.
public struct ColumnChangeOperator: PanelWrapper {
  let inner: any PanelOperator
  /// Rows of the panel that stand for the changed columns.
  private let places: [Int]
  /// d_k in the order of panels.
  private let changes: [[Double]]
  /// True when neither the base nor a change has an entry below zero.
  public let isNonNegative: Bool

  /// - Parameters:
  ///   - base: x ↦ A x, n×n.
  ///   - columns: j(k), each 0..<n.
  ///   - changes: d_k as the columns of an n×k matrix, EUR of input per EUR of output.
  /// - Throws: `shapeMismatch` or `nonFinite`.
  public init(
    _ base: any InputOperator, columns: [Int], changes: Matrix
  ) throws(NumericsError) {
    inner = base.panels
    let n = base.dimension
    guard changes.rows == n, changes.columns == columns.count else {
      throw .shapeMismatch(
        what: "changed columns", expected: n * columns.count, found: changes.values.count)
    }
    if let wrong = columns.first(where: { !(0..<n).contains($0) }) {
      throw .shapeMismatch(what: "the index of a changed column", expected: n - 1, found: wrong)
    }
    if let index = changes.values.firstIndex(where: { !$0.isFinite }) {
      throw .nonFinite(what: "changed columns", index: index % n)
    }
    let order = inner.panelOrder
    places = columns.map { order.place(ofRow: $0) }
    self.changes = columns.indices.map { order.arranged(changes.column($0)) }
    isNonNegative = base.isNonNegative && changes.values.allSatisfy { $0 >= 0 }
  }

  func prepare<Value: BinaryFloatingPoint>(_ x: UnsafeMutablePointer<Value>, _ call: PanelCall) {}

  func finish<Value: BinaryFloatingPoint>(
    _ y: UnsafeMutablePointer<Value>, of x: UnsafePointer<Value>, _ call: PanelCall
  ) {
    let width = call.width
    for (place, change) in zip(places, changes) {
      for (j, value) in change.enumerated() where value != 0 {
        let (from, to) = call.transposed ? (j, place) : (place, j)
        for c in 0..<width { y[to * width + c] += Value(value) * x[from * width + c] }
      }
    }
  }
}
