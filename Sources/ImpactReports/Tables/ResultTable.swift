import ImpactNumerics
import ImpactSimulation

/// The tidy long table of a result, `results.csv`.
///
/// Columns: `scenario,region,industry,year,indicator,effect,lever,value,p05,p50,p95,unit`. Changes
/// against the baseline carry the indicator's name; levels of the baseline carry `_baseline`;
/// `growth` = 100 · change of value added / baseline value added, in percentage points. The column
/// `region` holds region, country and territory codes and `EU27`: lines of different places overlap
/// and must not be added up. The band stands on totals over
/// all effects; it is empty without draws, and for single industries of places of several regions that
/// are not of the automotive block. `lever` is `all`, or with an attribution
/// also the id of a lever whose contribution the line holds; lines of levers add up to that of `all`.
package struct ResultTable: Sendable {
  package static let header =
    "scenario,region,industry,year,indicator,effect,lever,value,p05,p50,p95,unit\n"

  /// What was written.
  package struct Counts: Sendable, Hashable, Codable {
    package var rows = 0
    /// Lines left out because their value is unknown.
    package var unknown = 0
    package var bytes = 0
  }

  private let sheet: ResultSheet
  private let groups: [IndustryGroup]
  private let years: [[UInt8]]
  private let scenario: [UInt8]
  private let detail: TableDetail
  private let places: [Place]

  /// The table of all places, or of one and its regions.
  package init(_ sheet: ResultSheet, detail: TableDetail, only place: Place? = nil) {
    self.sheet = sheet
    places = sheet.places.within(place)
    self.detail = detail
    groups = IndustryGroup.groups(of: sheet, detail: detail)
    years = sheet.result.years.map { Array("\($0),".utf8) }
    scenario = Array((CSVField.text(sheet.result.scenario) + ",").utf8)
  }

  /// Hands over the table in pieces, the header first, then one piece for each place.
  package func write(to sink: ([UInt8]) throws -> Void) rethrows -> Counts {
    var counts = Counts()
    let header = Array(Self.header.utf8)
    counts.bytes += header.count
    try sink(header)
    for start in stride(from: 0, to: places.count, by: Self.batch) {
      let pieces = concurrentMap(min(Self.batch, places.count - start)) {
        piece(places[start + $0])
      }
      for (bytes, part) in pieces {
        counts.rows += part.rows
        counts.unknown += part.unknown
        counts.bytes += bytes.count
        try sink(bytes)
      }
    }
    return counts
  }

  /// Places worked out side by side; limits the memory of full detail.
  private static let batch = 64

  /// The lines of one place.
  private func piece(_ place: Place) -> (bytes: [UInt8], counts: Counts) {
    let columns = Columns(place, sheet: sheet, groups: groups, detail: detail)
    var bytes: [UInt8] = []
    var counts = Counts()
    bytes.reserveCapacity(years.count * groups.count * columns.count * Self.usualLine)
    for (g, group) in groups.enumerated() {
      let stem = scenario + Array("\(CSVField.text(place.code)),\(CSVField.text(group.code)),".utf8)
      for year in years.indices {
        let start = stem + years[year]
        let cell = year * groups.count + g
        columns.of(group)
          .forEachValue(of: cell) { label, value, decimals, band, tail in
            guard value.isFinite else {
              counts.unknown += 1
              return
            }
            counts.rows += 1
            bytes.append(contentsOf: start)
            bytes.append(contentsOf: label)
            FixedDecimal.append(value, decimals: decimals, to: &bytes)
            Self.append(band, decimals: decimals, to: &bytes)
            bytes.append(contentsOf: tail)
          }
      }
    }
    return (bytes, counts)
  }

  /// Three fields, empty without a band.
  private static func append(_ band: Band?, decimals: Int, to bytes: inout [UInt8]) {
    let comma = UInt8(ascii: ",")
    for value in [band?.p05, band?.p50, band?.p95] {
      bytes.append(comma)
      if let value { FixedDecimal.append(value, decimals: decimals, to: &bytes) }
    }
    bytes.append(comma)
  }

  /// Bytes of a line, for the memory of a piece.
  private static let usualLine = 80
}

/// Columns with their text and values side by side, so that a line costs no counting of references.
private struct ColumnLines {
  private var text: [UInt8] = []
  private var labels: [Range<Int>] = []
  private var tails: [Range<Int>] = []
  private var decimals: [Int] = []
  /// Value of a cell and column at `cell * count + column`.
  private var values: [Double] = []
  /// Bands in the same order.
  private var bands: [Band?] = []

  var count: Int { labels.count }

  init(_ columns: [Columns.Column]) {
    for column in columns {
      labels.append(text.count..<text.count + column.label.count)
      text += column.label
      tails.append(text.count..<text.count + column.tail.count)
      text += column.tail
      decimals.append(column.decimals)
    }
    for cell in columns.first?.values.indices ?? 0..<0 {
      for column in columns {
        values.append(column.values[cell])
        bands.append(column.bands.isEmpty ? nil : column.bands[cell])
      }
    }
  }

  /// Calls `body` with label, value, decimals, band and tail of every column in one cell.
  func forEachValue(
    of cell: Int,
    _ body: (UnsafeBufferPointer<UInt8>, Double, Int, Band?, UnsafeBufferPointer<UInt8>) -> Void
  ) {
    text.withUnsafeBufferPointer { text in
      for c in 0..<count {
        body(
          UnsafeBufferPointer(rebasing: text[labels[c]]), values[cell * count + c], decimals[c],
          bands[cell * count + c], UnsafeBufferPointer(rebasing: text[tails[c]]))
      }
    }
  }
}

