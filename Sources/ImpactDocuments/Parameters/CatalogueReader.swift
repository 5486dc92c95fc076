import ImpactDiagnostics

/// Shared steps of the catalogue readers: cells with their places, problems collected.
struct CatalogueReader {
  static let evidence = ["L", "L2", "D", "M", "J", "S"]

  let table: CSVTable
  private let columns: [String: Int]
  private(set) var problems: [Problem] = []

  init(bytes: [UInt8], file: String, columns names: [String]) throws {
    table = try CSVTable(bytes: bytes, file: file)
    columns = Dictionary(uniqueKeysWithValues: zip(names, try table.columns(exactly: names)))
  }

  func text(_ row: Int, _ name: String) -> String {
    columns[name].map { table.rows[row][$0] } ?? ""
  }

  mutating func report(_ row: Int, _ name: String, _ message: String, expected: String) {
    problems.append(
      Problem(
        at: table.location(row: row, column: columns[name] ?? 0), message, expected: expected))
  }

  /// A text that must not be empty.
  mutating func required(_ row: Int, _ name: String) -> String {
    let text = text(row, name)
    if text.isEmpty { report(row, name, "`\(name)` is empty", expected: "a text") }
    return text
  }

  mutating func evidence(_ row: Int) -> String {
    let text = text(row, "evidence")
    if !Self.evidence.contains(text) {
      report(
        row, "evidence", "evidence `\(text)` is not known",
        expected: "one of \(Self.evidence.joined(separator: ", "))")
    }
    return text
  }

  /// A number; nil when the cell is empty.
  mutating func optionalNumber(_ row: Int, _ name: String) -> Double? {
    let text = text(row, name)
    guard !text.isEmpty else { return nil }
    guard let value = DecimalNumber.parse(text) else {
      report(row, name, "`\(text)` is not a number", expected: "a finite decimal number")
      return nil
    }
    return value
  }

  func finish() throws {
    guard problems.isEmpty else { throw ProblemReport(problems) }
  }
}
