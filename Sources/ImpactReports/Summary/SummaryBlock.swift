/// A part of a summary, before it is decided how it looks: text, Markdown or a page.
package enum SummaryBlock: Sendable {
  /// Name of the whole summary.
  case title(String)
  /// Name of a section.
  case heading(String)
  /// Words.
  case paragraph(String)
  /// A table whose first row is its header.
  case table(TextTable)
  /// Two tables that stand side by side where there is room.
  case pair(TextTable, TextTable)
  /// Short texts, each of its own.
  case list([String])
}

extension TerminalSummary {
  /// The lines of a block for a terminal.
  func lines(_ block: SummaryBlock) -> [String] {
    switch block {
    case .title(let text): TextTable.wrapped(text, first: "").map(bold)
    case .heading(let text): TextTable.wrapped(text, first: "").map(bold)
    case .paragraph(let text): TextTable.wrapped(text, first: "  ")
    case .table(let table): table.lines()
    case .pair(let left, let right): Self.beside(left, right)
    case .list(let items): items.flatMap { TextTable.wrapped($0, first: "  - ") }
    }
  }

  private func bold(_ text: String) -> String { style.isBold ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

  /// Two tables in the two halves of the terminal.
  private static func beside(_ left: TextTable, _ right: TextTable) -> [String] {
    let width = TextTable.width / 2
    let (first, second) = (left.lines(width: width - 1), right.lines(width: width - 1))
    return (0..<max(first.count, second.count))
      .map { k in
        let start = k < first.count ? first[k] : ""
        let end = k < second.count ? second[k] : ""
        guard !end.isEmpty else { return start }
        return start + String(repeating: " ", count: max(width - start.count, 0)) + end
      }
  }
}
