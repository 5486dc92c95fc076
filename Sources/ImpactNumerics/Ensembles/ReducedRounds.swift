import CImpactOpenBLAS

/// A block of draws in coordinates: one fixed point for each draw, all in matrix products.
///
///     y ← f + Σ_m d_m·(b_{c(m)} + (y E)_{c(m)})·g_{t(m)}
///
/// Row j of `fixed` and `factors` belongs to draw j. Level c is what a change hangs on (output of a buyer,
/// a price), target t is what a EUR there brings in coordinates. Rounds take the best mix with the round
/// before as their next start (Anderson 1965, depth one). A draw whose y moves by less than the tolerance
/// keeps it from then on, so its result does not depend on the draws beside it.
package struct ReducedRounds: Sendable {
  /// f, draws×width.
  package var fixed: SingleMatrix
  /// D, draws×terms.
  package var factors: SingleMatrix
  /// c(m) by term.
  package var levels: [Int32]
  /// t(m) by term.
  package var places: [Int32]
  /// b by level.
  package var base: [Float]
  /// E, modes×levels.
  package var readout: SingleMatrix
  /// G, targets×width.
  package var targets: SingleMatrix

  package init(
    fixed: SingleMatrix, factors: SingleMatrix, levels: [Int32], places: [Int32], base: [Float],
    readout: SingleMatrix, targets: SingleMatrix
  ) {
    precondition(factors.rows == fixed.rows && targets.columns == fixed.columns, "shapes agree")
    precondition(levels.count == factors.columns && places.count == levels.count, "one per term")
    precondition(base.count == readout.columns, "one base for each level")
    self.fixed = fixed
    self.factors = factors
    self.levels = levels
    self.places = places
    self.base = base
    self.readout = readout
    self.targets = targets
  }

  /// Coordinates of every draw, and how far they moved in their last round, relative.
  package struct Solved: Sendable {
    /// y, draws×width.
    package let y: SingleMatrix
    /// ‖Δy‖/‖y‖ of the last round over the leading coordinates, by draw.
    package let change: [Float]
    /// Multiplications and additions of the matrix products.
    package let operations: Double
  }

  /// The first `modes` of `width` coordinates decide and are fed back; the others follow.
  package func solved(tolerance: Float, most rounds: Int) -> Solved {
    let (B, modes) = (fixed.rows, readout.rows)
    guard !levels.isEmpty else {
      return Solved(y: fixed, change: [Float](repeating: 0, count: B), operations: 0)
    }
    var state = MixedRounds(rows: B, width: fixed.columns, modes: modes)
    var products = 0
    for round in 0..<rounds where state.change.contains(where: { $0 > tolerance }) {
      var level = SingleMatrix(rows: B, columns: base.count)
      for (c, value) in base.enumerated() where value != 0 {
        for j in c * B..<(c + 1) * B { level.values[j] = value }
      }
      products += B * fixed.columns * targets.rows + (round > 0 ? B * modes * base.count : 0)
      if round > 0 { level.addProduct(of: state.start, leading: modes, times: readout) }
      var next = fixed
      next.add(met(level), times: targets)
      state.advance(to: next, tolerance: tolerance, isFirst: round == 0)
    }
    return Solved(y: state.y, change: state.change, operations: 2 * Double(products))
  }

  /// H = Σ_m d_m∘L_{c(m)}, gathered by target, draws×targets.
  private func met(_ level: SingleMatrix) -> SingleMatrix {
    let B = fixed.rows
    var result = SingleMatrix(rows: B, columns: targets.rows)
    result.values.withUnsafeMutableBufferPointer { result in
      factors.values.withUnsafeBufferPointer { factors in
        level.values.withUnsafeBufferPointer { level in
          guard let to = result.baseAddress, let by = factors.baseAddress,
            let from = level.baseAddress
          else { return }
          for m in levels.indices {
            let (d, l, h) = (by + m * B, from + Int(levels[m]) * B, to + Int(places[m]) * B)
            for j in 0..<B { h[j] += d[j] * l[j] }
          }
        }
      }
    }
    return result
  }
}

/// Rounds of a fixed point with the best mix of the last two, row by row.
///
///     f = g(y) − y,  γ = ⟨f, f − f⁻⟩/‖f − f⁻‖²,  y⁺ = g − γ(g − g⁻)
private struct MixedRounds {
  let modes: Int
  /// g of the last round in which a row still moved.
  private(set) var y: SingleMatrix
  /// Where the next round starts.
  private(set) var start: SingleMatrix
  /// ‖f‖/‖g‖ of the last round.
  private(set) var change: [Float]
  private var before: SingleMatrix

  init(rows: Int, width: Int, modes: Int) {
    self.modes = modes
    y = SingleMatrix(rows: rows, columns: width)
    (start, before) = (y, y)
    change = [Float](repeating: .infinity, count: rows)
  }

  mutating func advance(to next: SingleMatrix, tolerance: Float, isFirst: Bool) {
    let B = y.rows
    var (size, moved) = ([Float](repeating: 0, count: B), [Float](repeating: 0, count: B))
    var (step, turn) = (moved, moved)
    for m in 0..<modes {
      for j in 0..<B {
        let k = j + m * B
        let f = next.values[k] - start.values[k]
        let d = f - before.values[k]
        moved[j] += f * f
        size[j] += next.values[k] * next.values[k]
        step[j] += d * d
        turn[j] += f * d
        before.values[k] = f
      }
    }
    let isOpen = change.map { $0 > tolerance }
    // The first round has none before it, and a mix far outside both is no mix.
    let mix = (0..<B)
      .map { j in
        isFirst || step[j] == 0 ? 0 : max(-1, min(1, turn[j] / step[j]))
      }
    for m in 0..<y.columns {
      for j in 0..<B where isOpen[j] {
        let k = j + m * B
        let g = next.values[k]
        start.values[k] = g - mix[j] * (g - y.values[k])
        y.values[k] = g
      }
    }
    for j in 0..<B where isOpen[j] {
      change[j] = size[j] > 0 ? (moved[j] / size[j]).squareRoot() : 0
    }
  }
}

extension SingleMatrix {
  /// C ← C + A[:, 0..<k] B, with k the rows of B.
  fileprivate mutating func addProduct(of a: SingleMatrix, leading k: Int, times b: SingleMatrix) {
    BLASThreads.configure()
    precondition(a.rows == rows && b.rows == k && k <= a.columns && b.columns == columns, "shapes")
    guard rows > 0, k > 0, columns > 0 else { return }
    cblas_sgemm(
      CblasColMajor, CblasNoTrans, CblasNoTrans, Int32(rows), Int32(columns), Int32(k), 1,
      a.values, Int32(rows), b.values, Int32(k), 1, &values, Int32(rows))
  }
}
