import Foundation
import ImpactDiagnostics
import ImpactDocuments

/// Value added and, where it exists, employment by country and industry, 2014 (WIOD 2016).
package struct NationalAccounts: Sendable {
  package let industries: [String]
  /// Million USD by country (ISO's three letters), then industry.
  private let valueAddedByCountry: [String: [Double]]
  /// Persons by country (ISO's three letters), then industry.
  private let employmentByCountry: [String: [Double]]

  package init(_ sources: EmploymentSources) throws {
    industries = try Self.codes(sources.industries)
    let countries = try Self.codes(sources.countries)
    let rows = try Self.codes(sources.primaryRows)
    let path = sources.primaryInputs.path
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ProblemReport([
        Problem(
          at: Location(file: path), "the file cannot be read", expected: "a numpy array")
      ])
    }
    let array = try NumpyArray(bytes: [UInt8](data), file: path)
    guard let row = rows.firstIndex(of: "VA"), array.shape.count == 3,
      array.shape[0] == countries.count, array.shape[1] == rows.count,
      array.shape[2] >= industries.count
    else {
      throw ProblemReport([
        Problem(
          at: Location(file: path), "the array has the shape \(array.shape)",
          expected: "countries × primary rows × industries and final uses, with a row VA")
      ])
    }
    var valueAdded: [String: [Double]] = [:]
    for (k, country) in countries.enumerated() {
      let start = (k * rows.count + row) * array.shape[2]
      valueAdded[country] = Array(array.values[start..<start + industries.count])
    }
    valueAddedByCountry = valueAdded
    try Self.checkIndustries(industries, sources.industries)
    employmentByCountry = try Self.employment(sources.socioEconomicAccounts, industries)
  }

  /// Every industry that the broad groups name must exist.
  private static func checkIndustries(_ industries: [String], _ url: URL) throws {
    let named = EmploymentClassification.groups.flatMap(\.industries)
    let missing = named.filter { !industries.contains($0) }
    let surplus = industries.filter { !named.contains($0) }
    guard missing.isEmpty, surplus.isEmpty else {
      throw ProblemReport([
        Problem(
          at: Location(file: url.path), path: "code",
          "missing \(missing.joined(separator: ", ")); unknown \(surplus.joined(separator: ", "))",
          expected: "the 56 industries of the WIOD 2016 release")
      ])
    }
  }

  /// Cells of member states whose value added is negative and so carries no weight.
  var quality: [RegionalEmployment.QualityLine] {
    EmploymentClassification.memberStates.flatMap { state in
      zip(industries, valueAddedByCountry[state.iso] ?? [])
        .compactMap { code, value in
          guard value < 0 else { return nil }
          return RegionalEmployment.QualityLine(
            "value added", "\(state.code) \(code)", value, "million USD",
            "negative, so no weight as a split key")
        }
    }
  }

  private static func codes(_ url: URL) throws -> [String] {
    let source = try SourceTable(url)
    let column = try source.column("code")
    return (0..<source.rowCount).map { source.text($0, column) }
  }

  private static func employment(
    _ url: URL, _ industries: [String]
  ) throws -> [String: [Double]] {
    var source = try SourceTable(url)
    let country = try source.column("country")
    let code = try source.column("code")
    let employed = try source.column("EMP")
    var found: [String: [String: Double]] = [:]
    for row in 0..<source.rowCount {
      guard let thousand = source.requiredNumber(row, employed) else { continue }
      if thousand < 0 {
        source.refuse(row, employed, "\(thousand) thousand persons", expected: "zero or more")
      }
      found[source.text(row, country), default: [:]][source.text(row, code)] = thousand * 1000
    }
    try source.finish()
    return found.compactMapValues { values in
      let row = industries.compactMap { values[$0] }
      return row.count == industries.count ? row : nil
    }
  }

  /// Million USD; nil for an unknown country or industry.
  package func valueAdded(_ country: String, _ industry: String) -> Double? {
    guard let row = valueAddedByCountry[country], let k = industries.firstIndex(of: industry)
    else { return nil }
    return row[k]
  }

  /// Persons by industry; nil where the accounts have none.
  package func employment(_ country: String) -> [Double]? { employmentByCountry[country] }

  /// Weights for splitting a group among its industries: employment where known, otherwise value
  /// added; negative value added carries no weight.
  package func splitKey(_ country: String, _ group: BroadGroup) -> [Double] {
    group.industries.map { code in
      guard let k = industries.firstIndex(of: code) else { return 0 }
      if let employment = employmentByCountry[country] { return employment[k] }
      return max(0, valueAddedByCountry[country]?[k] ?? 0)
    }
  }
}
