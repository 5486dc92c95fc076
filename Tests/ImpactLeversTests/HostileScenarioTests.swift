import Foundation
import ImpactDiagnostics
import ImpactLevers
import Testing

/// Damaged files are read or refused with problems; nothing else may happen.
@Suite struct HostileScenarioTests {
  /// Reads, and checks that a refusal names at least one problem with a place.
  private func outcome(_ text: String) -> Bool {
    do {
      _ = try Fixtures.read(text, ["slow"])
      return true
    } catch let report as ProblemReport {
      #expect(!report.problems.isEmpty)
      #expect(report.problems.allSatisfy { $0.location != nil && !$0.expected.isEmpty })
      return false
    } catch {
      Issue.record("an error of another kind: \(error)")
      return false
    }
  }

  @Test func truncationNeverCrashes() throws {
    let bytes = Array(
      try Fixtures.text(Fixtures.valid.appendingPathComponent("complete.yaml")).utf8)
    var (read, refused) = (0, 0)
    for end in stride(from: 0, to: bytes.count, by: 7) {
      if outcome(String(decoding: bytes[..<end], as: UTF8.self)) { read += 1 } else { refused += 1 }
    }
    #expect(outcome(String(decoding: bytes, as: UTF8.self)))
    #expect(refused > 100)
    // A cut between two levers leaves a whole scenario, so some cuts must read.
    #expect(read > 0)
  }

  @Test func replacedBytesNeverCrash() throws {
    let bytes = Array(
      try Fixtures.text(Fixtures.valid.appendingPathComponent("complete.yaml")).utf8)
    var refused = 0
    for (k, place) in stride(from: 3, to: bytes.count, by: 11).enumerated() {
      let marks = Array("{}[]:,#&*!|>'\"%@`-?\t\n\u{0}0~".utf8)
      var damaged = bytes
      damaged[place] = marks[k % marks.count]
      if !outcome(String(decoding: damaged, as: UTF8.self)) { refused += 1 }
    }
    #expect(refused > 20)
  }

  @Test func aliasBombIsRefusedQuickly() {
    var text = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for (before, name) in zip("abcdefgh", "bcdefghi") {
      let aliases = [String](repeating: "*\(before)", count: 9).joined(separator: ", ")
      text += "\(name): &\(name) [\(aliases)]\n"
    }
    #expect(Fixtures.messages(text).contains("anchors and aliases are not read"))
  }

  @Test func oversizedFileIsRefused() {
    let text = "# " + String(repeating: "x", count: 5_000_000)
    #expect(
      Fixtures.messages(text)
        == "scenario.yaml:1:1: the file has 5000002 bytes; expected at most 5000000 bytes")
  }

  @Test func tooManyValuesAreRefused() {
    let text = "levers: [" + [String](repeating: "a", count: 50_001).joined(separator: ",") + "]"
    #expect(
      Fixtures.messages(text)
        == "scenario.yaml:1:100006: levers[49998]: the file holds too many values; expected at most 50000"
    )
  }

  @Test func manyDuplicatesStopSomewhere() {
    let text = (0..<200).map { "k\($0): 1\nk\($0): 2\n" }.joined()
    #expect(Fixtures.messages(text).contains("is given more than once"))
  }
}
