import Foundation
import ImpactDiagnostics
import ImpactLevers
import Testing

/// Every broken file holds one fault or a few; `expected.txt` holds the full message of each.
@Suite struct BrokenScenarioTests {
  /// Sections of the table: a line `== name.yaml`, then the message.
  static func table() throws -> [String: String] {
    let text = try Fixtures.text(Fixtures.broken.appendingPathComponent("expected.txt"))
    var table: [String: String] = [:]
    for section in text.components(separatedBy: "== ").dropFirst() {
      let lines = section.split(separator: "\n", omittingEmptySubsequences: true)
      table[String(lines[0])] = lines.dropFirst().joined(separator: "\n")
    }
    return table
  }

  static func message(of url: URL) -> String {
    do {
      _ = try ScenarioFile.read(path: url.path, vocabulary: Fixtures.vocabulary)
      return "no problem"
    } catch {
      return "\(error)"
        .replacingOccurrences(of: url.deletingLastPathComponent().path + "/", with: "")
    }
  }

  @Test func everyBrokenFileGivesItsMessage() throws {
    let expected = try Self.table()
    let files = try Fixtures.files(in: Fixtures.broken)
    #expect(files.count >= 30)
    #expect(Set(files.map(\.lastPathComponent)) == Set(expected.keys))
    if let path = ProcessInfo.processInfo.environment["TIA_PRINT_MESSAGES"] {
      let text = files.map { "== \($0.lastPathComponent)\n\(Self.message(of: $0))\n" }
      try text.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    }
    for file in files {
      let name = file.lastPathComponent
      let message = Self.message(of: file)
      #expect(
        message == expected[name],
        "\(name)\n--- expected\n\(expected[name] ?? "nothing")\n+++ found\n\(message)")
    }
  }

  @Test func noMessageIsGivenByTwoFiles() throws {
    let messages = try Self.table()
      .map { name, text in
        text.replacingOccurrences(of: name, with: "")
      }
    #expect(Set(messages).count == messages.count)
  }
}
