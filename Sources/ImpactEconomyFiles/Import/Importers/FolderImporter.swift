import ImpactDiagnostics
import ImpactEconomies
import ImpactNumerics

/// Reads a table that several text files hold: EXIOBASE 3, and folders saved by pymrio as text.
///
/// `Z.txt` (or `A.txt` with `x.txt`) and `Y.txt` with two header lines and two columns of labels,
/// `x.txt`, and a folder with `F.txt` and `unit.txt` for each extension, as pymrio's `save_all` writes
/// them (Stadler 2021, Journal of Open Research Software 9: 8).
struct FolderImporter {
  private let files: [InputFile]
  private var problems: [Problem] = []

  static func recognises(_ files: [InputFile]) -> Bool {
    let bases = Set(files.map(\.base))
    return bases.contains("Y.txt") && (bases.contains("Z.txt") || bases.contains("A.txt"))
      || bases.contains("file_parameters.json")
  }

  init(_ files: [InputFile]) { self.files = files }

  /// A file by its base name, the one that lies least deep.
  private func file(_ base: String) -> InputFile? {
    files.filter { $0.base == base }
      .min { $0.name.count { $0 == "/" } < $1.name.count { $0 == "/" } }
  }

  private func needed(_ base: String, _ expected: String) throws -> InputFile {
    if let file = file(base) { return file }
    let stem = base.split(separator: ".")[0]
    if let other = files.first(where: { $0.base == "\(stem).parquet" }) {
      throw ProblemReport([
        Problem(
          at: Location(file: other.name), "this is a parquet file, which is not read",
          expected: "text: save with pymrio's `save_all(path, table_format=\"txt\")`")
      ])
    }
    throw ProblemReport([
      Problem(
        at: Location(file: files.first?.name ?? base), "there is no \(base)", expected: expected)
    ])
  }

  /// Throws `ProblemReport` with the faults of the files.
  mutating func table() throws -> RawTable {
    let finalFile = try needed("Y.txt", "the final uses of the table in Y.txt")
    var raw = try flows()
    let cells = Self.cells(raw)
    let final = try LabelledMatrix(finalFile)
    try takeFinalUses(final, finalFile, cells, &raw)
    let extensions = files.filter { $0.base == "F.txt" }
    for file in extensions { try takeExtension(file, cells, &raw) }
    if files.contains(where: { $0.base == "F_Y.txt" }) {
      raw.notices.append(
        Notice(
          "final-extensions-not-read",
          "accounts that hang on final uses (F_Y.txt) are not read: satellites hang on output"))
    }
    let units = Set(try self.units(beside: finalFile).filter { $0.key != "region sector" }.values)
    if units.count == 1 { raw.unit = units.first.flatMap(Self.monetaryUnit) }
    return raw
  }

  /// `M.EUR`, `Mill USD`: a currency with millions or thousands before it.
  static func monetaryUnit(_ text: String) -> AccountTable.MonetaryUnit? {
    let words = text.split { !$0.isLetter }.map(String.init)
    let scales = ["M": 1e6, "Mill": 1e6, "Mio": 1e6, "million": 1e6, "k": 1e3, "thousand": 1e3]
    guard let currency = words.last, currency.count == 3, currency.allSatisfy({ $0.isUppercase })
    else { return nil }
    if words.count == 1 { return .init(currency: currency, scale: 1) }
    guard words.count == 2, let scale = scales[words[0]] else { return nil }
    return .init(currency: currency, scale: scale)
  }

  private static func cells(_ raw: RawTable) -> [CellName: Int] {
    var cells: [CellName: Int] = [:]
    for (r, region) in raw.regions.enumerated() {
      for (i, industry) in raw.industries.enumerated() {
        cells[CellName(region: region, industry: industry)] = r * raw.industries.count + i
      }
    }
    return cells
  }

  private func flows() throws -> RawTable {
    let output = try file("x.txt").map { ($0, try LabelledMatrix($0)) }
    guard let file = file("Z.txt") else {
      let coefficients = try needed("A.txt", "the flows of the table in Z.txt")
      var raw = try MatrixImporter(coefficients).table()
      guard let output else {
        throw ProblemReport([
          Problem(
            at: Location(file: coefficients.name), "there is neither Z.txt nor x.txt",
            expected: "Z.txt, or x.txt beside A.txt")
        ])
      }
      let x = try Self.vector(output.1, output.0, Self.cells(raw))
      let n = raw.dimension
      for j in 0..<n {
        for i in 0..<n { raw.intermediate.values[i + j * n] *= x[j] }
      }
      raw.output = x
      raw.steps.append(.init(name: "flows", text: "Z = A x̂ from A.txt and x.txt."))
      return raw
    }
    var raw = try MatrixImporter(file).table()
    if let output { raw.output = try Self.vector(output.1, output.0, Self.cells(raw)) }
    return raw
  }

  /// The first column of a file by cell.
  private static func vector(
    _ matrix: LabelledMatrix, _ file: InputFile, _ cells: [CellName: Int]
  ) throws -> [Double] {
    var values = [Double](repeating: 0, count: cells.count)
    let places = try rows(matrix, file, cells)
    matrix.forEachRow { row, numbers in values[places[row]] = numbers[numbers.startIndex] }
    return values
  }

