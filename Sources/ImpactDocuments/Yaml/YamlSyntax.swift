import ImpactDiagnostics
import Yams

/// Says in the words of a writer what the YAML parser found wrong with a text.
struct YamlSyntax {
  let file: String
  /// What the parser was reading, and where that begins; nil where it does not say.
  let context: (text: String, line: Int, column: Int)?
  /// The parser's own words.
  let problem: String
  let line: Int
  let column: Int
  private let lines: [String]

  init(_ context: YamlError.Context?, _ problem: String, _ mark: Mark, text: String, file: String) {
    self.context = context.map { ($0.text, $0.mark.line, $0.mark.column) }
    self.problem = problem
    (line, column) = (mark.line, mark.column)
    self.file = file
    lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map(String.init)
  }

  /// The problem in plain words; nil where only the parser's own words are known.
  var inWords: Problem? {
    if problem.contains("could not find expected ':'") { return keyWithoutColon }
    if problem.contains("mapping values are not allowed") { return secondColon }
    if problem.contains("did not find expected ',' or") { return openBracket }
    if problem.contains("unexpected end of stream"), context?.text.contains("quoted") == true {
      return openQuote
    }
    if problem.contains("did not find expected key") || problem.contains("expected '-' indicator") {
      return indentation
    }
    if problem.contains("cannot start any token") {
      return at(
        line, column, "a value cannot begin with this character in `\(shown(line))`",
        expected: "quotes around the text")
    }
    return nil
  }

  private func at(_ line: Int, _ column: Int, _ message: String, expected: String) -> Problem {
    Problem(
      at: Location(file: file, line: line, column: column), message, expected: expected)
  }

  /// A line without the blanks around it and its comment, cut to what a message can hold.
  private func shown(_ line: Int) -> String { DocumentNode.shortened(content(line)) }

  private func content(_ line: Int) -> String {
    guard lines.indices.contains(line - 1) else { return "" }
    let whole = lines[line - 1]
    let text = whole.firstRange(of: " #").map { whole[..<$0.lowerBound] } ?? whole[...]
    return String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  private func indent(_ line: Int) -> Int {
    guard lines.indices.contains(line - 1) else { return 0 }
    return lines[line - 1].prefix { $0 == " " }.count
  }

  /// `economy eu-nuts2` or `economy:eu-nuts2` where a key and its value were meant.
  private var keyWithoutColon: Problem? {
    guard let context else { return nil }
    let found = content(context.line)
    if let colon = found.firstIndex(of: ":"), found[colon...].count > 1 {
      let value = found[found.index(after: colon)...]
      return at(
        context.line, context.column,
        "there is no blank behind the colon of `\(shown(context.line))`",
        expected: "`\(DocumentNode.shortened("\(found[..<colon]): \(value)"))`")
    }
    return withoutColon(context.line, context.column)
  }

  private func withoutColon(_ line: Int, _ column: Int) -> Problem {
    let found = content(line)
    let item = found.hasPrefix("- ") ? "- " : ""
    let words = found.dropFirst(item.count).split(separator: " ", maxSplits: 1)
    let key = words.first.map(String.init) ?? "key"
    let value = words.count > 1 ? " \(words[1])" : ""
    return at(
      line, column, "found `\(shown(line))`, a key without a colon",
      expected: "a key, a colon, a blank and the value, such as "
        + "`\(DocumentNode.shortened("\(item)\(key):\(value)"))`")
  }

  /// `title: A: b`, or keys below a line that lacks its own colon.
  private var secondColon: Problem? {
    guard lines.indices.contains(line - 1) else { return nil }
    let before = lines[line - 1].prefix(max(column - 1, 0))
    if before.contains(": ") {
      return at(
        line, column, "a second colon stands in `\(shown(line))`",
        expected: "quotes around the text behind the key")
    }
    let above = (1..<line).last { !content($0).isEmpty && !content($0).hasPrefix("#") }
    guard let above, indent(above) <= indent(line), !content(above).hasSuffix(":") else {
      return nil
    }
    if content(above).contains(": ") {
      guard indent(above) < indent(line) else { return nil }
      return at(
        line, indent(line) + 1,
        "`\(shown(line))` is indented below `\(shown(above))`, which has a value already",
        expected: "\(blanks(indent(above))) before both, or a key without a value above")
    }
    return withoutColon(above, indent(above) + 1)
  }

  private var openBracket: Problem? {
    guard let context else { return nil }
    let closing = problem.contains("']'") ? "]" : "}"
    return at(
      context.line, context.column,
      "`\(shown(context.line))` opens a bracket that is not closed before line \(line), "
        + "`\(shown(line))`",
      expected: "`\(closing)`, or a comma between the entries")
  }

  private var openQuote: Problem? {
    guard let context else { return nil }
    return at(
      context.line, context.column, "the quoted text in `\(shown(context.line))` has no end",
      expected: "the same quotation mark behind the text")
  }

  private var indentation: Problem? {
    guard let context else { return nil }
    if problem.contains("'-'") {
      return at(
        line, column,
        "`\(shown(line))` stands among the items of the list that begins in line \(context.line)",
        expected: "a hyphen and a blank before each item, or another indentation")
    }
    return at(
      line, column,
      "`\(shown(line))` lines up neither with the keys above nor with those from line \(context.line) on",
      expected:
        "the same blanks before all keys of one mapping, here \(blanks(context.column - 1)) or "
        + "those of the keys above")
  }

  private func blanks(_ count: Int) -> String { count == 1 ? "1 blank" : "\(count) blanks" }
}
