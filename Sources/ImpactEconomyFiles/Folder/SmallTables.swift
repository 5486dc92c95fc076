import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

/// Reader of `territories.csv`: rows of one territory are joined in their order.
enum TerritoryTable {
  static func read(_ reader: inout TableReader, _ axes: EconomyAxes) throws -> [Territory] {
    var order: [String] = []
    var rows: [String: [Int]] = [:]
    for row in 0..<reader.rowCount {
      let code = reader.required(row, 0)
      if rows[code] == nil { order.append(code) }
      rows[code, default: []].append(row)
    }
    return order.map { territory($0, rows[$0] ?? [], &reader, axes) }
  }

  private static func territory(
    _ code: String, _ rows: [Int], _ reader: inout TableReader, _ axes: EconomyAxes
  ) -> Territory {
    var members: [String] = []
    var notes: [String] = []
    let label = rows.first.map { reader.required($0, 1) } ?? ""
    for row in rows {
      if reader.text(row, 1) != label {
        reader.report(
          row, 1, "territory `\(code)` has another label here", expected: "`\(label)` in every row")
      }
      let regions = reader.required(row, 2).split(separator: " ").map(String.init)
      for region in regions {
        if axes.regionIndex[region] == nil {
          reader.report(
            row, 2, "region `\(region)` is not known", expected: "a code of regions.csv")
        } else if members.contains(region) {
          reader.report(
            row, 2, "region `\(region)` is already in `\(code)`", expected: "each region once")
        }
        members.append(region)
      }
      if !reader.isEmpty(row, 3) { notes.append(reader.text(row, 3)) }
    }
    return Territory(
      code: code, name: label, regions: members, note: notes.joined(separator: "; "))
  }
}

/// Reader of `technology-mix.csv`.
enum TechnologyMixTable {
  static func read(
    _ reader: inout TableReader, _ axes: EconomyAxes
  ) throws -> [Economy.TechnologyMix] {
    var order: [String] = []
    var rows: [String: [Int]] = [:]
    for row in 0..<reader.rowCount {
      let country = reader.required(row, 0)
      if !axes.countries.contains(country) {
        reader.report(
          row, 0, "country `\(country)` is not known", expected: "a code of countries.csv")
      }
      if rows[country] == nil { order.append(country) }
      rows[country, default: []].append(row)
    }
    return order.map { mix($0, rows[$0] ?? [], &reader) }
  }

  private static func mix(
    _ country: String, _ rows: [Int], _ reader: inout TableReader
  ) -> Economy.TechnologyMix {
    var shares: [ImpactAxes.Technology: Double] = [:]
    let first = rows.first ?? 0
    let source = reader.required(first, 3)
    for row in rows {
      let name = reader.text(row, 1)
      let share = reader.number(row, 2)
      if let share, share < 0 {
        reader.report(row, 2, "share \(reader.text(row, 2)) is negative", expected: "zero or more")
      }
      if reader.text(row, 3) != source {
        reader.report(
          row, 3, "`\(country)` has another source here", expected: "`\(source)` in every row")
      }
      guard let technology = ImpactAxes.Technology(rawValue: name) else {
        let all = ImpactAxes.Technology.allCases.map(\.rawValue).joined(separator: ", ")
        reader.report(row, 1, "drive train `\(name)` is not known", expected: "one of \(all)")
        continue
      }
      if shares[technology] != nil {
        reader.report(
          row, 1, "`\(name)` appears twice for `\(country)`", expected: "each drive train once")
      }
      shares[technology] = share ?? 0
    }
    let sum = ImpactAxes.Technology.allCases.reduce(0) { $0 + (shares[$1] ?? 0) }
    // Four shares written with 15 or more digits sum to 1 within a few 1e-16.
    if abs(sum - 1) > 1e-9 {
      reader.report(
        first, 2, "the shares of `\(country)` sum to \(DecimalNumber.text(sum))",
        expected: "a sum of 1")
    }
    return Economy.TechnologyMix(country: country, shares: shares, source: source)
  }
}

/// Reader of `quality.csv`.
enum QualityTable {
  static func read(_ reader: TableReader) -> [Economy.QualityFigure] {
    (0..<reader.rowCount)
      .map { row in
        Economy.QualityFigure(
          step: reader.text(row, 0), figure: reader.text(row, 1), value: reader.text(row, 2),
          unit: reader.text(row, 3), note: reader.text(row, 4))
      }
  }
}
