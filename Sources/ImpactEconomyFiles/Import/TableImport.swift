public import ImpactDiagnostics
public import ImpactEconomies

/// Reads published input-output tables into account tables.
///
/// Editions are recognised by the labels of their rows and columns, never by position. Nothing is
/// filled in or left out without a notice.
public struct TableImport: Sendable {
  /// What to read, and how.
  public struct Request: Sendable {
    /// Files, folders and archives of one table.
    public var paths: [String]
    /// The format; nil to recognise it.
    public var format: TableFormat?
    /// Year of the accounts; nil to take it from the names of the files.
    public var year: Int?
    /// CSV files with satellite accounts.
    public var satellites: [String] = []
    /// What one unit of the flows is worth, where the edition does not say.
    public var unit: AccountTable.MonetaryUnit?
    /// What rows and columns stand for, where the labels do not say.
    public var kind: AccountTable.Kind?
    /// Keeps the parts of China and Mexico of the OECD tables apart.
    public var keepsParts = false
    /// Short identifier of the table; nil to make one from format and year.
    public var name: String?

    /// A request for the files of one table.
    public init(paths: [String], format: TableFormat? = nil, year: Int? = nil) {
      self.paths = paths
      self.format = format
      self.year = year
    }
  }

  /// The accounts.
  public let table: AccountTable
  /// Sources, licences and steps.
  public let provenance: Provenance
  /// What was converted, merged, assumed or found to be out of balance.
  public let notices: [Notice]

  /// Reads a table.
  ///
  /// Throws `ProblemReport` with all problems of its files: file, line and column, what was expected.
  public static func read(
    _ request: Request, progress: (String) -> Void = { _ in }
  ) throws -> TableImport {
    let files = try InputFile.all(request.paths)
    progress("reading \(files.count == 1 ? files[0].name : "\(files.count) files")")
    let (raw, edition, file) = try source(request, files)
    progress("read \(raw.regions.count) regions and \(raw.industries.count) industries")
    var assembly = TableAssembly(raw: raw, edition: edition, request: request, file: file)
    return try assembly.finished()
  }

  init(table: AccountTable, provenance: Provenance, notices: [Notice]) {
    self.table = table
    self.provenance = provenance
    self.notices = notices
  }

  private static func problem(_ file: String, _ message: String, _ expected: String)
    -> ProblemReport
  {
    ProblemReport([Problem(at: Location(file: file), message, expected: expected)])
  }

  /// Reads the flows with the importer that fits.
  private static func source(
    _ request: Request, _ files: [InputFile]
  ) throws -> (RawTable, TableEdition, InputFile) {
    if let own = files.first(where: { $0.base == TableLayout.package }) {
      throw problem(
        own.name, "this is a folder with a datapackage.json",
        "a publisher's file: the folder needs no import")
    }
    if FolderImporter.recognises(files) {
      var importer = FolderImporter(files)
      let raw = try importer.table()
      let isExiobase =
        raw.industries.contains("Cultivation of paddy rice")
        || raw.industries.contains("Paddy rice") || request.format == .exiobase
      try check(request, isExiobase ? .exiobase : .pymrio, files[0])
      return (raw, isExiobase ? .exiobase : .pymrio, files[0])
    }
    if files.contains(where: { $0.base.hasSuffix(".npy") }) {
      try check(request, .arrays, files[0])
      return (try ArrayImporter(files, year: request.year).table(), .arrays, files[0])
    }
    let file = try single(files, year: request.year)
    let flat = try isFlat(file)
    if flat || request.format == .figaroFlat {
      let (raw, edition) = try FlatImporter(file).table()
      if let format = request.format, format != .figaroFlat {
        try check(request, edition, file)
      }
      return (raw, edition, file)
    }
    let importer = try MatrixImporter(file)
    try check(request, importer.edition, file)
    return (try importer.table(), importer.edition, file)
  }

  /// The file that holds the table, among those of a folder or an archive.
  private static func single(_ files: [InputFile], year: Int?) throws -> InputFile {
    let endings = [".csv", ".txt", ".tsv", ".tab"]
    var tables = files.filter { file in
      let lower = file.base.lowercased()
      return endings.contains { lower.hasSuffix($0) } && !lower.hasPrefix("readme")
    }
    if tables.isEmpty, files.count == 1 { tables = files }
    if tables.count > 1, let year {
      tables = tables.filter { TableYear.find($0.base) == year }
    }
    if tables.count == 1 { return tables[0] }
    let list = (tables.isEmpty ? files : tables).prefix(6).map(\.base).joined(separator: ", ")
    throw problem(
      files[0].name,
      tables.isEmpty
        ? "no file holds a table: \(list)" : "\(tables.count) files may be the table: \(list)",
      tables.isEmpty
        ? "a CSV file, text files or numpy arrays" : "one file, or its year with --year")
  }

  private static func isFlat(_ file: InputFile) throws -> Bool {
    let bytes = try file.open().next(4096)
    var lines = LineSplitter(bytes: bytes, isWhole: true)
    guard let line = lines.next() else { return false }
    let text = bytes[line.range]
    return [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
      .contains { FlatImporter.recognises(TextHead.fields(text, $0)) }
  }

  /// Refuses a table that is not of the format that the user named.
  private static func check(
    _ request: Request, _ edition: TableEdition, _ file: InputFile
  ) throws {
    guard let format = request.format, format != edition.format, format != .labelled else { return }
    if format == .exiobase || format == .pymrio,
      edition.format == .exiobase || edition.format == .pymrio
    {
      return
    }
    throw problem(
      file.name, "by its labels this is \(edition.title)",
      "a table of the format \(format.rawValue); leave the format out to have it recognised")
  }
}

/// Years in the names of files.
enum TableYear {
  /// The last number from 1900 to 2100 that stands alone: `ICIO2023_2020.csv` gives 2020.
  static func find(_ name: String) -> Int? {
    name.split { !$0.isNumber }.compactMap { $0.count == 4 ? Int($0) : nil }
      .last { (1900...2100).contains($0) }
  }
}
