import CImpactOpenBLAS
import Foundation

/// The fixed polynomial of the block method: roots of a GMRES residual polynomial in Leja order.
///
/// GMRES after m steps leaves r_m = p(I − A) r_0 with p(0) = 1, whose roots are the harmonic Ritz values θ:
/// eigenvalues of H + h² H⁻ᵀ e_m e_mᵀ with h = H[m+1,m]. Applied as Richardson steps r ← (I − (I − A)/θ) r the
/// same p works for every column of a block: no inner products, so columns do not see each other.
///
/// N. M. Nachtigal, L. Reichel, L. N. Trefethen (1992), SIAM J. Matrix Anal. Appl. 13: 796-825; Leja order:
/// L. Reichel (1990), BIT 30: 332-346.
package struct ResidualPolynomial: Sendable, Hashable {
  /// One step: a real root, or a pair of conjugate ones.
  enum Step: Sendable, Hashable {
    /// 1 / θ.
    case real(Float)
    /// 2a / (a² + b²) and 1 / (a² + b²) for roots a ± bi.
    case pair(linear: Float, square: Float)
  }

  let steps: [Step]
  /// Applications of A that one pass costs.
  let degree: Int

  /// How far the polynomial must reduce its own start vector: what single precision can deliver in one pass.
  static let reduction = 1e-6
  /// The same as a part of a rough tolerance, which one pass is to reach: columns shrink less than the start.
  static let partOfTolerance = 0.1
  /// Largest degree; a slower polynomial is applied several times.
  static let largestDegree = 24

  /// Makes the polynomial of a system from a fixed vector rich in all components.
  ///
  /// `wanted` is how far it must reduce the vector; nil: as `tolerance` asks. Nil when the roots cannot be found, as
  /// for A = 0 in the space of the vector.
  init?(
    _ system: LeontiefSystem, variant: Int, tolerance: Double = 0, reduction wanted: Double? = nil
  ) {
    let reduction = max(Self.reduction, wanted ?? Self.partOfTolerance * tolerance)
    var arnoldi = Arnoldi(start: Self.start(system.dimension), capacity: Self.largestDegree)
    while arnoldi.steps < Self.largestDegree, !arnoldi.ended,
      arnoldi.residualNorm > reduction * arnoldi.norm
    {
      arnoldi.extend(system, variant: variant)
    }
    guard let roots = Self.harmonicRitzValues(arnoldi.hessenberg) else { return nil }
    let ordered = Self.lejaOrder(roots)
    degree = roots.count
    steps = ordered.map { root in
      let size = root.re * root.re + root.im * root.im
      return root.im == 0
        ? .real(Float(1 / root.re))
        : .pair(linear: Float(2 * root.re / size), square: Float(1 / size))
    }
  }

  struct Root: Equatable {
    let re: Double
    /// Not negative; a pair is kept once.
    let im: Double
  }

  /// Values between 0.5 and 1.5 from a fixed sequence (golden ratio, Weyl).
  private static func start(_ count: Int) -> [Double] {
    (0..<count)
      .map { 0.5 + (Double($0 + 1) * 0.618_033_988_749_894_9).truncatingRemainder(dividingBy: 1) }
  }

  /// Eigenvalues of H + h² H⁻ᵀ e_m e_mᵀ; conjugate pairs once, with a positive imaginary part.
  private static func harmonicRitzValues(_ columns: [[Double]]) -> [Root]? {
    let m = columns.count
    guard m > 0, let size = Int32(exactly: m), let last = columns.last?.last else { return nil }
    var h = Matrix(rows: m, columns: m)
    for (j, column) in columns.enumerated() {
      for i in 0..<min(m, j + 2) { h[i, j] = column[i] }
    }
    var unit = Matrix(rows: m, columns: 1)
    unit[m - 1, 0] = 1
    guard let f = try? LUFactorization(h).solveTransposed(unit) else { return nil }
    for i in 0..<m { h[i, m - 1] += last * last * f[i, 0] }
    var re = [Double](repeating: 0, count: m)
    var im = re
    let job = CChar(bitPattern: UInt8(ascii: "N"))
    let info = LAPACKE_dgeev(
      LAPACK_COL_MAJOR, job, job, size, &h.values, size, &re, &im, nil, 1, nil, 1)
    guard info == 0 else { return nil }
    let roots = zip(re, im).map { Root(re: $0, im: $1) }.filter { $0.im >= 0 }
    guard roots.allSatisfy({ ($0.re * $0.re + $0.im * $0.im).isNormal && $0.re.isFinite }) else {
      return nil
    }
    return roots
  }

  /// The root farthest from the others' product first: keeps intermediate results small.
  static func lejaOrder(_ roots: [Root]) -> [Root] {
    func distance(_ a: Root, _ b: Root) -> Double {
      let re = (a.re - b.re) * (a.re - b.re)
      let direct = re + (a.im - b.im) * (a.im - b.im)
      let conjugate = re + (a.im + b.im) * (a.im + b.im)
      // Logarithms: products of many distances overflow.
      return 0.5 * log2(max(direct, 1e-300)) + (b.im == 0 ? 0 : 0.5 * log2(max(conjugate, 1e-300)))
    }
    var rest = roots
    var ordered: [Root] = []
    while !rest.isEmpty {
      let score = rest.map { root in
        ordered.isEmpty
          ? root.re * root.re + root.im * root.im
          : ordered.reduce(0) { $0 + distance(root, $1) }
      }
      let best = rest.indices.max { score[$0] < score[$1] } ?? 0
      ordered.append(rest.remove(at: best))
    }
    return ordered
  }
}
