public import ImpactDiagnostics
public import ImpactNumerics

/// The quantity model where some outputs are set and the final demand of these products follows.
///
///     x_n = (I − A_nn)⁻¹ (f_n + A_nc x_c),   f_c = x_c − (A x)_c
///
/// c are the products whose output is set (a plant, a capacity, an event), n all others. Levels and
/// changes obey the same equations. Final demand that becomes negative is reported, never clipped: it
/// says that intermediate users alone need more than the output set. Miller and Blair (2009), section
/// 13.2.
public struct MixedModel: Sendable {
  /// The products whose output is set, ascending.
  public let exogenous: [Int]
  private let system: InputOutputSystem
  private let rest: InputOutputSystem
  private let free: [Double]

  /// What the model gives.
  public struct Solution: Sendable {
    /// x, length n: set for the exogenous products.
    public let output: [Double]
    /// f, length n: given for the endogenous products, what is left for the exogenous ones.
    public let finalDemand: [Double]
    /// Exogenous products whose final demand comes out negative.
    public let negativeDemand: [Int]
    /// One notice when there are such products.
    public let notices: [Notice]
  }

  /// Throws `shapeMismatch` for a product outside, or `singular`.
  public init(_ system: InputOutputSystem, exogenous: [Int]) throws(NumericsError) {
    let n = system.dimension
    let set = Array(Set(exogenous)).sorted()
    guard set.allSatisfy({ (0..<n).contains($0) }) else {
      throw .shapeMismatch(what: "exogenous products", expected: n, found: set.last ?? 0)
    }
    self.system = system
    self.exogenous = set
    free = CellMask.values(set, of: n, inside: 0, outside: 1)
    rest = try system.scaled([ScaledTermsOperator.Term(rows: free, columns: free)])
  }

  /// Solves for outputs set and final demand given, both of length n and in one unit.
  ///
  /// Values of `output` at endogenous products and of `finalDemand` at exogenous ones are not looked
  /// at. Throws `shapeMismatch`, `nonFinite` or `notConverged`.
  public func solve(
    output set: [Double], finalDemand: [Double]
  ) throws(NumericsError) -> Solution {
    try system.require("outputs that are set", set)
    try system.require("final demand", finalDemand)
    let held = set.indices.map { free[$0] == 0 ? set[$0] : 0 }
    let needs = system.inputs(for: held)
    let right = set.indices.map { free[$0] == 0 ? 0 : finalDemand[$0] + needs[$0] }
    let others = try rest.outputs(for: right)
    let x = set.indices.map { free[$0] == 0 ? set[$0] : others[$0] }
    let inputs = system.inputs(for: x)
    let demand = x.indices.map { free[$0] == 0 ? x[$0] - inputs[$0] : finalDemand[$0] }
    return solution(output: x, finalDemand: demand)
  }

  /// Outputs within capacities: those above are set at capacity, one round after the other.
  ///
  /// `capacities` maps a product to its largest output. With A ≥ 0 the outputs of a round never
  /// exceed those of the round before, so the set of products at capacity only grows and the rounds
  /// end. Throws as `solve`.
  public static func within(
    capacities: [Int: Double], finalDemand: [Double], in system: InputOutputSystem
  ) throws(NumericsError) -> Solution {
    var model = try MixedModel(system, exogenous: [])
    var set = [Double](repeating: 0, count: system.dimension)
    while true {
      let solution = try model.solve(output: set, finalDemand: finalDemand)
      // Rounding of a solve must not put a product at capacity.
      let over = capacities.filter { solution.output[$0.key] > $0.value * (1 + 1e-9) }.keys
        .filter { !model.exogenous.contains($0) }
      guard !over.isEmpty else { return solution }
      for product in over { set[product] = capacities[product] ?? 0 }
      model = try MixedModel(system, exogenous: model.exogenous + over)
    }
  }

  private func solution(output: [Double], finalDemand: [Double]) -> Solution {
    let negative = exogenous.filter { finalDemand[$0] < 0 }
    let notices =
      negative.isEmpty
      ? []
      : [
        Notice(
          "negative-final-demand",
          "final demand comes out negative for \(negative.count) of \(exogenous.count) products "
            + "whose output is set: intermediate users alone need more than that output")
      ]
    return Solution(
      output: output, finalDemand: finalDemand, negativeDemand: negative, notices: notices)
  }
}
