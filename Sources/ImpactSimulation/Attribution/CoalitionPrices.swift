import ImpactEconomies
import ImpactLevers
import ImpactNumerics
import Synchronization

/// Prices of vehicles that answer extra costs, in coordinates, for coalitions side by side.
///
///     p = Aᵀp + g,  g = Δc + (A_C − A)ᵀp,  p ≈ V a,  (I − Aᵀ)V = QR,  a = R⁻¹Qᵀg
///
/// V are leading modes of solved prices. The answer is Aᵀp + g with p from coordinates, so that what they miss
/// counts with its inputs alone.
final class CoalitionPrices: Sendable {
  private let economy: Economy
  private let basis: ResponseBasis
  /// V R⁻¹, Q and Aᵀ V R⁻¹, n×modes.
  private let prices: SingleMatrix
  private let q: SingleMatrix
  private let passed: SingleMatrix
  private let layers = Mutex<[PurchaseKey: SingleMatrix]>([:])

  /// Change of a in a round, relative to a, at which rounds end.
  private static let tolerance: Float = 2e-5
  private static let mostRounds = 16
  /// Difference of the two readings of p, relative to p, above which a coalition is solved in full.
  private static let largestGap: Float = 1e-2

  init(
    sample: Matrix, tolerance: Double, most: Int, basis: ResponseBasis,
    accounts: OriginClassOperator
  ) throws {
    let v = try ResponseModes.leading(of: sample, tolerance: tolerance, most: most)
    let systems = [Int](repeating: 0, count: v.columns)
    let bought = accounts.transposedApplied(to: v, systems: systems)
    let w = Matrix(
      rows: v.rows, columns: v.columns, values: zip(v.values, bought.values).map(-))
    let (q, r) = try ResponseModes.orthonormal(w)
    prices = SingleMatrix(ResponseModes.divided(v, by: r))
    passed = SingleMatrix(ResponseModes.divided(bought, by: r))
    self.q = SingleMatrix(q)
    self.basis = basis
    economy = basis.economy
  }

  /// Prices of the purchases of a key from coordinates, R×modes.
  private func layer(_ key: PurchaseKey) -> SingleMatrix {
    if let known = layers.withLock({ $0[key] }) { return known }
    var rows = at(key.product, prices)
    if let zone = key.zone {
      for c in 0..<rows.columns {
        for r in 0..<rows.rows where !zone.regions[r] { rows[r, c] = 0 }
      }
    }
    let made = basis.trade(product: key.product, originClass: key.originClass)
      .multiplied(by: rows, transposed: true)
    layers.withLock { $0[key] = made }
    return made
  }

  private func at(_ industry: Int, _ matrix: SingleMatrix) -> SingleMatrix {
    matrix.rows((0..<economy.regionCount).map { $0 * economy.industryCount + industry })
  }

  /// Δp of vehicles by region for every response of every state; nil where coordinates do not carry it.
  func vehiclePrices(
    _ states: [LeverState], _ purchases: CoalitionPurchases, vehicles: Int
  ) -> [[[Double]]?] {
    // Slot q of every state stands in block q; states with fewer responses have columns of zeros there.
    let slots = states.map(\.priceResponses.count).max() ?? 0
    guard slots > 0 else { return states.map { _ in [] } }
    let tasks = (0..<slots)
      .flatMap { q in
        states.map { $0.priceResponses.indices.contains(q) ? $0.priceResponses[q] : nil }
      }
    let costs = costs(tasks, buyers: purchases.buyers + [vehicles])
    let projectors = costs.map { ($0.industry, at($0.industry, q)) }
    var a = SingleMatrix(rows: q.columns, columns: tasks.count)
    var moved = [Float](repeating: .infinity, count: tasks.count)
    var sides = costs
    for _ in 0..<Self.mostRounds where moved.contains(where: { $0 > Self.tolerance }) {
      sides = self.sides(costs, purchases, a, tasks.map { $0 != nil })
      var next = SingleMatrix(rows: q.columns, columns: tasks.count)
      for ((_, side), (_, projector)) in zip(sides, projectors) {
        next.add(projector, transposed: true, times: side)
      }
      moved = Self.movement(a, next)
      a = next
    }
    sides = self.sides(costs, purchases, a, tasks.map { $0 != nil })
    let near = at(vehicles, prices).multiplied(by: a)
    var found = at(vehicles, passed).multiplied(by: a)
    if let own = sides.first(where: { $0.industry == vehicles }) { found = found.adding(own.side) }
    return states.enumerated()
      .map { c, state in
        var result: [[Double]] = []
        for q in state.priceResponses.indices {
          let task = q * states.count + c
          let (rough, fine) = (near.column(task), found.column(task))
          let size = fine.reduce(0) { max($0, abs($1)) }
          let gap = zip(rough, fine).reduce(0) { max($0, abs($1.0 - $1.1)) }
          guard moved[task] <= Self.tolerance, gap <= Self.largestGap * size else { return nil }
          result.append(fine.map(Double.init))
        }
        return result
      }
  }

  /// Δc by industry, R×tasks; industries that buy otherwise are there with or without costs.
  private func costs(
    _ responses: [PriceResponse?], buyers: [Int]
  ) -> [(industry: Int, side: SingleMatrix)] {
    let (R, S) = (economy.regionCount, economy.industryCount)
    var seen = [Bool](repeating: false, count: S)
    for buyer in buyers { seen[buyer] = true }
    for response in responses.compactMap(\.self) {
      for (k, cost) in response.cost.enumerated() where cost != 0 { seen[k % S] = true }
    }
    return seen.indices.filter { seen[$0] }
      .map { i in
        (
          i,
          SingleMatrix(
            rows: R, columns: responses.count,
            values: responses.flatMap { response in
              (0..<R).map { r in response.map { Float($0.cost[r * S + i]) } ?? 0 }
            })
        )
      }
  }

  /// g by industry.
  private func sides(
    _ costs: [(industry: Int, side: SingleMatrix)], _ purchases: CoalitionPurchases,
    _ a: SingleMatrix, _ wanted: [Bool]
  ) -> [(industry: Int, side: SingleMatrix)] {
    var sides = costs
    let places = Dictionary(uniqueKeysWithValues: costs.indices.map { (costs[$0].industry, $0) })
    for (key, layers) in zip(purchases.keys, purchases.layers) {
      let paid = layer(key).multiplied(by: a)
      for layer in layers {
        guard let place = places[layer.buyer] else { continue }
        sides[place].side
          .addBlocks(
            layer.deltas, active: layer.active, times: paid, wanted: wanted)
      }
    }
    return sides
  }

  private static func movement(_ old: SingleMatrix, _ new: SingleMatrix) -> [Float] {
    (0..<new.columns)
      .map { c in
        var (moved, size) = (Float(0), Float(0))
        for m in 0..<new.rows {
          let step = new[m, c] - old[m, c]
          moved += step * step
          size += new[m, c] * new[m, c]
        }
        return size > 0 ? (moved / size).squareRoot() : 0
      }
  }
}
