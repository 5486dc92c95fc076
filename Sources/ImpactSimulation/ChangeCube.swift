import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// Changes by indicator, effect and year, from changes of output.
///
///     direct    e′∘u + (e′ − e)∘x₀
///     indirect  e′∘(Δx_technical − u)
///     price     e′∘Δx_price
///     induced   e′∘Δx_induced
///
/// with e′ = e times the labour factor. Their sum is e′∘x′ − e∘x₀. Where new plants need other labour,
/// e′ of a change is multiplied by the marginal factor, e′ of x₀ is not. Growth of labour productivity
/// scales levels and changes alike; what it adds is a channel of its own (`ProductivityScale`). Where e is unknown a change is nan,
/// and zero where output does not change at all. Industries that levers set up where the accounts have
/// none have the coefficients of their lever (`Entrant`). Plants that levers set up count with their own
/// output, value added, jobs and pay as direct.
struct ChangeCube: Sendable {
  let change: [Indicator: [Effect: [[Double]]]]

  init(
    _ output: OutputStep, plan: ScenarioYears, coefficients: UnitCoefficients, economy: Economy
  ) {
    var change: [Indicator: [Effect: [[Double]]]] = [:]
    for indicator in Indicator.allCases {
      var byEffect: [Effect: [[Double]]] = [:]
      for effect in Effect.allCases where effect != .productivity {
        byEffect[effect] = concurrentMap(plan.years.count) { t in
          Self.values(
            effect, indicator, year: t, output: output, plan: plan, coefficients: coefficients,
            x0: economy.satellites.output)
        }
      }
      change[indicator] = byEffect
    }
    self.change = change
  }

  private static func values(
    _ effect: Effect, _ indicator: Indicator, year t: Int, output: OutputStep,
    plan: ScenarioYears, coefficients: UnitCoefficients, x0: [Double]
  ) -> [Double] {
    let quantity: [Double] =
      switch effect {
      case .direct: output.direct[t]
      case .indirect: zip(output.technical[t], output.direct[t]).map(-)
      case .price: output.price[t]
      case .induced: output.induced[t]
      case .productivity: [Double](repeating: 0, count: x0.count)
      }
    let plants = effect == .direct ? plan.states[t].plants : []
    guard let unit = coefficients.of(indicator) else {
      return added(plants, to: quantity, indicator, plan.states[t])
    }
    var values = zip(unit, quantity).map { $1 == 0 ? 0 : $0 * $1 }
    func isNew(_ k: Int) -> Bool { x0[k] == 0 && plan.states[t].entrants[k] != nil }
    for (k, account) in plan.states[t].entrants where isNew(k) {
      let factor = indicator.followsLabour ? plan.changeFactor(k, year: t) : 1
      values[k] = quantity[k] * factor * account.unit(indicator)
    }
    guard indicator.followsLabour else {
      return added(plants, to: values, indicator, plan.states[t])
    }
    for k in plan.states[t].marginalLabour.keys where quantity[k] != 0 && !isNew(k) {
      values[k] = unit[k] * plan.changeFactor(k, year: t) * quantity[k]
    }
    for (k, factor) in plan.states[t].labour where !isNew(k) {
      values[k] = quantity[k] == 0 ? 0 : unit[k] * plan.changeFactor(k, year: t) * quantity[k]
      if effect == .direct, x0[k] != 0 { values[k] += unit[k] * (factor - 1) * x0[k] }
    }
    return added(plants, to: values, indicator, plan.states[t])
  }

  /// Values with those of plants beside the industries.
  ///
  /// Jobs of a plant are stated persons: what growth of productivity will take from them is put on
  /// top first.
  static func added(
    _ plants: [PlantAccount], to values: [Double], _ indicator: Indicator, _ state: LeverState
  ) -> [Double] {
    var values = values
    for plant in plants {
      switch indicator {
      case .output: values[plant.index] += plant.output
      case .valueAdded: values[plant.index] += plant.valueAdded
      case .employment: values[plant.index] += plant.jobs * state.statedPersons(plant.index)
      case .compensation: values[plant.index] += plant.compensation
      }
    }
    return values
  }
}

extension Entrant.Account {
  /// Of an indicator that hangs on output.
  func unit(_ indicator: Indicator) -> Double {
    switch indicator {
    case .output: 1
    case .valueAdded: valueAdded
    case .employment: employment
    case .compensation: compensation
    }
  }
}
