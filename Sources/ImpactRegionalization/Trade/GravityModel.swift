package import ImpactNumerics

/// Doubly constrained gravity: the most likely flows with known totals and a known decay.
///
///     T_rs = A_r O_r B_s D_s f(d_rs),  Σ_s T_rs = O_r,  Σ_r T_rs = D_s
///
/// O is what origins send, D what destinations take (same unit, same sum), d a distance or cost. The
/// balancing factors A and B are unique up to one scalar. Source: Wilson (1970), Entropy in Urban and
/// Regional Modelling. A region's distance to itself must be above zero, for example 2/3·√(area/π).
package struct GravityModel: Sendable {
  package let origins: [Double]
  package let destinations: [Double]
  /// d, origins × destinations.
  package let distances: Matrix
  /// Names of the regions in errors; origins and destinations share them.
  package let names: [String]

  /// Throws `BuildFault` with every distance that is negative or not finite.
  package init(
    origins: [Double], destinations: [Double], distances: Matrix, names: [String] = []
  ) throws {
    precondition(
      distances.rows == origins.count && distances.columns == destinations.count,
      "a distance to every pair")
    self.origins = origins
    self.destinations = destinations
    self.distances = distances
    self.names = names
    let wrong = distances.values.indices.filter {
      !(distances.values[$0] >= 0 && distances.values[$0].isFinite)
    }
    try refuse(wrong, "finite and at or above zero")
  }

  private func name(_ k: Int) -> String { names.indices.contains(k) ? names[k] : "\(k)" }

  private func refuse(_ pairs: [Int], _ expected: String) throws {
    guard !pairs.isEmpty else { return }
    let lines = pairs.map { k in
      let (origin, destination) = (name(k % distances.rows), name(k / distances.rows))
      return
        "the distance from \(origin) to \(destination) is \(distances.values[k]); expected one \(expected)"
    }
    throw BuildFault(lines.joined(separator: "\n"))
  }

  /// T, origins × destinations.
  ///
  /// Throws `BuildFault` for a power of a distance of zero, `BalancingFault` when totals disagree.
  package func flows(_ decay: DistanceDecay, tolerance: Double = 1e-14) throws -> Matrix {
    if case .power(let beta) = decay, beta != 0 {
      try refuse(distances.values.indices.filter { distances.values[$0] == 0 }, "above zero")
    }
    let (m, n) = (origins.count, destinations.count)
    var prior = [Double](repeating: 0, count: m * n)
    for r in 0..<m {
      for s in 0..<n { prior[r * n + s] = origins[r] * destinations[s] * decay(distances[r, s]) }
    }
    let names = self.names
    let fit = try BiproportionalFit.fit(
      prior: prior, rows: origins, columns: destinations, tolerance: tolerance, accepting: 1e-12,
      limit: 20_000,
      names: BiproportionalFit.Names(
        row: { "what \(names.indices.contains($0) ? names[$0] : "\($0)") sends" },
        column: { "what \(names.indices.contains($0) ? names[$0] : "\($0)") takes" }))
    var flows = Matrix(rows: m, columns: n)
    for r in 0..<m { for s in 0..<n { flows[r, s] = fit.values[r * n + s] } }
    return flows
  }

  /// Σ T d / Σ T.
  package func meanDistance(of flows: Matrix) -> Double {
    let total = flows.values.reduce(0, +)
    return zip(flows.values, distances.values).reduce(0) { $0 + $1.0 * $1.1 } / total
  }

  /// β of the exponential decay whose flows have a mean distance, by bisection to 1e-13 of β.
  ///
  /// Throws `BuildFault` when no β from 0 to `largest` gives it: the mean falls as β grows.
  package func exponentialDecay(meanDistance target: Double, largest: Double = 1) throws -> Double {
    func mean(_ beta: Double) throws -> Double {
      try meanDistance(of: flows(.exponential(beta)))
    }
    let far = try mean(0)
    guard target <= far else {
      throw BuildFault(
        "a mean distance of \(target) is above \(far), which no decay at all gives; expected at most that"
      )
    }
    // Doubling upwards keeps the steepest kernels, which underflow, out of reach.
    var (low, high) = (0.0, largest / 1024)
    while try mean(high) > target {
      guard high < largest else {
        throw BuildFault(
          "a mean distance of \(target) needs a decay above \(largest); expected a larger mean")
      }
      (low, high) = (high, high * 2)
    }
    while high - low > 1e-13 * high {
      let middle = (low + high) / 2
      if middle == low || middle == high { break }
      if try mean(middle) > target { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
