import Foundation
import ImpactDiagnostics
import Testing

@testable import ImpactReports

/// What stands in the way of a result folder is never deleted.
@Suite final class OutputFolderTests {
  private let folder: TestFolder
  private var base: URL { folder.url }

  init() throws {
    folder = try TestFolder()
  }

  private func result(_ name: String) throws -> URL {
    let folder = base.appending(path: name, directoryHint: .isDirectory)
    try ResultFolder.write(
      HandMadeResult.make(), to: folder, provenance: RunProvenance(toolVersion: "1.2.3"))
    return folder
  }

  private func put(_ path: String) throws {
    let file = base.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: file)
  }

  private func refusal(_ folder: URL) throws -> String {
    try #require(throws: ProblemReport.self) { try ResultFolder.check(folder) }.description
  }

  /// A file above the folder is found before anything is worked out.
  @Test func aFileAboveTheFolderIsTold() throws {
    try put("file")
    let told = try refusal(base.appending(path: "file/deep/out", directoryHint: .isDirectory))
    #expect(told.contains("/file is a file, so no folder can stand below it"))
    #expect(throws: Never.self) {
      try ResultFolder.check(base.appending(path: "new/deep/out", directoryHint: .isDirectory))
    }
  }

  @Test(arguments: [
    "notes.txt", "paper/draft.md", "results/mine.npy", "results/deep/employment.npy", ".hidden",
  ])
  func aForeignEntryKeepsTheWholeFolder(entry: String) throws {
    let folder = try result("out")
    try put("out/\(entry)")
    let before = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
    let parts = entry.split(separator: "/")
    let named = parts[0] == "results" ? parts.prefix(2).joined(separator: "/") : String(parts[0])
    #expect(try refusal(folder).contains("did not write: \(named); expected"))
    #expect(throws: ProblemReport.self) { _ = try self.result("out") }
    #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() == before)
    #expect(try Data(contentsOf: base.appending(path: "out/\(entry)")) == Data("mine".utf8))
  }

  @Test func theFirstFiveForeignEntriesAreNamed() throws {
    let folder = try result("out")
    for k in 1...7 { try put("out/\(k).txt") }
    #expect(try refusal(folder).contains(": 1.txt, 2.txt, 3.txt, 4.txt, 5.txt and 2 more;"))
  }

  @Test func whatArrivesDuringTheRunIsKept() throws {
    let folder = try result("out")
    #expect(throws: ProblemReport.self) {
      try OutputFolder(folder).write { _ in try self.put("out/late.txt") }
    }
    #expect(FileManager.default.fileExists(atPath: folder.appending(path: "late.txt").path))
    #expect(try FileManager.default.contentsOfDirectory(atPath: base.path) == ["out"])
  }

  @Test func aFolderWithoutOurManifestStays() throws {
    try put("theirs/results.csv")
    #expect(try refusal(base.appending(path: "theirs")).contains("did not write: results.csv;"))
  }

  @Test func symbolicLinksAreRefused() throws {
    let files = FileManager.default
    _ = try result("out")
    for (name, target) in [("link", "out"), ("dangling", "nowhere")] {
      let link = base.appending(path: name, directoryHint: .isDirectory)
      try files.createSymbolicLink(
        atPath: link.path, withDestinationPath: base.appending(path: target).path)
      #expect(try refusal(link).contains("a symbolic link stands where"), "\(name)")
    }
    try files.removeItem(at: base.appending(path: "out/results.csv"))
    try put("mine.csv")
    try files.createSymbolicLink(
      atPath: base.appending(path: "out/results.csv").path,
      withDestinationPath: base.appending(path: "mine.csv").path)
    #expect(try refusal(base.appending(path: "out")).contains("did not write: results.csv;"))
  }

  @Test(arguments: [".", "..", "/"])
  func theWorkingFolderIsRefused(path: String) throws {
    let folder = URL(filePath: path, directoryHint: .isDirectory)
    #expect(try refusal(folder).contains("the working folder stands in the output folder"))
  }
}
