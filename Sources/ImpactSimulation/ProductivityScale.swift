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

  /// Changes with the channel of productivity: Σ_channels (scaled − unscaled), cell by cell.
  ///
  /// The other channels are counted at the labour productivity of the accounts, so that they do not
  /// depend on the growth; only the sum of all is the change. Without growth the channel is absent.
  static func applied(
    to change: [Indicator: [Effect: [[Double]]]], _ plan: ScenarioYears
  ) -> [Indicator: [Effect: [[Double]]]] {
    guard plan.states.contains(where: { !$0.productivity.isEmpty }) else { return change }
    var result = change
    for (indicator, effects) in change {
      let parts = Effect.allCases.compactMap { effects[$0] }
      result[indicator]?[.productivity] = plan.states.indices.map { t in
        let total = parts.dropFirst()
          .reduce(parts.first?[t] ?? []) { sum, part in zip(sum, part[t]).map(+) }
        let scaled = ProductivityScale(plan.states[t]).applied(to: total, indicator)
        return zip(scaled, total).map { $0 == $1 ? 0 : $0 - $1 }
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
