import Foundation
import ImpactDiagnostics

/// Where text goes: results to standard output, messages to standard error.
enum Console {
  private static let output = OutputDescriptor(STDOUT_FILENO)

  /// Makes a reader that goes away an error of `write`, in place of the program's sudden end.
  ///
  /// To be called before any file is opened.
  static func prepare() {
    _ = output
    signal(SIGPIPE, SIG_IGN)
  }

  /// Writes to standard output, as it is.
  static func write(_ text: String) throws { try write(Array(text.utf8)) }

  /// Writes bytes to standard output.
  static func write(_ bytes: [UInt8]) throws { try output.write(bytes) }

  /// Writes a line to standard error.
  static func message(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Array((text + "\n").utf8))
  }

  /// Writes notices to standard error, a line each.
  static func tell(_ notices: [Notice]) {
    for notice in notices { message("notice: \(notice.message)") }
  }

  /// Whether standard output is a terminal that shows bold text.
  static var showsBold: Bool {
    let environment = ProcessInfo.processInfo.environment
    return isatty(1) == 1 && environment["NO_COLOR"] == nil && environment["TERM"] != "dumb"
  }
}
