public import ImpactDiagnostics
public import ImpactNumerics

/// Whether an economy can feed itself: the conditions of Hawkins and Simon, and the growth factor of A.
///
/// For A ≥ 0 these are equivalent: all leading minors of I − A are positive (Hawkins and Simon 1949),
/// ρ(A) < 1, and (I − A)⁻¹ exists and is non-negative. Column sums below one suffice but are not
/// needed (Brauer and Solow). One negative coefficient voids the argument, even where the inverse exists.
public struct ProductivityCheck: Sendable {
  /// Determinants of the leading blocks of I − A, n values.
  public let leadingMinors: [Double]
  /// Bounds of ρ(A) by Collatz (1942) and Wielandt (1950); nil where A has a negative entry.
  public let spectralBounds: ClosedRange<Double>?
  /// Entries of A below zero, as indices in storage order.
  public let negativeEntries: [Int]
  /// Columns of A that sum to more than one: allowed, but worth knowing.
  public let columnsAboveOne: [Int]

  /// All leading minors are positive.
  public var meetsHawkinsSimon: Bool { leadingMinors.allSatisfy { $0 > 0 } }
  /// Proof that (I − A)⁻¹ exists and is non-negative; false also where A has a negative entry.
  public var isProvenProductive: Bool { negativeEntries.isEmpty && meetsHawkinsSimon }

  /// What a reader should know.
  public var notices: [Notice] {
    guard !negativeEntries.isEmpty else { return [] }
    return [
      Notice(
        "negative-coefficients",
        "\(negativeEntries.count) input coefficients are negative: the conditions for a "
          + "productive economy do not apply, and multipliers may be negative")
    ]
  }

  /// Largest table whose minors are worked out, since they take n⁴/12 operations.
  public static let limit = 300

  /// Checks a matrix of input coefficients (n×n); larger economies are proven by `Certificate`.
  ///
  /// Throws `shapeMismatch`, `nonFinite`, or `sizeOverflow` above `limit`.
  public init(inputCoefficients A: Matrix) throws(NumericsError) {
    _ = try DenseOperator(A)
    guard A.rows <= Self.limit else { throw .sizeOverflow(A.rows) }
    let n = A.rows
    leadingMinors = Self.minors(A)
    negativeEntries = A.values.indices.filter { A.values[$0] < 0 }
    columnsAboveOne = (0..<n).filter { A.column($0).reduce(0, +) > 1 }
    spectralBounds = negativeEntries.isEmpty ? Self.bounds(A) : nil
  }

  /// Determinant of each leading block, by elimination of each on its own.
  private static func minors(_ A: Matrix) -> [Double] {
    (1...max(1, A.rows)).prefix(A.rows)
      .map { size in
        var block = Matrix(rows: size, columns: size)
        for j in 0..<size { for i in 0..<size { block[i, j] = (i == j ? 1 : 0) - A[i, j] } }
        return determinant(&block)
      }
  }

  /// Determinant by elimination with partial pivoting.
  private static func determinant(_ m: inout Matrix) -> Double {
    var result = 1.0
    for k in 0..<m.rows {
      let pivot = (k..<m.rows).max { abs(m[$0, k]) < abs(m[$1, k]) } ?? k
      guard m[pivot, k] != 0 else { return 0 }
      if pivot != k {
        for j in 0..<m.columns { (m[k, j], m[pivot, j]) = (m[pivot, j], m[k, j]) }
        result = -result
      }
      result *= m[k, k]
      for i in k + 1..<max(k + 1, m.rows) {
        let factor = m[i, k] / m[k, k]
        for j in k..<m.columns { m[i, j] -= factor * m[k, j] }
      }
    }
    return result
  }

  /// min (A z)_i / z_i ≤ ρ(A) ≤ max (A z)_i / z_i for z > 0 from a power iteration.
  ///
  /// The iteration is on A plus a very small positive matrix, so that z stays positive where A falls
  /// into parts; the bounds are those of A itself. The lower one holds for z ≥ 0 over its positive
  /// entries, so it is tried without the entries that die out as well.
  private static func bounds(_ A: Matrix) -> ClosedRange<Double> {
    let n = A.rows
    let scale = A.values.max() ?? 0
    guard scale > 0 else { return 0...0 }
    var z = [Double](repeating: 1, count: n)
    var (low, high) = (0.0, Double.infinity)
    for _ in 0..<10_000 {
      let image = A.multiplied(by: Matrix(column: z)).values
      high = min(high, zip(image, z).map { $0 / $1 }.max() ?? 0)
      let lasting = z.map { $0 > 1e-8 ? $0 : 0 }
      let lastingImage = A.multiplied(by: Matrix(column: lasting)).values
      for (above, below) in [(image, z), (lastingImage, lasting)] {
        let ratios = zip(above, below).filter { $0.1 > 0 }.map { $0.0 / $0.1 }
        low = max(low, ratios.min() ?? 0)
      }
      guard high - low > 1e-13 * max(1, high) else { break }
      // A shift by the identity keeps an iteration on a periodic A from turning in circles.
      let lift = scale * 1e-14 * z.reduce(0, +)
      let next = zip(image, z).map { $0 + scale * $1 + lift }
      let largest = next.max() ?? 1
      z = next.map { $0 / largest }
    }
    return min(low, high)...high
  }
}
