/// Looks for weights w > 0 with w − Aᵀ w > 0.
struct WeightFinder {
  let inputs: any InputOperator
  let options: SolverOptions

  /// Sweeps w ← 1 + Aᵀ w tried where the solver fails; they end for every productive economy.
  private static let sweeps = 400

  /// How much looser the first try solves: any weights prove, and the exact ones have margin 1.
  private static let loosening = 1e5
  /// What the margin of the first try must exceed, so that error bounds grow by 1 % at most.
  private static let goodMargin = 0.99

  /// γ = (n + 8) u with u = 2⁻⁵³.
  static func rounding(terms: Int) -> Double { Double(terms + 8) * 0x1p-53 }

  func weights(system: Int) throws(NumericsError) -> [Double] {
    let ones = Matrix(column: [Double](repeating: 1, count: inputs.dimension))
    for (factor, least) in [(Self.loosening, Self.goodMargin), (1, 0)] {
      var options = options
      options.tolerance *= factor
      let solved = try? LinearSolver.solveTransposed(
        inputs, rightHandSide: ones, systems: [system], options: options)
      if let w = solved?.x.values, margins(of: w, systems: [system])[0] > least { return w }
    }
    var w = ones.values
    for _ in 0..<Self.sweeps {
      let next = inputs.transposedApplied(to: Matrix(column: w), systems: [system]).values
      if let index = next.firstIndex(where: { !$0.isFinite }) {
        throw .nonFinite(what: "input coefficients seen from the buyer", index: index)
      }
      w = next.map { 1 + $0 }
      if isProof(w, system: system) { return w }
      if w.contains(where: { $0 > 1e12 }) { break }
    }
    throw .notProductive(index: worst(w, system: system), system: system)
  }

  /// min (w − Aᵀ w) of each system, less what rounding can hide; not positive where w is not.
  func margins(of w: [Double], systems: [Int]) -> [Double] {
    let n = w.count
    guard w.allSatisfy({ $0 > 0 }) else { return systems.map { _ in -1 } }
    let block = Matrix(
      rows: n, columns: systems.count,
      values: repeatElement(w, count: systems.count).flatMap(\.self))
    let spent = inputs.transposedApplied(to: block, systems: systems)
    let rounding = Self.rounding(terms: n)
    return systems.indices.map { c in
      var least = Double.infinity
      for i in 0..<n {
        let margin = w[i] - spent[i, c] - 2 * rounding * w[i]
        // A NaN is kept, and a NaN is no proof.
        if !(margin >= least) { least = margin }
      }
      return least
    }
  }

  private func isProof(_ w: [Double], system: Int) -> Bool {
    margins(of: w, systems: [system])[0] > 0
  }

  private func worst(_ w: [Double], system: Int) -> Int {
    let spent = inputs.transposedApplied(to: Matrix(column: w), systems: [system]).values
    return w.indices.max { spent[$0] / w[$0] < spent[$1] / w[$1] } ?? 0
  }
}
