import Foundation
import ImpactDocuments
import ImpactEconomies
import ImpactNumerics
import ImpactTestSupport
import Testing

@testable import ImpactEconomyFiles

/// Exports carry every number back bit by bit.
struct ExportTests {
  private let table: AccountTable

  init() throws { table = try BalancedTable.make(scale: 1.0 / 3) }

  private func numbers(_ line: Substring, _ separator: Character, from: Int) -> [Double] {
    line.split(separator: separator, omittingEmptySubsequences: false).dropFirst(from)
      .map { $0.isEmpty ? .nan : Double($0) ?? .infinity }
  }

  private func row(_ matrix: Matrix, _ i: Int) -> [Double] {
    (0..<matrix.columns).map { matrix[i, $0] }
  }

  @Test func pymrioTextsHoldTheNumbers() throws {
    try TemporaryFolder.with { folder in
      let target = folder.appendingPathComponent("pymrio")
      try PymrioFolder.write(table, to: target)
      func lines(_ name: String) throws -> [Substring] {
        try String(contentsOf: target.appendingPathComponent(name), encoding: .utf8)
          .split(separator: "\n", omittingEmptySubsequences: false)
      }
      let z = try lines("Z.txt")
      #expect(z[0].hasPrefix("region\t\tDE11\tDE11\tDE11\tDE12"))
      #expect(z[1].hasPrefix("sector\t\tA\tC29\tG\tA"))
      for i in 0..<9 { #expect(numbers(z[3 + i], "\t", from: 2) == row(table.intermediate, i)) }
      let y = try lines("Y.txt")
      #expect(y[0].hasSuffix("FR10\trest-of-world"))
      for i in 0..<9 { #expect(numbers(y[3 + i], "\t", from: 2) == row(table.finalUses, i)) }
      let f = try lines("primary_inputs/F.txt")
      #expect(numbers(f[3], "\t", from: 1) == row(table.primaryInputs, 0))
      let satellites = try lines("satellites/F.txt")
      #expect(numbers(satellites[3], "\t", from: 1).last?.isNaN == true)
      #expect(try lines("satellites/unit.txt")[1] == "employment\tpersons")
      let parameters = try String(
        contentsOf: target.appendingPathComponent("file_parameters.json"), encoding: .utf8)
      #expect(parameters.contains("\"systemtype\": \"IOSystem\""))
      #expect(throws: (any Error).self) { try PymrioFolder.write(table, to: target) }
    }
  }

  @Test func theCSVHoldsTheNumbers() throws {
    try TemporaryFolder.with { folder in
      let target = folder.appendingPathComponent("csv")
      try TableCSV.write(table, to: target)
      let lines = try String(
        contentsOf: target.appendingPathComponent("table.csv"), encoding: .utf8
      )
      .split(separator: "\n")
      #expect(lines[0].hasPrefix("region,,DE11,DE11,DE11,DE12"))
      #expect(lines[1].hasPrefix("code,,A,C29,G,A"))
      #expect(lines[1].hasSuffix("P52,P6,output"))
      for i in 0..<9 {
        let found = numbers(lines[3 + i], ",", from: 2)
        #expect(found == row(table.intermediate, i) + row(table.finalUses, i) + [table.output[i]])
      }
      let primary = numbers(lines[12], ",", from: 2)
      #expect(
        Array(primary.dropLast()) == row(table.primaryInputs, 0)
          + row(table.primaryInputsOfFinalUses, 0))
    }
  }

  @Test func theArraysHoldTheNumbers() throws {
    try TemporaryFolder.with { folder in
      let target = folder.appendingPathComponent("npy")
      try TableArrays.write(table, to: target)
      func array(_ name: String) throws -> NumpyMatrix {
        let url = target.appendingPathComponent(name)
        return try NumpyMatrix(bytes: Array(Data(contentsOf: url)), file: name)
      }
      #expect(try array("intermediate.npy").values == table.intermediate.values)
      #expect(try array("final.npy").values == table.finalUses.values)
      #expect(try array("primary.npy").values == table.primaryInputs.values)
      #expect(try array("inputs_of_final_uses.npy").values == table.primaryInputsOfFinalUses.values)
      let cells = try String(
        contentsOf: target.appendingPathComponent("cells.csv"), encoding: .utf8)
      #expect(cells.hasPrefix("region,industry\nDE11,A\nDE11,C29\n"))
    }
  }

  /// What is exported comes back through the importers, bit by bit.
  @Test func exportsAreImportedUnchanged() throws {
    try TemporaryFolder.with { folder in
      let forms: [(String, (URL) throws -> Void, [String])] = [
        ("csv", { try TableCSV.write(table, to: $0) }, ["table.csv"]),
        ("npy", { try TableArrays.write(table, to: $0) }, [""]),
        ("pymrio", { try PymrioFolder.write(table, to: $0) }, [""]),
      ]
      for (name, write, files) in forms {
        let target = folder.appendingPathComponent(name)
        try write(target)
        var request = TableImport.Request(
          paths: files.map { target.appendingPathComponent($0).path }, year: table.year)
        request.unit = table.unit
        request.kind = table.kind
        if name != "pymrio" {
          request.satellites = [target.appendingPathComponent("satellites.csv").path]
        }
        let back = try TableImport.read(request).table
        #expect(back.intermediate == table.intermediate, "\(name)")
        #expect(back.finalUses == table.finalUses, "\(name)")
        #expect(back.primaryInputs == table.primaryInputs, "\(name)")
        #expect(back.output == table.output, "\(name)")
        #expect(back.regions.map(\.code) == table.regions.map(\.code))
        #expect(back.industries.map(\.code) == table.industries.map(\.code))
        #expect(back.finalColumns.map(\.region) == table.finalColumns.map(\.region), "\(name)")
        #expect(back.finalColumns.map(\.code) == table.finalColumns.map(\.code))
        #expect(back.primaryRows.map(\.code) == table.primaryRows.map(\.code))
        for (a, b) in zip(back.satellites, table.satellites) {
          #expect(a.code == b.code && a.unit == b.unit, "\(name)")
          #expect(zip(a.values, b.values).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
        }
        #expect(back.satellites.count == table.satellites.count, "\(name)")
        guard name != "pymrio" else { continue }
        #expect(back.primaryInputsOfFinalUses == table.primaryInputsOfFinalUses, "\(name)")
      }
    }
  }
}
