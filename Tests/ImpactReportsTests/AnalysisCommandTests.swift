import ArgumentParser
import Foundation
import ImpactDiagnostics
import ImpactEconomyFiles
import ImpactModels
import ImpactReports
import ImpactTestSupport
import Testing

@testable import tia

/// Commands of the analyst on a synthetic economy, by the tables they write.
@Suite final class AnalysisCommandTests {
  private let folder: TestFolder
  private var base: URL { folder.url }
  private var economy: String { base.appending(path: "economy").path }

  init() throws {
    folder = try TestFolder()
    try folder.write(SyntheticEconomy.make(unknowns: true))
  }

  private func command<Command: ParsableCommand>(_ arguments: [String]) throws -> Command {
    try #require(Tia.parseAsRoot(arguments + ["--economy", economy]) as? Command)
  }

  private func code(_ arguments: String...) async -> Int32 {
    await ProgramRun.code(arguments + ["--economy", economy])
  }

  @Test func roundsAddUpToTheMultiplier() throws {
    let command: MultipliersCommand = try command([
      "multipliers", "--region", "DE11", "--rounds", "3", "--format", "csv",
    ])
    let table = try command.result()
    #expect(
      table.columns.map(\.name) == [
        "output", "direct", "indirect", "simple", "round_0", "round_1", "round_2", "round_3",
        "later_rounds",
      ])
    #expect(!table.rows.isEmpty)
    for row in table.rows {
      let rounds = row.values[4...]
      #expect(rounds.first == row.values[1], "the first round is the maker's own")
      #expect(abs(rounds.reduce(0, +) - row.values[3]) < 1e-9)
      #expect(rounds.allSatisfy { $0 >= -1e-12 })
    }
  }

  @Test func multipliersAddUp() throws {
    let command: MultipliersCommand = try command([
      "multipliers", "--indicator", "employment", "--type", "II", "--parts", "--format", "csv",
      "--region", "DE11", "--territory", "two-clusters",
    ])
    let table = try command.result()
    let names = table.columns.map(\.name)
    #expect(
      names == [
        "output", "direct", "indirect", "simple", "induced", "total", "multiplier",
        "intra_regional", "feedback", "spill_over",
      ])
    #expect(Set(table.rows.map { $0.keys[0] }) == ["DE11", "SK01", "SK02"])
    for row in table.rows {
      let v = Dictionary(uniqueKeysWithValues: zip(names, row.values))
      func value(_ name: String) -> Double { v[name] ?? .nan }
      #expect(abs(value("direct") + value("indirect") - value("simple")) < 1e-9)
      #expect(abs(value("simple") + value("induced") - value("total")) < 1e-9)
      #expect(abs(value("multiplier") * value("direct") - value("total")) < 1e-9)
      let places = value("intra_regional") + value("feedback") + value("spill_over")
      #expect(abs(places - value("simple")) < 1e-8)
    }
    let ranks = table.rows.map { $0.values[6] }
    #expect(ranks == ranks.sorted(by: >))
    #expect(
      table.notices.map(\.code).contains("unknown-employment"),
      "employment of one economy is unknown")
    let csv = try table.text(.csv)
    #expect(
      csv.hasPrefix(
        "region,region_name,industry,output [million EUR],direct [persons per million EUR],"))
  }

  @Test func unknownIsADashAnEmptyFieldAndNull() throws {
    let command: MultipliersCommand = try command([
      "multipliers", "--indicator", "employment", "--region", "UK", "--top", "1",
    ])
    let table = try command.result()
    #expect(table.rows.count == 1)
    #expect(try table.text(.table).contains("–"))
    #expect(try table.text(.csv).split(separator: "\n")[1].hasSuffix(",,,"))
    let json = try JSONSerialization.jsonObject(with: Data(table.text(.json).utf8))
    let rows = try #require((json as? [String: Any])?["rows"] as? [[String: Any]])
    #expect(rows[0]["simple"] is NSNull && rows[0]["region"] as? String == "UK")
  }

  @Test func extractionNamesItsLoss() throws {
    let command: ExtractCommand = try command([
      "extract", "--region", "DE11", "--industry", "C29-VEH", "--by", "cell", "--format", "json",
    ])
    let table = try command.result()
    let economy = SyntheticEconomy.make(unknowns: true)
    let cell =
      try economy.selection(regions: ["DE11"], industries: ["C29-VEH"])
      .cells(of: economy)[0]
    let row = try #require(table.rows.first { $0.keys == ["DE11", "Stuttgart", "C29-VEH"] })
    let lost = economy.satellites.output[cell]
    #expect(abs(row.values[0] - lost) < 1e-8 * lost)
    #expect(row.values[1] == 0 && abs(row.values[2] - 100) < 1e-8)
    #expect(table.rows[0].keys == ["WORLD", "All regions", "ALL"])
    #expect(abs(table.rows[0].values[0] - table.rows[0].values[1] - lost) < 1e-6 * lost)
    #expect(table.rows.count == economy.dimension + 1)
  }

  @Test func linkagesPricesAndShortage() throws {
    let linkages: LinkagesCommand = try command(["linkages", "--by", "forward", "--variation"])
    let ties = try linkages.result()
    #expect(ties.columns.last?.name == "forward_variation")
    #expect(ties.rows.allSatisfy { HypotheticalRole.all.contains($0.keys[3]) })
    let prices: PricesCommand = try command([
      "prices", "--premium", "C27-CEL=20", "--by", "region", "--top", "0",
    ])
    let rise = try prices.result()
    #expect(rise.rows.allSatisfy { $0.values[2] >= $0.values[1] && $0.values[3] > 0 })
    let shortage: ShortageCommand = try command([
      "shortage", "--industry", "C27-CEL", "--region", "SK02", "--share", "50",
    ])
    let loss = try shortage.result()
    let cells = try #require(loss.rows.first { $0.keys[0] == "C27-CEL" })
    #expect(abs(cells.values[3] - 50) < 1e-6)
    #expect(loss.rows[0].values[2] > cells.values[2])
  }

  @Test func resilienceNamesOrigins() throws {
    let all: ResilienceCommand = try command(["resilience", "--origin", "UK", "--top", "0"])
    let products = try all.result()
    #expect(!products.rows.isEmpty)
    for row in products.rows {
      // Union and outside add up; the chain is never without a share; HHI lies between 0 and 1.
      #expect(abs(row.values[2] + row.values[3] - 100) < 1e-9)
      #expect((0...100.000001).contains(row.values[4]) && (0...1.000001).contains(row.values[7]))
      #expect(row.values[5] <= row.values[3] + 1e-9)
    }
    let byRegion: ResilienceCommand = try command([
      "resilience", "--by", "region", "--origin", "UK", "--product", "C27-CEL", "--top", "0",
    ])
    let regions = try byRegion.result()
    #expect(regions.rows.contains { $0.keys[0] == "DE11" && $0.values[1] == 0 })
    let wrong: ResilienceCommand = try command(["resilience", "--origin", "XX"])
    #expect(throws: (any Error).self) { try wrong.result() }
  }

  @Test func capacitiesRation() throws {
    let arguments = [
      "capacity", "--industry", "C27-CEL", "--region", "SK02", "--share", "50", "--top", "0",
      "--substitution", "0", "--headroom", "10",
    ]
    let stop: CapacityCommand = try command(arguments + ["--least-input", "0"])
    let cells = try stop.result()
    func row(_ table: AnalysisTable, _ region: String, _ industry: String) throws -> [Double] {
      try #require(table.rows.first { $0.keys[0] == region && $0.keys[2] == industry }).values
    }
    let names = cells.columns.map(\.name)
    let at = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    func value(_ row: [Double], _ name: String) throws -> Double { row[try #require(at[name])] }
    let short = try row(cells, "SK02", "C27-CEL")
    #expect(abs(try value(short, "output_change_percent") + 50) < 1e-9)
    #expect(try value(short, "capacity_price") > 0)
    #expect(try value(short, "done_without") == 0)
    // Base output less what final users and small uses lose is what the plan makes.
    let lost = try value(cells.rows[0].values, "unmet")
    #expect(lost > 0)
    let small: CapacityCommand = try command(arguments + ["--least-input", "99"])
    let loss = try small.result()
    #expect(try value(loss.rows[0].values, "unmet") <= lost + 1e-9)
    let others: CapacityCommand = try command([
      "capacity", "--industry", "C29-VEH", "--region", "DE11", "--share", "50", "--top", "0",
      "--substitution", "100", "--headroom", "1000", "--by", "region", "--format", "csv",
    ])
    let moved = try others.result()
    #expect(abs(moved.rows[0].values[try #require(at["unmet"])]) < 1e-6)
    #expect(abs(moved.rows[0].values[try #require(at["delivered_for_others"])]) < 1e-6)
    #expect(moved.columns.last?.name == "unmet_of_users")
  }

  @Test func capacitiesFromAFile() throws {
    let good = base.appending(path: "good.csv")
    try Data("region,industry,capacity\nSK02,C27-CEL,50\nDE,AUTO,90\n".utf8).write(to: good)
    let read: CapacityCommand = try command(["capacity", "--capacities", good.path])
    let table = try read.result()
    #expect(table.rows.count == 21)
    let wrong = base.appending(path: "wrong.csv")
    try Data(
      "region,industry,capacity\nS,C27-CEL,50\nDE,C29-VEH,-1\nDE11,AUTO,x\nDE,A,90\n".utf8
    )
    .write(to: wrong)
    let bad: CapacityCommand = try command([
      "capacity", "--capacities", wrong.path, "--weight", "C99=1", "--weight", "C29-VEH",
    ])
    let report = #expect(throws: ProblemReport.self) { _ = try bad.result() }
    #expect(
      report?.problems.map { "\($0)".replacingOccurrences(of: wrong.path, with: "FILE") } == [
        "FILE:2:1: `S` is no place of `synthetic`; expected `SK`, `SK01`, `SK02`, or a code from `tia list "
          + "regions` and `territories`",
        "FILE:3:12: a capacity of -1 per cent of output; expected 0 to 1000; 100 is the output of the "
          + "base year",
        "FILE:4:11: `x` in `capacity` is not a number; expected a finite decimal number",
        "FILE:4:1: DE11 C29-VEH has a capacity already; expected each maker once; the first is on line "
          + "3",
        "FILE:5:1: `A` is no industry of `synthetic`; expected `AUTO`, or a code from `tia list "
          + "industries`",
      ])
  }

  private enum HypotheticalRole {
    static let all = Set(Linkages.Role.allCases.map(\.rawValue))
  }

  @Test func exitCodes() async {
    #expect(await code("multipliers", "--top", "2") == 0)
    #expect(await code("multipliers", "--region", "DE1l") == 65)
    #expect(await code("linkages", "--industry", "C99") == 65)
    #expect(await code("prices", "--premium", "C99=10") == 65)
    #expect(await code("extract", "--territory", "atlantis") == 65)
    for wrong in [
      ["prices", "--premium", "C27-CEL=-100"], ["prices", "--wage=-150"],
      ["multipliers", "--type", "III"], ["multipliers", "--rounds", "-1"],
      ["multipliers", "--top", "-1"], ["extract"],
      ["extract", "--region", "DE11", "--share", "0"], ["prices"], ["prices", "--wage", "x"],
      ["shortage", "--share", "10"], ["capacity", "--industry", "C29-VEH"],
      ["capacity", "--share", "10"], ["capacity", "--share", "0", "--industry", "C26"],
      ["capacity", "--share", "10", "--capacities", "x.csv", "--industry", "C26"],
      ["capacity", "--share", "10", "--industry", "C26", "--substitution", "101"],
      ["capacity", "--share", "10", "--industry", "C26", "--least-input", "100"],
      ["resilience", "--by", "region"],
    ] {
      do {
        _ = try Tia.parseAsRoot(wrong)
        Issue.record("\(wrong) is wrong usage")
      } catch {
        #expect(Tia.exitCode(for: error).rawValue == 64, "\(wrong)")
      }
    }
  }

  @Test func namesOfSplitIndustriesAreOffered() throws {
    let economy = SyntheticEconomy.make()
    do {
      _ = try economy.selection(regions: [], industries: ["C29"])
      Issue.record("C29 is split")
    } catch let report as ProblemReport {
      #expect(report.description.contains("`C29-VEH`, `C29-ICE`, `C29-OTH`, or a code"))
    }
  }
}
