import Foundation
import ImpactDiagnostics

/// One text or array among the files that a user gave: a file, or an entry of an archive.
struct InputFile: Sendable {
  /// As problems call it: `tables.zip!Z.txt` inside an archive.
  let name: String
  /// Name without its folders and without `.gz`.
  let base: String
  private let place: Place

  private enum Place {
    case file(String)
    case gzip(String)
    case entry(archive: String, ZipArchive.Entry)
  }

  /// The bytes, unpacked.
  func open() throws -> any ByteSource {
    switch place {
    case .file(let path): return try PlainFile(path: path, name: name)
    case .gzip(let path):
      return try InflateStream(try PlainFile(path: path, name: name), name: name, kind: .gzip)
    case .entry(let archive, let entry):
      return try ZipArchive(try PlainFile(path: archive, name: archive)).open(entry)
    }
  }

  /// All bytes; for small files.
  func bytes(limit: Int = 4 << 30) throws -> [UInt8] {
    let source = try open()
    var all: [UInt8] = []
    while true {
      let piece = try source.next(8 << 20)
      guard !piece.isEmpty else { return all }
      all += piece
      guard all.count <= limit else {
        throw ProblemReport([
          Problem(
            at: Location(file: name), "the file is larger than \(limit >> 20) MB",
            expected: "a smaller file")
        ])
      }
    }
  }
}

extension InputFile {
  /// The files behind the paths that a user gave.
  ///
  /// A folder stands for the files in it, an archive for its entries. Throws `ProblemReport` with every path that cannot be used.
  static func all(_ paths: [String]) throws -> [InputFile] {
    var files: [InputFile] = []
    var problems: [Problem] = []
    for path in paths {
      do {
        files += try expanded(path)
      } catch let report as ProblemReport {
        problems += report.problems
      }
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    return files
  }

  private static func expanded(_ path: String) throws -> [InputFile] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ZipDirectory.fault(path, "there is no such file", "the path of a table")
    }
    if isFolder.boolValue { return try inFolder(path) }
    let file = try PlainFile(path: path, name: path)
    let magic = try file.read(at: 0, count: 8)
    try refuse(magic, path)
    if magic.starts(with: [0x50, 0x4B, 0x03, 0x04]) || magic.starts(with: [0x50, 0x4B, 0x05, 0x06])
    {
      return try inArchive(path, file)
    }
    let base = URL(filePath: path).lastPathComponent
    guard magic.starts(with: [0x1F, 0x8B]) else {
      return [InputFile(name: path, base: base, place: .file(path))]
    }
    let inner = base.lowercased().hasSuffix(".gz") ? String(base.dropLast(3)) : base
    return [InputFile(name: path, base: inner, place: .gzip(path))]
  }

  private static func inFolder(_ path: String) throws -> [InputFile] {
    let root = URL(filePath: path, directoryHint: .isDirectory)
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
    let visible = names.filter { !$0.split(separator: "/").contains { $0.hasPrefix(".") } }.sorted()
    let files = visible.compactMap { name -> InputFile? in
      let place = root.appending(path: name).path
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: place, isDirectory: &isFolder)
      guard !isFolder.boolValue else { return nil }
      return InputFile(
        name: place, base: URL(filePath: name).lastPathComponent, place: .file(place))
    }
    guard !files.isEmpty else {
      throw ZipDirectory.fault(path, "the folder is empty", "a folder with the files of a table")
    }
    return files
  }

  private static func inArchive(_ path: String, _ file: PlainFile) throws -> [InputFile] {
    let archive = try ZipArchive(file)
    if archive.entries.contains(where: { $0.name == "[Content_Types].xml" }) {
      throw workbook(path)
    }
    let entries = archive.entries.filter { !$0.name.hasPrefix("__MACOSX/") }
    guard !entries.isEmpty else {
      throw ZipDirectory.fault(path, "the archive holds no file", "an archive with a table")
    }
    return entries.map {
      InputFile(
        name: "\(path)!\($0.name)", base: URL(filePath: $0.name).lastPathComponent,
        place: .entry(archive: path, $0))
    }
  }

  private static func workbook(_ path: String) -> ProblemReport {
    ZipDirectory.fault(
      path, "this is an Excel workbook, which is not read",
      "text: open it in a spreadsheet program and save the sheet as CSV (UTF-8)")
  }

  /// Formats that are no text, by their first bytes.
  private static func refuse(_ magic: [UInt8], _ path: String) throws {
    if magic.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw workbook(path) }
    if magic.starts(with: Array("PAR1".utf8)) {
      throw ZipDirectory.fault(
        path, "this is a parquet file, which is not read",
        "text: save with pymrio's `save_all(path, table_format=\"txt\")`")
    }
  }
}
