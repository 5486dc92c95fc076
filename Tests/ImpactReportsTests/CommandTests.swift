import ArgumentParser
import Foundation
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomyFiles
import ImpactLevers
import ImpactReports
import ImpactTestSupport
import Testing

@testable import tia

/// Commands run in this process, on a synthetic economy in a temporary folder.
@Suite final class CommandTests {
  private let folder: TestFolder
  private var base: URL { folder.url }
  private var economy: String { base.appending(path: "economy").path }

  private static let package = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  init() throws {
    folder = try TestFolder()
    let accounts = SyntheticEconomy.make(
      otherIndustries: SyntheticEconomy.catalogueIndustries, unknowns: true)
    try folder.write(accounts)
  }

  private func run(_ arguments: String...) async throws { try await ProgramRun.run(arguments) }

  private func code(_ arguments: String...) async -> Int32 { await ProgramRun.code(arguments) }

  private func scenario(_ name: String) -> String {
    Self.package.appending(path: "Scenarios/\(name).yaml").path
  }

  @Test(arguments: [
    "tia", "run", "check", "list", "economy", "schema", "multipliers", "linkages", "extract",
    "prices", "shortage", "capacity", "resilience", "content-rule", "explain",
  ])
  func helpIsTheReference(name: String) throws {
    let commands: [String: any ParsableCommand.Type] = [
      "run": RunCommand.self, "check": CheckCommand.self, "list": ListCommand.self,
      "economy": EconomyCommand.self, "schema": SchemaCommand.self,
      "multipliers": MultipliersCommand.self, "linkages": LinkagesCommand.self,
      "extract": ExtractCommand.self, "prices": PricesCommand.self,
      "shortage": ShortageCommand.self, "capacity": CapacityCommand.self,
      "resilience": ResilienceCommand.self,
      "content-rule": ContentRuleCommand.self,
      "explain": ExplainCommand.self,
    ]
    try ProgramRun.expectHelp(name, of: commands[name])
  }

