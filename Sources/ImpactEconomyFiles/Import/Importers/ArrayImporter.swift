import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies
import ImpactNumerics

/// Reads numpy arrays beside axes in CSV.
///
/// Axes: `countries.csv` or `regions.csv`, `industries.csv` or `sectors.csv`, `final-demand.csv` or
/// `fds.csv`, `primary-rows.csv`, each with a column `code` and, if need be, `name` and `category`.
/// Arrays, with a year in their names or without: `intermediate`, `final`, `primary`, `output`; or one
/// `table` that holds all blocks; or, for national tables, `domestic`, `imports`, `primary`, `output`
/// with one block for each country. Cells are region-major.
struct ArrayImporter {
  private let files: [InputFile]
  private let year: Int?

  /// Codes of an axis with what the file says of them.
  struct Axis {
    let codes: [String]
    let names: [String: String]
    let categories: [String: String]
    /// Region of each code, for final uses that are listed one by one; empty where they are not.
    var regions: [String] = []
    static let empty = Axis(codes: [], names: [:], categories: [:])
  }

  init(_ files: [InputFile], year: Int?) {
    self.files = files
    self.year = year
  }

  /// Throws `ProblemReport` with what is missing or does not fit.
  func table() throws -> RawTable {
    let regions = try axis(["countries", "countrys", "regions"], isNeeded: true)
    let industries = try axis(["industries", "sectors", "products"], isNeeded: true)
    let finals = try axis(["final-demand", "fds", "final-columns", "final"], isNeeded: false)
    let primaries = try axis(["primary-rows", "primary", "value-added"], isNeeded: false)
    let blocks = Blocks(
      regions: regions, industries: industries, finals: finals, primaries: primaries)
    var raw: RawTable
    if let domestic = try array("domestic") {
      raw = try national(domestic, blocks)
    } else if let table = try matrix("table") {
      raw = try whole(table, blocks)
    } else {
      raw = try separate(blocks)
    }
    raw.industryNames = industries.names
    return raw
  }

  /// The axes of a table.
  struct Blocks {
    let regions: Axis
    let industries: Axis
    let finals: Axis
    let primaries: Axis
    var n: Int { regions.codes.count * industries.codes.count }
    /// Final uses, region-major.
    var labels: [RawTable.FinalLabel] {
      guard finals.regions.isEmpty else {
        return zip(finals.regions, finals.codes)
          .map { .init(region: $0.isEmpty ? nil : $0, code: $1) }
      }
      return regions.codes.flatMap { region in
        finals.codes.map { .init(region: region, code: $0) }
      }
    }
    func primary(_ code: String) -> RawTable.PrimaryLabel {
      .init(code: code, term: primaries.categories[code] ?? code)
    }
  }

  func fault(_ file: String, _ message: String, _ expected: String) -> ProblemReport {
    ProblemReport([Problem(at: Location(file: file), message, expected: expected)])
  }

  var folder: String {
    guard let first = files.first else { return "" }
    return String(first.name.dropLast(first.base.count))
  }

  private func axis(_ names: [String], isNeeded: Bool) throws -> Axis {
    let found = names.compactMap { name in files.first { $0.base == "\(name).csv" } }.first
    guard let file = found else {
      guard !isNeeded else {
        throw fault(
          folder + "\(names[0]).csv", "the file is missing",
          "the codes of an axis in one of \(names.map { "\($0).csv" }.joined(separator: ", "))")
      }
      return .empty
    }
    let table = try CSVTable(bytes: try file.bytes(limit: 64 << 20), file: file.name)
    let code = try table.column("code")
    func texts(_ column: String) -> [String: String] {
      guard let k = table.header.firstIndex(of: column) else { return [:] }
      return Dictionary(table.rows.map { ($0[code], $0[k]) }) { first, _ in first }
    }
    let codes = table.rows.map { $0[code] }
    let regions = table.header.firstIndex(of: "region").map { k in table.rows.map { $0[k] } } ?? []
    var seen: Set<[String]> = []
    let problems = codes.indices
      .filter { !seen.insert([regions.isEmpty ? "" : regions[$0], codes[$0]]).inserted }
      .map {
        Problem(
          at: table.location(row: $0), "`\(codes[$0])` appears twice", expected: "each code once")
      }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    return Axis(codes: codes, names: texts("name"), categories: texts("category"), regions: regions)
  }