/// The values of one place: one column for each indicator and effect.
private struct Columns {
  struct Column {
    let isTotal: Bool
    /// Indicator, effect and lever, each with its comma.
    let label: [UInt8]
    /// The unit and the end of the line.
    let tail: [UInt8]
    let decimals: Int
    /// Value of a year and group at `year * groups + group`.
    let values: [Double]
    /// Bands in the same order; empty without any.
    var bands: [Band?] = []
  }

  private let all: ColumnLines
  private let totals: ColumnLines

  var count: Int { all.count }

  /// The columns that a group's lines carry.
  func of(_ group: IndustryGroup) -> ColumnLines { group.splitsEffects ? all : totals }

  init(_ place: Place, sheet: ResultSheet, groups: [IndustryGroup], detail: TableDetail) {
    func column(
      _ indicator: String, _ effect: String, unit: String, _ cells: (Int) -> [Double]
    ) -> Column {
      let values = sheet.result.years.indices.flatMap { year in
        let cells = cells(year)
        return groups.map {
          sheet.sum(cells, regions: place.regions, industries: $0.industries)
        }
      }
      return Column(
        isTotal: effect == "total", label: Array("\(indicator),\(effect),all,".utf8),
        tail: Array("\(unit)\n".utf8), decimals: FixedDecimal.decimals(forUnit: unit),
        values: values)
    }
    func bands(_ indicator: Indicator) -> [Band?] {
      guard let bands = sheet.result.bands else { return [] }
      return sheet.result.years.indices.flatMap { year in
        groups.map {
          bands.band(indicator, yearIndex: year, place: place.code, group: $0.code)
        }
      }
    }
    var columns: [Column] = []
    for indicator in Indicator.allCases where sheet.result.change[indicator] != nil {
      for effect in sheet.effects {
        var own = column(indicator.rawValue, effect.rawValue, unit: indicator.unit) {
          sheet.change(indicator, effect, year: $0)
        }
        own.bands = Self.bands(indicator, effect, place, sheet, groups)
        columns.append(own)
      }
      var total = column(indicator.rawValue, "total", unit: indicator.unit) {
        sheet.change(indicator, nil, year: $0)
      }
      total.bands = bands(indicator)
      columns.append(total)
      let levers = Self.levers(indicator, place, sheet: sheet, groups: groups, detail: detail)
      columns += levers
      guard indicator != .compensation else { continue }
      let level = column("\(indicator.rawValue)_baseline", "total", unit: indicator.unit) {
        sheet.baseline(indicator, year: $0)
      }
      columns.append(level)
      if indicator == .valueAdded {
        columns += Self.growth(
          total, level, levers: levers, ids: sheet.attribution?.levers ?? [])
      }
    }
    all = ColumnLines(columns)
    totals = ColumnLines(columns.filter(\.isTotal))
  }

  /// Bands of a channel, which all industries together have; empty without any.
  private static func bands(
    _ indicator: Indicator, _ effect: Effect, _ place: Place, _ sheet: ResultSheet,
    _ groups: [IndustryGroup]
  ) -> [Band?] {
    guard let bands = sheet.result.bands, bands.partsChannels else { return [] }
    return sheet.result.years.indices.flatMap { year in
      groups.map {
        $0.code == "ALL"
          ? bands.band(indicator, effect, yearIndex: year, place: place.code) : nil
      }
    }
  }

  /// Growth, and what each lever contributes to it; the last column of a lever is its total.
  private static func growth(
    _ total: Column, _ level: Column, levers: [Column], ids: [String]
  ) -> [Column] {
    let perLever = ids.isEmpty ? 1 : levers.count / ids.count
    return [growth(total, level, "growth,total,all,")]
      + ids.enumerated()
      .map { l, id in
        growth(
          levers[(l + 1) * perLever - 1], level, "growth,total,\(CSVField.text(id)),",
          isTotal: false)
      }
  }

  /// Contributions of levers; at full detail by effect and industry too.
  private static func levers(
    _ indicator: Indicator, _ place: Place, sheet: ResultSheet, groups: [IndustryGroup],
    detail: TableDetail
  ) -> [Column] {
    guard let attribution = sheet.attribution else { return [] }
    let effects: [Effect?] = (detail == .full ? sheet.effects : []) + [nil]
    return attribution.levers.indices.flatMap { lever in
      effects.map { effect in
        // Cells of groups that have no lines for levers are not worked out.
        let values = sheet.result.years.indices.flatMap { year in
          groups.map { group in
            group.splitsEffects
              ? sheet.contribution(
                of: lever, to: indicator, effect, year: year, in: place,
                industries: group.industries) : .nan
          }
        }
        let id = CSVField.text(attribution.levers[lever])
        return Column(
          isTotal: false,
          label: Array("\(indicator.rawValue),\(effect?.rawValue ?? "total"),\(id),".utf8),
          tail: Array("\(indicator.unit)\n".utf8),
          decimals: FixedDecimal.decimals(forUnit: indicator.unit), values: values)
      }
    }
  }

  /// 100 · change / level, nan where the level is zero.
  private static func growth(
    _ change: Column, _ level: Column, _ label: String, isTotal: Bool = true
  ) -> Column {
    let unit = "percentage points"
    let bands = zip(change.bands, level.values)
      .map { band, level in level == 0 ? nil : band?.scaled(by: 100 / level) }
    return Column(
      isTotal: isTotal, label: Array(label.utf8), tail: Array("\(unit)\n".utf8),
      decimals: FixedDecimal.decimals(forUnit: unit),
      values: zip(change.values, level.values).map { $1 == 0 ? .nan : 100 * $0 / $1 },
      bands: bands)
  }
}
