import ImpactNumerics

/// Rounds y ← f + Qᵀ(A_C − A)x(y) of coalitions side by side.
struct CoalitionRounds {
  /// Coordinates, (modes + sketch)×columns.
  let y: SingleMatrix
  /// ‖(1 − QQᵀ)u‖/‖Qᵀu‖ by column; infinite where rounds did not end.
  let residual: [Float]

  /// Change of y in a round, relative to y, at which rounds end; what is left reaches φ through A_C − A.
  static let tolerance: Float = 1e-3
  static let most = 14

  /// `next` gives f + Qᵀ(A_C − A)x from the leading coordinates.
  init(
    from start: SingleMatrix, modes: Int, _ next: (SingleMatrix) -> SingleMatrix
  ) {
    var y = start
    var moved = [Float](repeating: .infinity, count: start.columns)
    for _ in 0..<Self.most where moved.contains(where: { $0 > Self.tolerance }) {
      let new = next(y.leadingRows(modes))
      moved = Self.movement(y, new, modes: modes)
      y = new
    }
    self.y = y
    residual = Self.residuals(y, moved, modes: modes)
  }

  /// ‖new − old‖/‖new‖ over the leading rows, by column.
  static func movement(_ old: SingleMatrix, _ new: SingleMatrix, modes: Int) -> [Float] {
    (0..<new.columns)
      .map { c in
        var (moved, size) = (Float(0), Float(0))
        for k in c * new.rows..<c * new.rows + modes {
          let step = new.values[k] - old.values[k]
          moved += step * step
          size += new.values[k] * new.values[k]
        }
        return size == 0 ? 0 : (moved / size).squareRoot()
      }
  }

  private static func residuals(_ y: SingleMatrix, _ moved: [Float], modes: Int) -> [Float] {
    (0..<y.columns)
      .map { c in
        guard moved[c] <= tolerance else { return .infinity }
        var (outside, inside) = (Float(0), Float(0))
        for m in 0..<modes { inside += y[m, c] * y[m, c] }
        for m in modes..<y.rows { outside += y[m, c] * y[m, c] }
        guard outside != 0 else { return 0 }
        return inside > 0 ? (outside / inside).squareRoot() : .infinity
      }
  }
}
