import ImpactNumerics

/// The basis a capacity programme starts from.
///
/// What producers would make without limits, L f; those above their capacity stand at it, and final
/// demand for their products follows (the mixed model). Where I − A has no inverse, nothing is made:
/// u = f.
enum CapacityStart {
  /// Rounds in which further producers may come to stand at their capacity.
  private static let rounds = 3

  static func basis(
    _ programme: CapacityProgramme, _ layout: CapacityLayout
  ) throws(NumericsError) -> SimplexMethod.Start {
    let n = programme.dimension
    let limits = layout.slacks
    guard let full = try full(programme) else {
      return SimplexMethod.Start(basic: (0..<n).map { layout.unmet($0) } + limits)
    }
    return SimplexMethod.Start(
      basic: (0..<n).map { full.contains($0) ? layout.unmet($0) : layout.output($0) } + limits,
      atUpper: Set(full.map { layout.output($0) }))
  }

  /// Producers at capacity; nil where I − A, or the rest of it, has no inverse.
  private static func full(_ programme: CapacityProgramme) throws(NumericsError) -> Set<Int>? {
    var full: Set<Int> = []
    for _ in 0..<rounds {
      guard let x = try outputs(programme, full) else { return nil }
      let over = x.indices.filter { !full.contains($0) && x[$0] > programme.capacity[$0] }
      if over.isEmpty { break }
      full.formUnion(over)
    }
    return full
  }

  /// x_n = (I − A_nn)⁻¹ (f_n + A_nc capacity_c), with capacity for those that are full.
  private static func outputs(
    _ programme: CapacityProgramme, _ full: Set<Int>
  ) throws(NumericsError) -> [Double]? {
    let (n, A) = (programme.dimension, programme.inputCoefficients)
    var rest = Matrix(rows: n, columns: n)
    var right = programme.finalDemand
    for j in 0..<n {
      if full.contains(j) {
        for i in 0..<n { right[i] += A[i, j] * programme.capacity[j] }
      } else {
        for i in 0..<n where !full.contains(i) { rest[i, j] = A[i, j] }
      }
    }
    for i in full { right[i] = programme.capacity[i] }
    do {
      let factors = try LUFactorization.leontief(rest)
      return factors.isIllConditioned ? nil : try factors.solve(Matrix(column: right)).values
    } catch {
      if case .singular = error { return nil }
      throw error
    }
  }
}
