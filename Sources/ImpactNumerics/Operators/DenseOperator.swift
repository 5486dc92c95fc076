import CImpactKernels
import CImpactOpenBLAS
import Synchronization

/// x ↦ A x for a matrix that is stored in full.
///
/// One application reads n² numbers. Corrections of iterative refinement read a copy in single precision,
/// which is made at the first solve.
public struct DenseOperator: InputOperator {
  /// A, n×n, EUR of input per EUR of output.
  public let matrix: Matrix
  /// True when no entry of A is below zero.
  public let isNonNegative: Bool
  private let single = SingleCopy()

  /// Throws `shapeMismatch` when the matrix is not square, `nonFinite` with the index in storage
  /// order otherwise.
  public init(_ matrix: Matrix) throws(NumericsError) {
    guard matrix.rows == matrix.columns else {
      throw .shapeMismatch(
        what: "input coefficients", expected: matrix.rows * matrix.rows, found: matrix.values.count)
    }
    guard Int32(exactly: matrix.rows) != nil else { throw .sizeOverflow(matrix.rows) }
    let (n, values) = (matrix.rows, matrix.values)
    let scans = concurrentMap(n) { j in
      var (wild, negative) = (nil as Int?, false)
      for index in j * n..<(j + 1) * n {
        if !values[index].isFinite { wild = wild ?? index }
        if values[index] < 0 { negative = true }
      }
      return (wild, negative)
    }
    if let index = scans.compactMap(\.0).first {
      throw .nonFinite(what: "input coefficients", index: index)
    }
    self.matrix = matrix
    isNonNegative = !scans.contains { $0.1 }
  }

  /// Number of rows of A, n.
  public var dimension: Int { matrix.rows }

  /// A x (n×k); `systems` is not looked at, since there is one A.
  public func applied(to x: Matrix, systems: [Int]) -> Matrix {
    multiplied(x, systems: systems, transposed: false)
  }

  /// Aᵀ p (n×k); `systems` is not looked at.
  public func transposedApplied(to p: Matrix, systems: [Int]) -> Matrix {
    multiplied(p, systems: systems, transposed: true)
  }
}

extension DenseOperator: PanelOperator {
  var panelOrder: PanelOrder { .same(rows: dimension) }
  var hasReducedPrecision: Bool { true }
  var multiplications: Double { Double(dimension) * Double(dimension) }

  func multiplyExactly(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, _ call: PanelCall
  ) {
    let n = dimension
    matrix.values.withUnsafeBufferPointer { values in
      guard let a = values.baseAddress else { return }
      call.pieces.run(over: 0..<n) { range in
        let (count, first) = (range.count, range.lowerBound)
        switch (call.width == 1, call.transposed) {
        case (true, false): impact_dense_vector(a + first, n, count, n, x, y + first)
        case (true, true):
          impact_dense_vector_transposed(a + first * n, n, n, count, x, y + first)
        case (false, _):
          // Panels are row-major: Yᵀ = Xᵀ Aᵀ in the column-major order of BLAS.
          cblas_dgemm(
            CblasColMajor, CblasNoTrans, call.transposed ? CblasNoTrans : CblasTrans,
            Int32(call.width), Int32(count), Int32(n), 1, x, Int32(call.width),
            a + (call.transposed ? first * n : first), Int32(n), 0, y + first * call.width,
            Int32(call.width))
        }
      }
    }
  }

  func multiplyMixed(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, _ call: PanelCall
  ) {
    multiply(Mixed.self, x, into: y, call)
  }

  func multiplySingly(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, _ call: PanelCall
  ) {
    multiply(Single.self, x, into: y, call)
  }

  private func multiply<P: KernelPair>(
    _ pair: P.Type, _ x: UnsafePointer<P.Value>, into y: UnsafeMutablePointer<P.Value>,
    _ call: PanelCall
  ) {
    let (n, height, memory) = (dimension, CoefficientMemory.height, single.values(of: matrix))
    let tiles = (n + height - 1) / height
    func product(_ range: Range<Int>, from: UnsafePointer<P.Value>, into: UnsafeMutablePointer<P.Value>) {
      let first = range.lowerBound * height
      P.product(
        Coefficients(memory: memory, offset: first * n),
        rows: min(range.count * height, n - first), inner: n, transposed: call.transposed,
        by: from, leading: call.width, into: into, leading: call.width, width: call.width,
        add: false)
    }
    guard call.transposed else {
      call.pieces.run(over: 0..<tiles) { range in
        product(range, from: x, into: y + range.lowerBound * height * call.width)
      }
      return
    }
    // Each piece reads some rows of A and has sums of its own, added in their order.
    let (parts, count) = (min(call.pieces.count, max(1, tiles)), n * call.width)
    withScratch(parts * count) { (sums: UnsafeMutablePointer<P.Value>) in
      call.pieces.run(over: 0..<parts) { range in
        for part in range {
          let some = tiles * part / parts..<tiles * (part + 1) / parts
          product(
            some, from: x + some.lowerBound * height * call.width, into: sums + part * count)
        }
      }
      y.update(from: sums, count: count)
      for part in 1..<max(parts, 1) { for k in 0..<count { y[k] += sums[part * count + k] } }
    }
  }
}

/// A in single precision and in tiles, made when it is first needed and kept with the operator.
final class SingleCopy: Sendable {
  private let stored = Mutex<CoefficientMemory?>(nil)

  func values(of matrix: Matrix) -> CoefficientMemory {
    stored.withLock { stored in
      if let stored { return stored }
      let (n, height) = (matrix.rows, CoefficientMemory.height)
      let made = CoefficientMemory(
        blocks: (n + height - 1) / height, size: height * n, roundedOnly: true
      ) { tile, target in
        matrix.values.withUnsafeBufferPointer { source in
          let rows = min(height, n - tile * height)
          for j in 0..<n {
            for r in 0..<rows { target[j * height + r] = source[j * n + tile * height + r] }
          }
        }
      }
      stored = made
      return made
    }
  }
}
