import ImpactLevers
import ImpactNumerics

/// Where levers change labour per unit of output, by coalition.
struct CoalitionLabour {
  struct Cell {
    let index: Int
    /// λ, factor on what the accounts make.
    let level: Double
    /// χ = λμ, factor on a change.
    let change: Double
  }

  let factors: [[Cell]]
  /// Pay of plants that is earned around them, by region, million EUR.
  private let localPay: [[(region: Int, pay: Double)]]
  /// Industries with such cells, ascending.
  let industries: [Int]

  init(_ states: [LeverState]) {
    var seen: Set<Int> = []
    factors = states.map { state in
      var cells: [Cell] = []
      state.labour.forEachValue { k, level in
        cells.append(Cell(index: k, level: level, change: level * (state.marginalLabour[k] ?? 1)))
      }
      state.marginalLabour.forEachValue { k, factor in
        if state.labour[k] == nil { cells.append(Cell(index: k, level: 1, change: factor)) }
      }
      seen.formUnion(cells.map { $0.index % state.context.economy.industryCount })
      return cells
    }
    localPay = states.map { $0.plants.map { ($0.region, $0.localPay) } }
    industries = seen.sorted()
  }

  /// Income by region of work beyond w∘Δx, R×coalitions:
  /// Σ w·(χ − 1)·Δx, and with `x0` also w·(λ − 1)·x₀ and the pay of plants.
  func income(
    _ households: HouseholdIncome, output: (Int) -> SingleMatrix, x0: [Double]?, regions R: Int,
    industries S: Int
  ) -> Matrix {
    var sum = Matrix(rows: R, columns: factors.count)
    let change = Dictionary(uniqueKeysWithValues: industries.map { ($0, output($0)) })
    for (c, cells) in factors.enumerated() {
      for cell in cells {
        let (r, i) = (cell.index / S, cell.index % S)
        let unit = households.income[cell.index]
        sum[r, c] += unit * (cell.change - 1) * Double(change[i]?[r, c] ?? 0)
        if let x0 { sum[r, c] += unit * (cell.level - 1) * x0[cell.index] }
      }
      guard x0 != nil else { continue }
      for plant in localPay[c] { sum[plant.region, c] += households.spentShare * plant.pay }
    }
    return sum
  }
}

extension CoalitionBlock {
  /// Σ w·(χ − 1)Δx by channel, Σ w·(λ − 1)x₀, and plants.
  ///
  /// Δx is what is delivered: of the right-hand sides, and of what suppliers of a response get.
  func addLabour(
    _ inputs: CoalitionInputs, _ answers: SingleMatrix, open: SingleMatrix, induced: SingleMatrix?,
    to sides: inout YearSides, _ kept: Matrix
  ) {
    for i in labour.industries {
      let output = LabourOutput(
        direct: inputs.changed.expanded(delivered(inputs.changed.values, i))
          .adding(delivered(inputs.bought, inputs.origin, i)),
        technical: delivered(answers.columns(0..<B), i)
          .adding(delivered(inputs.plants, inputs.plantOrigin, i)),
        price: delivered(answers.columns(B..<2 * B), i),
        sold: engine.market?.vehicles == i ? inputs.sold : nil,
        supplied: basis.open.supplied(of: i, at: open),
        induced: induced.flatMap { basis.closed?.output(of: i, at: $0) })
      add(output, of: i, to: &sides, kept)
    }
    let lists = (0..<B).map { c in (0..<sides.levers).map { kept[c, $0] } }
    for (c, state) in states.enumerated() where !state.plants.isEmpty {
      for indicator in Indicator.allCases {
        for plant in state.plants {
          sides.addPlant(plant.value(indicator), lists[c], indicator, cell: plant.index)
        }
      }
    }
  }

  /// Parts of Δx of one industry, R×coalitions (supplied: technical, then price).
  private struct LabourOutput {
    let direct: SingleMatrix
    let technical: SingleMatrix
    let price: SingleMatrix
    let sold: SingleMatrix?
    let supplied: SingleMatrix
    let induced: SingleMatrix?

