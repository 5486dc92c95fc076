import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

/// Reader of `satellites.csv`: rows in any order, every region and industry once.
struct SatelliteTable {
  private var output: [Double]
  private var valueAdded: [Double]
  private var compensation: [Double]
  private var employment: [Double]
  private var taxesAndMargins: [Double]
  private var flags: [Economy.EmploymentFlag]
  /// Row of each cell, -1 before it is seen.
  private var rowOfCell: [Int]

  static func read(
    _ reader: inout TableReader, _ axes: EconomyAxes
  ) throws -> Economy.Satellites {
    var table = SatelliteTable(cells: axes.regions.count * axes.industries.count)
    for row in 0..<reader.rowCount {
      if let cell = table.cell(row, &reader, axes) { table.take(row, cell, &reader) }
    }
    table.reportMissing(&reader, axes)
    return Economy.Satellites(
      output: table.output, valueAdded: table.valueAdded, compensation: table.compensation,
      employment: table.employment, taxesAndMargins: table.taxesAndMargins,
      employmentFlags: table.flags)
  }

  private init(cells: Int) {
    let unknown = [Double](repeating: .nan, count: cells)
    output = unknown
    valueAdded = unknown
    compensation = unknown
    employment = unknown
    taxesAndMargins = unknown
    flags = [Economy.EmploymentFlag](repeating: .missing, count: cells)
    rowOfCell = [Int](repeating: -1, count: cells)
  }

  /// The cell of a row, once; nil with a problem otherwise.
  private mutating func cell(
    _ row: Int, _ reader: inout TableReader, _ axes: EconomyAxes
  ) -> Int? {
    let (region, industry) = (reader.text(row, 0), reader.text(row, 1))
    let r = axes.regionIndex[region]
    let i = axes.industryIndex[industry]
    if r == nil {
      reader.report(row, 0, "region `\(region)` is not known", expected: "a code of regions.csv")
    }
    if i == nil {
      reader.report(
        row, 1, "industry `\(industry)` is not known", expected: "a code of industries.csv")
    }
    guard let r, let i else { return nil }
    let cell = r * axes.industries.count + i
    guard rowOfCell[cell] < 0 else {
      reader.report(
        row, 0, "\(region) and \(industry) appear twice",
        expected:
          "one row for each; the first is on line \(reader.location(rowOfCell[cell], 0).line)")
      return nil
    }
    rowOfCell[cell] = row
    return cell
  }

  private mutating func take(_ row: Int, _ cell: Int, _ reader: inout TableReader) {
    output[cell] = reader.number(row, 2) ?? .nan
    valueAdded[cell] = reader.optionalNumber(row, 3) ?? .nan
    compensation[cell] = reader.optionalNumber(row, 4) ?? .nan
    employment[cell] = reader.optionalNumber(row, 5) ?? .nan
    taxesAndMargins[cell] = reader.optionalNumber(row, 6) ?? .nan
    if output[cell] < 0 {
      reader.report(
        row, 2, "output \(reader.text(row, 2)) is negative", expected: "zero or more")
    }
    if employment[cell] < 0 {
      reader.report(
        row, 5, "employment \(reader.text(row, 5)) is negative", expected: "zero or more")
    }
    let flag = reader.text(row, 7)
    guard let known = Economy.EmploymentFlag(rawValue: flag) else {
      let all = Economy.EmploymentFlag.allCases.map(\.rawValue).joined(separator: ", ")
      reader.report(row, 7, "flag `\(flag)` is not known", expected: "one of \(all)")
      return
    }
    flags[cell] = known
    if (known == .missing) != reader.isEmpty(row, 5) {
      reader.report(
        row, 7, "flag `\(flag)` does not fit employment `\(reader.text(row, 5))`",
        expected: "flag m exactly where employment is empty")
    }
  }

  private func reportMissing(_ reader: inout TableReader, _ axes: EconomyAxes) {
    let missing = rowOfCell.indices.filter { rowOfCell[$0] < 0 }
    guard let first = missing.first else { return }
    let region = axes.regions[first / axes.industries.count].code
    let industry = axes.industries[first % axes.industries.count].code
    reader.report(
      -1, 0, "\(missing.count) rows are missing, the first for \(region) and \(industry)",
      expected: "every region and industry once")
  }
}
