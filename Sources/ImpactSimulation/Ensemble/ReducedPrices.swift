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
  /// Q, n×modes.
  private let q: SingleMatrix
  private let basis: ResponseBasis
  private let layers = Mutex<[Key: SingleMatrix]>([:])

  private struct Key: Hashable {
    let product: Int
    let originClass: Int
    let zone: ScopeMask?
  }

  init(
    sample: Matrix, tolerance: Double, most: Int, basis: ResponseBasis,
    accounts: OriginClassOperator
  ) throws {
    let v = try ResponseModes.leading(of: sample, tolerance: tolerance, most: most)
    let passed = accounts.transposedApplied(to: v, systems: [Int](repeating: 0, count: v.columns))
    let w = Matrix(
      rows: v.rows, columns: v.columns, values: zip(v.values, passed.values).map(-))
    let (q, r) = try ResponseModes.orthonormal(w)
    modes = v.columns
    prices = SingleMatrix(ResponseModes.divided(v, by: r))
    self.q = SingleMatrix(q)
    self.basis = basis
    economy = basis.economy
  }

  /// H = T_k[i]ᵀ(mask∘(V R⁻¹)_i), R×modes: prices of a layer's purchases from coordinates.
  private func layer(product i: Int, originClass k: Int, zone: ScopeMask?) -> SingleMatrix {
    let key = Key(product: i, originClass: k, zone: zone)
    if let known = layers.withLock({ $0[key] }) { return known }
    let (R, S) = (economy.regionCount, economy.industryCount)
    var rows = prices.rows((0..<R).map { $0 * S + i })
    if let zone {
      for c in 0..<modes { for r in 0..<R where !zone.regions[r] { rows[r, c] = 0 } }
    }
    let made = basis.trade(product: i, originClass: k).multiplied(by: rows, transposed: true)
    layers.withLock { $0[key] = made }
    return made
  }

  /// Δp of vehicles by region for every response of every draw.
  func vehiclePrices(_ states: [LeverState], vehicles: Int) -> [[[Double]]] {
    let (R, S) = (economy.regionCount, economy.industryCount)
    let tasks = states.enumerated().flatMap { j, state in state.priceResponses.map { (j, $0) } }
    guard !tasks.isEmpty else { return states.map { _ in [] } }
    var columnsOf = [[Int]](repeating: [], count: states.count)
    for (column, task) in tasks.enumerated() { columnsOf[task.0].append(column) }
    // Industries on the right-hand side, each with its R rows of Q.
    var buyers = Set(states.flatMap(\.purchases.buyers))
    for (_, response) in tasks {
      for k in response.cost.indices where response.cost[k] != 0 { buyers.insert(k % S) }
    }
    let rows = buyers.sorted().map { j in (buyer: j, cells: (0..<R).map { $0 * S + j }) }
    let projectors = rows.map { q.rows($0.cells) }
    let costs = rows.map { row in
      SingleMatrix(
        rows: tasks.count, columns: R,
        values: row.cells.flatMap { cell in tasks.map { Float($0.1.cost[cell]) } })
    }
    var a = SingleMatrix(rows: tasks.count, columns: modes)
    for _ in 0..<ReducedDraws.mostRounds {
      var next = SingleMatrix(rows: tasks.count, columns: modes)
      for (k, row) in rows.enumerated() {
        var side = costs[k]
        addLayers(of: row.buyer, states, columnsOf, a, to: &side)
        next.add(side, times: projectors[k])
      }
      let isDone = Self.isClose(a, next)
      a = next
      if isDone { break }
    }
    let sold = a.multiplied(by: prices.transposedRows((0..<R).map { $0 * S + vehicles }))
    return columnsOf.map { columns in
      columns.map { column in (0..<R).map { Double(sold[column, $0]) } }
    }
  }

  private func addLayers(
    of buyer: Int, _ states: [LeverState], _ columnsOf: [[Int]], _ a: SingleMatrix,
    to side: inout SingleMatrix
  ) {
    var paid: [Key: SingleMatrix] = [:]
    let tasks = side.rows
    for (j, state) in states.enumerated() where !columnsOf[j].isEmpty {
      state.purchases.forEachLayer { layerBuyer, product, k, zone, deltas in
        guard layerBuyer == buyer else { return }
        let key = Key(product: product, originClass: k, zone: zone)
        if paid[key] == nil {
          let response = layer(product: product, originClass: k, zone: zone)
          paid[key] = a.multiplied(by: response.transposed)
        }
        guard let prices = paid[key] else { return }
        for column in columnsOf[j] {
          for (r, delta) in deltas.enumerated() where delta != 0 {
            side.values[column + r * tasks] += Float(delta) * prices.values[column + r * tasks]
          }
        }
      }
    }
  }

  private static func isClose(_ old: SingleMatrix, _ new: SingleMatrix) -> Bool {
    (0..<new.rows)
      .allSatisfy { j in
        var (moved, size) = (Float(0), Float(0))
        for m in 0..<new.columns {
          let step = new[j, m] - old[j, m]
          moved += step * step
          size += new[j, m] * new[j, m]
        }
        return moved <= size * ReducedDraws.tolerance * ReducedDraws.tolerance
      }
  }
}