    func value(_ effect: Effect, _ r: Int, _ c: Int) -> Float {
      switch effect {
      case .direct: direct[r, c]
      case .indirect: technical[r, c] + supplied[r, c]
      case .price: price[r, c] + (sold?[r, c] ?? 0) + supplied[r, direct.columns + c]
      case .induced: induced?[r, c] ?? 0
      case .productivity: 0
      }
    }
  }

  private func add(
    _ output: LabourOutput, of i: Int, to sides: inout YearSides, _ kept: Matrix
  ) {
    let mine = labour.factors.map { $0.filter { $0.index % S == i } }
    let regions = Set(mine.flatMap { $0.map { $0.index / S } }).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(regions, regions.indices))
    let effects: [Effect] = [.direct, .indirect, .price, .induced]
    let none = Matrix(rows: regions.count, columns: B)
    var extra = [Matrix](repeating: none, count: effects.count)
    var levels = none
    for (c, cells) in mine.enumerated() {
      for cell in cells {
        guard let row = places[cell.index / S] else { continue }
        for (e, effect) in effects.enumerated() {
          extra[e][row, c] = (cell.change - 1) * Double(output.value(effect, regions[row], c))
        }
        levels[row, c] = (cell.level - 1) * economy.satellites.output[cell.index]
      }
    }
    let indices = regions.map { $0 * S + i }
    for (e, effect) in effects.enumerated() {
      sides.addExtra(extra[e].multiplied(by: kept), effect, cells: indices)
    }
    sides.addLabour(levels.multiplied(by: kept), cells: indices)
  }

  /// What makers of product i deliver of changed purchases, R×columns.
  private func delivered(_ bought: SingleMatrix, _ i: Int) -> SingleMatrix {
    var sum = SingleMatrix(rows: R, columns: bought.columns)
    for (k, key) in cells.keys.enumerated() where key.product == i {
      sum.add(basis.open.trade(key), times: cells.dense(bought, key: k))
    }
    return sum
  }

  /// What makers of product i deliver of what is bought besides, and what is added where they are, R×coalitions.
  private func delivered(
    _ demand: GroupedColumns?, _ origin: GroupedColumns?, _ i: Int
  ) -> SingleMatrix {
    var sum = SingleMatrix(rows: R, columns: B)
    let rows = (0..<R).map { i + $0 * S }
    if let demand {
      for k in 0...1 {
        let key = PurchaseKey(product: i, originClass: k, zone: nil)
        let some = demand.values.rows(rows.map { $0 + k * economy.dimension })
        sum = sum.adding(demand.expanded(basis.open.trade(key).multiplied(by: some)))
      }
    }
    if let origin { sum = sum.adding(origin.expanded(origin.values.rows(rows))) }
    return sum
  }
}

extension PlantAccount {
  /// What a plant counts beside the industry of its region.
  func value(_ indicator: Indicator) -> Double {
    switch indicator {
    case .output: output
    case .valueAdded: valueAdded
    case .employment: jobs
    case .compensation: compensation
    }
  }
}

extension ChannelBasis {
  /// Income by region of work from coordinates, modes×R.
  func earned(_ income: [Double]) -> SingleMatrix {
    let S = economy.industryCount
    var earned = SingleMatrix(rows: basis.modes, columns: economy.regionCount)
    for k in 0..<economy.dimension {
      let unit = Float(income[k])
      let (to, from) = (k / S * basis.modes, k * basis.modes)
      for m in 0..<basis.modes { earned.values[to + m] += unit * basis.response.values[from + m] }
    }
    return earned
  }
}

extension SingleMatrix {
  /// A + B.
  func adding(_ other: SingleMatrix) -> SingleMatrix {
    var sum = self
    for k in sum.values.indices { sum.values[k] += other.values[k] }
    return sum
  }

  /// Puts a block at a column.
  mutating func place(_ block: SingleMatrix, columns first: Int) {
    values.replaceSubrange(
      first * rows..<(first + block.columns) * rows, with: block.values)
  }
}
