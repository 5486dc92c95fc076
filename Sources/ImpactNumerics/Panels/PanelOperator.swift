/// What a panel is multiplied with, and how.
struct PanelCall {
  /// 1, or a multiple of 8.
  let width: Int
  /// The variant of each column; columns of the panel beyond them are zero.
  let systems: [Int]
  /// Aᵀ in place of A.
  let transposed: Bool
  /// Who works on it: one thread alone where other panels run beside this one.
  let pieces: Crew
}

/// An input operator that multiplies panels in place, also in reduced precision.
///
/// Corrections of iterative refinement need few correct digits: they read coefficients of half the size.
protocol PanelOperator: InputOperator {
  /// Order of the rows of panels.
  var panelOrder: PanelOrder { get }
  /// y ← A x by double-precision coefficients.
  func multiplyExactly(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, _ call: PanelCall)
  /// y ← A x by single-precision coefficients and double-precision sums.
  func multiplyMixed(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, _ call: PanelCall)
  /// y ← A x in single precision; the width is a multiple of 8.
  func multiplySingly(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, _ call: PanelCall)
  /// Whether `multiplyMixed` reads less memory than `multiplyExactly`.
  var hasReducedPrecision: Bool { get }
  /// Multiplications of one application to one column.
  var multiplications: Double { get }
}

/// Any operator as one of panels, through matrices and in double precision.
struct PanelAdapter: PanelOperator {
  let base: any InputOperator

  var dimension: Int { base.dimension }
  var systemCount: Int { base.systemCount }
  var isNonNegative: Bool { base.isNonNegative }
  var panelOrder: PanelOrder { .same(rows: dimension) }
  var hasReducedPrecision: Bool { false }
  var multiplications: Double { Double(dimension) * Double(dimension) }

  func applied(to x: Matrix, systems: [Int]) -> Matrix { base.applied(to: x, systems: systems) }
  func transposedApplied(to p: Matrix, systems: [Int]) -> Matrix {
    base.transposedApplied(to: p, systems: systems)
  }

  func multiplyExactly(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, _ call: PanelCall
  ) {
    let (n, k) = (dimension, call.systems.count)
    var block = Matrix(rows: n, columns: k)
    for j in 0..<n { for c in 0..<k { block.values[c * n + j] = x[j * call.width + c] } }
    let product =
      call.transposed
      ? base.transposedApplied(to: block, systems: call.systems)
      : base.applied(to: block, systems: call.systems)
    y.update(repeating: 0, count: n * call.width)
    for j in 0..<n { for c in 0..<k { y[j * call.width + c] = product.values[c * n + j] } }
  }

  func multiplyMixed(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, _ call: PanelCall
  ) {
    multiplyExactly(x, into: y, call)
  }

  func multiplySingly(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, _ call: PanelCall
  ) {
    let count = dimension * call.width
    withScratch(2 * count) { (scratch: UnsafeMutablePointer<Double>) in
      for k in 0..<count { scratch[k] = Double(x[k]) }
      multiplyExactly(scratch, into: scratch + count, call)
      for k in 0..<count { y[k] = Float(scratch[count + k]) }
    }
  }
}

/// Memory of one call, freed at its end, on the boundary of a cache line.
func withScratch<Value, Result>(
  _ count: Int, _ body: (UnsafeMutablePointer<Value>) -> Result
) -> Result {
  let bytes = max(1, count) * MemoryLayout<Value>.stride
  let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
  defer { raw.deallocate() }
  return body(raw.bindMemory(to: Value.self, capacity: max(1, count)))
}
