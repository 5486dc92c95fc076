import ImpactEconomies
import ImpactLevers
import ImpactNumerics
import Synchronization

/// Coordinates in which draws of one year are solved.
///
///     (I − A − H)V = W = QR,  y = Qᵀu,  Δx ≈ V R⁻¹ y
///
/// V are leading modes of solved draws; A and H are those of the accounts, so everything that a draw
/// changes stands in its right-hand side u. Beside y some random combinations Ω(1 − QQᵀ)u measure what the
/// coordinates leave out: E‖Ω(1 − QQᵀ)u‖² = ‖(1 − QQᵀ)u‖² (Johnson and Lindenstrauss 1984).
final class ResponseBasis: Sendable {
  let economy: Economy
  let modes: Int
  /// (V R⁻¹)ᵀ, modes×n.
  let response: SingleMatrix
  /// [Q, (1 − QQᵀ)Ωᵀ], n×(modes + sketch).
  let projector: SingleMatrix
  private let context: LeverContext
  private let layers = Mutex<[Key: SingleMatrix]>([:])

  static let sketch = 16

  private struct Key: Hashable {
    let product: Int
    let originClass: Int
    let zone: ScopeMask?
  }

  var width: Int { modes + Self.sketch }

  /// `closed` is the operator of the accounts with households closed in.
  init(
    sample: Matrix, tolerance: Double, most: Int, seed: UInt64, context: LeverContext,
    closed: OriginClassOperator
  ) throws {
    let v = try ResponseModes.leading(of: sample, tolerance: tolerance, most: most)
    let bought = closed.applied(to: v, systems: [Int](repeating: 0, count: v.columns))
    let w = Matrix(
      rows: v.rows, columns: v.columns, values: zip(v.values, bought.values).map(-))
    let (q, r) = try ResponseModes.orthonormal(w)
    let solved = ResponseModes.divided(v, by: r)
    modes = v.columns
    response = SingleMatrix(solved.transpose)
    var stream = RandomStream(seed: seed, name: "sketch of residuals")
    let scale = 1 / Double(Self.sketch).squareRoot()
    let omega = Matrix(
      rows: v.rows, columns: Self.sketch,
      values: (0..<v.rows * Self.sketch).map { _ in stream.next() & 1 == 0 ? scale : -scale })
    let inside = q.multiplied(by: q.transposedMultiplied(by: omega))
    projector = SingleMatrix(
      Matrix(
        rows: v.rows, columns: v.columns + Self.sketch,
        values: q.values + zip(omega.values, inside.values).map(-)))
    economy = context.economy
    self.context = context
  }

  /// Coordinates of what a EUR of a product bought by each region brings, R×width.
  ///
  ///     G[s] = Σ_r mask[r]·T_k[i][r,s]·P[(r, i)]
  func layer(product: Int, originClass k: Int, zone: ScopeMask?) -> SingleMatrix {
    let key = Key(product: product, originClass: k, zone: zone)
    if let known = layers.withLock({ $0[key] }) { return known }
    let made = worked(product: product, originClass: k, zone: zone)
    layers.withLock { $0[key] = made }
    return made
  }

  private func worked(product i: Int, originClass k: Int, zone: ScopeMask?) -> SingleMatrix {
    let (R, S) = (economy.regionCount, economy.industryCount)
    var rows = projector.rows((0..<R).map { $0 * S + i })
    if let zone {
      for c in 0..<rows.columns { for r in 0..<R where !zone.regions[r] { rows[r, c] = 0 } }
    }
    return trade(product: i, originClass: k).multiplied(by: rows, transposed: true)
  }

  /// T_k[i], R×R.
  func trade(product i: Int, originClass k: Int) -> SingleMatrix {
    SingleMatrix(
      rows: economy.regionCount, columns: economy.regionCount,
      values: context.trade(of: i).classes[k].map(Float.init))
  }

  /// Rows of the projector at a product of every region, R×width.
  func rows(ofProduct i: Int) -> SingleMatrix {
    projector.rows((0..<economy.regionCount).map { $0 * economy.industryCount + i })
  }

  /// Δx at some cells from coordinates: modes×cells.
  func response(at cells: [Int]) -> SingleMatrix {
    var result = SingleMatrix(rows: modes, columns: cells.count)
    for (c, cell) in cells.enumerated() {
      for m in 0..<modes { result[m, c] = response[m, cell] }
    }
    return result
  }
}
