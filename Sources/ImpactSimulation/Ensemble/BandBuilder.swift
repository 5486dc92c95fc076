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
  /// What a EUR of output adds to the rows of sums, by region, S×rows.
  private let weights: [SingleMatrix]

  static let probabilities = [0.05, 0.5, 0.95]
  private static let pieces = 2
  /// Rows of sums that each group has: output, value added, employment known and estimated, compensation.
  private static let rowsOfGroup = 5

  init(
    economy: Economy, layout: BandLayout, coefficients: UnitCoefficients, imputed: SingleMatrix
  ) {
    self.economy = economy
    self.layout = layout
    self.coefficients = coefficients
    self.imputed = imputed
    weights = economy.regions.indices.map { r in
      Self.weights(r, economy, layout, coefficients) { _, _ in 1 }
    }
  }

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
    /// Values by draw of the wider places: `[place][(group * 4 + indicator) * draws + draw]`; empty for
    /// places without a region of the piece.
    var wider: [[Float]] = []
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
        if !piece.wider[p].isEmpty { total.add(piece.wider[p]) }
      }
      let bands = order.quantiles(of: total, columns: 4 * groups)
      for (k, indicator) in Indicator.allCases.enumerated() {
        for g in 0..<groups {
          result.sums[indicator]? += bands[3 * (g * 4 + k)..<3 * (g * 4 + k) + 3]
        }
        if indicator == .employment, layout.places[p].code == layout.reference {
          result.jobs = Array(total[k * draws..<(k + 1) * draws])
        }
      }
    }
    return result
  }

  private func piece(
    _ regions: Range<Int>, _ year: EnsembleYear, _ order: OrderStatistics
  ) -> Piece {
    var piece = Piece()
    piece.wider = [[Float]](repeating: [], count: layout.places.count)
    for indicator in Indicator.allCases {
      piece.cells[indicator] = []
      piece.sums[indicator] = []
    }
    for r in regions {
      let output = year.region(r)
      let extras = year.extras(r)
      addCells(r, output, extras, year, order, &piece)
      addSums(r, output, extras, year, order, &piece)
    }
    return piece
  }

  /// q of a cell with growth of productivity; 1 for output itself.
  private func unit(_ indicator: Indicator, _ k: Int, _ year: EnsembleYear) -> Double {
    (coefficients.of(indicator)?[k] ?? 1) * (year.scale?[indicator]?[k] ?? 1)
  }

  private func addCells(
    _ r: Int, _ output: SingleMatrix, _ extras: [EnsembleYear.RegionExtra], _ year: EnsembleYear,
    _ order: OrderStatistics, _ piece: inout Piece
  ) {
    let S = economy.industryCount
    let all = order.quantiles(of: output)
    let bands = (0..<S).map { Array(all[3 * $0..<3 * $0 + 3]) }
    for indicator in Indicator.allCases {
      let (units, scales) = (coefficients.of(indicator), year.scale?[indicator])
      var added = [[Float]?](repeating: nil, count: S)
      for extra in extras where extra.indicator == indicator {
        added[extra.industry] = extra.values
      }
      for i in 0..<S {
        let k = r * S + i
        let unit = (units?[k] ?? 1) * (scales?[k] ?? 1)
        let isEstimated = indicator == .employment && economy.isEstimated(k)
        let isStill = bands[i].allSatisfy { $0 == 0 }
        guard added[i] != nil || isEstimated, !unit.isNaN || isStill else {
          piece.cells[indicator]? += Self.scaled(bands[i], by: unit)
          continue
        }
        var values = output.column(i)
        let factor = unit.isNaN ? 0 : Float(unit)
        for j in values.indices { values[j] *= factor }
        if let extra = added[i] {
          values.add(extra, times: Float(scales?[k] ?? 1), from: 0)
        }
        if isEstimated { addError(to: &values, r, year) }
        piece.cells[indicator]? += order.quantiles(of: values)
      }
    }
  }

  /// Multiplies employment of estimated cells with its error.
  private func addError(to values: inout [Float], _ r: Int, _ year: EnsembleYear) {
    let start = r * imputed.rows
    for j in values.indices { values[j] *= imputed.values[start + year.draws[j]] }
  }

  /// Unknown coefficients leave a band of zero where nothing changes, and none elsewhere.
  private static func scaled(_ band: [Float], by unit: Double) -> [Float] {
    if unit.isNaN { return band.map { $0 == 0 ? 0 : .nan } }
    let values = band.map { $0 * Float(unit) }
    return unit < 0 ? values.reversed() : values
  }

  private func addSums(
    _ r: Int, _ output: SingleMatrix, _ extras: [EnsembleYear.RegionExtra], _ year: EnsembleYear,
    _ order: OrderStatistics, _ piece: inout Piece
  ) {
    let groups = layout.groups.count
    let sums = groupSums(r, output, extras, year)
    let bands = order.quantiles(of: sums, columns: 4 * groups)
    for (k, indicator) in Indicator.allCases.enumerated() {
      for g in 0..<groups {
        piece.sums[indicator]? += bands[3 * (g * 4 + k)..<3 * (g * 4 + k) + 3]
      }
    }
    for p in layout.widerPlaces[r] {
      if piece.wider[p].isEmpty { piece.wider[p] = sums } else { piece.wider[p].add(sums) }
    }
  }

  /// Sums of a region by group, indicator and draw; unknown cells are left out.
  func groupSums(
    _ r: Int, _ output: SingleMatrix, _ extras: [EnsembleYear.RegionExtra], _ year: EnsembleYear
  ) -> [Float] {
    let (S, draws) = (economy.industryCount, year.draws.count)
    let weights =
      year.scale.map { scale in
        Self.weights(r, economy, layout, coefficients) { scale[$0]?[$1] ?? 1 }
      } ?? weights[r]
    var rows = output.multiplied(by: weights)
    for extra in extras {
      let k = r * S + extra.industry
      guard !unit(extra.indicator, k, year).isNaN else { continue }
      let scale = Float(year.scale?[extra.indicator]?[k] ?? 1)
      for (g, group) in layout.groups.enumerated() where group.industries.contains(extra.industry) {
        let start = Self.row(g, extra.indicator, isEstimated: economy.isEstimated(k)) * draws
        rows.values.add(extra.values, times: scale, from: start)
      }
    }
    return gathered(rows, r, year)
  }

  /// The row of a group's sums that a cell's indicator belongs to.
  private static func row(_ g: Int, _ indicator: Indicator, isEstimated: Bool) -> Int {
    let first = g * rowsOfGroup
    return switch indicator {
    case .output: first
    case .valueAdded: first + 1
    case .employment: first + (isEstimated ? 3 : 2)
    case .compensation: first + 4
    }
  }

  /// q of every industry in the rows of its groups; unknown ones are left out.
  private static func weights(
    _ r: Int, _ economy: Economy, _ layout: BandLayout, _ coefficients: UnitCoefficients,
    scale: (Indicator, Int) -> Double
  ) -> SingleMatrix {
    let S = economy.industryCount
    var weights = SingleMatrix(rows: S, columns: layout.groups.count * rowsOfGroup)
    for indicator in Indicator.allCases {
      let units = coefficients.of(indicator)
      for (g, group) in layout.groups.enumerated() {
        for i in group.industries {
          let k = r * S + i
          let unit = (units?[k] ?? 1) * scale(indicator, k)
          guard !unit.isNaN else { continue }
          weights[i, row(g, indicator, isEstimated: economy.isEstimated(k))] = Float(unit)
        }
      }
    }
    return weights
  }

  /// Known and estimated employment together, the latter with its error.
  private func gathered(_ rows: SingleMatrix, _ r: Int, _ year: EnsembleYear) -> [Float] {
    let (draws, groups) = (year.draws.count, layout.groups.count)
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
