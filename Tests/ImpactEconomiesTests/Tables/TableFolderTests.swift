import Foundation
import ImpactDiagnostics
import ImpactEconomies
import ImpactEconomyFiles
import Testing

/// Equal bit by bit, with nan equal to nan.
func sameBits(_ a: [Double], _ b: [Double]) -> Bool {
  a.count == b.count
    && zip(a, b).allSatisfy { $0.bitPattern == $1.bitPattern || ($0.isNaN && $1.isNaN) }
}

/// Every array and label of two tables equal, bit by bit.
func sameTables(_ a: AccountTable, _ b: AccountTable) -> Bool {
  a.year == b.year && a.unit == b.unit && a.kind == b.kind && a.regions == b.regions
    && a.industries == b.industries && a.finalColumns == b.finalColumns
    && a.primaryRows == b.primaryRows && sameBits(a.intermediate.values, b.intermediate.values)
    && sameBits(a.finalUses.values, b.finalUses.values)
    && sameBits(a.primaryInputs.values, b.primaryInputs.values)
    && sameBits(a.primaryInputsOfFinalUses.values, b.primaryInputsOfFinalUses.values)
    && sameBits(a.output, b.output)
    && a.satellites.map(\.code) == b.satellites.map(\.code)
    && a.satellites.map(\.unit) == b.satellites.map(\.unit)
    && zip(a.satellites, b.satellites).allSatisfy { sameBits($0.values, $1.values) }
}

@Suite("A table folder, written and read")
struct TableFolderTests {
  @Test("every value comes back, bit by bit")
  func roundTrip() throws {
    let table = try SmallAccounts.table()
    try TemporaryFolder.with { folder in
      let place = folder.appendingPathComponent("table")
      try TableFolder.write(table, provenance: provenance, to: place)
      let read = try TableFolder.open(at: place)
      #expect(sameTables(read.table, table))
      #expect(read.table.name == "small" && read.table.title == "Small accounts")
      #expect(read.provenance == provenance)
      #expect(read.notices.isEmpty)
      #expect(read.hashes.count == 12)
      #expect(TableFolder.isTable(at: place) && !TableFolder.isTable(at: folder))
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["table"])
    }
  }

  @Test("a table without satellites, and one over an older folder")
  func replaced() throws {
    try TemporaryFolder.with { folder in
      let place = folder.appendingPathComponent("table")
      let table = try SmallAccounts.table(satellites: [])
      try TableFolder.write(try SmallAccounts.table(), provenance: provenance, to: place)
      try TableFolder.write(table, provenance: provenance, to: place)
      #expect(sameTables(try TableFolder.read(at: place), table))
    }
  }

  @Test("an economy folder is not replaced by a table")
  func refusesForeignFolder() throws {
    try TemporaryFolder.with { folder in
      try Data("{\"format\": \"territorial-impact-economy\"}".utf8)
        .write(to: folder.appendingPathComponent("datapackage.json"))
      let report = #expect(throws: ProblemReport.self) {
        try TableFolder.write(try SmallAccounts.table(), provenance: provenance, to: folder)
      }
      #expect(report?.problems.map(\.message) == ["the folder is not a table folder"])
    }
  }

  @Test("a table that could not be read again is not written")
  func refusesBroken() throws {
    try TemporaryFolder.with { folder in
      let place = folder.appendingPathComponent("table")
      let report = #expect(throws: ProblemReport.self) {
        let twice = SmallAccounts.accounts + [SmallAccounts.accounts[0]]
        let table = try SmallAccounts.table(output: [1, .infinity, 3, 4], satellites: twice)
        try TableFolder.write(table, provenance: provenance, to: place)
      }
      #expect(
        report?.problems.map(\.description) == [
          "satellite account: `employment` appears twice; expected a code of its own",
          "output.npy: 1 entries are not finite; expected finite numbers",
        ])
      #expect(!FileManager.default.fileExists(atPath: place.path))
    }
  }

  @Test("all faults of a folder are named at once")
  func broken() throws {
    try TemporaryFolder.with { folder in
      let place = folder.appendingPathComponent("table")
      try TableFolder.write(try SmallAccounts.table(), provenance: provenance, to: place)
      func edit(_ file: String, _ old: String, _ new: String) throws {
        let url = place.appendingPathComponent(file)
        let text = try String(contentsOf: url, encoding: .utf8)
        #expect(text.contains(old))
        try Data(text.replacingOccurrences(of: old, with: new).utf8).write(to: url)
      }
      try edit("final-columns.csv", "FR10,P3", "FR11,P3")
      try edit("primary-rows.csv", "value-added", "added-value")
      try edit("satellites.csv", "DE11,A,", "DE11,B,")
      try edit("datapackage.json", "\"scale\": 1000000", "\"scale\": 0")
      let url = place.appendingPathComponent("output.npy")
      try Data(try Data(contentsOf: url).dropLast(8)).write(to: url)
      let report = #expect(throws: ProblemReport.self) { try TableFolder.open(at: place) }
      let found = report?.problems
        .map {
          $0.description.replacingOccurrences(of: place.path + "/", with: "")
        }
      #expect(
        found?
          .contains(
            "datapackage.json:1:1: scale: the value does not fit; expected units of currency in one unit, such as 1000000"
          ) == true)
      #expect(
        found?
          .contains(
            "final-columns.csv:3:1: region `FR11` is not known; expected a code of regions.csv")
          == true)
    }
  }
}
