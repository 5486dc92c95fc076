import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// What the terms of a layout read and bring in coordinates; worked out once for all blocks.
final class ReducedTerms: Sendable {
  let layout: PurchaseLayout
  /// x₀ by level.
  let base: [Float]
  /// Δx by level from coordinates, modes×levels.
  let readout: SingleMatrix
  /// What a EUR at each target brings, targets×width: income spent by region first, where households
  /// are followed.
  let targets: SingleMatrix
  /// Target of each term.
  let places: [Int32]
  /// The same for prices; nil without a market.
  let prices: ReducedPrices.Terms?

  init(
    _ layout: PurchaseLayout, basis: ResponseBasis, household: HouseholdResponse?,
    prices: ReducedPrices?
  ) {
    let x0 = basis.economy.satellites.output
    let spent = household?.spent.rows ?? 0
    self.layout = layout
    base = layout.cells.map { Float(x0[$0]) }
    readout = basis.response(at: layout.cells)
    var targets = SingleMatrix(rows: spent + layout.targets.count, columns: basis.width)
    let first = household.map { [$0.spent] } ?? []
    targets.fillRows(
      from: first + layout.keys.map { basis.layer($0) },
      (0..<spent).map { (0, $0) } + layout.targets.map { ($0.source + first.count, $0.row) })
    self.targets = targets
    places = layout.places.map { $0 + Int32(spent) }
    self.prices = prices?.terms(of: layout)
  }
}

/// The terms of a block: changed purchases, and income that is spent.
struct BlockTerms {
  private let terms: ReducedTerms
  private var fixed: SingleMatrix
  /// Δ over the layout, then over what `add` appends.
  private var factors: SingleMatrix
  private var levels: [Int32] = []
  private var places: [Int32] = []
  /// Readout of appended levels.
  private var appended: [Float] = []

  /// What regions buy of what they make.
  init(_ terms: ReducedTerms, factors: SingleMatrix, fixed: SingleMatrix) {
    (self.terms, self.factors, self.fixed) = (terms, factors, fixed)
  }

  /// Income that is spent, by the region where it is earned.
  mutating func add(
    _ household: HouseholdResponse, _ cases: [ReducedCase], scale: [Double], S: Int
  ) {
    let (B, R) = (cases.count, household.earned.columns)
    var earned = SingleMatrix(rows: B, columns: R)
    var cells: [Int] = []
    var cellPlaces: [Int32: Int] = [:]
    for (j, item) in cases.enumerated() {
      for pay in item.account.pay {
        if pay.b != 0 { earned[j, Int(pay.cell) / S] += Float(scale[j] * pay.b) }
        if pay.a != 0, cellPlaces[pay.cell] == nil {
          cellPlaces[pay.cell] = cells.count
          cells.append(Int(pay.cell))
        }
      }
    }
    fixed.add(earned, times: household.spent)
    let isScaled = scale.contains { $0 != 1 }
    guard isScaled || !cells.isEmpty else { return }
    if isScaled {
      let more = scale.map { Float($0 - 1) }
      factors.values.reserveCapacity((factors.columns + R + cells.count) * B)
      for r in 0..<R {
        append(level: household.earned, column: r, place: r)
        factors.values += more
      }
    }
    var paid = SingleMatrix(rows: B, columns: cells.count)
    for (j, item) in cases.enumerated() {
      for pay in item.account.pay where pay.a != 0 {
        paid[j, cellPlaces[pay.cell] ?? 0] += Float(scale[j] * pay.a)
      }
    }
    let responses = household.basis.response(at: cells)
    for (c, cell) in cells.enumerated() {
      append(level: responses, column: c, place: cell / S)
    }
    factors.values += paid.values
    factors = SingleMatrix(
      rows: B, columns: terms.layout.count + levels.count, values: factors.values)
  }

  private mutating func append(level: SingleMatrix, column: Int, place: Int) {
    levels.append(Int32(terms.base.count + levels.count))
    appended += level.column(column)
    places.append(Int32(place))
  }

  /// Everything together.
  func rounds(modes: Int) -> ReducedRounds {
    let base = terms.base + [Float](repeating: 0, count: levels.count)
    return ReducedRounds(
      fixed: fixed, factors: factors, levels: terms.layout.levels + levels,
      places: terms.places + places, base: base,
      readout: SingleMatrix(
        rows: modes, columns: base.count, values: terms.readout.values + appended),
      targets: terms.targets)
  }
}
