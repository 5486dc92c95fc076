/// d from factorizations of I − A, one for each variant that is asked for.
struct VariantFactorizations: CorrectionMethod {
  var applicationsPerIteration: Int { 0 }

  private let factors: [Int: LUFactorization]

  /// Forms the dense I − A of each variant and factors it.
  ///
  /// A factorization also solves what no economy can be, so A ≥ 0 is proven productive: w = (I − Aᵀ)⁻¹ 1
  /// must be positive. Throws `singular`, `notProductive` or `memory`.
  init(_ inputs: any PanelOperator, variants: Set<Int>) throws(NumericsError) {
    var factors: [Int: LUFactorization] = [:]
    for variant in variants {
      let matrix: Matrix
      if let dense = inputs as? DenseOperator {
        matrix = dense.matrix
      } else {
        matrix = try inputs.formed(system: variant)
      }
      let lu = try LUFactorization.leontief(matrix)
      if inputs.isNonNegative {
        let ones = Matrix(column: [Double](repeating: 1, count: inputs.dimension))
        let w = try lu.solveTransposed(ones).values
        if let worst = w.indices.min(by: { w[$0] < w[$1] }), !(w[worst] > 0) {
          throw .notProductive(index: worst, system: variant)
        }
      }
      factors[variant] = lu
    }
    self.factors = factors
  }

  func correct(
    _ x: inout Panel, residual: Residual, in system: LeontiefSystem, systems: [Int],
    targets: [Double], limit: Int
  ) throws(NumericsError) -> [Int] {
    let order = system.inputs.panelOrder
    for (variant, lu) in factors {
      let columns = systems.indices.filter { systems[$0] == variant && residual.sums[$0] > 0 }
      guard !columns.isEmpty else { continue }
      let r = residual.r.selecting(columns)
      var block = Matrix(rows: r.rows, columns: columns.count)
      block.values.withUnsafeMutableBufferPointer { target in
        guard let base = target.baseAddress else { return }
        r.write(to: base, first: 0, order: order)
      }
      let solved = system.transposed ? try lu.solveTransposed(block) : try lu.solve(block)
      let d = Panel(solved, columns: 0..<columns.count, order: order)
      for (index, c) in columns.enumerated() {
        for j in 0..<x.rows { x.values[j * x.width + c] += d.values[j * d.width + index] }
      }
    }
    return systems.indices.map { residual.sums[$0] > 0 ? 1 : 0 }
  }
}

extension InputOperator {
  /// The dense A of one variant, column by column from unit vectors: 8·n² bytes.
  ///
  /// Throws `sizeOverflow` or `memory` before anything is allocated.
  public func formed(system: Int = 0) throws(NumericsError) -> Matrix {
    let n = dimension
    guard Int32(exactly: n) != nil, n < 1 << 30 else { throw .sizeOverflow(n) }
    try MemoryBudget.require(8 * n * n, for: "forming a dense matrix of \(n)×\(n)")
    var dense = Matrix(rows: n, columns: n)
    let width = 4 * PanelChunks.widest
    for start in stride(from: 0, to: n, by: width) {
      let count = min(width, n - start)
      var units = Matrix(rows: n, columns: count)
      for k in 0..<count { units.values[k * n + start + k] = 1 }
      let block = applied(to: units, systems: [Int](repeating: system, count: count))
      dense.values.replaceSubrange(start * n..<(start + count) * n, with: block.values)
    }
    return dense
  }
}
