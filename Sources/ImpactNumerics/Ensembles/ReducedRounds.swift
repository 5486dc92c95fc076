/// Fixed points y ← g(y) of a block of draws, one row each.
///
/// Rounds take the best mix with the round before as their next start (Anderson 1965, depth one). A draw whose y moves
/// by less than the tolerance keeps it from then on, so its result does not depend on the draws beside it.
package enum ReducedRounds {
  /// Coordinates of every draw, and how far they moved in their last round, relative.
  package struct Solved: Sendable {
    /// y, draws×width.
    package let y: SingleMatrix
    /// ‖Δy‖/‖y‖ of the last round over the leading coordinates, by draw.
    package let change: [Float]
  }

  /// Rounds until every draw rests, `rounds` at most.
  ///
  /// `step` gives g, and g(0) for nil. The first `modes` of `width` coordinates decide and are fed back; the others
  /// follow.
  package static func solved(
    draws: Int, width: Int, modes: Int, tolerance: Float, most rounds: Int,
    _ step: (SingleMatrix?) -> SingleMatrix
  ) -> Solved {
    var state = MixedRounds(rows: draws, width: width, modes: modes)
    for round in 0..<rounds where state.change.contains(where: { $0 > tolerance }) {
      state.advance(
        to: step(round == 0 ? nil : state.start), tolerance: tolerance, isFirst: round == 0)
    }
    return Solved(y: state.y, change: state.change)
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
