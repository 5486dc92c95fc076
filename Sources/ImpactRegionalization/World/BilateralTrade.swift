/// Bilateral trade by product, balanced to every country's exports and imports.
///
/// For product i, B[o,d] = r[o]·prior[o,d]·s[d] with Σ_d B[o,d] = E[o] and Σ_o B[o,d] = M[d] for
/// all modelled countries; the rest of the world W takes and gives what remains, its totals are free.
package struct BilateralTrade: Sendable {
  package let countryCount: Int
  /// `flows[i][o * (C + 1) + d]`, million EUR, index C is W.
  package var flows: [[Double]]
  /// Worst relative margin error of imports and exports over products and countries.
  package let worstMargin: Double

  package func flow(_ product: Int, _ origin: Int, _ destination: Int) -> Double {
    flows[product][origin * (countryCount + 1) + destination]
  }

  /// Balances one product.
  ///
  /// Negative exports (corrections in the source) are not trade and count as 0.
  ///
  /// Throws `BuildFault` when a flow of the prior is negative or not finite.
  package static func balance(
    prior: [Double], exports: [Double], imports: [Double]
  ) throws -> (flows: [Double], error: Double) {
    let c = exports.count
    let width = c + 1
    guard prior.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw BuildFault("balancing of trade needs a prior without negative flows")
    }
    let rows = exports.map { max($0, 0) }
    let total = max(rows.reduce(0, +), 1e-12)
    var flows = prior
    // Every pair stays possible: a floor far below any observed flow.
    let priorTotal = max(prior.reduce(0, +), 1)
    for o in 0..<width {
      for d in 0..<width where o != d {
        let size = (o < c ? rows[o] / total : 0.05) * (d < c ? max(imports[d], 0) / total : 0.05)
        flows[o * width + d] += 1e-6 * priorTotal * size
      }
      flows[o * width + o] = 0
    }
    var error = Double.infinity
    for _ in 0..<2000 {
      error = 0
      for d in 0..<c {
        let sum = (0..<width).reduce(0) { $0 + flows[$1 * width + d] }
        let factor = sum > 0 ? imports[d] / sum : 0
        for o in 0..<width { flows[o * width + d] *= factor }
      }
      for o in 0..<c {
        let sum = (0..<width).reduce(0) { $0 + flows[o * width + $1] }
        let factor = sum > 0 ? rows[o] / sum : 0
        for d in 0..<width { flows[o * width + d] *= factor }
      }
      for d in 0..<c where imports[d] > 1e-9 {
        let sum = (0..<width).reduce(0) { $0 + flows[$1 * width + d] }
        error = max(error, abs(sum - imports[d]) / max(imports[d], total * 1e-6))
      }
      if error < 1e-12 { break }
    }
    // Columns are met exactly; what is left of a row goes to W.
    for d in 0..<c {
      let sum = (0..<width).reduce(0) { $0 + flows[$1 * width + d] }
      let factor = sum > 0 ? imports[d] / sum : 0
      for o in 0..<width { flows[o * width + d] *= factor }
    }
    for o in 0..<c {
      let sold = (0..<c).reduce(0) { $0 + flows[o * width + $1] }
      flows[o * width + c] = max(rows[o] - sold, 0)
      error = max(error, (sold - rows[o]) / max(rows[o], total * 1e-6))
    }
    return (flows, error)
  }

  /// All products of the tables; `priors[i]` is (C+1)×(C+1).
  package init(tables: NationalTables, priors: [[Double]]) throws {
    let c = tables.countries.count
    var all: [[Double]] = []
    var worst = 0.0
    let exports = (0..<c).map { tables.exports($0) }
    let imports = (0..<c).map { tables.imports($0) }
    for i in 0..<tables.industryCount {
      let (flows, error) = try Self.balance(
        prior: priors[i], exports: exports.map { $0[i] }, imports: imports.map { $0[i] })
      worst = max(worst, error)
      all.append(flows)
    }
    countryCount = c
    flows = all
    worstMargin = worst
  }
}
