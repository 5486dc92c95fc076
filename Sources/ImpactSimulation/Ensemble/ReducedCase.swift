import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// A draw and year after its levers, with what its solution in coordinates needs and nothing else.
struct ReducedCase: Sendable {
  /// Final demand of a cell, million EUR.
  typealias Amount = IndexTable.Amount

  let system: DrawYear
  let purchases: PurchaseLayout.Row
  /// How buyers of vehicles answer each extra cost, without the cost itself.
  let responses: [PriceResponse]
  /// Δc of every response where it is not zero.
  let costs: [[Amount]]
  /// Σ (f − 1) of volume paths by destination, W last.
  let volume: [Double]
  /// What levers and their plants buy by class of origin, and what they add at its origin.
  let bought: [[Amount]]
  let atOrigin: [Amount]
  let account: DrawnAccount

  /// Nil where coordinates cannot express what levers do.
  init?(
    _ state: LeverState, _ system: DrawYear, solver: EnsembleSolver, room: DrawnRoom
  ) {
    guard !EnsembleSolver.needsSteps(state) else { return nil }
    self.system = system
    purchases = room.row(of: state.purchases)
    responses = state.priceResponses.map { $0.with([]) }
    costs = state.priceResponses.map { response in
      response.costs.map { Amount(cell: $0.cell, value: $0.value) }
    }
    volume = state.vehicleVolume
    let parts = [state.demand, state.plantInputs]
    bought = [Self.amounts(parts.map(\.own)), Self.amounts(parts.map(\.imported))]
    atOrigin = Self.amounts(parts.map(\.atOrigin))
    account = DrawnAccount(
      state, economy: solver.economy, coefficients: solver.coefficients,
      households: solver.households)
  }

  private static func amounts(_ parts: [IndexTable]) -> [Amount] {
    var result: [Amount] = []
    for part in parts { part.append(to: &result) }
    return result
  }
}

extension [[ReducedCase.Amount]] {
  /// Amounts of a block as rows over the cells that any of them names; cells lie below n.
  func dense(dimension n: Int) -> (cells: [Int], values: SingleMatrix) {
    var places = [Int32](repeating: -1, count: n)
    var cells: [Int] = []
    for amounts in self {
      for amount in amounts where places[Int(amount.cell)] < 0 {
        places[Int(amount.cell)] = Int32(cells.count)
        cells.append(Int(amount.cell))
      }
    }
    var values = SingleMatrix(rows: count, columns: cells.count)
    for (j, amounts) in enumerated() {
      for amount in amounts {
        values.values[j + Int(places[Int(amount.cell)]) * count] += amount.value
      }
    }
    return (cells, values)
  }
}

/// Changed purchases of a block of draws.
struct ChangedPurchases: Sendable {
  let terms: ReducedTerms
  /// Δ, rows×terms; one row for each case.
  let factors: SingleMatrix

  init(terms: ReducedTerms, factors: SingleMatrix) {
    (self.terms, self.factors) = (terms, factors)
  }
}
