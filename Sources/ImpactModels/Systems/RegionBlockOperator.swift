import ImpactNumerics

/// P_r A P_r: each column of a block meets the economy of one region alone.
///
/// Variant c is region `regions[c]`; P_r keeps its `size` cells, region-major, and puts zero elsewhere.
struct RegionBlockOperator: InputOperator {
  let base: any InputOperator
  /// Cells of a region, S.
  let size: Int
  /// Region of each variant.
  let regions: [Int]

  var dimension: Int { base.dimension }
  var systemCount: Int { regions.count }
  var isNonNegative: Bool { base.isNonNegative }

  func applied(to x: Matrix, systems: [Int]) -> Matrix {
    let zero = [Int](repeating: 0, count: x.columns)
    return kept(base.applied(to: kept(x, systems), systems: zero), systems)
  }

  func transposedApplied(to p: Matrix, systems: [Int]) -> Matrix {
    let zero = [Int](repeating: 0, count: p.columns)
    return kept(base.transposedApplied(to: kept(p, systems), systems: zero), systems)
  }

  private func kept(_ x: Matrix, _ systems: [Int]) -> Matrix {
    var result = Matrix(rows: x.rows, columns: x.columns)
    for c in 0..<x.columns {
      // With one variant every column uses it, whatever `systems` says.
      let start = regions[regions.count == 1 ? 0 : systems[c]] * size
      for i in start..<start + size { result[i, c] = x[i, c] }
    }
    return result
  }
}
