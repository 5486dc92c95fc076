import ImpactEconomies
import ImpactNumerics

/// Quantities that indicators are fixed multiples of, whatever levers do.
///
///     output, value added:  G·q
///     employment:           G_e·((e′/e)·q + [direct] (e′/e₀ − 1)·x₀)
///     compensation:         G·(…) with the same labour factors
///
/// with q the channel's change of output, e′/e the labour factors of a state, G the growth of labour
/// productivity. Shapley values are linear, so they are worked out for these and multiplied afterwards.
enum UnitFamily: Int, Sendable, CaseIterable {
  case output, employment, compensation

  init(_ indicator: Indicator) {
    self =
      switch indicator {
      case .output, .valueAdded: .output
      case .employment: .employment
      case .compensation: .compensation
      }
  }

  /// The indicator whose growth of productivity the family has.
  var indicator: Indicator {
    switch self {
    case .output: .output
    case .employment: .employment
    case .compensation: .compensation
    }
  }

  /// The family's quantity of a channel, column by column; see the equations above.
  func quantity(
    _ effect: Effect, _ output: Matrix, plan: ScenarioYears, x0: [Double]
  ) -> Matrix {
    var result = output
    let n = output.rows
    for c in plan.systems {
      let state = plan.states[c]
      if self != .output {
        for k in state.marginalLabour.keys {
          result[k, c] = plan.changeFactor(k, year: c) * output[k, c]
        }
        for (k, factor) in state.labour {
          result[k, c] = plan.changeFactor(k, year: c) * output[k, c]
          if effect == .direct { result[k, c] += (factor - 1) * x0[k] }
        }
      }
      guard !state.productivity.isEmpty else { continue }
      let scaled = ProductivityScale(state)
        .applied(to: Array(result.values[c * n..<(c + 1) * n]), indicator)
      result.values.replaceSubrange(c * n..<(c + 1) * n, with: scaled)
    }
    return result
  }
}
