import ImpactLevers

/// Levels and changes of a year with growth of labour productivity, G by region-industry.
///
///     output grows with it:  output, value added and compensation × G, employment as it was
///     output stays:          employment / G, the others as they were (wages grow with productivity)
///
/// Baseline and change are scaled alike, so productivity alone changes nothing against the baseline.
struct ProductivityScale: Sendable {
  private let growth: [Int: ProductivityGrowth]

  init(_ state: LeverState) { growth = state.productivity }

  func applied(to values: [Double], _ indicator: Indicator) -> [Double] {
    var values = values
    for (k, growth) in growth {
      if indicator == .employment {
        if !growth.outputGrows { values[k] /= growth.factor }
      } else if growth.outputGrows {
        values[k] *= growth.factor
      }
    }
    return values
  }

  static func applied(
    to change: [Indicator: [Effect: [[Double]]]], _ plan: ScenarioYears
  ) -> [Indicator: [Effect: [[Double]]]] {
    guard plan.states.contains(where: { !$0.productivity.isEmpty }) else { return change }
    var result = change
    for (indicator, effects) in change {
      for (effect, years) in effects {
        result[indicator]?[effect] = years.indices.map {
          ProductivityScale(plan.states[$0]).applied(to: years[$0], indicator)
        }
      }
    }
    return result
  }
}

extension LeverState {
  /// What stated persons are multiplied with so that `ProductivityScale` leaves them as stated.
  func statedPersons(_ index: Int) -> Double {
    guard let growth = productivity[index], !growth.outputGrows else { return 1 }
    return growth.factor
  }
}
