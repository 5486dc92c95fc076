import Foundation
import ImpactAxes
package import ImpactDiagnostics
package import ImpactDocuments
package import ImpactEconomies
import ImpactLevers
import ImpactModels
package import ImpactNumerics

/// What households earn, where they live and what they buy (type II).
///
///     h[s] = Σ_j w[j,s]·ℓ·(1 − ρ)·x[j,s],  g = L·h,  Δdemand_k[i,s] = b_k[i,s]·g[s]
///
/// ℓ is the local consumption share, ρ the share of income that benefits replace, L the places of
/// living by place of work (columns sum to 1), b_k household purchases per EUR of all household
/// purchases, so that imports leave with their share. Source: Miyazawa (1976); Documentation/Methods.
struct HouseholdIncome: Sendable {
  /// w·ℓ·(1 − ρ), EUR per EUR of output.
  let income: [Double]
  /// ℓ·(1 − ρ), of compensation.
  let spentShare: Double
  let residence: Matrix
  /// Factor on spent income by system, for draws of an ensemble; empty means 1.
  var scaleOfSystem: [Double] = []
  let spending: [[Double]]
  let notices: [Notice]

  init(_ economy: Economy, catalogue: ParameterCatalogue) throws {
    let keys = [
      "induced.local_consumption_share", "induced.replacement_income_share",
      "induced.commuting_distance",
    ]
    let problems = catalogue.problems(requiring: keys)
    guard problems.isEmpty else { throw ProblemReport(problems) }
    let local = try catalogue.central(keys[0])
    let replaced = try catalogue.central(keys[1])
    let distance = try catalogue.central(keys[2])
    let labour = LabourIncome(economy)
    let estimated = labour.remark(purpose: "for induced effects ", of: economy.countryCount)
    spentShare = local * (1 - replaced)
    income = labour.coefficients.map { $0 * local * (1 - replaced) }
    residence = Self.residence(economy, distance: distance)
    spending = Self.spending(economy)
    notices =
      (estimated.map { [Notice("estimated-compensation", $0)] } ?? []) + [
        Notice(
          "estimated-residence",
          "places of living by place of work are estimated from distances (decay "
            + "\(distance) km) and employment, without the effect of borders"),
        Notice(
          "induced-assumptions",
          "induced effects follow \(local) of compensation, less \(replaced) replaced by benefits, "
            + "for gains and losses alike; taxes on purchases are part of what is not spent locally"
        ),
      ]
  }

  /// L[r,s] ∝ E_r·exp(−d[r,s]/δ) over regions with coordinates and employment, else the workplace.
  private static func residence(_ economy: Economy, distance scale: Double) -> Matrix {
    let (R, S) = (economy.regionCount, economy.industryCount)
    let people = (0..<R)
      .map { r in
        economy.satellites.employment[r * S..<(r + 1) * S].reduce(0) { $1.isNaN ? $0 : $0 + $1 }
      }
    var result = Matrix(rows: R, columns: R)
    for s in 0..<R {
      var sum = 0.0
      for r in 0..<R where people[r] > 0 && people[s] > 0 {
        let distance = SourcingMatrices.distance(economy.regions[r], economy.regions[s])
        guard let distance else { continue }
        result[r, s] = people[r] * exp(-distance / scale)
        sum += result[r, s]
      }
      guard sum > 0 else {
        result[s, s] = 1
        continue
      }
      for r in 0..<R { result[r, s] /= sum }
    }
    return result
  }

  /// b_k[i,s]: purchases of households by class over all their purchases.
  private static func spending(_ economy: Economy) -> [[Double]] {
    let (R, S) = (economy.regionCount, economy.industryCount)
    let category = Economy.FinalCategory.households.rawValue
    let demand = [economy.finalDemand.own[category], economy.finalDemand.imported[category]]
    let totals = (0..<R)
      .map { s in
        demand.reduce(0) { $0 + $1[s * S..<(s + 1) * S].reduce(0, +) }
      }
    return demand.map { values in
      values.indices.map { totals[$0 / S] > 0 ? values[$0] / totals[$0 / S] : 0 }
    }
  }

  /// Factor on spent income of a system.
  func scale(_ system: Int) -> Double { scaleOfSystem.isEmpty ? 1 : scaleOfSystem[system] }

  /// The closure with the labour factors of every year; income of changed output.
  func closure(_ plan: ScenarioYears) -> HouseholdClosure {
    let byYear = concurrentMap(plan.systems.count) { t -> [Double] in
      let (state, scale) = (plan.states[t], scale(t))
      return income.indices.map { k in
        let new =
          state.entrants.isEmpty
          ? nil : state.entrants[k].map { $0.compensation * spentShare }
        return max(income[k], new ?? 0) * plan.changeFactor(k, year: t) * scale
      }
    }
    return HouseholdClosure(
      income: income, residence: residence, spending: spending, incomeOfSystem: byYear)
  }
}

/// Households of an economy, for analyses outside a run.
package struct EconomyHouseholds: Sendable {
  package let closure: HouseholdClosure
  /// What is estimated and assumed.
  package let notices: [Notice]

  /// The closure of `tia run` without levers; throws a `ProblemReport` when parameters lack.
  package init(_ economy: Economy, catalogue: ParameterCatalogue) throws {
    let households = try HouseholdIncome(economy, catalogue: catalogue)
    closure = HouseholdClosure(
      income: households.income, residence: households.residence, spending: households.spending)
    notices = households.notices
  }
}
