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
      Pieces.run(call.pieces, over: 0..<n) { range in
        let (count, first) = (range.count, range.lowerBound)
        switch (call.width == 1, call.transposed) {
        case (true, false): impact_dense_vector_dd(a + first, n, count, n, x, y + first)
        case (true, true):
          impact_dense_vector_transposed_dd(a + first * n, n, n, count, x, y + first)
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
    guard call.width == 1 else { return multiplyExactly(x, into: y, call) }
    let n = dimension
    let values = single.values(of: matrix)
    values.withUnsafeBufferPointer { values in
      guard let a = values.baseAddress else { return }
      Pieces.run(call.pieces, over: 0..<n) { range in
        let (count, first) = (range.count, range.lowerBound)
        if call.transposed {
          impact_dense_vector_transposed_fd(a + first * n, n, n, count, x, y + first)
        } else {
          impact_dense_vector_fd(a + first, n, count, n, x, y + first)
        }
      }
    }
  }

  func multiplySingly(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, _ call: PanelCall
  ) {
    let n = dimension
    let values = single.values(of: matrix)
    values.withUnsafeBufferPointer { values in
      guard let a = values.baseAddress else { return }
      Pieces.run(call.pieces, over: 0..<n) { range in
        let (count, first) = (range.count, range.lowerBound)
        cblas_sgemm(
          CblasColMajor, CblasNoTrans, call.transposed ? CblasNoTrans : CblasTrans,
          Int32(call.width), Int32(count), Int32(n), 1, x, Int32(call.width),
          a + (call.transposed ? first * n : first), Int32(n), 0, y + first * call.width,
          Int32(call.width))
      }
    }
  }
}

/// A in single precision, made when it is first needed and kept with the operator.
final class SingleCopy: Sendable {
  private let stored = Mutex<[Float]?>(nil)

  func values(of matrix: Matrix) -> [Float] {
    stored.withLock { stored in
      if let stored { return stored }
      let n = matrix.rows
      let made = [Float](unsafeUninitializedCapacity: n * n) { buffer, count in
        count = n * n
        guard let base = buffer.baseAddress else { return }
        nonisolated(unsafe) let target = base
        _ = concurrentMap(matrix.columns) { j in
          matrix.values.withUnsafeBufferPointer { source in
            for k in j * n..<(j + 1) * n { (target + k).initialize(to: Float(source[k])) }
          }
        }
      }
      stored = made
      return made
    }
  }
}
