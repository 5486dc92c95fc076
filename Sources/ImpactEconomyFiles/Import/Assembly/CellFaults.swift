import ImpactDiagnostics

/// Words for cells that are no numbers.
enum CellFaults {
  /// So many faults of a file are named one by one.
  static let mostNamed = 20

  static func problem(
    _ text: String, row: String, column: String, at location: Location, delimiter: UInt8
  ) -> Problem {
    let place = "row \(row), column \(column)"
    if text.isEmpty {
      return Problem(
        at: location, path: place, "the cell is empty",
        expected: "a number, 0 where there is no flow")
    }
    let lower = text.lowercased()
    if ["nan", "na", "n/a", "#n/a", "null", "..", ":", "-"].contains(lower) {
      return Problem(
        at: location, path: place, "`\(text)` is not a number",
        expected: "a finite number: flows may not be unknown")
    }
    if lower.contains("inf") {
      return Problem(
        at: location, path: place, "`\(text)` is not a finite number", expected: "a finite number")
    }
    if TextHead.looksLikeNumber(text), text.contains(",") {
      return Problem(
        at: location, path: place, "`\(text)` is written with a decimal comma",
        expected: "a decimal point: save the file with points")
    }
    return Problem(
      at: location, path: place, "`\(text)` is not a number", expected: "a finite decimal number")
  }

  /// The last line of a long list.
  static func more(_ count: Int, file: String) -> Problem {
    Problem(
      at: Location(file: file), "\(count) more cells are not numbers",
      expected: "finite decimal numbers")
  }
}
