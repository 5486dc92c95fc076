import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies
import ImpactNumerics

/// Reads an account table from its files and collects every problem on the way.
struct TableFolderReader {
  private let files: FolderFiles
  private var problems: [Problem] = []
  private var hashes: [String: String] = [:]

  /// Throws `ProblemReport` with all problems of the folder.
  static func read(_ files: FolderFiles) throws -> TableFolder {
    var reader = TableFolderReader(files: files)
    return try reader.folder()
  }

  private init(files: FolderFiles) { self.files = files }

  private mutating func folder() throws -> TableFolder {
    let package = read(TableLayout.package) { try TablePackage(bytes: $0, file: $1) }
    problems += package?.problems ?? []
    let regions = read(TableLayout.regions) { try AxisTables.regions(&$0, countries: nil) }
    let industries = read(TableLayout.industries) { TableAxes.industries(&$0) }
    let columns = read(TableLayout.finalColumns) {
      TableAxes.finalColumns(&$0, regions: regions)
    }
    let rows = read(TableLayout.primaryRows) { TableAxes.primaryRows(&$0) }
    let accounts = read(TableLayout.satelliteAccounts) { TableAxes.accounts(&$0) }
    guard let regions, let industries, let columns, let rows, let accounts else {
      checkPresence()
      throw ProblemReport(problems)
    }
    let axes = TableAxes(regions: regions, industries: industries)
    let satellites = self.satellites(axes, accounts)
    let labels = Labels(axes: axes, columns: columns, rows: rows)
    let arrays = matrices(labels)
    let output = self.output(labels)
    guard problems.isEmpty, let package, let satellites, arrays.count == 4, let output else {
      throw ProblemReport(problems)
    }
    let table = try AccountTable(
      name: package.name, title: package.title, year: package.year, unit: package.unit,
      kind: package.kind, regions: regions, industries: industries, intermediate: arrays[0],
      finalColumns: columns, finalUses: arrays[1], primaryRows: rows, primaryInputs: arrays[2],
      primaryInputsOfFinalUses: arrays[3], output: output, satellites: satellites)
    return TableFolder(
      table: table, provenance: package.provenance, notices: notices(package.hashes),
      hashes: hashes)
  }

  /// Runs one step; its problems join the others.
  private mutating func collect<Value>(_ step: () throws -> Value) -> Value? {
    do {
      return try step()
    } catch let report as ProblemReport {
      problems += report.problems
    } catch {
      problems.append(Problem(at: nil, "\(error)", expected: "a readable file"))
    }
    return nil
  }

  private mutating func read<Value>(
    _ file: String, _ body: ([UInt8], String) throws -> Value
  ) -> Value? {
    let files = files
    guard let bytes = collect({ try files.bytes(file, of: .table) }) else { return nil }
    hashes[file] = SHA256.hexadecimal(bytes)
    return collect { try body(bytes, files.displayName(file)) }
  }

  private mutating func read<Value>(
    _ file: String, columns: [String], _ body: (inout TableReader) throws -> Value
  ) -> Value? {
    read(file) { bytes, file in
      var reader = try TableReader(bytes: bytes, file: file, columns: columns)
      let value = try body(&reader)
      try reader.finish()
      return value
    }
  }

  private mutating func read<Value>(
    _ table: EconomyLayout.Table, _ body: (inout TableReader) throws -> Value
  ) -> Value? {
    read(table.file, columns: table.names, body)
  }

  /// Names the arrays that are missing even where the axes cannot be read.
  private mutating func checkPresence() {
    let files = files
    for file in [TableLayout.satellites] + TableLayout.arrays.map(\.file) {
      _ = collect { try files.bytes(file, of: .table) }
    }
  }

  private mutating func satellites(
    _ axes: TableAxes, _ accounts: [AccountTable.SatelliteAccount]
  ) -> [AccountTable.SatelliteAccount]? {
    read(TableLayout.satellites, columns: ["region", "industry"] + accounts.map(\.code)) {
      axes.satellites(&$0, accounts)
    }
  }

  private mutating func matrices(_ labels: Labels) -> [Matrix] {
    TableLayout.arrays.prefix(4)
      .compactMap { array in
        let name = files.displayName(array.file)
        let stored = read(array.file) { try NumpyMatrix(bytes: $0, file: $1) }
        guard let stored else { return nil }
        let found = labels.problems(
          stored.values, shape: [stored.rows, stored.columns], array, isColumnMajor: true,
          file: name)
        problems += found
        guard found.isEmpty else { return nil }
        return Matrix(rows: stored.rows, columns: stored.columns, values: stored.values)
      }
  }

  private mutating func output(_ labels: Labels) -> [Double]? {
    let array = TableLayout.output
    guard let stored = read(array.file, { try NumpyArray(bytes: $0, file: $1) }) else { return nil }
    problems += labels.problems(
      stored.values, shape: stored.shape, array, isColumnMajor: false,
      file: files.displayName(array.file))
    return stored.values
  }

  private func notices(_ recorded: [String: String]) -> [Notice] {
    TableLayout.files.filter { $0 != TableLayout.package }
      .compactMap { file in
        guard let hash = recorded[file] else {
          return Notice("no-recorded-hash", "\(file) has no hash in \(TableLayout.package)")
        }
        guard hash != "sha256:\(hashes[file] ?? "")" else { return nil }
        return Notice(
          "file-changed",
          "\(file) differs from the hash in \(TableLayout.package): it was edited after writing")
      }
  }
}

/// Names of the entries of the arrays of a table folder.
private struct Labels {
  let axes: TableAxes
  let columns: [AccountTable.FinalColumn]
  let rows: [AccountTable.PrimaryRow]

  private func length(_ axis: TableLayout.Axis) -> Int {
    switch axis {
    case .cell: axes.dimension
    case .finalColumn: columns.count
    case .primaryRow: rows.count
    }
  }

  private func label(_ axis: TableLayout.Axis, _ index: Int) -> String {
    switch axis {
    case .cell: axes.place(index)
    case .finalColumn:
      [columns[index].region, columns[index].code].compactMap { $0 }.joined(separator: " ")
    case .primaryRow: rows[index].code
    }
  }

  /// Shape against the axes, then the first entry that is not finite and how many there are.
  func problems(
    _ values: [Double], shape: [Int], _ array: TableLayout.NumericArray, isColumnMajor: Bool,
    file: String
  ) -> [Problem] {
    let expected = array.axes.map(length)
    guard shape == expected else {
      let names = array.axes.map(\.rawValue).joined(separator: ", ")
      return [
        Problem(
          at: Location(file: file), "the array has the shape \(text(shape))",
          expected: "\(text(expected)) for (\(names))")
      ]
    }
    guard let first = values.firstIndex(where: { !$0.isFinite }) else { return [] }
    let others = values[(first + 1)...].count { !$0.isFinite }
    let indices = isColumnMajor ? [first % shape[0], first / shape[0]] : [first]
    let entry = zip(array.axes, indices).map(label).joined(separator: ", ")
    let more = others == 0 ? "" : " and \(others) more"
    return [
      Problem(
        at: Location(file: file), "entry (\(entry))\(more) is not a finite number",
        expected: "finite numbers")
    ]
  }

  private func text(_ shape: [Int]) -> String {
    "(" + shape.map(String.init).joined(separator: ", ") + ")"
  }
}
