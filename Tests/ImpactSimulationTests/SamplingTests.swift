import ImpactLevers
import ImpactNumerics
import ImpactSimulation
import Testing

/// Draws: designs, distributions and quantiles against closed forms.
@Suite struct SamplingTests {
  @Test func latinHypercubeTakesEverySliceOnce() {
    // Golden 13c: x = (π + u)/N.
    let points = SampleDesign.latinHypercube(
      permutations: [[2, 0, 4, 1, 3], [1, 3, 0, 4, 2]],
      offsets: [[0.5, 0.1, 0.9, 0.3, 0.7], [0.2, 0.6, 0.4, 0.8, 0.5]])
    let expected = [[0.5, 0.02, 0.98, 0.26, 0.74], [0.24, 0.72, 0.08, 0.96, 0.5]]
    for (row, other) in zip(points, expected) {
      for (x, y) in zip(row, other) { #expect(abs(x - y) < 1e-15) }
    }
    let drawn = SampleDesign.points(.latinHypercube, names: ["a", "b"], count: 50, seed: 3)
    for row in drawn { #expect(Set(row.map { Int($0 * 50) }) == Set(0..<50)) }
    // A parameter's draws hang on its name and the seed alone.
    let alone = SampleDesign.points(.latinHypercube, names: ["b"], count: 50, seed: 3)
    #expect(alone[0] == drawn[1])
    #expect(SampleDesign.points(.latinHypercube, names: ["b"], count: 50, seed: 4)[0] != alone[0])
  }

  @Test func sobolPointsFillEverySliceAndPair() {
    let sequence = SobolSequence(dimensions: 40).points(count: 256)
    for row in sequence {
      // The first 2^k points of a (t, 1)-sequence with t = 0 meet every slice of 2^−k once.
      #expect(Set(row.map { $0 >> 24 }) == Set(0..<256))
    }
    // Σ x over a full block is that of the midpoints, whatever the shift.
    let points = SampleDesign.points(
      .sobol, names: (0..<40).map { "p\($0)" }, count: 256, seed: 11)
    for row in points {
      let mean: Double = row.reduce(0, +) / 256
      #expect(abs(mean - 0.5) < 1.0 / 256)
    }
    #expect(points.allSatisfy { $0.allSatisfy { $0 > 0 && $0 < 1 } })
  }

  @Test func correlatedParametersKeepTheirMargins() {
    let names = ["a", "b", "c"]
    let points = SampleDesign.points(.latinHypercube, names: names, count: 2_000, seed: 5)
    let mixed = SampleDesign.correlated(points, members: [0, 2], value: 0.7)
    #expect(mixed[1] == points[1])
    for k in [0, 2] { #expect(mixed[k].sorted() == points[k].sorted()) }
    func ranks(_ values: [Double]) -> [Double] {
      var result = values
      for (rank, j) in values.indices.sorted(by: { values[$0] < values[$1] }).enumerated() {
        result[j] = Double(rank)
      }
      return result
    }
    func correlation(_ a: [Double], _ b: [Double]) -> Double {
      let (n, x, y) = (Double(a.count), ranks(a), ranks(b))
      let mean = (n - 1) / 2
      let products = zip(x, y).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) }
      return products / (n * (n * n - 1) / 12)
    }
    // Standard error of a correlation of 2,000 draws: (1 − 0.49)/√2000 = 0.011; four of them.
    #expect(abs(correlation(mixed[0], mixed[2]) - 0.7) < 0.046)
    #expect(abs(correlation(mixed[0], mixed[1])) < 0.09)
  }

  @Test func quantileFunctionsMeetTheirEnds() {
    let triangle = ParameterDistribution.triangular(low: 1, mode: 2, high: 5)
    #expect(triangle.quantile(0) == 1 && abs(triangle.quantile(1) - 5) < 1e-15)
    // F(mode) = (m − l)/(h − l).
    #expect(abs(triangle.quantile(0.25) - 2) < 1e-15)
    let normal = ParameterDistribution.lognormal(low: 2, median: 4, high: 8)
    #expect(abs(normal.quantile(0.05) - 2) < 1e-12 && abs(normal.quantile(0.95) - 8) < 1e-12)
    #expect(ParameterDistribution.uniform(low: -2, high: 2).quantile(0.75) == 1)
    let choice = ParameterDistribution.discrete([1, 5, 9])
    #expect([0.1, 0.5, 0.99].map(choice.quantile) == [1, 5, 9])
    // Φ⁻¹(0.975) by tables.
    #expect(abs(NormalLaw.quantile(0.975) - 1.959963984540054) < 1e-14)
    #expect(abs(NormalLaw.quantile(1e-9) + 5.997807015007687) < 1e-12)
  }

  @Test(arguments: [1, 2, 7, 64, 1_000, 10_007])
  func quantilesAreThoseOfSortedValues(count: Int) {
    var stream = RandomStream(seed: 9, name: "\(count)")
    // Outliers and ties: the counting of values in bins must not lose either.
    let values = (0..<count)
      .map { j -> Float in
        j % 5 == 0 ? 3 : j % 97 == 0 ? Float(1e6 * stream.uniform()) : Float(stream.uniform())
      }
    let found = OrderStatistics([0.05, 0.5, 0.95], count: count).quantiles(of: values)
    let sorted = values.sorted()
    for (p, q) in zip([0.05, 0.5, 0.95], found) {
      let h = Double(count - 1) * p
      let (low, high) = (sorted[Int(h)], sorted[min(count - 1, Int(h) + 1)])
      let exact = low + Float(h - h.rounded(.down)) * (high - low)
      #expect(q == exact)
    }
    let spoiled = OrderStatistics([0.5], count: 3).quantiles(of: [1, .nan, 2])
    #expect(spoiled.allSatisfy { $0.isNaN })
  }

  /// Golden 13b: coefficients that are 10 % higher or lower, each on its own; E[L] ≥ L(E[A]).
  @Test(arguments: SamplingMethod.allCases)
  func meanOfMultipliersIsThatOfEnumeration(method: SamplingMethod) throws {
    let z = [20.0, 30, 10, 15, 60, 25, 10, 20, 40]
    let x = [100.0, 250, 200]
    let (means, deviations) = (
      [1.7886974636311073, 1.7728327797623378, 1.6399233633482713],
      [0.06417958419063982, 0.06969264541474396, 0.053866920764352726]
    )
    let count = 4_096
    let points = SampleDesign.points(
      method, names: (0..<9).map { "z\($0)" }, count: count, seed: 2)
    let law = ParameterDistribution.discrete([0.9, 1.1])
    var sums = [0.0, 0.0, 0.0]
    for j in 0..<count {
      var system = Matrix(rows: 3, columns: 3)
      for r in 0..<3 {
        for c in 0..<3 {
          let a = z[r * 3 + c] / x[c] * law.quantile(points[r * 3 + c][j])
          system[r, c] = (r == c ? 1 : 0) - a
        }
      }
      let ones = Matrix(column: [1, 1, 1])
      let multipliers = try LUFactorization(system).solveTransposed(ones).values
      for c in 0..<3 { sums[c] += multipliers[c] / Double(count) }
    }
    for c in 0..<3 {
      #expect(abs(sums[c] - means[c]) < 4 * deviations[c] / Double(count).squareRoot())
    }
  }
}

/// Golden 13c: Sobol' indices.
@Suite struct SensitivityIndexTests {
  @Test func estimatorsMatchExactRationals() {
    let a = [(0.1, 0.2), (0.6, 0.4), (0.3, 0.9), (0.8, 0.5)]
    let b = [(0.5, 0.7), (0.2, 0.1), (0.9, 0.3), (0.4, 0.8)]
    func f(_ x: (Double, Double)) -> Double { x.0 + 2 * x.0 * x.1 }
    let mixed = [
      zip(a, b).map { f(($1.0, $0.1)) }, zip(a, b).map { f(($0.0, $1.1)) },
    ]
    let indices = SensitivityIndices(a: a.map(f), b: b.map(f), mixed: mixed, isCentred: false)
    #expect(abs(indices.variance - 0.24029375) < 1e-12)
    let first = [2.1706765157229433, 0.014981663068639945]
    let total = [2.233932426457201, 0.25989023851015686]
    for i in 0...1 {
      #expect(abs(indices.first[i] - first[i]) < 1e-12)
      #expect(abs(indices.total[i] - total[i]) < 1e-12)
    }
  }

