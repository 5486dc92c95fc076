import ImpactEconomies
import ImpactLevers
import ImpactNumerics
import Synchronization

/// Coordinates in which draws of all years are solved.
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
  /// The same by cell, (modes + sketch)×n.
  private let byCell: SingleMatrix
  private let context: LeverContext
  private let layers = Mutex<[PurchaseKey: SingleMatrix]>([:])

  static let sketch = 16

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
    modes = v.columns
    response = SingleMatrix(ResponseModes.divided(v, by: r).transpose)
    projector = Self.projector(q, seed: seed)
    byCell = projector.transposed
    economy = context.economy
    self.context = context
  }

  /// [Q, (1 − QQᵀ)Ωᵀ] with Ω of random signs.
  static func projector(_ q: Matrix, seed: UInt64) -> SingleMatrix {
    var stream = RandomStream(seed: seed, name: "sketch of residuals")
    let scale = 1 / Double(sketch).squareRoot()
    let omega = Matrix(
      rows: q.rows, columns: sketch,
      values: (0..<q.rows * sketch).map { _ in stream.next() & 1 == 0 ? scale : -scale })
    let inside = q.multiplied(by: q.transposedMultiplied(by: omega))
    return SingleMatrix(
      Matrix(
        rows: q.rows, columns: q.columns + sketch,
        values: q.values + zip(omega.values, inside.values).map(-)))
  }

  /// Coordinates of what a EUR of a product bought by each region brings, R×width.
  ///
  ///     G[s] = Σ_r mask[r]·T_k[i][r,s]·P[(r, i)]
  func layer(_ key: PurchaseKey) -> SingleMatrix {
    if let known = layers.withLock({ $0[key] }) { return known }
    let made = worked(key)
    layers.withLock { $0[key] = made }
    return made
  }

  private func worked(_ key: PurchaseKey) -> SingleMatrix {
    let (R, S) = (economy.regionCount, economy.industryCount)
    var rows = projector.rows((0..<R).map { $0 * S + key.product })
    if let zone = key.zone {
      for c in 0..<rows.columns { for r in 0..<R where !zone.regions[r] { rows[r, c] = 0 } }
    }
    return trade(product: key.product, originClass: key.originClass)
      .multiplied(by: rows, transposed: true)
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

  /// What a EUR that is sold by each of some cells brings, cells×width.
  func sold(by cells: [Int]) -> SingleTiles { SingleTiles(columnsOf: byCell, at: cells) }

  /// Δx at some cells from coordinates: modes×cells.
  func response(at cells: [Int]) -> SingleMatrix { response.gathered(cells) }

  /// ‖(1 − QQᵀ)u‖/‖Qᵀu‖, estimated, by row; infinite where rounds did not end.
  static func residuals(
    _ solved: ReducedRounds.Solved, modes: Int, tolerance: Float
  ) -> [Float] {
    let y = solved.y
    return (0..<y.rows)
      .map { j in
        guard solved.change[j] <= tolerance else { return .infinity }
        var (outside, inside) = (Float(0), Float(0))
        for m in 0..<modes { inside += y[j, m] * y[j, m] }
        for m in modes..<y.columns { outside += y[j, m] * y[j, m] }
        guard outside > 0 else { return 0 }
        return inside > 0 ? (outside / inside).squareRoot() : .infinity
      }
  }

  /// A fingerprint of the coordinates: FNV-1a over their bits.
  var fingerprint: UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for values in [response.values, projector.values] {
      for value in values { hash = (hash ^ UInt64(value.bitPattern)) &* 0x100_0000_01b3 }
    }
    return hash
  }
}
