import ImpactEconomies
import ImpactNumerics

/// Percentiles of one year, output by output.
///
/// A cell's value added is v·Δx, so its band is that of output times v; the same holds for employment
/// where no lever touches labour and the cell is published. Everything else is ranked on its own.
/// Regions are worked on in a fixed number of pieces, so results do not depend on threads.
struct BandBuilder<Scalar: BandScalar>: Sendable {
  let economy: Economy
  let layout: BandLayout
  let coefficients: UnitCoefficients
  /// Error of estimated employment by draw and region, `draw + region * draws`: a factor around 1.
  let imputed: DrawMatrix<Scalar>
  /// What a EUR of output adds to the rows of sums, by region, S×rows.
  private let weights: [DrawMatrix<Scalar>]

  private let pieceCount = 2

  init(
    economy: Economy, layout: BandLayout, coefficients: UnitCoefficients,
    imputed: DrawMatrix<Scalar>
  ) {
    self.economy = economy
    self.layout = layout
    self.coefficients = coefficients
    self.imputed = imputed
    weights = economy.regions.indices.map { r in
      Self.weights(r, economy, layout, coefficients) { _, _ in 1 }
    }
  }

  /// What one piece of regions came to.
  private struct Piece: Sendable {
    var cells: [Indicator: [Scalar]] = [:]
    var sums: [Indicator: [Scalar]] = [:]
    /// Values by draw of the wider places: `[place][(group * 4 + indicator) * draws + draw]`; empty for
    /// places without a region of the piece.
    var wider: [[Scalar]] = []
    /// Totals of the draws that are kept, region by region, indicator by indicator.
    var totals: [Scalar] = []
  }

  func year(_ year: EnsembleYear<Scalar>) -> BandYear {
    let R = economy.regionCount
    let ranges = (0..<pieceCount).map { R * $0 / pieceCount..<R * ($0 + 1) / pieceCount }
    let order = OrderStatistics(BandYear.probabilities, count: year.draws.count)
    let pieces = concurrentMap(pieceCount) { piece(ranges[$0], year, order) }
    var sums: [Indicator: [Scalar]] = [:]
    for indicator in Indicator.allCases {
      sums[indicator] = pieces.flatMap { $0.sums[indicator] ?? [] }
    }
    var result = BandYear()
    let kept = DrawnTotals.kept(year.draws)
    var totals = pieces.flatMap(\.totals)
    for p in R..<layout.places.count {
      addWider(p, pieces, kept: kept, draws: year.draws.count, order, &sums, &totals, &result)
    }
    for indicator in Indicator.allCases {
      result.cells[indicator] = Scalar.kept(pieces.flatMap { $0.cells[indicator] ?? [] })
      result.sums[indicator] = Scalar.kept(sums[indicator] ?? [])
    }
    result.channels = ChannelTotals.bands(year.channels)
    result.totals = DrawnTotals(
      draws: kept.map { year.draws[$0] }, places: layout.places.count, values: Scalar.kept(totals))
    return result
  }

  /// Bands and totals of a place that holds several regions.
  private func addWider(
    _ p: Int, _ pieces: [Piece], kept: [Int], draws: Int, _ order: OrderStatistics,
    _ sums: inout [Indicator: [Scalar]], _ totals: inout [Scalar], _ result: inout BandYear
  ) {
    let groups = layout.groups.count
    var total = [Scalar](repeating: 0, count: groups * 4 * draws)
    for piece in pieces where !piece.wider[p].isEmpty {
      Scalar.add(piece.wider[p], times: 1, to: &total, from: 0)
    }
    let bands = Scalar.quantiles(order, of: total, columns: 4 * groups)
    for (k, indicator) in Indicator.allCases.enumerated() {
      for g in 0..<groups {
        sums[indicator]? += bands[3 * (g * 4 + k)..<3 * (g * 4 + k) + 3]
      }
      totals += kept.map { total[k * draws + $0] }
      if indicator == .employment, layout.places[p].code == layout.reference {
        result.jobs = total[k * draws..<(k + 1) * draws].map { Double($0) }
      }
    }
  }

  private func piece(
    _ regions: Range<Int>, _ year: EnsembleYear<Scalar>, _ order: OrderStatistics
  ) -> Piece {
    var piece = Piece()
    piece.wider = [[Scalar]](repeating: [], count: layout.places.count)
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
  private func unit(_ indicator: Indicator, _ k: Int, _ year: EnsembleYear<Scalar>) -> Double {
    (coefficients.of(indicator)?[k] ?? 1) * (year.scale?[indicator]?[k] ?? 1)
  }

  private func addCells(
    _ r: Int, _ output: DrawMatrix<Scalar>, _ extras: [EnsembleYear<Scalar>.RegionExtra],
    _ year: EnsembleYear<Scalar>,
    _ order: OrderStatistics, _ piece: inout Piece
  ) {
    let S = economy.industryCount
    let all = Scalar.quantiles(order, of: output.values, columns: S)
    let bands = (0..<S).map { Array(all[3 * $0..<3 * $0 + 3]) }
    for indicator in Indicator.allCases {
      let (units, scales) = (coefficients.of(indicator), year.scale?[indicator])
      var added = [[Scalar]?](repeating: nil, count: S)
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
        let factor = unit.isNaN ? 0 : Scalar(unit)
        for j in values.indices { values[j] *= factor }
        if let extra = added[i] {
          Scalar.add(extra, times: Scalar(scales?[k] ?? 1), to: &values, from: 0)
        }
        if isEstimated { addError(to: &values, r, year) }
        piece.cells[indicator]? += Scalar.quantiles(order, of: values, columns: 1)
      }
    }
  }

