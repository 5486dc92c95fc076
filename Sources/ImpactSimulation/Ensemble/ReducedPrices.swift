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
  private let modes: Int
  /// V R⁻¹, n×modes.
  private let prices: SingleMatrix
  /// [Q, (1 − QQᵀ)Ωᵀ], n×(modes + sketch).
  private let projector: SingleMatrix
  private let basis: ResponseBasis
  private let layers = Mutex<[PurchaseKey: SingleMatrix]>([:])
  /// Prices of vehicles by region from coordinates, modes×R.
  private let vehicles: SingleMatrix

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
    projector = ResponseBasis.projector(q, seed: seed)
    self.basis = basis
    economy = basis.economy
    let S = economy.industryCount
    self.vehicles = prices.transposedRows(
      (0..<economy.regionCount).map { $0 * S + vehicles })
  }

  /// Hᵀ with H = T_k[i]ᵀ(mask∘(V R⁻¹)_i): prices of a layer's purchases from coordinates, modes×R.
  private func layer(_ key: PurchaseKey) -> SingleMatrix {
    if let known = layers.withLock({ $0[key] }) { return known }
    let (R, S) = (economy.regionCount, economy.industryCount)
    var rows = prices.rows((0..<R).map { $0 * S + key.product })
    if let zone = key.zone {
      for c in 0..<modes { for r in 0..<R where !zone.regions[r] { rows[r, c] = 0 } }
    }
    let made = basis.trade(product: key.product, originClass: key.originClass)
      .multiplied(by: rows, transposed: true).transposed
    layers.withLock { $0[key] = made }
    return made
  }

  /// What the terms of a layout read and where it counts.
  struct Terms: Sendable {
    /// Prices of purchases from coordinates, modes×terms.
    let readout: SingleMatrix
    /// Target of each term, the buyer's cell.
    let places: [Int32]
    /// Cells by target.
    let cells: [Int]
    /// What an extra cost there brings, targets×width.
    let targets: SingleMatrix
  }

  /// Levels are prices of purchases, one for each term; targets are the buyers' cells.
  func terms(of layout: PurchaseLayout) -> Terms {
    var readout = SingleMatrix(rows: modes, columns: layout.count)
    for layer in layout.layers {
      let response = self.layer(layer.key)
      for (n, r) in layer.regions.enumerated() {
        readout.setColumn(layer.first + n, to: response, column: Int(r))
      }
    }
    return Terms(
      readout: readout, places: layout.levels, cells: layout.cells,
      targets: projector.rows(layout.cells))
  }

  /// Δp of vehicles by case, response and region; nil for a case that coordinates leave too much out of.
  func vehiclePrices(_ cases: [ReducedCase], _ changed: ChangedPurchases) -> [[[Double]]?] {
    let most = cases.map(\.responses.count).max() ?? 0
    guard most > 0 else { return cases.map { _ in [] } }
    let terms = changed.terms.prices ?? terms(of: changed.terms.layout)
    let R = economy.regionCount
    var targets = Targets(terms.cells)
    for cost in cases.flatMap(\.costs) {
      for amount in cost { _ = targets.place(Int(amount.cell)) }
    }
    let rows =
      targets.cells.count == terms.cells.count ? terms.targets : projector.rows(targets.cells)
    var rounds = ReducedRounds(
      fixed: SingleMatrix(rows: cases.count, columns: rows.columns), factors: changed.factors,
      levels: terms.places.indices.map(Int32.init), places: terms.places,
      base: [Float](repeating: 0, count: terms.places.count), readout: terms.readout,
      targets: rows)
    var result = cases.map { _ in [[Double]]?.some([]) }
    for k in 0..<most {
      var costs = SingleMatrix(rows: cases.count, columns: targets.cells.count)
      for (j, item) in cases.enumerated() where k < item.costs.count {
        for amount in item.costs[k] {
          costs[j, Int(targets.place(Int(amount.cell)))] += amount.value
        }
      }
      rounds.fixed = costs.multiplied(by: rows)
      let solved = rounds.solved(
        tolerance: ReducedBlock.tolerance, most: ReducedBlock.mostRounds)
      let residual = ResponseBasis.residuals(
        solved, modes: modes, tolerance: ReducedBlock.tolerance)
      let found = solved.y.leading(modes).multiplied(by: vehicles)
      for (j, item) in cases.enumerated() where k < item.responses.count {
        guard residual[j] <= ReducedBlock.largestResidual else {
          result[j] = nil
          continue
        }
        result[j]?.append((0..<R).map { Double(found.values[j + $0 * cases.count]) })
      }
    }
    return result
  }

  /// Cells in the order in which they are asked for.
  private struct Targets {
    private(set) var cells: [Int]
    private var known: [Int: Int32]

    init(_ cells: [Int]) {
      self.cells = cells
      known = Dictionary(
        cells.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func place(_ cell: Int) -> Int32 {
      if let place = known[cell] { return place }
      known[cell] = Int32(cells.count)
      cells.append(cell)
      return Int32(cells.count - 1)
    }
  }
}
