import ImpactEconomies
import ImpactNumerics

/// Percentiles of one year, output by output.
///
/// A cell's value added is v·Δx, so its band is that of output times v; the same holds for employment
/// where no lever touches labour and the cell is published. Everything else is ranked on its own.
/// Regions are worked on in a fixed number of pieces, so results do not depend on threads.
struct BandBuilder: Sendable {
  let economy: Economy
  let layout: BandLayout
  let coefficients: UnitCoefficients
  /// Error of estimated employment by draw and region, `draw + region * draws`: a factor around 1.
  let imputed: SingleMatrix

  static let probabilities = [0.05, 0.5, 0.95]
  private static let pieces = 2
  /// Rows of sums that each group has: output, value added, employment known and estimated, compensation.
  private static let rowsOfGroup = 5

  /// Three values for each cell and each place and group, by indicator.
  struct Year: Sendable {
    var cells: [Indicator: [Float]]
    var sums: [Indicator: [Float]]
    /// Employment of the widest place, by draw.
    var jobs: [Float]
  }

  /// What one piece of regions came to.
  private struct Piece: Sendable {
    var cells: [Indicator: [Float]] = [:]
    var sums: [Indicator: [Float]] = [:]
    /// Values by draw of the wider places: `[place][(group * 4 + indicator) * draws + draw]`.
    var wider: [Int: [Float]] = [:]
  }

  func year(_ year: EnsembleYear) -> Year {
    let R = economy.regionCount
    let ranges = (0..<Self.pieces).map { R * $0 / Self.pieces..<R * ($0 + 1) / Self.pieces }
    let order = OrderStatistics(Self.probabilities, count: year.draws.count)
    let pieces = concurrentMap(Self.pieces) { piece(ranges[$0], year, order) }
    var result = Year(cells: [:], sums: [:], jobs: [])
    for indicator in Indicator.allCases {
      result.cells[indicator] = pieces.flatMap { $0.cells[indicator] ?? [] }
      result.sums[indicator] = pieces.flatMap { $0.sums[indicator] ?? [] }
    }
    let (draws, groups) = (year.draws.count, layout.groups.count)
    for p in R..<layout.places.count {
      var total = [Float](repeating: 0, count: groups * 4 * draws)
      for piece in pieces {
        guard let part = piece.wider[p] else { continue }
        for k in total.indices { total[k] += part[k] }
      }
      for (k, indicator) in Indicator.allCases.enumerated() {
        for g in 0..<groups {
          let start = (g * 4 + k) * draws
          let values = Array(total[start..<start + draws])
          result.sums[indicator]? += order.quantiles(of: values)
          if g == 0, indicator == .employment, layout.places[p].code == layout.reference {
            result.jobs = values
          }
        }
      }
    }
    return result
  }

  private func piece(
    _ regions: Range<Int>, _ year: EnsembleYear, _ order: OrderStatistics
  ) -> Piece {
    var piece = Piece()
    for indicator in Indicator.allCases {
      piece.cells[indicator] = []
      piece.sums[indicator] = []
    }
    for r in regions {
      let output = year.exact == nil ? year.region(r) : SingleMatrix(rows: 0, columns: 0)
      if let exact = year.exact {
        addExactCells(r, exact, year, order, &piece)
      } else {
        addCells(r, output, year, order, &piece)
      }
      addSums(r, output, year, order, &piece)
    }
    return piece
  }

  /// Cells of draws that were solved step by step.
  private func addExactCells(
    _ r: Int, _ exact: @Sendable (Indicator, Int) -> SingleMatrix, _ year: EnsembleYear,
    _ order: OrderStatistics, _ piece: inout Piece
  ) {
    for indicator in Indicator.allCases {
      let values = withError(exact(indicator, r), indicator, r, year)
      for band in order.quantiles(of: values) { piece.cells[indicator]? += band }
    }
  }

  /// Employment of estimated cells with its error; everything else as it is.
  private func withError(
    _ values: SingleMatrix, _ indicator: Indicator, _ r: Int, _ year: EnsembleYear
  ) -> SingleMatrix {
    guard indicator == .employment else { return values }
    var values = values
    for i in 0..<values.columns where economy.isEstimated(r * economy.industryCount + i) {
      for j in 0..<values.rows {
        values.values[j + i * values.rows] *= imputed.values[year.draws[j] + r * imputed.rows]
      }
    }
    return values
  }

  /// Sums of a region from draws that were solved step by step; unknown cells are left out.
  private func exactSums(
    _ r: Int, _ exact: @Sendable (Indicator, Int) -> SingleMatrix, _ year: EnsembleYear
  ) -> [Float] {
    let draws = year.draws.count
    var sums = [Float](repeating: 0, count: layout.groups.count * 4 * draws)
    for (k, indicator) in Indicator.allCases.enumerated() {
      let values = withError(exact(indicator, r), indicator, r, year)
      for (g, group) in layout.groups.enumerated() {
        let start = (g * 4 + k) * draws
        for i in group.industries where !values.values[i * draws].isNaN {
          for j in 0..<draws { sums[start + j] += values.values[j + i * draws] }
        }
      }
    }
    return sums
  }