  /// Multiplies employment of estimated cells with its error.
  private func addError(to values: inout [Scalar], _ r: Int, _ year: EnsembleYear<Scalar>) {
    let start = r * imputed.rows
    for j in values.indices { values[j] *= imputed.values[start + year.draws[j]] }
  }

  /// Unknown coefficients leave a band of zero where nothing changes, and none elsewhere.
  private static func scaled(_ band: [Scalar], by unit: Double) -> [Scalar] {
    if unit.isNaN { return band.map { $0 == 0 ? 0 : .nan } }
    let values = band.map { $0 * Scalar(unit) }
    return unit < 0 ? values.reversed() : values
  }

  private func addSums(
    _ r: Int, _ output: DrawMatrix<Scalar>, _ extras: [EnsembleYear<Scalar>.RegionExtra],
    _ year: EnsembleYear<Scalar>,
    _ order: OrderStatistics, _ piece: inout Piece
  ) {
    let groups = layout.groups.count
    let sums = groupSums(r, output, extras, year)
    let bands = Scalar.quantiles(order, of: sums, columns: 4 * groups)
    for (k, indicator) in Indicator.allCases.enumerated() {
      for g in 0..<groups {
        piece.sums[indicator]? += bands[3 * (g * 4 + k)..<3 * (g * 4 + k) + 3]
      }
    }
    let kept = DrawnTotals.kept(year.draws)
    for k in Indicator.allCases.indices {
      piece.totals += kept.map { sums[k * year.draws.count + $0] }
    }
    for p in layout.widerPlaces[r] {
      guard !piece.wider[p].isEmpty else {
        piece.wider[p] = sums
        continue
      }
      Scalar.add(sums, times: 1, to: &piece.wider[p], from: 0)
    }
  }

  /// Sums of a region by group, indicator and draw; unknown cells are left out.
  func groupSums(
    _ r: Int, _ output: DrawMatrix<Scalar>, _ extras: [EnsembleYear<Scalar>.RegionExtra],
    _ year: EnsembleYear<Scalar>
  ) -> [Scalar] {
    let (S, draws) = (economy.industryCount, year.draws.count)
    let weights =
      year.scale.map { scale in
        Self.weights(r, economy, layout, coefficients) { scale[$0]?[$1] ?? 1 }
      } ?? weights[r]
    var rows = output.multiplied(by: weights)
    for extra in extras {
      let k = r * S + extra.industry
      guard !unit(extra.indicator, k, year).isNaN else { continue }
      let scale = Scalar(year.scale?[extra.indicator]?[k] ?? 1)
      for (g, group) in layout.groups.enumerated() where group.industries.contains(extra.industry) {
        let start = Self.row(g, extra.indicator, isEstimated: economy.isEstimated(k)) * draws
        Scalar.add(extra.values, times: scale, to: &rows.values, from: start)
      }
    }
    return gathered(rows, r, year)
  }

  /// The row of a group's sums that a cell's indicator belongs to.
  private static func row(_ g: Int, _ indicator: Indicator, isEstimated: Bool) -> Int {
    let first = g * BandYear.rowsOfGroup
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
  ) -> DrawMatrix<Scalar> {
    let S = economy.industryCount
    var weights = DrawMatrix<Scalar>(rows: S, columns: layout.groups.count * BandYear.rowsOfGroup)
    for indicator in Indicator.allCases {
      let units = coefficients.of(indicator)
      for (g, group) in layout.groups.enumerated() {
        for i in group.industries {
          let k = r * S + i
          let unit = (units?[k] ?? 1) * scale(indicator, k)
          guard !unit.isNaN else { continue }
          weights[i, row(g, indicator, isEstimated: economy.isEstimated(k))] = Scalar(unit)
        }
      }
    }
    return weights
  }

  /// Known and estimated employment together, the latter with its error.
  private func gathered(_ rows: DrawMatrix<Scalar>, _ r: Int, _ year: EnsembleYear<Scalar>)
    -> [Scalar]
  {
    let (draws, groups) = (year.draws.count, layout.groups.count)
    var sums = [Scalar](repeating: 0, count: groups * 4 * draws)
    for g in 0..<groups {
      for j in 0..<draws {
        let from = g * BandYear.rowsOfGroup * draws + j
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
