import ImpactEconomies
import ImpactLevers
import ImpactNumerics
import Synchronization

/// Prices of vehicles that answer extra costs, in coordinates.
///
///     (I − Aᵀ)p = Δc + Σ_l Δ_l∘(T_lᵀp),  p ≈ V a,  (I − Aᵀ)V = W = QR,  a = R⁻¹Qᵀ(Δc + …)
///
/// V are leading modes of solved prices. The right-hand side is zero but for industries that bear
/// costs or change their purchases.
final class ReducedPrices: Sendable {
  private let economy: Economy
  let modes: Int
  /// V R⁻¹, n×modes.
  private let prices: SingleMatrix
  /// [Q, (1 − QQᵀ)Ωᵀ] by cell, (modes + sketch)×n.
  private let byCell: SingleMatrix
  private let basis: ResponseBasis
  private let layers = Mutex<[PurchaseKey: SingleMatrix]>([:])
  /// Prices of vehicles by region from coordinates, modes×R.
  private let vehicles: SingleTiles

  init(
    sample: Matrix, tolerance: Double, most: Int, seed: UInt64, basis: ResponseBasis,
    accounts: OriginClassOperator, vehicles: Int
  ) throws {
    let v = try ResponseModes.leading(of: sample, tolerance: tolerance, most: most)
    let passed = accounts.transposedApplied(to: v, systems: [Int](repeating: 0, count: v.columns))
    let w = Matrix(
      rows: v.rows, columns: v.columns, values: zip(v.values, passed.values).map(-))
    let (q, r) = try ResponseModes.orthonormal(w)
    modes = v.columns
    prices = SingleMatrix(ResponseModes.divided(v, by: r))
    byCell = ResponseBasis.projector(q, seed: seed).transposed
    self.basis = basis
    economy = basis.economy
    let S = economy.industryCount
    self.vehicles = SingleTiles(
      prices.transposedRows((0..<economy.regionCount).map { $0 * S + vehicles }))
  }

  /// H = T_k[i]ᵀ(mask∘(V R⁻¹)_i): prices of a layer's purchases from coordinates, R×modes.
  private func layer(_ key: PurchaseKey) -> SingleMatrix {
    if let known = layers.withLock({ $0[key] }) { return known }
    let (R, S) = (economy.regionCount, economy.industryCount)
    var rows = prices.rows((0..<R).map { $0 * S + key.product })
    if let zone = key.zone {
      for c in 0..<modes { for r in 0..<R where !zone.regions[r] { rows[r, c] = 0 } }
    }
    let made = basis.trade(product: key.product, originClass: key.originClass)
      .multiplied(by: rows, transposed: true)
    layers.withLock { $0[key] = made }
    return made
  }

  /// What the terms of a layout cost and where it counts.
  struct Terms: Sendable {
    /// Prices of what each term buys from coordinates, terms×modes, by level.
    let paid: [SingleTiles]
    /// What an extra cost of a level's industry brings, levels×width.
    let borne: SingleTiles
  }

  /// Levels are industries of regions that buy.
  func terms(of layout: PurchaseLayout) -> Terms {
    Terms(
      paid: layout.rows(of: layout.keys.map { layer($0) }, width: modes),
      borne: SingleTiles(columnsOf: byCell, at: layout.cells))
  }

  /// Δp of vehicles by case, response and region; nil for a case that coordinates leave too much out of: what they
  /// leave out of all its responses against all of them, so that a small response weighs as little as it is.
  ///
  ///     a = Δc·P + Σ_c ⟨N_c, a⟩·P_c,  N_c = Σ_{m: c(m) = c} Δ_m·H_m
  func vehiclePrices(_ cases: [ReducedCase], _ changed: ChangedPurchases) -> [[[Float]]?] {
    let most = cases.map(\.responses.count).max() ?? 0
    guard most > 0 else { return cases.map { _ in [] } }
    let terms = changed.terms.prices ?? terms(of: changed.terms.layout)
    let bought = DrawnSums(changed.factors, times: terms.paid, width: modes)
    var result = cases.map { _ in [[Float]]?.some([]) }
    var missed = cases.map { _ in Missed() }
    for k in 0..<most {
      let costs = cases.map { k < $0.costs.count ? $0.costs[k] : [] }
        .dense(dimension: economy.dimension)
      let fixed = costs.values
        .multiplied(by: SingleTiles(columnsOf: byCell, at: costs.cells))
      let solved = ReducedRounds.solved(
        draws: cases.count, width: byCell.rows, modes: modes,
        tolerance: ReducedBlock.tolerance, most: ReducedBlock.mostRounds
      ) { a in
        var next = fixed
        if let a { next.add(bought.levels(of: a), times: terms.borne) }
        return next
      }
      add(solved, response: k, cases, &missed, to: &result)
    }
    for j in result.indices
    where !(missed[j].outside <= ReducedBlock.largestResidual * missed[j].inside) {
      result[j] = nil
    }
    return result
  }

  /// Sizes of what coordinates hold of the responses of a case, and of what they leave out.
  private struct Missed {
    var inside: Float = 0
    var outside: Float = 0
  }

  /// Prices of vehicles of one response.
  private func add(
    _ solved: ReducedRounds.Solved, response k: Int, _ cases: [ReducedCase],
    _ missed: inout [Missed], to result: inout [[[Float]]?]
  ) {
    let residual = ResponseBasis.residuals(
      solved, modes: modes, tolerance: ReducedBlock.tolerance)
    let found = solved.y.multiplied(by: vehicles)
    for (j, item) in cases.enumerated() where k < item.responses.count {
      let size = (0..<modes).reduce(Float(0)) { $0 + solved.y[j, $1] * solved.y[j, $1] }
        .squareRoot()
      missed[j].inside += size
      missed[j].outside += size == 0 && residual[j] == 0 ? 0 : residual[j] * size
      result[j]?.append((0..<found.columns).map { found.values[j + $0 * found.rows] })
    }
  }
}