  /// The array file of a name, with the year behind it where there are several.
  private func arrayFile(_ name: String) throws -> InputFile? {
    let found = files.filter {
      $0.base == "\(name).npy" || ($0.base.hasPrefix("\(name)_") && $0.base.hasSuffix(".npy"))
    }
    guard found.count > 1 else { return found.first }
    if let year, let file = found.first(where: { $0.base.contains("\(year)") }) { return file }
    throw fault(
      folder + name,
      "there are \(found.count) arrays: \(found.map(\.base).joined(separator: ", "))",
      "the year of one of them, with --year")
  }

  func array(_ name: String) throws -> (NumpyArray, String)? {
    guard let file = try arrayFile(name) else { return nil }
    return (try NumpyArray(bytes: try file.bytes(limit: 32 << 30), file: file.name), file.name)
  }

  private func matrix(_ name: String) throws -> (Matrix, String)? {
    guard let file = try arrayFile(name) else { return nil }
    let stored = try NumpyMatrix(bytes: try file.bytes(limit: 32 << 30), file: file.name)
    if let bad = stored.values.firstIndex(where: { !$0.isFinite }) {
      throw fault(
        file.name,
        "entry (\(bad % stored.rows), \(bad / stored.rows)) is not a finite number",
        "finite numbers")
    }
    return (Matrix(rows: stored.rows, columns: stored.columns, values: stored.values), file.name)
  }

  private func sized(
    _ found: (Matrix, String)?, _ name: String, _ rows: Int, _ columns: Int
  ) throws -> Matrix {
    guard let (matrix, file) = found else {
      throw fault(folder + "\(name).npy", "the file is missing", "an array of \(rows)×\(columns)")
    }
    guard matrix.rows == rows, matrix.columns == columns else {
      throw fault(
        file, "the array has the shape (\(matrix.rows), \(matrix.columns))",
        "(\(rows), \(columns)) by the axes")
    }
    return matrix
  }

  private func separate(_ blocks: Blocks) throws -> RawTable {
    let (n, k) = (blocks.n, blocks.primaries.codes.count)
    let labels = blocks.labels
    let z = try sized(try matrix("intermediate"), "intermediate", n, n)
    let y = try sized(try matrix("final"), "final", n, labels.count)
    let w = k == 0 ? Matrix(rows: 0, columns: n) : try sized(try matrix("primary"), "primary", k, n)
    let ofFinals = try matrix("inputs_of_final_uses")
    return RawTable(
      regions: blocks.regions.codes, industries: blocks.industries.codes, finals: labels,
      primaries: blocks.primaries.codes.map(blocks.primary), intermediate: z, finalUses: y,
      primaryInputs: w,
      primaryInputsOfFinalUses: ofFinals == nil
        ? Matrix(rows: k, columns: labels.count)
        : try sized(ofFinals, "inputs_of_final_uses", k, labels.count),
      output: try output(n))
  }

  func output(_ n: Int) throws -> [Double]? {
    guard let (output, file) = try array("output") else { return nil }
    guard output.values.count == n else {
      throw fault(file, "the array holds \(output.values.count) values", "\(n) by the axes")
    }
    return output.values
  }

  /// One array: cells and primary inputs down, cells and final uses across.
  private func whole(_ found: (Matrix, String), _ blocks: Blocks) throws -> RawTable {
    let (n, k) = (blocks.n, blocks.primaries.codes.count)
    let labels = blocks.labels
    let table = try sized(found, "table", n + k, n + labels.count)
    func block(_ rows: Range<Int>, _ columns: Range<Int>) -> Matrix {
      var values: [Double] = []
      values.reserveCapacity(rows.count * columns.count)
      for j in columns {
        values +=
          table.values[(j * table.rows + rows.lowerBound)..<(j * table.rows + rows.upperBound)]
      }
      return Matrix(rows: rows.count, columns: columns.count, values: values)
    }
    let m = labels.count
    return RawTable(
      regions: blocks.regions.codes, industries: blocks.industries.codes, finals: labels,
      primaries: blocks.primaries.codes.map(blocks.primary), intermediate: block(0..<n, 0..<n),
      finalUses: block(0..<n, n..<n + m), primaryInputs: block(n..<n + k, 0..<n),
      primaryInputsOfFinalUses: block(n..<n + k, n..<n + m), output: try output(n))
  }
}
