import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// What levers add to final demand, at its origin.
///
///     Δf = T_own·Δy_own + T_imported·Δy_imported + Δz
///
/// The part that W delivers leaves the model.
struct DemandStep: Sendable {
  /// Δf by year, length n, million EUR.
  let finalDemand: [[Double]]

  /// `changes` names what is sourced: what levers buy, or what their plants buy.
  init(
    _ plan: ScenarioYears, economy: Economy,
    _ changes: (LeverState) -> DemandChanges = { $0.demand }
  ) {
    let (n, count) = (economy.dimension, plan.years.count)
    guard plan.states.contains(where: { !changes($0).isEmpty }) else {
      finalDemand = [[Double]](repeating: [Double](repeating: 0, count: n), count: count)
      return
    }
    func matrix(_ part: (DemandChanges) -> IndexTable) -> Matrix {
      var values = [Double](repeating: 0, count: n * count)
      for t in plan.systems {
        part(changes(plan.states[t])).forEachValue { values[t * n + $0] = $1 }
      }
      return Matrix(rows: n, columns: count, values: values)
    }
    let own = plan.accounts.sourced(originClass: 0, demand: matrix(\.own))
    let imported = plan.accounts.sourced(originClass: 1, demand: matrix(\.imported))
    let atOrigin = matrix(\.atOrigin)
    finalDemand = plan.systems.map { t in
      (0..<n).map { own[$0, t] + imported[$0, t] + atOrigin[$0, t] }
    }
  }

  /// The same for draws that are not solved in full, n×draws; nil where no lever adds anything.
  static func sourced(_ states: [LeverState], accounts: OriginClassOperator) -> Matrix? {
    guard states.contains(where: { !$0.demand.isEmpty }) else { return nil }
    let n = accounts.dimension
    func matrix(_ part: (DemandChanges) -> IndexTable) -> Matrix {
      var values = [Double](repeating: 0, count: n * states.count)
      for (t, state) in states.enumerated() {
        part(state.demand).forEachValue { values[t * n + $0] = $1 }
      }
      return Matrix(rows: n, columns: states.count, values: values)
    }
    let own = accounts.sourced(originClass: 0, demand: matrix(\.own))
    let imported = accounts.sourced(originClass: 1, demand: matrix(\.imported))
    var sum = matrix(\.atOrigin)
    for k in sum.values.indices { sum.values[k] += own.values[k] + imported.values[k] }
    return sum
  }
}
