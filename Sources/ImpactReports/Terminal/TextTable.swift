/// Aligned columns of text for a terminal: some first and last columns to the left, the others to
/// the right.
package struct TextTable {
  /// Widest line, in characters.
  package static let width = 100

  /// The header, where there is one, and the lines below it.
  package private(set) var rows: [[String]] = []
  private let firstWidth: Int
  /// Columns at the left that hold text.
  package let leading: Int
  /// Columns at the right that hold text.
  package let trailing: Int

  /// `firstWidth` is the least width of the first column; the first `leading` and the last
  /// `trailing` columns are set to the left.
  package init(_ header: [String], firstWidth: Int = 0, leading: Int = 1, trailing: Int = 0) {
    self.firstWidth = firstWidth
    self.leading = leading
    self.trailing = trailing
    if !header.isEmpty { rows.append(header) }
  }

  package mutating func add(_ row: [String]) { rows.append(row) }

  /// The lines, indented by two, without spaces at their ends.
  ///
  /// When they are wider than the terminal, the first column is cut, with an ellipsis.
  package func lines(width: Int = TextTable.width) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    var widths = (0..<columns)
      .map { column in
        rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
      }
    guard !widths.isEmpty else { return [] }
    widths[0] = max(widths[0], firstWidth)
    let excess = widths.reduce(0, +) + 2 * columns - width
    if excess > 0 { widths[0] = max(8, widths[0] - excess) }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let shown = Self.cut(cell, to: widths[column])
        let space = String(repeating: " ", count: widths[column] - shown.count)
        let isLeft = column < leading || column >= columns - trailing
        line += "  " + (isLeft ? shown + space : space + shown)
      }
      return Self.trimmed(line)
    }
  }

  /// At most `width` characters, the last an ellipsis when something was cut.
  package static func cut(_ text: String, to width: Int) -> String {
    text.count <= width ? text : String(text.prefix(max(width - 1, 0))) + "…"
  }

  /// Words set in lines no wider than `width`, the first after `first`, the others after as many
  /// spaces.
  package static func wrapped(_ text: String, first: String, width: Int = TextTable.width)
    -> [String]
  {
    var lines = [first]
    let indent = String(repeating: " ", count: first.count)
    var isEmpty = true
    for word in text.split(whereSeparator: \.isWhitespace) {
      let last = lines.count - 1
      if !isEmpty, lines[last].count + 1 + word.count > width {
        lines.append(indent + word)
      } else {
        lines[last] += (isEmpty ? "" : " ") + word
      }
      isEmpty = false
    }
    return lines
  }

  private static func trimmed(_ line: String) -> String {
    var line = line[...]
    while line.last == " " { line.removeLast() }
    return String(line)
  }
}
