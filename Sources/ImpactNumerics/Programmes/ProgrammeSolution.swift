/// The optimum of a `LinearProgramme` with the numbers that prove it.
public struct ProgrammeSolution: Sendable {
  /// z, length n.
  public let values: [Double]
  /// y, length m: change of the objective per unit of each right-hand side.
  public let prices: [Double]
  /// d = c − Mᵀ y, length n: ≥ 0 at a lower bound, ≤ 0 at an upper one, 0 between.
  public let reducedCosts: [Double]
  /// Σ c_j z_j.
  public let objective: Double
  /// What the conditions of an optimum leave over.
  public let certificate: ProgrammeCertificate
  /// Variables at a bound that could move at no cost: with any, other plans may be as good.
  public let freeMoves: [Int]
  /// Steps of the method.
  public let iterations: Int
}

/// The conditions of Karush, Kuhn and Tucker, measured on the data and not on the way of solution.
///
/// For a linear programme they are sufficient: zero in all four proves the optimum.
public struct ProgrammeCertificate: Sendable, Hashable {
  /// max_i |b_i − Σ_j M[i,j] z_j| / max(1, max|b|).
  public let balance: Double
  /// Largest distance of a variable beyond its bounds, over max(1, max|b|).
  public let bounds: Double
  /// Largest reduced cost of the wrong sign, over max(1, max|c|).
  public let duals: Double
  /// |c z − b y − Σ_j (l_j d_j⁺ − h_j d_j⁻)| / max(1, |c z|): complementary slackness in one number.
  public let gap: Double

  /// The largest of the four.
  public var worst: Double { max(balance, bounds, duals, gap) }

  init(_ programme: LinearProgramme, values z: [Double], prices y: [Double], reduced d: [Double]) {
    let b = programme.rightHandSide
    let size = max(1, b.map(abs).max() ?? 0)
    let price = max(1, programme.cost.map(abs).max() ?? 0)
    var rest = b
    var (outside, wrong, primal) = (0.0, 0.0, 0.0)
    var dual = zip(b, y).reduce(0) { $0 + $1.0 * $1.1 }
    for j in z.indices {
      programme.add(-z[j], times: j, to: &rest)
      let (l, h) = (programme.lower[j], programme.upper[j])
      outside = max(outside, l - z[j], z[j] - h)
      primal += programme.cost[j] * z[j]
      if d[j] >= 0 {
        dual += d[j] * l
      } else if h.isFinite {
        dual += d[j] * h
      } else {
        wrong = max(wrong, -d[j])
      }
      // A variable strictly inside its bounds has no reduced cost.
      let inside = min(z[j] - l, h - z[j]) > 1e-7 * size
      if inside { wrong = max(wrong, abs(d[j])) }
    }
    balance = (rest.map(abs).max() ?? 0) / size
    bounds = outside / size
    duals = wrong / price
    gap = abs(primal - dual) / max(1, abs(primal))
  }
}
