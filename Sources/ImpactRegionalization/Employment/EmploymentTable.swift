package import Foundation

/// Persons by region and broad group in one year of the regional accounts, as published.
package struct EmploymentTable: Sendable {
  /// Persons by region, then group; a group that was not published is missing.
  private let persons: [String: [String: Double]]
  private let totals: [String: Double]
  package let year: Int

  package init(_ url: URL, year: Int) throws {
    var source = try SourceTable(url)
    let years = try source.column("year")
    let geo = try source.column("geo")
    let total = try source.column("TOTAL")
    let all = try source.column("B-E")
    let names = EmploymentClassification.groups.map(\.code)
    let columns = try names.map {
      try source.column($0 == EmploymentClassification.utilities ? "C" : $0)
    }
    var persons: [String: [String: Double]] = [:]
    var totals: [String: Double] = [:]
    for row in 0..<source.rowCount where source.text(row, years) == String(year) {
      let region = source.text(row, geo)
      totals[region] = source.number(row, total)
      let industry = source.number(row, all)
      for (name, column) in zip(names, columns) {
        guard let value = source.number(row, column) else { continue }
        if value < 0 {
          source.refuse(row, column, "\(value) persons", expected: "a number at or above zero")
        }
        guard name == EmploymentClassification.utilities else {
          persons[region, default: [:]][name] = value
          continue
        }
        guard let industry else { continue }
        if industry < value {
          source.refuse(row, all, "B-E is smaller than C", expected: "C to be a part of B-E")
        }
        persons[region, default: [:]][name] = industry - value
      }
    }
    try source.finish()
    self.persons = persons
    self.totals = totals
    self.year = year
  }

  /// Persons of all groups in their order; nil unless every group was published.
  package func groups(_ region: String) -> [Double]? {
    guard let known = persons[region] else { return nil }
    let values = EmploymentClassification.groups.compactMap { known[$0.code] }
    return values.count == EmploymentClassification.groups.count ? values : nil
  }

  package func total(_ region: String) -> Double? { totals[region] }
}
