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
