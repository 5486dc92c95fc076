import ImpactDiagnostics
public import ImpactNumerics

/// A national table whose flows hold imports: domestic coefficients by import shares.
///
///     m̂_i = M_i / (Σ_j z_ij + d_i),   A_dom = (I − m̂) A,   x = (I − A_dom)⁻¹ ((I − m̂) d + e)
///
/// Imports compete with domestic products: every use at home has the same share from abroad, exports
/// have none (no re-exports). Multipliers of the matrix with imports in it would count what other
/// countries make as domestic. Chenery (1953), Moses (1955); Miller and Blair (2009), section 4.2.
public struct CompetitiveImports: Sendable {
  /// x, length n: uses less imports.
  public let output: [Double]
  /// m̂, length n: imports over all domestic use.
  public let importShares: [Double]
  /// A with imports in it, n×n.
  public let inputCoefficients: Matrix
  /// The model of A_dom, n×n.
  public let domestic: LeontiefModel

  /// Flows (n×n), domestic final demand d, exports e and imports M (length n each), all in one unit.
  ///
  /// Throws a `ProblemReport` with each product whose imports exceed its domestic use, or that is
  /// imported but not used; `shapeMismatch` when lengths differ; what `LeontiefModel` throws.
  public init(
    flows: Matrix, domesticFinalDemand: [Double], exports: [Double], imports: [Double]
  ) throws {
    let n = flows.rows
    for (what, values) in [
      ("domestic final demand", domesticFinalDemand), ("exports", exports), ("imports", imports),
    ] where values.count != n {
      throw NumericsError.shapeMismatch(what: what, expected: n, found: values.count)
    }
    var problems: [Problem] = []
    var (shares, output) = ([Double](), [Double]())
    for i in 0..<n {
      let use = (0..<n).reduce(domesticFinalDemand[i]) { $0 + flows[i, $1] }
      if imports[i] != 0, !(use > 0 && imports[i] > 0 && imports[i] <= use) {
        problems.append(
          Problem(
            at: nil, path: "imports[\(i)]", "imports are \(imports[i]), domestic use is \(use)",
            expected: "imports between zero and domestic use; take re-exports out of both"))
      }
      shares.append(imports[i] == 0 ? 0 : imports[i] / use)
      output.append(use + exports[i] - imports[i])
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    let whole = try LeontiefModel(flows: flows, output: output)
    var home = whole.inputCoefficients
    for j in 0..<n { for i in 0..<n { home[i, j] *= 1 - shares[i] } }
    self.output = output
    importShares = shares
    inputCoefficients = whole.inputCoefficients
    domestic = try LeontiefModel(inputCoefficients: home)
  }

  /// Final demand met by domestic makers, (I − m̂) d + e, for demand d at home and exports e.
  public func domesticDemand(home: [Double], exports: [Double]) -> [Double] {
    home.indices.map { (1 - importShares[$0]) * home[$0] + exports[$0] }
  }
}
