/// How far estimated flows are from true ones.
///
///     weighted error = Σ |T̂ − T| / Σ T        (weighted mean absolute percentage error)
///     correlation    = Pearson's r of T̂ and T
///
/// over all products and pairs of members, for all flows and for those between two members.
package struct FlowErrors: Sendable {
  /// Running sums of one set of flows.
  package struct Sums: Sendable {
    private var n = 0.0
    private var absolute = 0.0
    private var (x, y, xx, yy, xy) = (0.0, 0.0, 0.0, 0.0, 0.0)

    mutating func add(_ found: Double, _ actual: Double) {
      n += 1
      absolute += abs(found - actual)
      (x, y) = (x + found, y + actual)
      (xx, yy, xy) = (xx + found * found, yy + actual * actual, xy + found * actual)
    }

    /// Share of the true total, 0 for a perfect fit.
    package var weightedError: Double { absolute / y }
    /// −1 to 1.
    package var correlation: Double {
      let covariance = n * xy - x * y
      return covariance / ((n * xx - x * x) * (n * yy - y * y)).squareRoot()
    }
    /// Σ T̂ / Σ T.
    package var ratio: Double { x / y }
  }

  package private(set) var all = Sums()
  package private(set) var between = Sums()
  package private(set) var within = Sums()

  /// Adds one product; both at `r * (members + 1) + s`, the last destination being outside.
  mutating func add(_ found: [Double], _ actual: [Double], _ members: Int) {
    for r in 0..<members {
      for s in 0..<members {
        let k = r * (members + 1) + s
        all.add(found[k], actual[k])
        if r == s { within.add(found[k], actual[k]) } else { between.add(found[k], actual[k]) }
      }
    }
  }
}
