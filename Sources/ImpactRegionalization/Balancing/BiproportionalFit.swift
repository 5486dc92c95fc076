/// RAS: the matrix nearest to a non-negative prior with given row and column totals.
///
/// x[i,j] = r[i]·prior[i,j]·s[j]; source: Miller & Blair (2009), section 7.4.
package enum BiproportionalFit {
  package struct Outcome: Sendable {
    /// Row-major, rows × columns.
    package var values: [Double]
    package let iterations: Int
    /// Largest |row total − target| relative to the grand total.
    package let error: Double
  }

  /// Row and column targets must have the same sum (relative 1e-9); every line with a positive
  /// target needs a positive prior cell.
  package static func fit(
    prior: [Double], rows: [Double], columns: [Double], tolerance: Double = 1e-12,
    limit: Int = 5000
  ) throws -> Outcome {
    let (m, n) = (rows.count, columns.count)
    let (u, v) = (rows.reduce(0, +), columns.reduce(0, +))
    guard abs(u - v) <= 1e-9 * max(abs(u), abs(v), 1) else {
      throw BuildFault("row totals sum to \(u), column totals to \(v): they must agree")
    }
    guard prior.allSatisfy({ $0 >= 0 && $0.isFinite }), (rows + columns).allSatisfy({ $0 >= -1e-9 })
    else { throw BuildFault("a biproportional fit needs a non-negative prior and targets") }
    var x = prior
    var error = Double.infinity
    var round = 0
    while round < limit, error > tolerance {
      round += 1
      for j in 0..<n {
        var sum = 0.0
        for i in 0..<m { sum += x[i * n + j] }
        let factor = try scale(to: columns[j], from: sum, line: "column \(j)", total: u)
        for i in 0..<m { x[i * n + j] *= factor }
      }
      error = 0
      for i in 0..<m {
        var sum = 0.0
        for j in 0..<n { sum += x[i * n + j] }
        error = max(error, abs(sum - rows[i]) / max(u, 1e-300))
        let factor = try scale(to: rows[i], from: sum, line: "row \(i)", total: u)
        for j in 0..<n { x[i * n + j] *= factor }
      }
    }
    for j in 0..<n {
      var sum = 0.0
      for i in 0..<m { sum += x[i * n + j] }
      let factor = try scale(to: columns[j], from: sum, line: "column \(j)", total: u)
      for i in 0..<m { x[i * n + j] *= factor }
    }
    return Outcome(values: x, iterations: round, error: error)
  }

  private static func scale(
    to target: Double, from sum: Double, line: String, total: Double
  ) throws -> Double {
    if sum > 0 { return max(target, 0) / sum }
    guard target <= 1e-9 * max(total, 1) else {
      throw BuildFault("\(line) of a biproportional fit is empty but must reach \(target)")
    }
    return 0
  }
}