  @Test func ishigamiFunctionIsRecovered() {
    let count = 8_192
    let names = ["x1", "x2", "x3"]
    let points = [1, 2]
      .map { SampleDesign.points(.latinHypercube, names: names, count: count, seed: $0) }
    let angles = points.map { $0.map { $0.map { Double.pi * (2 * $0 - 1) } } }
    func f(_ x: [[Double]]) -> [Double] {
      (0..<count)
        .map { j in
          let (s1, s2) = (sine(x[0][j]), sine(x[1][j]))
          return s1 + 7 * s2 * s2 + 0.1 * x[2][j] * x[2][j] * x[2][j] * x[2][j] * s1
        }
    }
    let mixed = (0..<3)
      .map { i in
        var x = angles[0]
        x[i] = angles[1][i]
        return f(x)
      }
    let indices = SensitivityIndices(a: f(angles[0]), b: f(angles[1]), mixed: mixed)
    // Closed forms; the estimators' error falls as 1/√8192 = 0.011, five of them.
    for (found, exact) in zip(indices.first, [0.31390519, 0.44241114, 0]) {
      #expect(abs(found - exact) < 0.055)
    }
    for (found, exact) in zip(indices.total, [0.55758886, 0.44241114, 0.24368366]) {
      #expect(abs(found - exact) < 0.055)
    }
  }

  private func sine(_ x: Double) -> Double {
    // Taylor's series to x¹⁹ on [−π, π]: 1e-9 at the ends.
    var (term, sum) = (x, x)
    for k in 1...12 {
      term *= -x * x / Double(2 * k * (2 * k + 1))
      sum += term
    }
    return sum
  }
}
