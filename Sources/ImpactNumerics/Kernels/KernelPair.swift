import CImpactKernels

/// Precision of the matrix and of the vectors in one product, with the kernels for it.
///
/// Widths are 1 for a vector or a multiple of 8 for a panel, a block of vectors in row-major order.
protocol KernelPair {
  associatedtype MatrixValue
  associatedtype Value: BinaryFloatingPoint & Sendable

  /// The coefficients in this precision.
  static func values(_ memory: CoefficientMemory) -> UnsafePointer<MatrixValue>

  /// Values that are multiplied with vectors, in the precision of the vectors.
  static func factors(_ memory: CoefficientMemory) -> UnsafePointer<Value>

  /// C ← T B, or Tᵀ B, added to C when `add`; T is a tiled m×k matrix. A vector lies without gaps.
  static func product(
    _ t: UnsafePointer<MatrixValue>, rows: Int, inner: Int, transposed: Bool,
    by b: UnsafePointer<Value>, leading ldb: Int, into c: UnsafeMutablePointer<Value>,
    leading ldc: Int, width: Int, add: Bool)

  /// C(r,v) ← scale(r,v) Σ_z weight(z,v) Σ_{s in z} T(r,s) B(s,v) for a panel.
  static func weighted(_ call: WeightedProduct<Self>)
}

/// The arguments of a weighted product; see `KernelPair.weighted`.
struct WeightedProduct<P: KernelPair> {
  let t: UnsafePointer<P.MatrixValue>
  let rows: Int
  let inner: Int
  /// Pairs of first column and number of columns, one for each block z.
  let starts: UnsafePointer<Int32>
  let blocks: Int
  let weight: UnsafePointer<P.Value>
  let b: UnsafePointer<P.Value>
  let scale: UnsafePointer<P.Value>
  let c: UnsafeMutablePointer<P.Value>
  /// Width of the panel and the leading dimension of all four.
  let width: Int
  let add: Bool
}

/// Double precision throughout: what residuals are computed with.
enum Exact: KernelPair {
  static func values(_ memory: CoefficientMemory) -> UnsafePointer<Double> { UnsafePointer(memory.exact) }

  static func factors(_ memory: CoefficientMemory) -> UnsafePointer<Double> {
    UnsafePointer(memory.exact)
  }

  static func product(
    _ t: UnsafePointer<Double>, rows: Int, inner: Int, transposed: Bool, by b: UnsafePointer<Double>,
    leading ldb: Int, into c: UnsafeMutablePointer<Double>, leading ldc: Int, width: Int, add: Bool
  ) {
    switch (width == 1, transposed) {
    case (true, false): impact_tiled_vector_dd(t, rows, inner, b, c, add ? 1 : 0)
    case (true, true): impact_tiled_vector_transposed_dd(t, rows, inner, b, c, add ? 1 : 0)
    case (false, false): impact_panel_dd(t, rows, inner, b, ldb, c, ldc, width, add ? 1 : 0)
    case (false, true):
      impact_panel_transposed_dd(t, rows, inner, b, ldb, c, ldc, width, add ? 1 : 0)
    }
  }

  static func weighted(_ a: WeightedProduct<Exact>) {
    impact_panel_weighted_dd(
      a.t, a.rows, a.inner, a.blocks, a.starts, a.weight, a.width, a.b, a.width, a.scale, a.width,
      a.c, a.width, a.width, a.add ? 1 : 0)
  }
}

/// Single-precision coefficients, double-precision vectors and sums: corrections of one column.
enum Mixed: KernelPair {
  static func values(_ memory: CoefficientMemory) -> UnsafePointer<Float> { UnsafePointer(memory.single) }

  static func factors(_ memory: CoefficientMemory) -> UnsafePointer<Double> {
    UnsafePointer(memory.exact)
  }

  static func product(
    _ t: UnsafePointer<Float>, rows: Int, inner: Int, transposed: Bool, by b: UnsafePointer<Double>,
    leading ldb: Int, into c: UnsafeMutablePointer<Double>, leading ldc: Int, width: Int, add: Bool
  ) {
    switch (width == 1, transposed) {
    case (true, false): impact_tiled_vector_fd(t, rows, inner, b, c, add ? 1 : 0)
    case (true, true): impact_tiled_vector_transposed_fd(t, rows, inner, b, c, add ? 1 : 0)
    case (false, false): impact_panel_fd(t, rows, inner, b, ldb, c, ldc, width, add ? 1 : 0)
    case (false, true):
      impact_panel_transposed_fd(t, rows, inner, b, ldb, c, ldc, width, add ? 1 : 0)
    }
  }

  static func weighted(_ a: WeightedProduct<Mixed>) {
    impact_panel_weighted_fd(
      a.t, a.rows, a.inner, a.blocks, a.starts, a.weight, a.width, a.b, a.width, a.scale, a.width,
      a.c, a.width, a.width, a.add ? 1 : 0)
  }
}

/// Single precision throughout: corrections of many columns, always panels.
enum Single: KernelPair {
  static func values(_ memory: CoefficientMemory) -> UnsafePointer<Float> { UnsafePointer(memory.single) }

  static func factors(_ memory: CoefficientMemory) -> UnsafePointer<Float> {
    UnsafePointer(memory.single)
  }

  static func product(
    _ t: UnsafePointer<Float>, rows: Int, inner: Int, transposed: Bool, by b: UnsafePointer<Float>,
    leading ldb: Int, into c: UnsafeMutablePointer<Float>, leading ldc: Int, width: Int, add: Bool
  ) {
    precondition(width % 8 == 0, "single precision goes in panels")
    if transposed {
      impact_panel_transposed_ff(t, rows, inner, b, ldb, c, ldc, width, add ? 1 : 0)
    } else {
      impact_panel_ff(t, rows, inner, b, ldb, c, ldc, width, add ? 1 : 0)
    }
  }

  static func weighted(_ a: WeightedProduct<Single>) {
    impact_panel_weighted_ff(
      a.t, a.rows, a.inner, a.blocks, a.starts, a.weight, a.width, a.b, a.width, a.scale, a.width,
      a.c, a.width, a.width, a.add ? 1 : 0)
  }
}
