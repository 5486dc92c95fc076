import Foundation
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies
import ImpactEconomyFiles
import ImpactNumerics
import Testing

/// The folder of published data, which is not part of the package: in `TIA_REFERENCE_DATA`, or beside it.
private let published: URL? = {
  let given = ProcessInfo.processInfo.environment["TIA_REFERENCE_DATA"]
    .flatMap { $0.isEmpty ? nil : $0 }
  let beside = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared")
  let folder = (given.map { URL(filePath: $0, directoryHint: .isDirectory) } ?? beside)
    .appending(path: "data")
  return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
}()

@Suite("Published arrays, imported", .enabled(if: published != nil))
struct ReferenceImportTests {
  /// Imports a folder, with files of our own beside a copy of it.
  private func read(
    _ name: String, year: Int, _ more: [String: String] = [:]
  ) throws -> TableImport {
    guard let published else { throw CancellationError() }
    return try TemporaryFolder.with { folder in
      let copy = folder.appending(path: name)
      try FileManager.default.copyItem(at: published.appending(path: name), to: copy)
      for (file, text) in more { try Data(text.utf8).write(to: copy.appending(path: file)) }
      var request = TableImport.Request(paths: [copy.path], year: year)
      request.unit = .millionUSD
      return try TableImport.read(request)
    }
  }

  /// max |x − ΣZ − ΣY| and max |x − ΣZ − ΣW|.
  private func gaps(_ table: AccountTable) -> (rows: Double, columns: Double) {
    let n = table.dimension
    var (rows, columns) = (table.output, table.output)
    for j in 0..<n {
      for i in 0..<n {
        rows[i] -= table.intermediate[i, j]
        columns[j] -= table.intermediate[i, j]
      }
      for p in table.primaryRows.indices { columns[j] -= table.primaryInputs[p, j] }
    }
    for c in table.finalColumns.indices { for i in 0..<n { rows[i] -= table.finalUses[i, c] } }
    return (rows.map(abs).max() ?? 0, columns.map(abs).max() ?? 0)
  }

  /// Column sum of (I − A)⁻¹, by Σ_k 1ᵀ Aᵏ e.
  private func multiplier(_ table: AccountTable, _ region: String, _ industry: String) throws
    -> Double
  {
    let r = try #require(table.regions.firstIndex { $0.code == region })
    let i = try #require(table.industries.firstIndex { $0.code == industry })
    let n = table.dimension
    var column = Matrix(rows: n, columns: 1)
    column[table.index(region: r, industry: i), 0] = 1
    var coefficients = table.intermediate
    for j in 0..<n {
      let x = table.output[j]
      for k in 0..<n { coefficients[k, j] = x == 0 ? 0 : coefficients[k, j] / x }
    }
    var sum = 0.0
    for _ in 0..<400 {
      let step = column.values.reduce(0, +)
      sum += step
      if step < 1e-14 { break }
      column = coefficients.multiplied(by: column)
    }
    return sum
  }

  private let rows = "code,category\nTLS,TLS\nLAB,D1\nCAP,B2A3G\n"

  @Test("WIOD 2013: rows balance to 108, multiplier of German transport equipment")
  func wiod2013() throws {
    let read = try read("wiod-2013-wiot", year: 2011)
    #expect(read.table.regionCount == 41 && read.table.industryCount == 35)
    // Published figures are whole millions.
    #expect(abs(gaps(read.table).rows - 108) < 0.5)
    #expect(abs(try multiplier(read.table, "DEU", "c15") - 2.771670) < 1e-6)
    #expect(read.notices.map(\.code) == ["value-added-residual", "rows-out-of-balance"])
  }

  @Test("WIOD 2016, national tables: rows to 6e-9, columns to 65 but for Romania, German cars")
  func wiod2016() throws {
    let read = try read("wiod-2016-niot", year: 2014)
    let gaps = gaps(read.table)
    // Sums of a few thousand flows of up to 1e6.
    #expect(gaps.rows < 1e-8 && abs(gaps.columns - 3853) < 0.5)
    let r = try #require(read.table.regions.firstIndex { $0.code == "DEU" })
    let i = try #require(read.table.industries.firstIndex { $0.code == "C29" })
    #expect(abs(read.table.output[read.table.index(region: r, industry: i)] - 445470.878) < 1e-3)
    #expect(abs(try multiplier(read.table, "DEU", "C29") - 1.730329) < 1e-6)
  }

  @Test("OECD, 20 regions and sections: columns to 7e-9, German manufacturing")
  func oecd20() throws {
    let read = try read("oecd-icio-2019-20x20", year: 2019, ["primary-rows.csv": rows])
    // 7e-9 by pairwise sums; the order of the sums moves it.
    #expect(gaps(read.table).columns < 3e-8)
    #expect(abs(try multiplier(read.table, "DEU", "C") - 2.448144) < 1e-6)
    #expect(read.notices.isEmpty)
  }

  @Test("OECD, 77 economies and 11 groups: columns to 2e-8, German manufacturing")
  func oecd77() throws {
    let groups = "code\n" + (1...11).map { "\($0)\n" }.joined()
    let read = try read(
      "oecd-icio-2020-77x11", year: 2020,
      ["primary-rows.csv": rows, "fds.csv": "code\nC\nI\nCx\n", "sectors.csv": groups])
    // 2e-9 by pairwise sums; the order of the sums moves it.
    #expect(gaps(read.table).columns < 3e-8)
    #expect(abs(try multiplier(read.table, "DEU", "2") - 2.4168) < 5e-5)
  }
}
