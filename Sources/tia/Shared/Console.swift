import Foundation

/// Where text goes: results to standard output, messages to standard error.
enum Console {
  /// Writes to standard output, as it is.
  static func write(_ text: String) { write(Array(text.utf8)) }

  /// Writes bytes to standard output.
  static func write(_ bytes: [UInt8]) {
    try? FileHandle.standardOutput.write(contentsOf: bytes)
  }

  /// Writes a line to standard error.
  static func message(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Array((text + "\n").utf8))
  }

  /// Whether standard output is a terminal that shows bold text.
  static var showsBold: Bool {
    let environment = ProcessInfo.processInfo.environment
    return isatty(1) == 1 && environment["NO_COLOR"] == nil && environment["TERM"] != "dumb"
  }
}
