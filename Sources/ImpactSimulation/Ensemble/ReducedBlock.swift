import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// Draws of one block on their way to coordinates: one row for each draw and year.
///
///     u = Σ_l T_l·(Δ_l∘(x₀ + Δx)) + Δf + S·L·[(σ − 1)·w∘Δx + σ·(a∘Δx + b)]
///     y ← Qᵀu,  Δx = V R⁻¹ y
///
/// with Δ_l the changed coefficients of layer l (product, class, zone), σ the draw's factor on spent
/// income, w the households' income of the accounts and a, b what the draw's labour and plants add to
/// it. u hangs on Δx at few places only, so y is found in some rounds.
struct ReducedBlock {
  let basis: ResponseBasis
  let economy: Economy
  /// w of the accounts; nil when households are not followed.
  let household: HouseholdResponse?
  /// What a EUR of vehicles sold by each region brings, R×width; nil without a market.
  let vehicles: SingleTiles?

  /// Change of y in a round, relative to y, at which a draw is done; a round gains about a digit.
  static let tolerance: Float = 1e-5
  static let mostRounds = 24
  /// ‖(1 − QQᵀ)u‖/‖u‖ above which a draw is solved in full.
  static let largestResidual: Float = 5e-3

  /// What a block came to.
  struct Solved {
    /// rows×modes.
    let coordinates: SingleMatrix
    /// ‖(1 − QQᵀ)u‖/‖Qᵀu‖, estimated, by row; infinite where rounds did not end.
    let residual: [Float]
    /// Extras by row and slot.
    let extras: [[CellExtra]]
  }

  /// `sold` is Δf of vehicles by origin for each case, empty for none.
  func solve(
    _ cases: [ReducedCase], _ changed: ChangedPurchases, sold: [[Double]], scale: [Double]
  ) -> Solved {
    let B = cases.count
    var terms = BlockTerms(
      changed.terms, factors: changed.factors, fixed: fixedPart(cases, sold: sold))
    if let household { terms.add(household, cases, scale: scale, S: economy.industryCount) }
    let solved = terms.solved(
      modes: basis.modes, tolerance: Self.tolerance, most: Self.mostRounds)
    let inside = solved.y.leading(basis.modes)
    return Solved(
      coordinates: inside,
      residual: ResponseBasis.residuals(
        solved, modes: basis.modes, tolerance: Self.tolerance),
      extras: extras(cases, inside, rows: B))
  }

  /// Final demand in coordinates, rows×width.
  private func fixedPart(_ cases: [ReducedCase], sold: [[Double]]) -> SingleMatrix {
    let (B, R, S) = (cases.count, economy.regionCount, economy.industryCount)
    var fixed = SingleMatrix(rows: B, columns: basis.width)
    if let vehicles, sold.contains(where: { !$0.isEmpty }) {
      var changes = SingleMatrix(rows: B, columns: R)
      for (j, values) in sold.enumerated() {
        for r in values.indices { changes.values[j + r * B] = Float(values[r]) }
      }
      fixed.add(changes, times: vehicles)
    }
    for k in 0...1 {
      var places = [Int](repeating: -1, count: S)
      var found: [(product: Int, demand: SingleMatrix)] = []
      for (j, item) in cases.enumerated() {
        for amount in item.bought[k] {
          let (s, i) = Int(amount.cell).quotientAndRemainder(dividingBy: S)
          if places[i] < 0 {
            places[i] = found.count
            found.append((i, SingleMatrix(rows: B, columns: R)))
          }
          found[places[i]].demand.values[j + s * B] += amount.value
        }
      }
      for (product, demand) in found {
        let key = PurchaseKey(product: product, originClass: k, zone: nil)
        fixed.add(demand, times: basis.layerTiles(key))
      }
    }
    let made = cases.map(\.atOrigin).dense(dimension: economy.dimension)
    if !made.cells.isEmpty { fixed.add(made.values, times: basis.sold(by: made.cells)) }
    return fixed
  }

  private func extras(_ cases: [ReducedCase], _ inside: SingleMatrix, rows B: Int) -> [[CellExtra]]
  {
    var places = [Int32](repeating: -1, count: economy.dimension)
    var cells: [Int] = []
    for item in cases {
      for term in item.account.terms where term.a != 0 && places[Int(term.cell)] < 0 {
        places[Int(term.cell)] = Int32(cells.count)
        cells.append(Int(term.cell))
      }
    }
    let x = inside.multiplied(by: basis.response(at: cells))
    return cases.enumerated()
      .map { j, item in
        item.account.extras { Double(x.values[j + Int(places[$0]) * B]) }
      }
  }
}
