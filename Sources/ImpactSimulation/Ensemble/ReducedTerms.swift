import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// What the terms of a layout read and bring in coordinates; worked out once for all blocks.
final class ReducedTerms: Sendable {
  let layout: PurchaseLayout
  /// x₀ by level.
  let base: [Float]
  /// Δx by level from coordinates, modes×levels.
  let readout: SingleTiles
  /// What a EUR of each term brings, terms×width, by level.
  let brought: [SingleTiles]
  /// The same for prices; nil without a market.
  let prices: ReducedPrices.Terms?

  init(_ layout: PurchaseLayout, basis: ResponseBasis, prices: ReducedPrices?) {
    let x0 = basis.economy.satellites.output
    self.layout = layout
    base = layout.cells.map { Float(x0[$0]) }
    readout = SingleTiles(basis.response(at: layout.cells))
    brought = layout.rows(of: layout.keys.map { basis.layer($0) }, width: basis.width)
    self.prices = prices?.terms(of: layout)
  }
}

extension PurchaseLayout {
  /// What each term buys, terms×width by level, from the regions' rows of every source.
  func rows(of sources: [SingleMatrix], width: Int) -> [SingleTiles] {
    var all = SingleMatrix(rows: count, columns: width)
    all.fillRows(from: sources, bought)
    var first = 0
    return termsOfLevel.map { terms in
      defer { first += terms }
      return SingleTiles(all, rows: first..<first + terms)
    }
  }
}

/// The terms of a block: changed purchases, and income that is spent.
///
///     y = f + Σ_c (x₀ + yE)_c·M_c + (e + i(y))·S,  M_c = Σ_{m: c(m) = c} Δ_m·G_m
///
/// with M what the changed purchases of a buyer bring, e and i(y) the income of regions and S what comes of its spending.
struct BlockTerms {
  private let terms: ReducedTerms
  private let purchases: DrawnSums
  private var fixed: SingleMatrix
  private var income: Income?

  /// Income of regions that hangs on output.
  private struct Income {
    let household: HouseholdResponse
    /// Income by region, then Δx at cells whose labour changes, from coordinates.
    let readout: SingleTiles
    let terms: DrawnTerms
  }

  /// What regions buy of what they make.
  init(_ terms: ReducedTerms, factors: SingleMatrix, fixed: SingleMatrix) {
    (self.terms, self.fixed) = (terms, fixed)
    purchases = DrawnSums(factors, times: terms.brought, width: fixed.columns)
  }

  /// Income that is spent, by the region where it is earned.
  mutating func add(
    _ household: HouseholdResponse, _ cases: [ReducedCase], scale: [Double], S: Int
  ) {
    let (B, R) = (cases.count, household.earned.columns)
    var earned = SingleMatrix(rows: B, columns: R)
    var cells: [Int] = []
    var places: [Int32: Int] = [:]
    for (j, item) in cases.enumerated() {
      for pay in item.account.pay {
        if pay.b != 0 { earned[j, Int(pay.cell) / S] += Float(scale[j] * pay.b) }
        if pay.a != 0, places[pay.cell] == nil {
          places[pay.cell] = R + cells.count
          cells.append(Int(pay.cell))
        }
      }
    }
    fixed.add(earned, times: household.spent)
    guard !cells.isEmpty || scale.contains(where: { $0 != 1 }) else { return }
    // σ − 1 on what each region earns, then what changed labour earns at σ.
    var factors = SingleMatrix(rows: B, columns: R + cells.count)
    for r in 0..<R { for j in 0..<B { factors[j, r] = Float(scale[j] - 1) } }
    for (j, item) in cases.enumerated() {
      for pay in item.account.pay where pay.a != 0 {
        factors[j, places[pay.cell] ?? 0] += Float(scale[j] * pay.a)
      }
    }
    income = Income(
      household: household,
      readout: SingleTiles(household.earned.beside(household.basis.response(at: cells))),
      terms: DrawnTerms(
        factors, levels: (0..<Int32(factors.columns)).map { $0 },
        targets: (0..<R).map(Int32.init) + cells.map { Int32($0 / S) }))
  }

  /// Coordinates of the block.
  func solved(modes: Int, tolerance: Float, most: Int) -> ReducedRounds.Solved {
    ReducedRounds.solved(
      draws: fixed.rows, width: fixed.columns, modes: modes, tolerance: tolerance, most: most
    ) { y in
      var levels = SingleMatrix(rows: fixed.rows, repeating: terms.base)
      if let y { levels.add(y, times: terms.readout) }
      var next = fixed
      purchases.add(levels: levels, to: &next)
      if let y, let income {
        var earned = SingleMatrix(rows: fixed.rows, columns: income.household.earned.columns)
        income.terms.add(levels: y.multiplied(by: income.readout), to: &earned)
        next.add(earned, times: income.household.spent)
      }
      return next
    }
  }
}
