import ImpactLevers
import ImpactNumerics

/// Columns of a solution; those of zeros were left out.
struct SolvedColumns: Sendable {
  /// n×columns that were solved.
  let x: Matrix
  /// Place in `x` by column; nil for zeros.
  let places: [Int?]

  /// A column, length n.
  subscript(_ column: Int) -> [Double] {
    places[column].map(x.column) ?? [Double](repeating: 0, count: x.rows)
  }
}

/// Changes of output that coalitions in coordinates bring to levers, and how indicators follow from them.
struct SolvedContributions: Sendable {
  let coefficients: UnitCoefficients
  let levers: Int
  /// Years in the order of the columns.
  let sides: [(year: Int, sides: YearSides)]
  /// By column t·levers + l.
  let direct: [[Double]]
  /// Direct and technical, then prices: 2·years·levers columns.
  let open: SolvedColumns
  let induced: SolvedColumns?

  /// Adds the contributions of one of `sides` to those of its year, indicators as in `ChangeCube`.
  func add(_ place: Int, to year: inout YearContributions) {
    for effect in Effect.allCases {
      let quantity = quantity(effect, place)
      guard !quantity.isEmpty else { continue }
      for indicator in Indicator.allCases where year.indicators.contains(indicator) {
        let values = values(quantity, indicator, effect, sides[place].sides)
        guard values.contains(where: { $0 != 0 }) else { continue }
        year.add(values, indicator, effect)
      }
    }
  }

  /// Δx of a channel, lever by lever; empty where there is none.
  private func quantity(_ effect: Effect, _ place: Int) -> [Double] {
    let width = sides.count * levers
    let columns = place * levers..<(place + 1) * levers
    var values: [Double] = []
    values.reserveCapacity(levers * (direct.first?.count ?? 0))
    switch effect {
    case .direct: for c in columns { values += direct[c] }
    case .indirect: for c in columns { values += zip(open[c], direct[c]).map(-) }
    case .price: for c in columns { values += open[width + c] }
    case .induced:
      guard let induced else { break }
      for c in columns { values += induced[c] }
    case .productivity: break
    }
    return values
  }

  private func values(
    _ quantity: [Double], _ indicator: Indicator, _ effect: Effect, _ side: YearSides
  ) -> [Double] {
    let n = quantity.count / levers
    let unit = coefficients.of(indicator)
    var values = quantity
    if let unit {
      for l in 0..<levers {
        for k in 0..<n where values[l * n + k] != 0 { values[l * n + k] *= unit[k] }
      }
    }
    var sums = indicator.followsLabour ? [side.extra[effect]] : []
    if indicator.followsLabour && effect == .direct { sums.append(side.labour) }
    for sum in sums.compactMap(\.self) {
      for row in 0..<sum.rows {
        let cell = side.labourCells.cells[row]
        for l in 0..<levers where sum[row, l] != 0 {
          values[l * n + cell] += (unit?[cell] ?? 1) * sum[row, l]
        }
      }
    }
    if effect == .direct {
      for (cell, sums) in side.plants[indicator] ?? [:] {
        for l in 0..<levers { values[l * n + cell] += sums[l] }
      }
    }
    return values
  }
}

extension Matrix {
  /// Columns of equal length side by side.
  init(rows: Int, of columns: [[Double]]) {
    var values: [Double] = []
    values.reserveCapacity(rows * columns.count)
    for column in columns { values += column }
    self.init(rows: rows, columns: columns.count, values: values)
  }
}
