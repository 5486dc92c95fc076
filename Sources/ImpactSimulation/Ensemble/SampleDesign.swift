import ImpactLevers

/// Where draws lie in the unit cube.
public enum SamplingMethod: String, Sendable, CaseIterable, Codable {
  /// One draw in each of N slices of every parameter: x = (π + u)/N.
  case latinHypercube = "latin-hypercube"
  /// Sobol' points with a random shift.
  case sobol
}

/// Draws in the unit cube by parameter, seeded; the same whatever the threads.
package enum SampleDesign {
  /// Latin hypercube from given permutations and offsets: x[k][j] = (π_k[j] + u_k[j])/N.
  package static func latinHypercube(permutations: [[Int]], offsets: [[Double]]) -> [[Double]] {
    zip(permutations, offsets)
      .map { order, u in zip(order, u).map { (Double($0) + $1) / Double(order.count) } }
  }

  /// x[k][j] of parameter k (by name) and draw j, inside (0, 1).
  package static func points(
    _ method: SamplingMethod, names: [String], count: Int, seed: UInt64
  ) -> [[Double]] {
    switch method {
    case .latinHypercube:
      return names.map { name in
        var stream = RandomStream(seed: seed, name: name)
        let order = stream.permutation(count)
        let offsets = order.map { _ in stream.uniform() }
        return latinHypercube(permutations: [order], offsets: [offsets])[0]
      }
    case .sobol:
      let sequence = SobolSequence(dimensions: names.count)
      let bits = sequence.points(count: count)
      return names.indices.map { k in
        var stream = RandomStream(seed: seed, name: names[k])
        let shift = UInt32(truncatingIfNeeded: stream.next())
        return bits[k].map { (Double($0 ^ shift) + 0.5) * 0x1p-32 }
      }
    }
  }

  /// The same values of every parameter in another order, so that each pair of a group has a rank
  /// correlation near `value`: values take the ranks of correlated normal scores (Iman and Conover 1982).
  package static func correlated(
    _ points: [[Double]], members: [Int], value: Double
  ) -> [[Double]] {
    guard let first = members.first, members.count > 1 else { return points }
    let count = points[first].count
    let scores = members.map { points[$0].map(NormalLaw.quantile) }
    let factor = choleskyOfPairs(members.count, correlation(ofRanks: value))
    var result = points
    for (row, member) in members.enumerated() {
      let mixed = (0..<count)
        .map { j in (0...row).reduce(0) { $0 + factor[row][$1] * scores[$1][j] } }
      let order = mixed.indices.sorted { (mixed[$0], $0) < (mixed[$1], $1) }
      let sorted = points[member].sorted()
      for (rank, j) in order.enumerated() { result[member][j] = sorted[rank] }
    }
    return result
  }

  /// 2·sin(π·ρ/6), the correlation of normal scores whose ranks have correlation ρ (Pearson 1907).
  private static func correlation(ofRanks value: Double) -> Double {
    2 * sine(value * Double.pi / 6)
  }

  /// The lower factor of a matrix of ones with `value` beside the diagonal.
  private static func choleskyOfPairs(_ size: Int, _ value: Double) -> [[Double]] {
    var factor = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
    for i in 0..<size {
      for j in 0...i {
        let known = (0..<j).reduce(0) { $0 + factor[i][$1] * factor[j][$1] }
        let entry = (i == j ? 1 : value) - known
        factor[i][j] = i == j ? max(0, entry).squareRoot() : entry / max(factor[j][j], 1e-150)
      }
    }
    return factor
  }
}
