public import Foundation
import ImpactDiagnostics
import ImpactDocuments
public import ImpactEconomies

extension Concordance {
  /// Names of the concordances compiled into the program, such as `a64-to-a10`, in order.
  public static var shippedNames: [String] {
    ShippedFiles.paths.filter { $0.hasPrefix(folder) && $0.hasSuffix(".csv") }
      .map { String($0.dropFirst(folder.count).dropLast(4)) }
      .sorted()
  }

  private static let folder = "catalogue/concordances/"

  /// A concordance compiled into the program; throws a `ProblemReport` for an unknown name.
  public static func shipped(_ name: String) throws -> Concordance {
    let path = folder + name + ".csv"
    guard let view = ShippedFiles.view(path) else {
      let near = NearestName.nearest(to: name, among: shippedNames).map { "`\($0)`, or " } ?? ""
      throw ProblemReport([
        Problem(
          at: nil, "there is no concordance `\(name)`",
          expected:
            "\(near)one of \(shippedNames.joined(separator: ", ")), or the path of a CSV file")
      ])
    }
    return try read(Array(view), file: name)
  }

  /// Reads a CSV file with the columns `from` and `to`, and perhaps `weight` and `to_name`.
  ///
  /// Throws a `ProblemReport` with every line that cannot be used and every code whose weights do
  /// not sum to 1.
  public static func read(at url: URL) throws -> Concordance {
    try read(TextFile.bytes(url), file: url.relativePath)
  }

  /// As `read(at:)`, for bytes; `file` names them in problems.
  package static func read(_ bytes: [UInt8], file: String) throws -> Concordance {
    let table = try OptionalColumns.reader(
      bytes, file: file, required: ["from", "to"], optional: ["weight", "to_name"])
    var reader = table.reader
    var links: [Link] = []
    for row in 0..<reader.rowCount {
      let weight = table.place("weight").map { reader.number(row, $0) ?? .nan } ?? 1
      links.append(
        Link(
          from: reader.required(row, 0), to: reader.required(row, 1), weight: weight,
          toName: table.place("to_name").map { reader.text(row, $0) } ?? ""))
    }
    try reader.finish()
    return try Concordance(name: file, links: links)
  }
}

/// A table of which some columns may be missing.
struct OptionalColumns {
  let reader: TableReader
  private let names: [String]

  /// Required columns come first, in their order; unknown columns are an error.
  static func reader(
    _ bytes: [UInt8], file: String, required: [String], optional: [String]
  ) throws -> OptionalColumns {
    let cells = try CSVCells(bytes: bytes, file: file)
    let header = (0..<cells.columnCount).map { cells.text(0, $0) }
    let names = required + optional.filter(header.contains)
    return OptionalColumns(
      reader: try TableReader(bytes: bytes, file: file, columns: names), names: names)
  }

  /// Place of a column among those that are there.
  func place(_ name: String) -> Int? { names.firstIndex(of: name) }
}

/// A file read whole.
enum TextFile {
  /// Throws a `ProblemReport` that names the file when it cannot be read.
  static func bytes(_ url: URL) throws -> [UInt8] {
    do {
      return Array(try Data(contentsOf: url))
    } catch {
      throw ProblemReport([
        Problem(
          at: Location(file: url.relativePath), "the file cannot be read",
          expected: "a readable file")
      ])
    }
  }
}
