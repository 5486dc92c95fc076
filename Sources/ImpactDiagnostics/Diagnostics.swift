/// A place in a text file: path, line and column, both counted from 1.
public struct Location: Sendable, Hashable, CustomStringConvertible {
  public let file: String
  public let line: Int
  public let column: Int

  public init(file: String, line: Int = 1, column: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
  }

  public var description: String { "\(file):\(line):\(column)" }
}

/// A fault in an input: what is wrong, where, and what was expected instead.
public struct Problem: Error, Sendable, Hashable, CustomStringConvertible {
  public let location: Location?
  /// Path of the offending key inside the document, for example `levers[0].drive-train.mix`.
  public let path: String
  public let message: String
  public let expected: String

  public init(at location: Location?, path: String = "", _ message: String, expected: String) {
    self.location = location
    self.path = path
    self.message = message
    self.expected = expected
  }

  /// `file:line:column: path: problem; what was expected`
  public var description: String {
    var text = location.map { "\($0): " } ?? ""
    if !path.isEmpty { text += "\(path): " }
    text += message
    if !expected.isEmpty { text += "; expected \(expected)" }
    return text
  }
}

/// All problems found in the inputs of one operation, thrown together.
public struct ProblemReport: Error, Sendable, CustomStringConvertible {
  public let problems: [Problem]

  public init(_ problems: [Problem]) { self.problems = problems }

  public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// Something the reader of a result should know: an assumption, an estimate, a limit that was met.
public struct Notice: Sendable, Hashable, CustomStringConvertible, Codable {
  /// Short stable key, for example `floor-not-binding`.
  public let code: String
  public let message: String

  public init(_ code: String, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { "\(code): \(message)" }
}
