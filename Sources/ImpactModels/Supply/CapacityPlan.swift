public import ImpactDiagnostics
public import ImpactNumerics

/// The plan of least cost of a `CapacityProgramme`.
///
/// All vectors have length n and the unit of final demand, unless said otherwise.
public struct CapacityPlan: Sendable {
  /// x.
  public let output: [Double]
  /// u: final demand that is not met; negative where a withdrawal from stocks is not made.
  public let unmet: [Double]
  /// s, one for each substitution of the programme.
  public let substituted: [Double]
  /// w: inputs of a product that its buyers do without; 0 where none can.
  public let doneWithout: [Double]
  /// How much the objective falls per unit of further capacity; 0 where capacity is to spare.
  public let capacityPrice: [Double]
  /// How much the objective rises per unit of further final demand.
  public let balancePrice: [Double]
  /// c x + ρ (u + w) + σ s.
  public let objective: Double
  /// The conditions of an optimum, measured.
  public let certificate: ProgrammeCertificate
  /// Products whose output or unmet demand, or substitutions, could move at no cost.
  public let freeMoves: Int
  /// Steps of the simplex method.
  public let iterations: Int
  /// One notice where plans of the same cost may exist.
  public let notices: [Notice]

  init(_ programme: CapacityProgramme, _ layout: CapacityLayout, _ found: ProgrammeSolution) {
    let products = 0..<programme.dimension
    output = products.map { found.values[layout.output($0)] }
    unmet = products.map { found.values[layout.unmet($0)] }
    substituted = programme.substitutions.indices.map { found.values[layout.substitution($0)] }
    var without = [Double](repeating: 0, count: programme.dimension)
    for (k, product) in layout.dispensable.enumerated() {
      without[product] = found.values[layout.without(k)]
    }
    doneWithout = without
    // A cell that cannot produce at all would gain from capacity only where there are inputs for it.
    capacityPrice = products.map { max(0, -found.reducedCosts[layout.output($0)]) }
    balancePrice = products.map { found.prices[$0] }
    objective = found.objective
    certificate = found.certificate
    iterations = found.iterations
    freeMoves = found.freeMoves.count
    notices =
      found.freeMoves.isEmpty
      ? []
      : [
        Notice(
          "other-plans-as-good",
          "\(found.freeMoves.count) quantities could move from where they stand at no cost: other "
            + "plans may serve as much; totals and the objective are the same in all of them")
      ]
  }
}
