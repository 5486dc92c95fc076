import ImpactSimulation

extension TerminalSummary {
  /// The summary as a page of HTML that needs nothing beside it: a map of circles, then the tables.
  public var html: String {
    let blocks = sections.flatMap { $0 }
    let body = blocks.map(Self.html).joined()
    let map = RegionMap(sheet, year: lastYear).svg
    let split = body.range(of: "</h1>\n")
    let placed =
      split.map { body[..<$0.upperBound] + map + body[$0.upperBound...] } ?? body[...] + map
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(Self.escaped(name))</title>
      <style>
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; \
      color: #222; background: #fff; }
      h1 { font-size: 1.5rem; line-height: 1.3; } h2 { font-size: 1.1rem; margin-top: 2rem; }
      table { border-collapse: collapse; margin: .5rem 0; font-size: .9rem; }
      th, td { padding: .15rem .6rem; text-align: right; border-bottom: 1px solid #ddd; }
      th.text, td.text { text-align: left; } th { border-bottom: 2px solid #888; }
      .pair { display: flex; flex-wrap: wrap; gap: 2rem; } .wide { overflow-x: auto; }
      svg { width: 100%; height: auto; max-width: 46rem; display: block; }
      </style>
      </head>
      <body>
      \(placed)</body>
      </html>

      """
  }

  private static func html(_ block: SummaryBlock) -> String {
    switch block {
    case .title(let text): "<h1>\(escaped(text))</h1>\n"
    case .heading(let text): "<h2>\(escaped(text))</h2>\n"
    case .paragraph(let text): "<p>\(escaped(text))</p>\n"
    case .table(let table): "<div class=\"wide\">\(html(table))</div>\n"
    case .pair(let left, let right): "<div class=\"pair\">\(html(left))\(html(right))</div>\n"
    case .list(let items):
      "<ul>\n" + items.map { "<li>\(escaped($0))</li>\n" }.joined() + "</ul>\n"
    }
  }

  private static func html(_ table: TextTable) -> String {
    let columns = table.rows.map(\.count).max() ?? 0
    func line(_ cells: [String], _ tag: String) -> String {
      let padded = cells + [String](repeating: "", count: columns - cells.count)
      return "<tr>"
        + padded.enumerated()
        .map { k, cell in
          let isText = k < table.leading || k >= columns - table.trailing
          return "<\(tag)\(isText ? " class=\"text\"" : "")>\(escaped(cell))</\(tag)>"
        }
        .joined() + "</tr>\n"
    }
    guard let header = table.rows.first else { return "" }
    return "<table>\n<thead>\(line(header, "th"))</thead>\n<tbody>\n"
      + table.rows.dropFirst().map { line($0, "td") }.joined() + "</tbody>\n</table>\n"
  }

  /// Text in which no character means anything to HTML.
  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
