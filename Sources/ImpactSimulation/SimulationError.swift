import ImpactEconomies
import ImpactNumerics

/// A numerical failure of a run, with the region and industry where it happened.
///
/// Faults of inputs are `ProblemReport`s instead.
public enum SimulationError: Error, Sendable, CustomStringConvertible {
  /// The economy with the levers' changes needs more inputs than it makes.
  case notProductive(region: String, industry: String, year: Int?)
  /// A NaN or an infinity in an input or a result.
  case notFinite(what: String, region: String, industry: String)
  /// Levers took what a buyer purchases below zero.
  case negativePurchase(product: String, buyer: String, region: String, year: Int)
  /// A price fell to zero or below.
  case priceNotPositive(lever: String, region: String, year: Int)
  /// The solver stopped before its tolerance.
  case notConverged(solve: String, detail: String)
  /// An identity that every result meets does not hold: a fault of this library.
  case identityViolated([RunCheck])
  /// Another failure of the numerics.
  case numerics(String)

  /// What failed, where, and what to do.
  public var description: String {
    switch self {
    case .notProductive(let region, let industry, let year):
      "the economy\(year.map { " of \($0)" } ?? "") is not productive, worst in \(industry) of "
        + "\(region); check its input coefficients and the levers that change them"
    case .notFinite(let what, let region, let industry):
      "\(what) is not a finite number in \(industry) of \(region); check the economy there"
    case .negativePurchase(let product, let buyer, let region, let year):
      "the levers take purchases of \(product) by \(buyer) in \(region) below zero in \(year); "
        + "reduce the levers' intensity or change their order"
    case .priceNotPositive(let lever, let region, let year):
      "\(lever): the price of vehicles in \(region) falls to zero or below in \(year); check the "
        + "lever's costs"
    case .notConverged(let solve, let detail): "\(solve): \(detail)"
    case .identityViolated(let checks):
      "identities do not hold: "
        + checks.map { "\($0.name) (\($0.value) against \($0.tolerance))" }.joined(separator: "; ")
        + "; please report this"
    case .numerics(let detail): detail
    }
  }
}

extension Economy {
  /// Runs a numerical step and names region and industry in its failure.
  ///
  /// `years` gives the year of each system.
  func naming<T>(_ solve: String, years: [Int] = [], _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as NumericsError {
      let S = industryCount
      func place(_ index: Int) -> (String, String) {
        let k = index % max(1, dimension)
        return (regions[k / S].code, industries[k % S].code)
      }
      switch error {
      case .notProductive(let index, let system):
        let (region, industry) = place(index)
        throw SimulationError.notProductive(
          region: region, industry: industry,
          year: years.indices.contains(system) ? years[system] : nil)
      case .nonFinite(let what, let index):
        let (region, industry) = place(index)
        throw SimulationError.notFinite(
          what: "\(solve): \(what)", region: region, industry: industry)
      case .notConverged:
        throw SimulationError.notConverged(solve: solve, detail: error.description)
      default:
        throw SimulationError.numerics("\(solve): \(error.description)")
      }
    }
  }
}
