import Foundation
import ImpactDiagnostics
import ImpactDocuments

/// A long table of region, industry and value; empty values are confidential.
struct StatisticsFile {
  let regions: [String]
  let industries: [String]
  /// nil where the file has no line; `confidential` where its value is empty.
  private var cells: [[Double?]]
  private var confidential: Set<Int> = []
  private let file: String

  init(_ url: URL, regions: [String], industries: [String]) throws {
    self.regions = regions
    self.industries = industries
    file = url.path
    cells = regions.map { _ in industries.map { _ in nil } }
    var source = try SourceTable(url)
    let (region, industry, value) = (
      try source.column("region"), try source.column("industry"), try source.column("value")
    )
    let places = Dictionary(uniqueKeysWithValues: regions.enumerated().map { ($1, $0) })
    let products = Dictionary(uniqueKeysWithValues: industries.enumerated().map { ($1, $0) })
    var seen: Set<Int> = []
    for row in 0..<source.rowCount {
      let (a, b) = (source.text(row, region), source.text(row, industry))
      let (r, i) = (places[a], products[b])
      if r == nil {
        source.refuse(
          row, region, "the region `\(a)` is not known",
          expected: UnknownName.choice(of: regions, near: a))
      }
      if i == nil {
        source.refuse(
          row, industry, "the industry `\(b)` is not known",
          expected: UnknownName.choice(of: industries, near: b))
      }
      guard let r, let i else { continue }
      let cell = r * industries.count + i
      if !seen.insert(cell).inserted {
        source.refuse(row, region, "\(a) \(b) is given twice", expected: "every cell once")
      }
      if source.text(row, value).isEmpty {
        confidential.insert(cell)
      } else if let number = source.number(row, value) {
        if number < 0 { source.refuse(row, value, "\(a) \(b) is negative", expected: "at least 0") }
        cells[r][i] = number
      }
    }
    try source.finish()
  }

  typealias Estimate = (
    values: [[Double]], flags: [[RegionalStatistics.Flag]],
    margins: [(name: String, target: Double, reached: Double)]
  )

  /// Fills confidential cells: a prior by the region's known size and the industry's known share,
  /// fitted to every margin with `MarginFitting`.
  ///
  /// Throws `ProblemReport` when there are confidential cells without margins, or margins that no
  /// values at or above zero can meet.
  func estimated(margins url: URL?) throws -> Estimate {
    let size = industries.count
    var values = cells.map { $0.map { $0 ?? 0 } }
    let flags = regions.indices.map { r in
      industries.indices.map { i -> RegionalStatistics.Flag in
        confidential.contains(r * size + i)
          ? .estimated : cells[r][i] == nil ? .missing : .published
      }
    }
    let hidden = confidential.sorted()
    guard let url else {
      guard let first = hidden.first else { return (values, flags, []) }
      throw ProblemReport([
        Problem(
          at: Location(file: file),
          "\(hidden.count) cells are confidential, the first \(regions[first / size]) \(industries[first % size])",
          expected: "a file of margins that they must meet, or their values")
      ])
    }
    let margins = try readMargins(url)
    let found = try fitted(hidden, margins, file: url.path)
    for (k, cell) in hidden.enumerated() { values[cell / size][cell % size] = found[k] }
    let reached = margins.map { margin in
      let sum = margin.regions.reduce(0) { total, r in
        total + margin.industries.reduce(0) { $0 + values[r][$1] }
      }
      return (margin.name, margin.value, sum)
    }
    return (values, flags, reached)
  }

  private func fitted(
    _ hidden: [Int], _ margins: [Margin], file: String
  ) throws -> [Double] {
    do {
      return try MarginFitting(
        prior: hidden.map { prior($0) }, margins: margins.map { fitting($0, hidden) }
      )
      .values
    } catch let fault as MarginFitting.Infeasible {
      throw ProblemReport([
        Problem(
          at: Location(file: file), path: fault.margin,
          "its confidential cells must sum to \(fault.target) but reach \(fault.reached)",
          expected:
            "margins that values at or above zero meet together, and wider tolerances where they are rounded"
        )
      ])
    }
  }

  /// Size of the region times the share of the industry, both among cells that are known in all places.
  private func prior(_ cell: Int) -> Double {
    let (r, i) = (cell / industries.count, cell % industries.count)
    let region = cells[r].reduce(0) { $0 + ($1 ?? 0) }
    let all = cells.reduce(0) { $0 + $1.reduce(0) { $0 + ($1 ?? 0) } }
    let industry = cells.reduce(0) { $0 + ($1[i] ?? 0) }
    // A region or industry of which nothing is known counts as an average one.
    let a = region > 0 ? region : all / Double(regions.count)
    let b = industry > 0 ? industry : all / Double(industries.count)
    return all > 0 ? a * b / all : 1
  }

  private struct Margin {
    let name: String
    let regions: [Int]
    let industries: [Int]
    let value: Double
    let tolerance: Double
  }

  /// The margin of the confidential cells alone: known cells are taken off.
  private func fitting(_ margin: Margin, _ hidden: [Int]) -> MarginFitting.Margin {
    let size = industries.count
    var known = 0.0
    for r in margin.regions { for i in margin.industries { known += cells[r][i] ?? 0 } }
    let (places, products) = (Set(margin.regions), Set(margin.industries))
    let inside = hidden.indices.filter {
      places.contains(hidden[$0] / size) && products.contains(hidden[$0] % size)
    }
    return MarginFitting.Margin(
      name: margin.name, cells: inside, target: margin.value - known, tolerance: margin.tolerance)
  }

  private func readMargins(_ url: URL) throws -> [Margin] {
    var source = try SourceTable(url)
    let (first, second, value, tolerance) = (
      try source.column("regions"), try source.column("industries"), try source.column("value"),
      try source.column("tolerance")
    )
    var result: [Margin] = []
    for row in 0..<source.rowCount {
      let r = Self.list(&source, row, first, regions)
      let i = Self.list(&source, row, second, industries)
      guard let target = source.requiredNumber(row, value) else { continue }
      result.append(
        Margin(
          name: "\(source.text(row, first)) \(source.text(row, second))", regions: r,
          industries: i, value: target, tolerance: source.number(row, tolerance) ?? 0))
    }
    try source.finish()
    return result
  }

  /// Codes parted by spaces, or `*` for all.
  private static func list(
    _ source: inout SourceTable, _ row: Int, _ column: Int, _ known: [String]
  ) -> [Int] {
    let text = source.text(row, column)
    if text == "*" { return Array(known.indices) }
    var result: [Int] = []
    for code in text.split(separator: " ").map(String.init) {
      if let index = known.firstIndex(of: code) {
        result.append(index)
      } else {
        source.refuse(
          row, column, "`\(code)` is not known", expected: UnknownName.choice(of: known, near: code)
        )
      }
    }
    if result.isEmpty { source.refuse(row, column, "no code is named", expected: "codes, or *") }
    return result
  }
}
