import CImpactKernels

/// Precision of the coefficients and of the vectors in one product, with the kernels for it.
///
/// Widths are 1 for a vector or a multiple of 8 for a panel, a block of vectors in row-major order.
protocol KernelPair {
  associatedtype Value: BinaryFloatingPoint & Sendable

  /// Values that are multiplied with vectors, in the precision of the vectors.
  static func factors(_ memory: FactorMemory) -> UnsafePointer<Value>

  /// C ← T B, or Tᵀ B, added to C when `add`; T is a tiled m×k matrix. A vector lies without gaps.
  static func product(
    _ t: Coefficients, rows: Int, inner: Int, transposed: Bool, by b: UnsafePointer<Value>,
    leading ldb: Int, into c: UnsafeMutablePointer<Value>, leading ldc: Int, width: Int, add: Bool)

  /// C(r,v) ← scale(r,v) Σ_z weight(z,v) Σ_{s in z} T(r,s) B(s,v) for a panel.
  static func weighted(_ call: WeightedProduct<Self>)
}

/// Where the coefficients of a matrix begin.
struct Coefficients {
  let memory: CoefficientMemory
  let offset: Int

  var high: UnsafePointer<Float> { UnsafePointer(memory.high + offset) }
  var low: UnsafePointer<Float>? { memory.low.map { UnsafePointer($0 + offset) } }
}

/// The arguments of a weighted product; see `KernelPair.weighted`.
struct WeightedProduct<P: KernelPair> {
  let t: Coefficients
  let rows: Int
  let inner: Int
  /// Pairs of first column and number of columns, one for each block z.
  let starts: UnsafePointer<Int32>
  let blocks: Int
  let weight: UnsafePointer<P.Value>
  let b: UnsafePointer<P.Value>
  let scale: UnsafePointer<P.Value>
  let c: UnsafeMutablePointer<P.Value>
  /// Width of all four panels.
  let width: Int
  let add: Bool
}

/// Double precision throughout: what residuals are computed with.
enum Exact: KernelPair {
  static func factors(_ memory: FactorMemory) -> UnsafePointer<Double> { UnsafePointer(memory.exact) }

  static func product(
    _ t: Coefficients, rows: Int, inner: Int, transposed: Bool, by b: UnsafePointer<Double>,
    leading ldb: Int, into c: UnsafeMutablePointer<Double>, leading ldc: Int, width: Int, add: Bool
  ) {
    DoubleProduct.run(
      t.high, t.low, rows: rows, inner: inner, transposed: transposed, by: b, leading: ldb, into: c,
      leading: ldc, width: width, add: add)
  }

  static func weighted(_ a: WeightedProduct<Exact>) {
    impact_panel_weighted_d(
      a.t.high, a.t.low, a.rows, a.inner, a.blocks, a.starts, a.weight, a.b, a.scale, a.c, a.width,
      a.add ? 1 : 0)
  }
}

/// Single-precision coefficients, double-precision vectors and sums: corrections of one column.
enum Mixed: KernelPair {
  static func factors(_ memory: FactorMemory) -> UnsafePointer<Double> { UnsafePointer(memory.exact) }

  static func product(
    _ t: Coefficients, rows: Int, inner: Int, transposed: Bool, by b: UnsafePointer<Double>,
    leading ldb: Int, into c: UnsafeMutablePointer<Double>, leading ldc: Int, width: Int, add: Bool
  ) {
    DoubleProduct.run(
      t.high, nil, rows: rows, inner: inner, transposed: transposed, by: b, leading: ldb, into: c,
      leading: ldc, width: width, add: add)
  }

  static func weighted(_ a: WeightedProduct<Mixed>) {
    impact_panel_weighted_d(
      a.t.high, nil, a.rows, a.inner, a.blocks, a.starts, a.weight, a.b, a.scale, a.c, a.width,
      a.add ? 1 : 0)
  }
}

/// Single precision throughout: corrections of many columns, always panels.
enum Single: KernelPair {
  static func factors(_ memory: FactorMemory) -> UnsafePointer<Float> { UnsafePointer(memory.single) }

  static func product(
    _ t: Coefficients, rows: Int, inner: Int, transposed: Bool, by b: UnsafePointer<Float>,
    leading ldb: Int, into c: UnsafeMutablePointer<Float>, leading ldc: Int, width: Int, add: Bool
  ) {
    precondition(width % 8 == 0, "single precision goes in panels")
    if transposed {
      impact_panel_transposed_f(t.high, nil, rows, inner, b, ldb, c, ldc, width, add ? 1 : 0)
    } else {
      impact_panel_f(t.high, nil, rows, inner, b, ldb, c, ldc, width, add ? 1 : 0)
    }
  }

  static func weighted(_ a: WeightedProduct<Single>) {
    impact_panel_weighted_f(
      a.t.high, nil, a.rows, a.inner, a.blocks, a.starts, a.weight, a.b, a.scale, a.c, a.width,
      a.add ? 1 : 0)
  }
}

/// Products of double-precision vectors and panels.
private enum DoubleProduct {
  static func run(
    _ high: UnsafePointer<Float>, _ low: UnsafePointer<Float>?, rows: Int, inner: Int,
    transposed: Bool, by b: UnsafePointer<Double>, leading ldb: Int,
    into c: UnsafeMutablePointer<Double>, leading ldc: Int, width: Int, add: Bool
  ) {
    let more: Int32 = add ? 1 : 0
    switch (width == 1, transposed) {
    case (true, false): impact_tiled_vector(high, low, rows, inner, b, c, more)
    case (true, true): impact_tiled_vector_transposed(high, low, rows, inner, b, c, more)
    case (false, false): impact_panel_d(high, low, rows, inner, b, ldb, c, ldc, width, more)
    case (false, true):
      impact_panel_transposed_d(high, low, rows, inner, b, ldb, c, ldc, width, more)
    }
  }
}
