import ImpactDiagnostics
public import ImpactNumerics

/// Ghosh's supply-driven model, solved as the price dual it is equivalent to.
///
///     x' = v' G,  G = (I − B)⁻¹,  B = x̂₀⁻¹ A x̂₀;   with x = x̂₀ q:  (I − Aᵀ) q = x̂₀⁻¹ v
///
/// v is primary input in money, length n. q is output over base output, which is Leontief's price
/// index for the same costs (Dietzenbacher 1997): read results as values at changed prices, or as a
/// linkage measure. Read as quantities they imply that buyers use any input in any proportion, which is
/// not plausible (Oosterhaven 1988). No B is formed, so the model works on a structured economy.
public struct SupplyDrivenModel: Sendable {
  /// x₀, length n.
  public let output: [Double]
  private let system: InputOutputSystem

  /// Throws `shapeMismatch` when output has not n values.
  public init(_ system: InputOutputSystem, output: [Double]) throws(NumericsError) {
    try system.require("output", output)
    self.system = system
    self.output = output
  }

  /// q: output over base output for primary inputs v (length n).
  ///
  /// Throws a `ProblemReport` where a product without output has primary inputs.
  public func relativeOutput(primaryInputs v: [Double]) throws -> [Double] {
    try system.require("primary inputs", v)
    let problems = v.indices.filter { output[$0] == 0 && v[$0] != 0 }
      .map {
        Problem(
          at: nil, path: "product \($0)", "it has no output but primary inputs of \(v[$0])",
          expected: "zero, or some output")
      }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    return try system.totals(of: zip(v, output).map { $1 == 0 ? 0 : $0 / $1 })
  }

  /// x for primary inputs v, or Δx for a change Δv (length n, in the unit of output).
  public func output(primaryInputs v: [Double]) throws -> [Double] {
    zip(try relativeOutput(primaryInputs: v), output).map { $0 * $1 }
  }

  /// G i, length n: output of all products per unit of primary input of each; 1 without output.
  public func forwardMultipliers() throws(NumericsError) -> [Double] {
    zip(try system.outputs(for: output), output).map { $1 == 0 ? 1 : $0 / $1 }
  }
}
