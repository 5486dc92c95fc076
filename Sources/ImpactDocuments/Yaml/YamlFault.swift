import ImpactDiagnostics
import Yams

/// Turns what the YAML parser throws into located problems.
enum YamlFault {
  static func emptyDocument(file: String) -> Problem {
    Problem(at: Location(file: file), "the file is empty", expected: "a mapping of keys to values")
  }

  static func duplicate(_ name: String, at place: YamlComposition.Place, file: String) -> Problem {
    Problem(
      at: Location(file: file, line: place.line, column: place.column),
      "the key `\(name)` is given more than once in one mapping", expected: "one entry for each key"
    )
  }

  static func problem(of error: any Error, text: String, file: String) -> Problem {
    switch error {
    case YamlError.scanner(let context, let problem, let mark, _),
      YamlError.parser(let context, let problem, let mark, _),
      YamlError.composer(let context, let problem, let mark, _):
      return syntax(context, problem, mark, text: text, file: file)
    case YamlError.reader(let problem, _, _, _):
      return Problem(
        at: Location(file: file), "the text cannot be read: \(problem)", expected: "printable text")
    default:
      return Problem(
        at: Location(file: file), "the text cannot be read: \(error)", expected: "well-formed YAML")
    }
  }

  private static func syntax(
    _ context: YamlError.Context?, _ problem: String, _ mark: Mark, text: String, file: String
  ) -> Problem {
    let location = Location(file: file, line: mark.line, column: mark.column)
    if let tab = indentingTab(line: mark.line, in: text) {
      return Problem(
        at: Location(file: file, line: mark.line, column: tab), "a tab indents this line",
        expected: "spaces")
    }
    if problem.contains("undefined alias") {
      return Problem(
        at: location, "an alias (`*name`) stands here",
        expected: "the value itself; anchors and aliases are not read")
    }
    if problem.contains("another document") {
      return Problem(
        at: location, "a second document starts here", expected: "one document in a file")
    }
    if let known = YamlSyntax(context, problem, mark, text: text, file: file).inWords {
      return known
    }
    let setting = context.map { "\($0.text), " } ?? ""
    return Problem(
      at: location, "the YAML cannot be read: \(setting)\(problem)", expected: "well-formed YAML")
  }

  /// Column of a tab among the blanks that start a line.
  private static func indentingTab(line: Int, in text: String) -> Int? {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard line <= lines.count, line > 0 else { return nil }
    let blanks = lines[line - 1].unicodeScalars.prefix { $0 == " " || $0 == "\t" }
    return blanks.firstIndex(of: "\t").map { blanks.distance(from: blanks.startIndex, to: $0) + 1 }
  }
}
