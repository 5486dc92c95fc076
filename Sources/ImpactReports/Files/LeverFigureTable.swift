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
    let comma = UInt8(ascii: ",")
    var bytes = Array("scenario,lever,place,year,figure,value,unit\n".utf8)
    for figure in result.leverFigures where figure.value.isFinite {
      for text in [result.scenario, figure.lever, figure.place] {
        CSVField.append(text, to: &bytes)
        bytes.append(comma)
      }
      FixedDecimal.append(Double(figure.year), decimals: 0, to: &bytes)
      bytes.append(comma)
      CSVField.append(figure.figure, to: &bytes)
      bytes.append(comma)
      FixedDecimal.append(figure.value, decimals: 6, to: &bytes)
      bytes.append(comma)
      CSVField.append(figure.unit, to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }
}

/// A text field of a CSV file.
package enum CSVField {
  /// The text, quoted where it holds a comma, a quote or a line end.
  package static func text(_ text: String) -> String {
    var bytes: [UInt8] = []
    append(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the text, quoted where it holds a comma, a quote or a line end.
  package static func append(_ text: String, to bytes: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    guard text.utf8.contains(where: { $0 == 0x2C || $0 == quote || $0 == 0x0A || $0 == 0x0D })
    else {
      bytes.append(contentsOf: text.utf8)
      return
    }
    bytes.append(quote)
    for byte in text.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }
}
