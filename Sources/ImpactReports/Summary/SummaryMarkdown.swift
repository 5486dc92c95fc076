extension TerminalSummary {
  /// The summary in Markdown, with tables of GitHub's kind.
  public var markdown: String {
    sections.flatMap { $0 }.map(Self.markdown).joined(separator: "\n")
  }

  private static func markdown(_ block: SummaryBlock) -> String {
    switch block {
    case .title(let text): "# \(protected(text))\n"
    case .heading(let text): "## \(protected(text))\n"
    case .paragraph(let text): "\(protected(text))\n"
    case .table(let table): markdown(table)
    case .pair(let left, let right): markdown(left) + "\n" + markdown(right)
    case .list(let items): items.map { "- \(protected($0))\n" }.joined()
    }
  }

  private static func markdown(_ table: TextTable) -> String {
    guard let header = table.rows.first else { return "" }
    let columns = table.rows.map(\.count).max() ?? 0
    func line(_ cells: [String]) -> String {
      let padded = cells + [String](repeating: "", count: columns - cells.count)
      return "| " + padded.map(protected).joined(separator: " | ") + " |\n"
    }
    let rule = (0..<columns)
      .map { $0 < table.leading || $0 >= columns - table.trailing ? "---" : "--:" }
    return line(header) + "|" + rule.joined(separator: "|") + "|\n"
      + table.rows.dropFirst().map(line).joined()
  }

  /// Text in which no character means anything to Markdown.
  private static func protected(_ text: String) -> String {
    var out = ""
    for character in text {
      if "\\`*_|<>[]#".contains(character) { out.append("\\") }
      out.append(character)
    }
    return out
  }
}
