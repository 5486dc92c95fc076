package import ImpactNumerics

/// Supply and use of products by industries, at basic prices and in one unit.
///
///     V_T product × industry,  q = V_T·1 by product,  g' = 1'·V_T by industry
///     U product × industry by origin,  Y product × category by origin,  W input × industry
///
/// Totals q and g are those published: rounding of cells keeps them apart from sums.
package struct SupplyUseTables: Sendable {
  /// V_T.
  package let supply: Matrix
  /// U by origin of the products, for example domestic and imported.
  package let use: [Matrix]
  /// Y by origin, in the same order.
  package let finalUse: [Matrix]
  /// W, value added by component.
  package let primaryInputs: Matrix
  /// q.
  package let productOutput: [Double]
  /// g.
  package let industryOutput: [Double]

  /// Throws `BuildFault` with every part whose size does not fit V_T.
  package init(
    supply: Matrix, use: [Matrix], finalUse: [Matrix], primaryInputs: Matrix,
    productOutput: [Double]? = nil, industryOutput: [Double]? = nil
  ) throws {
    self.supply = supply
    self.use = use
    self.finalUse = finalUse
    self.primaryInputs = primaryInputs
    let (m, n) = (supply.rows, supply.columns)
    self.productOutput =
      productOutput ?? (0..<m).map { i in (0..<n).reduce(0) { $0 + supply[i, $1] } }
    self.industryOutput = industryOutput ?? (0..<n).map { supply.column($0).reduce(0, +) }
    var faults: [String] = []
    func require(_ name: String, _ found: [Int], _ expected: [Int]) {
      if found != expected { faults.append("\(name) has the size \(found), expected \(expected)") }
    }
    for (k, matrix) in use.enumerated() {
      require("use of origin \(k)", [matrix.rows, matrix.columns], [m, n])
    }
    for (k, matrix) in finalUse.enumerated() {
      require("final use of origin \(k)", [matrix.rows], [m])
    }
    require("primary inputs", [primaryInputs.columns], [n])
    require("product output", [self.productOutput.count], [m])
    require("industry output", [self.industryOutput.count], [n])
    guard faults.isEmpty else { throw BuildFault(faults.joined(separator: "\n")) }
  }
}
