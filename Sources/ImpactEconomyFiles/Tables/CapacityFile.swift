package import Foundation
import ImpactDiagnostics
import ImpactDocuments
package import ImpactEconomies

/// Reads capacities of makers: CSV with the columns `region,industry,capacity`, strictly.
///
/// Region is any place the accounts know (a region, country, territory or zone), industry a code, `AUTO`
/// or `ALL`, capacity a percentage of base-year output: 80 says that a fifth is missing.
public enum CapacityFile {
  static let columns = ["region", "industry", "capacity"]

  /// Capacity over base output by cell r·S + i; cells that no row names are left out.
  ///
  /// Throws a `ProblemReport` with every unknown name, every number out of range and every cell that two
  /// rows name.
  package static func read(at url: URL, places: NamedPlaces) throws -> [Int: Double] {
    try read(TextFile.bytes(url), file: url.relativePath, places: places)
  }

  /// As `read(at:places:)`, for bytes; `file` names them in problems.
  package static func read(
    _ bytes: [UInt8], file: String, places: NamedPlaces
  ) throws -> [Int: Double] {
    var table = try TableReader(bytes: bytes, file: file, columns: columns)
    var shares: [Int: Double] = [:]
    var lines: [Int: Int] = [:]
    for row in 0..<table.rowCount {
      let cells = cells(row, &table, places)
      let percent = table.number(row, 2) ?? .nan
      if percent < 0 || percent > 1_000 {
        table.report(
          row, 2, "a capacity of \(table.text(row, 2)) per cent of output",
          expected: "0 to 1000; 100 is the output of the base year")
      }
      if let twice = cells.first(where: { lines[$0] != nil }) {
        let place = places.place(twice)
        table.report(
          row, 0, "\(place) has a capacity already",
          expected: "each maker once; the first is on line \(lines[twice] ?? 0)")
      }
      for cell in cells {
        shares[cell] = percent / 100
        lines[cell] = table.location(row, 0).line
      }
    }
    try table.finish()
    guard !shares.isEmpty else {
      throw ProblemReport([
        Problem(at: Location(file: file), "the file has no rows", expected: "capacities")
      ])
    }
    return shares
  }

  private static func cells(
    _ row: Int, _ table: inout TableReader, _ places: NamedPlaces
  ) -> [Int] {
    let (region, industry) = (table.required(row, 0), table.required(row, 1))
    guard !region.isEmpty, !industry.isEmpty else { return [] }
    do {
      return
        try places.selection(
          regions: [region], industries: industry == "ALL" ? [] : [industry], territories: []
        )
        .cells(industryCount: places.industries.count)
    } catch let report as ProblemReport {
      for problem in report.problems {
        table.report(row, 0, problem.message, expected: problem.expected)
      }
    } catch {
      table.report(row, 0, "\(error)", expected: "a place and an industry")
    }
    return []
  }
}

extension NamedPlaces {
  /// `DE C29-VEH`: region and industry of a cell.
  fileprivate func place(_ cell: Int) -> String {
    "\(regions[cell / industries.count].code) \(industries[cell % industries.count].code)"
  }
}
