import ArgumentParser
import Foundation
import Testing

@testable import tia

/// Runs commands of the program in this process.
enum ProgramRun {
  /// Parses and runs; errors are thrown as they come.
  static func run(_ arguments: [String]) async throws {
    if let fault = RepeatedOptions.fault(in: arguments) { throw fault }
    var command = try Tia.parseAsRoot(arguments)
    if var asynchronous = command as? any AsyncParsableCommand {
      try await asynchronous.run()
    } else {
      try command.run()
    }
  }

  /// The exit code that the program would end with.
  static func code(_ arguments: [String]) async -> Int32 {
    do {
      try await run(arguments)
      return 0
    } catch {
      return Tia.exitCode(for: error).rawValue
    }
  }

  /// Holds a help text against the file `References/help-NAME.txt`; nil is the program itself.
  static func expectHelp(_ name: String, of command: (any ParsableCommand.Type)?) throws {
    let text =
      (command.map { Tia.helpMessage(for: $0, columns: 100) } ?? Tia.helpMessage(columns: 100))
      + "\n"
    let actual = FileManager.default.temporaryDirectory.appending(path: "tia-help-\(name).txt")
    try Data(text.utf8).write(to: actual)
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "References/help-\(name).txt")
    let expected = try String(contentsOf: url, encoding: .utf8)
    #expect(text == expected, "the text of this run stands in \(actual.path)")
  }
}