  /// The cell of each row; every cell once.
  private static func rows(
    _ matrix: LabelledMatrix, _ file: InputFile, _ cells: [CellName: Int]
  ) throws -> [Int] {
    let reader = LabelReader(names: matrix.head.labelNames, count: matrix.head.labelCount)
    var seen: Set<Int> = []
    var problems: [Problem] = []
    let places = matrix.rowLabels.map { labels in
      let (region, code) = reader.split(labels)
      let cell = cells[CellName(region: region, industry: code)]
      if cell == nil || !seen.insert(cell ?? 0).inserted {
        problems.append(
          Problem(
            at: Location(file: file.name),
            "row `\(region) \(code)` \(cell == nil ? "is not known" : "appears twice")",
            expected: "the regions and industries of the flows, each once"))
      }
      return cell ?? 0
    }
    if problems.isEmpty, seen.count < cells.count {
      problems.append(
        Problem(
          at: Location(file: file.name), "\(cells.count - seen.count) rows are missing",
          expected:
            "a row for each of the \(cells.count) regions and industries: is the file whole?"))
    }
    guard problems.isEmpty else {
      throw ProblemReport(Array(problems.prefix(CellFaults.mostNamed)))
    }
    return places
  }

  private func takeFinalUses(
    _ final: LabelledMatrix, _ file: InputFile, _ cells: [CellName: Int], _ raw: inout RawTable
  ) throws {
    let levels = LabelReader(
      names: final.head.levelNames, count: final.head.header.count)
    raw.finals = final.columnLabels.map {
      let (region, code) = levels.split($0)
      let isOutside = region.isEmpty || region == PymrioFolder.outside
      return .init(region: isOutside ? nil : region, code: code)
    }
    let places = try Self.rows(final, file, cells)
    let (n, m) = (raw.dimension, raw.finals.count)
    var values = [Double](repeating: 0, count: n * m)
    final.forEachRow { row, numbers in
      for (c, value) in numbers.enumerated() { values[places[row] + c * n] = value }
    }
    raw.finalUses = Matrix(rows: n, columns: m, values: values)
    raw.primaryInputsOfFinalUses = Matrix(rows: raw.primaries.count, columns: m)
  }
}

extension FolderImporter {
  /// Rows of `F.txt`: primary inputs where their names say so, satellite accounts otherwise.
  private func takeExtension(
    _ file: InputFile, _ cells: [CellName: Int], _ raw: inout RawTable
  ) throws {
    // An empty cell of an account is a value that no source has; a primary input is never unknown.
    let matrix = try LabelledMatrix(file) { labels in
      Vocabulary.primary(labels.filter { !$0.isEmpty }.joined(separator: " ")) == nil
    }
    let levels = LabelReader(
      names: matrix.head.levelNames, count: matrix.head.header.count)
    let places = try matrix.columnLabels.map { labels in
      let (region, code) = levels.split(labels)
      guard let cell = cells[CellName(region: region, industry: code)] else {
        throw ProblemReport([
          Problem(
            at: Location(file: file.name), "column `\(region) \(code)` is not known",
            expected: "the regions and industries of the flows")
        ])
      }
      return cell
    }
    let units = try self.units(beside: file)
    let n = raw.dimension
    var primaries: [(RawTable.PrimaryLabel, [Double])] = []
    var accounts: [AccountTable.SatelliteAccount] = []
    matrix.forEachRow { row, numbers in
      let name = matrix.rowLabels[row].filter { !$0.isEmpty }.joined(separator: " ")
      var values = [Double](repeating: 0, count: n)
      for (k, value) in numbers.enumerated() { values[places[k]] = value }
      if Vocabulary.primary(name) != nil {
        primaries.append((.init(code: name, term: name), values))
      } else {
        accounts.append(.init(code: name, name: name, unit: units[name] ?? "", values: values))
      }
    }
    append(primaries, to: &raw)
    raw.satellites += accounts
    if accounts.contains(where: { $0.unit.isEmpty }) {
      raw.notices.append(
        Notice("unit-unknown", "\(file.name): some accounts have no unit in unit.txt"))
    }
  }

  private func append(
    _ rows: [(RawTable.PrimaryLabel, [Double])], to raw: inout RawTable
  ) {
    guard !rows.isEmpty else { return }
    let (n, m, old) = (raw.dimension, raw.finals.count, raw.primaries.count)
    let k = old + rows.count
    var inputs = Matrix(rows: k, columns: n)
    var ofFinals = Matrix(rows: k, columns: m)
    for p in 0..<old {
      for j in 0..<n { inputs[p, j] = raw.primaryInputs[p, j] }
      for c in 0..<m { ofFinals[p, c] = raw.primaryInputsOfFinalUses[p, c] }
    }
    for (p, row) in rows.enumerated() {
      for j in 0..<n { inputs[old + p, j] = row.1[j] }
    }
    raw.primaries += rows.map(\.0)
    raw.primaryInputs = inputs
    raw.primaryInputsOfFinalUses = ofFinals
  }

  /// Units by account from the `unit.txt` in the same folder.
  private func units(beside file: InputFile) throws -> [String: String] {
    let folder = file.name.dropLast(file.base.count)
    guard let units = files.first(where: { $0.name == folder + "unit.txt" }) else { return [:] }
    let bytes = try units.bytes(limit: 64 << 20)
    var lines = LineSplitter(bytes: bytes, isWhole: true)
    var result: [String: String] = [:]
    while let line = lines.next() {
      let fields = TextHead.fields(bytes[line.range], UInt8(ascii: "\t")).map(\.trimmed)
      guard fields.count >= 2 else { continue }
      let name = fields.dropLast().filter { !$0.isEmpty }.joined(separator: " ")
      result[name] = fields[fields.count - 1]
    }
    return result
  }
}