  private func addCells(
    _ r: Int, _ output: SingleMatrix, _ year: EnsembleYear, _ order: OrderStatistics,
    _ piece: inout Piece
  ) {
    let S = economy.industryCount
    let bands = order.quantiles(of: output)
    for i in 0..<S {
      let k = r * S + i
      for indicator in Indicator.allCases {
        let unit = coefficients.of(indicator)?[k] ?? 1
        let isEstimated = indicator == .employment && economy.isEstimated(k)
        guard indicator.followsLabour, year.extraCells[k] != nil || isEstimated else {
          piece.cells[indicator]? += Self.scaled(bands[i], by: unit)
          continue
        }
        var values = output.column(i)
        if let e = year.extraCells[k] {
          let start = e * year.extras.rows
          for j in values.indices { values[j] += year.extras.values[start + j] }
        }
        if isEstimated {
          let start = r * imputed.rows
          for j in values.indices { values[j] *= imputed.values[start + year.draws[j]] }
        }
        piece.cells[indicator]? += Self.scaled(order.quantiles(of: values), by: unit)
      }
    }
  }

  /// Unknown coefficients leave a band of zero where nothing changes, and none elsewhere.
  private static func scaled(_ band: [Float], by unit: Double) -> [Float] {
    if unit.isNaN { return band.map { $0 == 0 ? 0 : .nan } }
    let values = band.map { $0 * Float(unit) }
    return unit < 0 ? values.reversed() : values
  }

  private func addSums(
    _ r: Int, _ output: SingleMatrix, _ year: EnsembleYear, _ order: OrderStatistics,
    _ piece: inout Piece
  ) {
    let (draws, groups) = (year.draws.count, layout.groups.count)
    let sums = groupSums(r, output, year)
    for (k, indicator) in Indicator.allCases.enumerated() {
      for g in 0..<groups {
        let start = (g * 4 + k) * draws
        piece.sums[indicator]? += order.quantiles(of: Array(sums[start..<start + draws]))
      }
    }
    for p in layout.widerPlaces[r] {
      guard piece.wider[p] != nil else {
        piece.wider[p] = sums
        continue
      }
      for k in sums.indices { piece.wider[p]?[k] += sums[k] }
    }
  }

  /// Sums of a region by group, indicator and draw.
  func groupSums(_ r: Int, _ output: SingleMatrix, _ year: EnsembleYear) -> [Float] {
    if let exact = year.exact { return exactSums(r, exact, year) }
    let (S, draws, groups) = (economy.industryCount, year.draws.count, layout.groups.count)
    func unit(_ indicator: Indicator, _ k: Int) -> Double {
      let value = coefficients.of(indicator)?[k] ?? 1
      return value.isNaN ? 0 : value
    }
    var weights = SingleMatrix(rows: S, columns: groups * Self.rowsOfGroup)
    for (g, group) in layout.groups.enumerated() {
      for i in group.industries {
        let k = r * S + i
        let row = g * Self.rowsOfGroup
        weights[i, row] = Float(unit(.output, k))
        weights[i, row + 1] = Float(unit(.valueAdded, k))
        weights[i, row + (economy.isEstimated(k) ? 3 : 2)] = Float(unit(.employment, k))
        weights[i, row + 4] = Float(unit(.compensation, k))
      }
    }
    var rows = output.multiplied(by: weights)
    for (g, group) in layout.groups.enumerated() {
      for i in group.industries {
        let k = r * S + i
        guard let e = year.extraCells[k] else { continue }
        let row = g * Self.rowsOfGroup
        let (jobs, pay) = (Float(unit(.employment, k)), Float(unit(.compensation, k)))
        let place = row + (economy.isEstimated(k) ? 3 : 2)
        for j in 0..<draws {
          let extra = year.extras.values[j + e * draws]
          rows.values[j + place * draws] += jobs * extra
          rows.values[j + (row + 4) * draws] += pay * extra
        }
      }
    }
    var sums = [Float](repeating: 0, count: groups * 4 * draws)
    for g in 0..<groups {
      for j in 0..<draws {
        let from = g * Self.rowsOfGroup * draws + j
        let to = g * 4 * draws + j
        sums[to] = rows.values[from]
        sums[to + draws] = rows.values[from + draws]
        sums[to + 2 * draws] =
          rows.values[from + 2 * draws] + rows.values[from + 3 * draws]
          * imputed.values[year.draws[j] + r * imputed.rows]
        sums[to + 3 * draws] = rows.values[from + 4 * draws]
      }
    }
    return sums
  }
}

extension Economy {
  /// Whether the employment of a cell is estimated or split, not published.
  func isEstimated(_ index: Int) -> Bool {
    switch satellites.employmentFlags[index] {
    case .estimated, .split: true
    case .published, .missing: false
    }
  }
}
