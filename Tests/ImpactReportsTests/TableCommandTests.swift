import ArgumentParser
import Foundation
import ImpactEconomies
import ImpactEconomyFiles
import ImpactModels
import ImpactReports
import ImpactTestSupport
import Testing

@testable import tia

/// Commands that make, check and analyse tables.
@Suite final class TableCommandTests {
  private let folder: TestFolder
  private var base: URL { folder.url }

  init() throws {
    folder = try TestFolder()
    try TableFolder.write(
      BalancedTable.make(), provenance: Provenance(priceBasis: "basic prices of 2015"),
      to: base.appending(path: "table"))
    try folder.write(SyntheticEconomy.make())
  }

  private func path(_ name: String) -> String { base.appending(path: name).path }

  private func write(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: base.appending(path: name))
    return path(name)
  }

  private func code(_ arguments: String...) async -> Int32 {
    do {
      guard var command = try Tia.parseAsRoot(arguments) as? any AsyncParsableCommand else {
        return -1
      }
      try await command.run()
      return 0
    } catch {
      return Tia.exitCode(for: error).rawValue
    }
  }

  @Test func multipliersOfATable() throws {
    let parsed = try Tia.parseAsRoot([
      "multipliers", "--economy", path("table"), "--region", "FR", "--format", "csv",
    ])
    let table = try #require(parsed as? MultipliersCommand).result()
    #expect(table.rows.count == 3)
    #expect(table.columns.first?.unit == "million EUR")
    let expected = try EconomyMultipliers(
      AccountModel(BalancedTable.make()), indicator: .output
    )
    .multipliers.simple
    let simple = try #require(table.columns.firstIndex { $0.name == "simple" })
    let cars = try #require(table.rows.first { $0.keys[2] == "C29" })
    #expect(abs(cars.values[simple] - expected[7]) < 1e-12)
  }

  @Test func analysesWorkOrSayWhyNot() async {
    for command in ["multipliers", "linkages", "content", "paths"] {
      #expect(await code(command, "--economy", path("table")) == 0, "\(command)")
    }
    let table = path("table")
    #expect(await code("extract", "--economy", table, "--industry", "C29") == 0)
    #expect(await code("multipliers", "--economy", table, "--type", "II") == 65)
    #expect(await code("multipliers", "--economy", table, "--indicator", "income") == 65)
    #expect(await code("prices", "--economy", table, "--wage", "3") == 65)
    #expect(await code("multipliers", "--economy", table, "--industry", "C30") == 65)
    #expect(await code("list", "industries", "--economy", table) == 0)
    #expect(await code("economy", "info", table) == 0)
  }

  @Test func checksEndWithTheirCodes() async throws {
    let table = path("table")
    #expect(await code("economy", "check", table, "--strict") == 0)
    #expect(await code("check", table) == 0)
    let totals = try write("totals.csv", "account,region,industry,value\nco2,,,1\n")
    #expect(await code("economy", "check", table, "--totals", totals, "--format", "csv") == 0)
    #expect(await code("economy", "check", table, "--totals", totals, "--strict") == 65)
    #expect(await code("economy", "check", path("economy"), "--totals", totals) == 65)
    var output = try BalancedTable.make().output
    output[0] = -1
    try TableFolder.write(
      BalancedTable.make().with(output: output), provenance: Provenance(),
      to: base.appending(path: "negative"))
    #expect(await code("economy", "check", path("negative")) == 65)
  }

  @Test func aggregateSplitAndExport() async throws {
    let regions = try write("r.csv", "from,to\nDE11,DE\nDE12,DE\nFR10,FR\n")
    let made = path("made")
    #expect(
      await code("economy", "aggregate", path("table"), "--regions", regions, "--out", made) == 0)
    #expect(try TableFolder.read(at: base.appending(path: "made")).regionCount == 2)
    let short = try write("short.csv", "from,to\nDE11,DE\n")
    #expect(
      await code("economy", "aggregate", path("table"), "--regions", short, "--out", made) == 65)
    let recipe = try write(
      "r.yaml", "industry: C29\ninto:\n  - {code: ICE, weight: 7}\n  - {code: BEV, weight: 3}\n")
    let split = path("split")
    #expect(
      await code("economy", "disaggregate", path("table"), "--recipe", recipe, "--out", split) == 0)
    #expect(try TableFolder.read(at: base.appending(path: "split")).industryCount == 4)
    #expect(
      await code("economy", "disaggregate", path("economy"), "--recipe", recipe, "--out", split)
        == 65)
    for form in ["csv", "npy", "pymrio", "folder"] {
      let out = path("export-\(form)")
      #expect(await code("economy", "export", made, "--as", form, "--out", out) == 0, "\(form)")
      #expect(
        await code("economy", "export", path("economy"), "--as", form, "--out", out + "-full") == 0)
    }
    // What is there already is not overwritten.
    let taken = path("export-csv")
    #expect(await code("economy", "export", made, "--as", "csv", "--out", taken) == 65)
    #expect(try TableFolder.read(at: base.appending(path: "export-folder")).regionCount == 2)
  }
}
