import Foundation
import ImpactDiagnostics
import ImpactDocuments
import Testing

@testable import ImpactReports

/// A result repeated: what is told when a folder was changed.
@Suite final class RepeatedResultTests {
  private let base: URL

  init() throws {
    base = FileManager.default.temporaryDirectory.appending(path: "tia-\(UUID().uuidString)")
    for name in ["old", "new"] {
      try ResultFolder.write(
        HandMadeResult.make(), to: base.appending(path: name),
        provenance: RunProvenance(
          toolVersion: "1", scenarioText: Array("scenario: x\n".utf8), created: name))
    }
  }

  deinit { try? FileManager.default.removeItem(at: base) }

  private func repeated() throws -> RepeatedResult {
    try RepeatedResult(old: base.appending(path: "old"), new: base.appending(path: "new"))
  }

  private func edit(_ name: String, _ change: (String) -> String) throws {
    let file = base.appending(path: "old/\(name)")
    try Data(change(try String(contentsOf: file, encoding: .utf8)).utf8).write(to: file)
  }

  private func messages() throws -> [String] { try repeated().problems.map(\.message) }

  @Test func theSameIsTheSame() throws {
    #expect(try repeated().problems.isEmpty && repeated().rounded.isEmpty)
  }

  @Test func aChangedNumberIsFound() throws {
    try edit("results.csv") { $0.replacing("-15745.1", with: "-15945.1") }
    let found = try messages()
    #expect(found.count == 1 && found[0].hasPrefix("1 number differs, the first in line "))
  }

  @Test func roundingIsNoDifference() throws {
    try edit("results.csv") { $0.replacing("-15745.1", with: "-15745.0") }
    #expect(try repeated().problems.isEmpty)
    #expect(try repeated().rounded == ["results.csv"])
  }

  @Test func aMissingFileAndAnotherTextAreFound() throws {
    try FileManager.default.removeItem(at: base.appending(path: "old/lever-figures.csv"))
    try edit("scenario.yaml") { $0 + "# more\n" }
    #expect(
      try messages() == ["the file is missing", "its text is not that of the result"])
  }

  @Test func anArrayIsComparedNumberByNumber() throws {
    let file = base.appending(path: "old/results/employment.npy")
    let array = try NumpyArray(bytes: Array(try Data(contentsOf: file)), file: "employment.npy")
    var values = array.values
    values[28] += 7
    try Data(NumpyArray(shape: array.shape, values: values).bytes).write(to: file)
    #expect(try messages() == ["1 of 48 numbers differ"])
  }

  @Test func theManifestIsCompared() throws {
    try edit("manifest.json") { $0.replacing("\"hand-made\"", with: "\"other\"") }
    #expect(try messages() == ["scenario.id differs"])
    try edit("manifest.json") {
      $0.replacing("\"formatVersion\" : 1", with: "\"formatVersion\" : 9")
    }
    #expect(throws: ProblemReport.self) { try repeated() }
    try edit("manifest.json") { _ in "{" }
    #expect(throws: ProblemReport.self) { try repeated() }
  }
}
