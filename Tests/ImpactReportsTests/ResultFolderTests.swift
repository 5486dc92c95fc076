import Foundation
import ImpactDiagnostics
import ImpactDocuments
import Testing

@testable import ImpactReports

@Suite final class ResultFolderTests {
  private let folder: TestFolder
  private var base: URL { folder.url }

  init() throws {
    folder = try TestFolder()
  }

  private func write(_ name: String, scenario: String = "hand-made") throws -> URL {
    let folder = base.appending(path: name)
    try ResultFolder.write(
      HandMadeResult.make(scenario: scenario), to: folder,
      provenance: RunProvenance(toolVersion: "1.2.3", scenarioHash: "ab", overrides: ["slow"]))
    return folder
  }

  private func object(_ url: URL) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
  }

  private func content(_ folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func aResultFolderHoldsItsFilesAndNothingElseIsLeft() throws {
    let folder = try write("out")
    #expect(
      try content(folder) == [
        "lever-figures.csv", "manifest.json", "results", "results.csv", "summary.json",
      ])
    #expect(try content(base) == ["out"])
  }

  @Test func sameResultSameBytes() throws {
    let first = try write("first")
    let second = try write("second")
    for file in try FileManager.default.subpathsOfDirectory(atPath: first.path).sorted() {
      let a = FileManager.default.contents(atPath: first.appending(path: file).path)
      #expect(
        a == FileManager.default.contents(atPath: second.appending(path: file).path), "\(file)")
    }
  }

  @Test func theManifestSaysWhatWasRun() throws {
    let folder = try write("out")
    let manifest = try object(folder.appending(path: "manifest.json"))
    let table = try #require(manifest["table"] as? [String: Any])
    let csv = try #require(
      FileManager.default.contents(atPath: folder.appending(path: "results.csv").path))
    #expect(manifest["toolVersion"] as? String == "1.2.3")
    #expect((manifest["scenario"] as? [String: Any])?["overrides"] as? [String] == ["slow"])
    #expect(table["bytes"] as? Int == csv.count)
    #expect(table["rows"] as? Int == csv.count { $0 == UInt8(ascii: "\n") } - 1)
    #expect(table["detail"] as? String == "region")
    #expect((manifest["certificates"] as? [Any])?.count == 1)
    #expect((manifest["notices"] as? [Any])?.count == 1)
  }

  @Test func theSummaryHoldsTotalsRankingAndFigures() throws {
    let summary = try object(try write("out").appending(path: "summary.json"))
    let totals = try #require(summary["totals"] as? [[String: Any]])
    #expect(totals.map { $0["code"] as? String } == ["EU27", "greater-region", "DE", "LU"])
    let years = try #require(totals[0]["years"] as? [[String: Any]])
    let employment = try #require(years[1]["employment"] as? [String: Any])
    // Twice −7,872.54, one decimal.
    #expect(employment["total"] as? Double == -15_745.1)
    #expect(employment["induced"] == nil)
    let ranking = try #require(summary["ranking"] as? [String: Any])
    let losers = try #require(ranking["losersByJobs"] as? [[String: Any]])
    #expect(losers.map { $0["region"] as? String } == ["DE11", "DE12"])
    let gainers = try #require(ranking["gainersByPercent"] as? [[String: Any]])
    // 2 · 57.5 of 10,000 persons.
    #expect(gainers.first?["percentOfBaselineJobs"] as? Double == 1.15)
    #expect((summary["leverFigures"] as? [Any])?.count == 1)
  }

  @Test func theCubeReadsBack() throws {
    let folder = try write("out").appending(path: "results")
    let bytes = try Data(contentsOf: folder.appending(path: "employment.npy"))
    let array = try NumpyArray(bytes: Array(bytes), file: "employment.npy")
    #expect(array.shape == [2, 2, 4, 3])
    #expect(array.values[1] == -6_000.04)
    // Effect 1, year 1, region 1, industry 2.
    #expect(array.values[((1 * 2 + 1) * 4 + 1) * 3 + 2] == -80)
    #expect(array.values[9].isNaN)
    let axes = try object(folder.appending(path: "axes.json"))
    #expect(axes["regions"] as? [String] == ["DE11", "DE12", "LU00", "UK"])
    #expect(axes["effects"] as? [String] == ["direct", "indirect"])
  }

  @Test func ourOwnFolderIsReplaced() throws {
    let folder = try write("out")
    _ = try write("out", scenario: "second")
    let summary = try object(folder.appending(path: "summary.json"))
    #expect(summary["scenario"] as? String == "second")
    #expect(try content(base) == ["out"])
  }

  @Test func anEmptyFolderIsFilled() throws {
    try FileManager.default.createDirectory(
      at: base.appending(path: "empty"), withIntermediateDirectories: false)
    let folder = try write("empty")
    #expect(try content(folder).contains("results.csv"))
  }

  @Test func somebodyElsesFolderStaysAsItIs() throws {
    let folder = base.appending(path: "theirs")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    try Data("{\"format\": \"other\"}".utf8).write(to: folder.appending(path: "manifest.json"))
    let report = try #require(throws: ProblemReport.self) { _ = try write("theirs") }
    #expect(
      report.description
        == "\(folder.path):1:1: the folder holds files that tia did not write: manifest.json; "
        + "expected a folder that does not exist, is empty, or holds a result of tia and nothing "
        + "else")
    #expect(try content(folder) == ["manifest.json"])
  }

  @Test func aFileInTheWayIsRefused() throws {
    let file = base.appending(path: "file")
    try Data("x".utf8).write(to: file)
    #expect(throws: ProblemReport.self) { try ResultFolder.check(file) }
    #expect(try Data(contentsOf: file) == Data("x".utf8))
  }

  @Test func aFailedWriteLeavesTheOldFolder() throws {
    struct Stop: Error {}
    let folder = try write("out")
    #expect(throws: Stop.self) {
      try OutputFolder(folder)
        .write { partial in
          try Data("half".utf8).write(to: partial.appending(path: "results.csv"))
          throw Stop()
        }
    }
    #expect(try content(base) == ["out"])
    #expect(try content(folder).contains("summary.json"))
  }
}
