/// A place in a text file: path, line and column, both counted from 1.
public struct Location: Sendable, Hashable, CustomStringConvertible {
  /// Path of the file as the user gave it.
  public let file: String
  /// Line, counted from 1.
  public let line: Int
  /// Column in characters of the text, counted from 1.
  public let column: Int

  /// A place in a file; its beginning when no line is given.
  public init(file: String, line: Int = 1, column: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file:line:column`.
  public var description: String { "\(file):\(line):\(column)" }
}

/// A fault in an input: what is wrong, where, and what was expected instead.
public struct Problem: Error, Sendable, Hashable, CustomStringConvertible {
  /// Where it stands; nil when the fault has no place in a file.
  public let location: Location?
  /// Path of the offending key inside the document, for example `levers[0].drive-train.mix`.
  public let path: String
  /// What is wrong.
  public let message: String
  /// What would have been right; a noun phrase without a full stop.
  public let expected: String

  /// A problem at a place.
  public init(at location: Location?, path: String = "", _ message: String, expected: String) {
    self.location = location
    self.path = path
    self.message = message
    self.expected = expected
  }

  /// `file:line:column: path: problem; expected …`.
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
  /// In the order of the files and places.
  public let problems: [Problem]

  /// A report of problems, which should not be empty.
  public init(_ problems: [Problem]) { self.problems = problems }

  /// One line for each problem.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// Something the reader of a result should know: an assumption, an estimate, a limit that was met.
public struct Notice: Sendable, Hashable, CustomStringConvertible, Codable {
  /// Short stable key, for example `floor-not-binding`.
  public let code: String
  /// One or two sentences for people.
  public let message: String

  /// A notice with its key and its text.
  public init(_ code: String, _ message: String) {
    self.code = code
    self.message = message
  }

  /// `code: message`.
  public var description: String { "\(code): \(message)" }
}
