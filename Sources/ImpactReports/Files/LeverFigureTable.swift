package import ImpactSimulation

/// `lever-figures.csv`: what levers report beside the cube, such as content before and after.
///
/// Columns: `scenario,lever,place,year,figure,value,unit`, in the order in which the engine
/// reported them. Unknown values are left out and counted by `unknown`.
package struct LeverFigureTable: Sendable {
  private let result: ImpactResult

  package init(_ result: ImpactResult) { self.result = result }

  /// Figures without a value.
  package var unknown: Int { result.leverFigures.count { !$0.value.isFinite } }

  /// The bytes of the file.
  package var bytes: [UInt8] {
    var bytes = Array("scenario,lever,place,year,figure,value,unit\n".utf8)
    let scenario = CSVField.text(result.scenario)
    for figure in result.leverFigures where figure.value.isFinite {
      let cells = [
        scenario, CSVField.text(figure.lever), CSVField.text(figure.place), "\(figure.year)",
        CSVField.text(figure.figure), FixedDecimal.text(figure.value, decimals: 6),
        CSVField.text(figure.unit),
      ]
      bytes.append(contentsOf: cells.joined(separator: ",").utf8)
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }
}

/// A text field of a CSV file.
package enum CSVField {
  /// The text, quoted where it holds a comma, a quote or a line end.
  package static func text(_ text: String) -> String {
    guard text.utf8.contains(where: { special.contains($0) }) else { return text }
    return "\"\(text.replacing("\"", with: "\"\""))\""
  }

  private static let special: Set<UInt8> = [0x2C, 0x22, 0x0A, 0x0D]
}
