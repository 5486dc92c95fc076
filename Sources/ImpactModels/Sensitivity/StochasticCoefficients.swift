public import ImpactNumerics

/// Exact mean and spread of L when coefficients are uncertain, by going through every state.
///
/// Each coefficient a_ij > 0 is a_ij (1 ± s) with equal odds and independent of the others: 2^m states
/// for m coefficients. E[L] ≥ L(E[A]) for independent non-negative coefficients (Simonovits 1975),
/// so the mean of draws is not the central run. For tests of sampling on small tables.
public struct StochasticCoefficients: Sendable {
  /// E[L], n×n.
  public let meanRequirements: Matrix
  /// E[i'L], length n.
  public let meanMultipliers: [Double]
  /// Standard deviation of i'L, length n.
  public let deviationOfMultipliers: [Double]
  /// What the delta method gives for it: s · √Σ (m_i a_ij' l_j'k)², from fields of influence at E[A].
  public let deltaMethodDeviation: [Double]

  /// Most uncertain coefficients; 2^16 states of a small table take seconds.
  public static let largestCount = 16

  /// `relativeShock` is s, between 0 and 1.
  ///
  /// Throws `sizeOverflow` with the number of positive coefficients when there are more than
  /// `largestCount`, or `singular` when a state is not productive.
  public init(inputCoefficients A: Matrix, relativeShock: Double) throws {
    let n = A.rows
    let cells = A.values.indices.filter { A.values[$0] != 0 }
    guard cells.count <= Self.largestCount else { throw NumericsError.sizeOverflow(cells.count) }
    let states = 1 << cells.count
    var mean = Matrix(rows: n, columns: n)
    var (sums, squares) = ([Double](repeating: 0, count: n), [Double](repeating: 0, count: n))
    let central = try LeontiefModel(inputCoefficients: A)
    let centre = try central.outputMultipliers()
    for state in 0..<states {
      var drawn = A
      for (bit, cell) in cells.enumerated() {
        drawn.values[cell] *= state >> bit & 1 == 1 ? 1 + relativeShock : 1 - relativeShock
      }
      let requirements = try LeontiefModel(inputCoefficients: drawn).totalRequirements()
      for k in mean.values.indices { mean.values[k] += requirements.values[k] / Double(states) }
      for j in 0..<n {
        // Deviations from the central run keep the digits of the spread.
        let gap = requirements.column(j).reduce(0, +) - centre[j]
        sums[j] += gap / Double(states)
        squares[j] += gap * gap / Double(states)
      }
    }
    meanRequirements = mean
    meanMultipliers = zip(centre, sums).map { $0 + $1 }
    deviationOfMultipliers = zip(squares, sums).map { ($0 - $1 * $1).squareRoot() }
    deltaMethodDeviation = try Self.deltaMethod(A, central, centre, cells, relativeShock)
  }

  private static func deltaMethod(
    _ A: Matrix, _ central: LeontiefModel, _ m: [Double], _ cells: [Int], _ shock: Double
  ) throws -> [Double] {
    let n = A.rows
    let L = try central.totalRequirements()
    return (0..<n)
      .map { k in
        cells.reduce(0) { sum, cell in
          let effect = m[cell % n] * A.values[cell] * L[cell / n, k] * shock
          return sum + effect * effect
        }
        .squareRoot()
      }
  }
}
