import CImpactKernels

/// Proof that an economy is productive, and a bound on the error of its solutions.
///
/// Weights w > 0 with v = w − Aᵀ w > 0 prove the Hawkins-Simon condition for A ≥ 0, also where a
/// column sum of A exceeds one: (I − A)⁻¹ = Σ A^m exists and is non-negative. For an approximate
/// solution x̂ of (I − A) x = b with residual r = b − (I − A) x̂ the error e = x − x̂ obeys
/// e = (I − A)⁻¹ r, so |e| ≤ (I − A)⁻¹ |r|, and multiplying with vᵀ = wᵀ (I − A) from the left
///
///     Σ_i v_i |e_i| ≤ Σ_j w_j |r_j|,   hence   Σ_i |x_i − x̂_i| ≤ Σ_j w_j |r_j| / min_i v_i.
///
/// The bound is in the 1-norm of the error. What rounding can hide in the computed residual, at
/// most γ (|b| + |x̂| + A |x̂|) by entry with γ = (n + 8) u (Higham 2002, section 3.5), adds
/// γ (Σ w |b| + 2 Σ w |x̂|) to the numerator, since Aᵀ w < w.
public struct Certificate: Sendable {
  /// Different weight vectors, each of length n.
  public let weights: [[Double]]
  /// Index into `weights` for each system.
  public let weightsOfSystem: [Int]
  /// min_i v_i of each system, rounding taken off; positive.
  public let margins: [Double]

  /// Finds weights for every variant of `inputs` by solving (I − Aᵀ) w = 1.
  ///
  /// The weights of the first variant are checked against the changed A of every other; a variant
  /// that fails gets its own. Throws `notProductive` with the worst index when none are found.
  public init(
    _ inputs: any InputOperator, options: SolverOptions = SolverOptions(tolerance: 1e-6)
  ) throws(NumericsError) {
    let finder = WeightFinder(inputs: inputs, options: options)
    var weights = [try finder.weights(system: 0)]
    var indices: [Int] = []
    var margins: [Double] = []
    for start in stride(from: 0, to: inputs.systemCount, by: 64) {
      let systems = Array(start..<min(start + 64, inputs.systemCount))
      for (system, margin) in zip(systems, finder.margins(of: weights[0], systems: systems)) {
        if margin > 0 {
          indices.append(0)
          margins.append(margin)
        } else {
          let own = try finder.weights(system: system)
          indices.append(weights.count)
          margins.append(finder.margins(of: own, systems: [system])[0])
          weights.append(own)
        }
      }
    }
    self.weights = weights
    weightsOfSystem = indices
    self.margins = margins
  }

  /// The same for all columns of a panel.
  func errorBounds(
    residual: Panel, rightHandSide: Panel, solution: Panel, systems: [Int], order: PanelOrder
  ) -> [Double?] {
    let variants = systems.map { margins.count == 1 ? 0 : $0 }
    var bounds = [Double?](repeating: nil, count: systems.count)
    for number in Set(variants.map { weightsOfSystem[$0] }) {
      let w = order.arranged(weights[number])
      func sums(_ panel: Panel) -> [Double] {
        var sums = [Double](repeating: 0, count: panel.width)
        impact_panel_weighted_abs_sums(w, panel.values, panel.rows, panel.width, &sums)
        return sums
      }
      let (r, b, x) = (sums(residual), sums(rightHandSide), sums(solution))
      let rounding = WeightFinder.rounding(terms: w.count)
      for (c, variant) in variants.enumerated() where weightsOfSystem[variant] == number {
        bounds[c] = (r[c] + rounding * (b[c] + 2 * x[c])) / margins[variant]
      }
    }
    return bounds
  }

  /// Bound on Σ_i |x_i − x̂_i| for one column, in the unit of b.
  ///
  /// `system` is the variant of the column; with one variant it is not looked at. All vectors have
  /// length n. Valid when every entry of the variant's A is non-negative.
  public func errorBound(
    residual: [Double], rightHandSide: [Double], solution: [Double], system: Int
  ) -> Double {
    let variant = margins.count == 1 ? 0 : system
    let w = weights[weightsOfSystem[variant]]
    func sum(_ values: [Double]) -> Double {
      precondition(values.count == w.count, "a vector has one value for each weight")
      return impact_weighted_abs_sum(w, values, w.count)
    }
    let rounding = WeightFinder.rounding(terms: w.count)
    return (sum(residual) + rounding * (sum(rightHandSide) + 2 * sum(solution)))
      / margins[variant]
  }
}