  @Test func contentRulesAndLeversAreExplained() async throws {
    let floor = scenario("local-content-75")
    try await run("content-rule", floor, "--break-even", "--economy", economy, "--year", "2030")
    try await run("content-rule", floor, "--marginal", "--economy", economy, "--format", "json")
    try await run("explain", "local-content")
    try await run("explain", "drive-train", "--format", "csv")
    try await run("list", "levers")
    #expect(await code("content-rule", floor) == 64)
    #expect(await code("content-rule", floor, "--marginal", "--break-even") == 64)
    #expect(await code("content-rule", scenario("baseline"), "--marginal") == 65)
    #expect(
      await code("content-rule", floor, "--marginal", "--economy", economy, "--year", "2050") == 65)
    #expect(await code("explain", "local-contents") == 65)
  }

  /// Every key of every lever has a line, and every line of the catalogue a source.
  @Test func everyKeyOfEveryLeverIsExplained() throws {
    let catalogue = try ParameterCatalogue.shipped()
    for shape in try LeverListing.shapes() {
      let reference = try #require(LeverReference.of(shape.key))
      let lines = reference.lines(shape.outlines, catalogue)
      for outline in shape.outlines {
        #expect(
          lines.contains { $0.key == outline.name || $0.key.hasPrefix(outline.name + ".") },
          "\(shape.key).\(outline.name)")
        #expect(!outline.summary.isEmpty)
      }
      for line in lines where !line.unit.isEmpty {
        #expect(!line.source.isEmpty && !line.evidence.isEmpty, "\(line.key)")
      }
    }
  }

  @Test func aShippedScenarioRunsIntoAFolder() async throws {
    let out = base.appending(path: "out")
    try await run(
      "run", scenario("combined"), "--economy", economy, "--out", out.path, "--quiet")
    let csv = try String(contentsOf: out.appending(path: "results.csv"), encoding: .utf8)
    #expect(csv.contains("combined,EU27,ALL,2040,employment,total,all,-"))
    // Bands come without being asked for, and what can be known of one cell has one.
    let line = csv.split(separator: "\n")
      .first {
        $0.hasPrefix("combined,EU27,ALL,2040,employment,total,all,")
      }
    let ends = (line ?? "").split(separator: ",", omittingEmptySubsequences: false)
      .compactMap { Double($0) }.suffix(3)
    #expect(ends.count == 3 && ends == ends.sorted()[...] && Set(ends).count == 3)
    let manifest = try JSONSerialization.jsonObject(
      with: Data(contentsOf: out.appending(path: "manifest.json")))
    let fields = try #require(manifest as? [String: Any])
    let made = try #require(fields["economy"] as? [String: Any])
    #expect((made["hash"] as? String)?.count == 64)
    #expect(fields["created"] is String)
  }

  @Test func whatIsLeftOutIsSaidAndNotShownAsZero() async throws {
    let out = base.appending(path: "out")
    try await run(
      "run", scenario("combined"), "--economy", economy, "--out", out.path, "--quiet",
      "--no-induced", "--draws", "0")
    let manifest = try JSONSerialization.jsonObject(
      with: Data(contentsOf: out.appending(path: "manifest.json")))
    let fields = try #require(manifest as? [String: Any])
    let made = try #require(fields["scenario"] as? [String: Any])
    #expect(made["inducedEffects"] as? Bool == false)
    #expect(made["options"] as? [String] == ["--economy", economy, "--no-induced", "--draws", "0"])
    let notices = try #require(fields["notices"] as? [[String: Any]])
    #expect(notices.contains { $0["code"] as? String == "induced-left-out" })
    let csv = try String(contentsOf: out.appending(path: "results.csv"), encoding: .utf8)
    #expect(csv.contains(",indirect,") && !csv.contains(",induced,"))
  }

  /// One machine, one process, the same kernels: here even the last bits must agree.
  @Test func twoRunsGiveTheSameBytes() async throws {
    for name in ["first", "second"] {
      try await run(
        "run", scenario("combined"), "--economy", economy, "--out",
        base.appending(path: name).path, "--quiet")
    }
    for file in ["results.csv", "summary.json", "lever-figures.csv", "results/employment.npy"] {
      let bytes = ["first", "second"]
        .map {
          FileManager.default.contents(atPath: base.appending(path: "\($0)/\(file)").path)
        }
      #expect(bytes[0] != nil && bytes[0] == bytes[1], "\(file)")
    }
  }

  @Test func theBaselineChangesNothing() async throws {
    let out = base.appending(path: "out")
    try await run(
      "run", scenario("baseline"), "--economy", economy, "--out", out.path, "--quiet", "--draws",
      "0")
    let csv = try String(contentsOf: out.appending(path: "results.csv"), encoding: .utf8)
    let changes = csv.split(separator: "\n").filter { $0.contains(",employment,total,") }
    #expect(!changes.isEmpty)
    #expect(changes.allSatisfy { $0.hasSuffix(",0.0,,,,persons") })
  }

  @Test func exitCodesAreTheAgreedOnes() async throws {
    let broken = base.appending(path: "broken.yaml")
    try Data("scenario: x\ntitel: y\n".utf8).write(to: broken)
    let theirs = base.appending(path: "theirs")
    try FileManager.default.createDirectory(at: theirs, withIntermediateDirectories: false)
    try Data("x".utf8).write(to: theirs.appending(path: "thesis.txt"))
    let good = scenario("baseline")
    #expect(await code("run") == 64)
    #expect(await code("run", good, "--format", "xml") == 64)
    #expect(await code("run", broken.path, "--economy", economy) == 65)
    #expect(await code("run", good, "--economy", base.appending(path: "no").path) == 65)
    #expect(await code("run", good, "--economy", economy, "--territory", "atlantis") == 65)
    #expect(await code("run", good, "--economy", economy, "--out", theirs.path) == 65)
    for place in ["", "."] {
      #expect(await code("run", good, "--economy", economy, "--out", place) == 65)
    }
    #expect(await code("list", "scenarios", "--folder", "/nowhere") == 65)
  }

  @Test func anExportedEconomyIsTheSameEconomy() async throws {
    let copy = base.appending(path: "copy")
    try await run("economy", "export", economy, "--out", copy.path)
    let first = try EconomyFolder.open(at: base.appending(path: "economy"))
    let second = try EconomyFolder.open(at: copy)
    #expect(first.hashes == second.hashes)
    #expect(first.fingerprint == second.fingerprint)
    #expect(first.fingerprint != nil)
  }
}
