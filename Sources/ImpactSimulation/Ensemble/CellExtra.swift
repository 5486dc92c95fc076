import ImpactLevers

/// What labour factors of a draw add to the change of a cell, in units of output.
///
///     extra = (λμ − 1)Δx + (λ − 1)x₀,  employment = e·(Δx + extra)
///
/// with λ the labour factor of the cell and μ that of new plants.
struct CellExtra: Sendable {
  let cell: Int
  let value: Double

  /// Extras of one draw in ascending order of cells.
  static func all(
    of state: LeverState, output: (Int) -> Double, x0: [Double]
  ) -> [CellExtra] {
    var cells = state.labour.keys
    let more = state.marginalLabour.keys.filter { state.labour[$0] == nil }
    if !more.isEmpty { cells = (cells + more).sorted() }
    return cells.map { k in
      let labour = state.labour[k] ?? 1
      let change = labour * (state.marginalLabour[k] ?? 1)
      return CellExtra(cell: k, value: (change - 1) * output(k) + (labour - 1) * x0[k])
    }
  }
}
