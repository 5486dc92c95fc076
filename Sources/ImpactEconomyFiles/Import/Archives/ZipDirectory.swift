import Foundation
import ImpactDiagnostics

/// Finds the central directory at the end of a zip archive.
enum ZipDirectory {
  /// More than this is no directory of tables.
  private static let largest = 64 << 20

  static func fault(_ file: String, _ message: String, _ expected: String) -> ProblemReport {
    ProblemReport([Problem(at: Location(file: file), message, expected: expected)])
  }

  /// The bytes of the directory and how many entries it announces.
  static func find(_ file: PlainFile) throws -> (bytes: [UInt8], count: Int) {
    let start = max(0, file.size - 65_557)
    let tail = try file.read(at: start, count: 65_557)
    let view = LittleEndian(tail)
    let last = stride(from: tail.count - 22, through: 0, by: -1)
      .first { view.number($0, 4) == 0x0605_4B50 }
    guard let end = last else {
      throw fault(
        file.name, "the archive has no directory", "a whole zip archive: download it again")
    }
    var (count, size, offset) = (
      view.number(end + 10, 2), view.number(end + 12, 4), view.number(end + 16, 4)
    )
    if count == 0xFFFF || size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF {
      (count, size, offset) = try extended(file, view, end)
    }
    guard size <= largest, offset >= 0, offset <= file.size - size, count <= ZipArchive.mostEntries
    else {
      throw fault(
        file.name, "the directory of the archive does not fit the file",
        "a whole zip archive: download it again")
    }
    return (try file.read(at: offset, count: size), count)
  }

  /// The record of archives beyond 4 GB, found through its locator.
  private static func extended(
    _ file: PlainFile, _ tail: LittleEndian, _ end: Int
  ) throws -> (Int, Int, Int) {
    let locator = end - 20
    let offset = tail.number(locator + 8, 8)
    guard locator >= 0, tail.number(locator, 4) == 0x0706_4B50, offset <= file.size - 56 else {
      throw fault(file.name, "the zip64 record is missing", "a whole zip archive")
    }
    let record = LittleEndian(try file.read(at: offset, count: 56))
    guard record.number(0, 4) == 0x0606_4B50 else {
      throw fault(file.name, "the zip64 record is damaged", "a whole zip archive")
    }
    return (record.number(32, 8), record.number(40, 8), record.number(48, 8))
  }
}

/// Reads the entries of a central directory and refuses what is not safe.
struct ZipDirectoryReader {
  private let view: LittleEndian
  private let file: String
  private let limits: InflateStream.Limits
  private var problems: [Problem] = []

  init(bytes: [UInt8], file: String, limits: InflateStream.Limits) {
    view = LittleEndian(bytes)
    self.file = file
    self.limits = limits
  }

  mutating func entries(_ count: Int) throws -> [ZipArchive.Entry] {
    var entries: [ZipArchive.Entry] = []
    var at = 0
    for _ in 0..<count {
      guard view.number(at, 4) == 0x0201_4B50, at + 46 <= view.bytes.count else {
        throw ZipDirectory.fault(file, "the directory of the archive is damaged", "a whole archive")
      }
      let lengths = (view.number(at + 28, 2), view.number(at + 30, 2), view.number(at + 32, 2))
      if let entry = entry(at, lengths.0, lengths.1) { entries.append(entry) }
      at += 46 + lengths.0 + lengths.1 + lengths.2
    }
    checkTotals(entries)
    guard problems.isEmpty else { throw ProblemReport(problems) }
    return entries
  }

  private mutating func entry(_ at: Int, _ nameLength: Int, _ extraLength: Int) -> ZipArchive.Entry?
  {
    let end = min(view.bytes.count, at + 46 + nameLength)
    let name = String(decoding: view.bytes[(at + 46)..<end], as: UTF8.self)
    guard !name.hasSuffix("/") || view.number(at + 24, 4) > 0 else { return nil }
    var entry = ZipArchive.Entry(
      name: name, method: view.number(at + 10, 2), compressed: view.number(at + 20, 4),
      size: view.number(at + 24, 4), checksum: UInt(view.number(at + 16, 4)),
      offset: view.number(at + 42, 4))
    entry = widened(entry, extra: end..<min(view.bytes.count, end + extraLength))
    check(entry, flags: view.number(at + 8, 2), mode: view.number(at + 38, 4) >> 16)
    return entry
  }

  /// Sizes and place of an entry beyond 4 GB, from its extra field 1.
  private func widened(_ entry: ZipArchive.Entry, extra: Range<Int>) -> ZipArchive.Entry {
    var at = extra.lowerBound
    while at + 4 <= extra.upperBound {
      let (kind, length) = (view.number(at, 2), view.number(at + 2, 2))
      if kind == 1 {
        var next = at + 4
        func wide(_ value: Int) -> Int {
          guard value == 0xFFFF_FFFF, next + 8 <= extra.upperBound else { return value }
          defer { next += 8 }
          return view.number(next, 8)
        }
        let size = wide(entry.size)
        let compressed = wide(entry.compressed)
        return ZipArchive.Entry(
          name: entry.name, method: entry.method, compressed: compressed, size: size,
          checksum: entry.checksum, offset: wide(entry.offset))
      }
      at += 4 + length
    }
    return entry
  }

  private mutating func check(_ entry: ZipArchive.Entry, flags: Int, mode: Int) {
    func report(_ message: String, _ expected: String) {
      problems.append(
        Problem(at: Location(file: file), path: entry.name, message, expected: expected))
    }
    let parts = entry.name.split(separator: "/", omittingEmptySubsequences: false)
    if entry.name.hasPrefix("/") || entry.name.contains("\\") || entry.name.contains(":")
      || parts.contains("..") || entry.name.contains("\0")
    {
      report("the name leads out of the archive", "names below one folder, with `/` between parts")
    }
    if mode & 0o170000 == 0o120000 { report("the entry is a link", "files only") }
    if flags & 1 != 0 { report("the entry is encrypted", "an archive without a password") }
    if entry.method != 0 && entry.method != 8 {
      report(
        "compression method \(entry.method) is not supported",
        "stored or deflated entries: unpack the archive and import the files")
    }
    if entry.size > limits.harmless, entry.size / max(1, entry.compressed) > limits.ratio {
      report(
        "the entry says that it unpacks to \(entry.size / max(1, entry.compressed)) times its size",
        "at most \(limits.ratio) times: this looks like an archive made to do harm")
    }
  }

  private mutating func checkTotals(_ entries: [ZipArchive.Entry]) {
    let total = entries.reduce(0) { $0.addingReportingOverflow($1.size).partialValue }
    if total > limits.bytes || total < 0 {
      problems.append(
        Problem(
          at: Location(file: file), "the archive says that it unpacks to \(total >> 30) GB",
          expected: "at most \(limits.bytes >> 30) GB"))
    }
    let places = Dictionary(grouping: entries, by: \.offset).filter { $0.value.count > 1 }
    if let (_, shared) = places.min(by: { $0.key < $1.key }) {
      problems.append(
        Problem(
          at: Location(file: file), path: shared.map(\.name).joined(separator: ", "),
          "entries share their bytes", expected: "bytes of its own for each entry"))
    }
    let twice = Dictionary(grouping: entries, by: \.name).filter { $0.value.count > 1 }
    for name in twice.keys.sorted() {
      problems.append(
        Problem(
          at: Location(file: file), path: name, "the name appears twice",
          expected: "each name once"))
    }
  }
}

/// Passes on the bytes of an entry, and checks their number and checksum at the end.
final class CheckedEntry: ByteSource {
  private let inner: any ByteSource
  private let entry: ZipArchive.Entry
  private let name: String
  private var crc = CRC32()
  private var count = 0

  init(_ inner: any ByteSource, _ entry: ZipArchive.Entry, name: String) {
    self.inner = inner
    self.entry = entry
    self.name = name
  }

  func next(_ wanted: Int) throws -> [UInt8] {
    let bytes = try inner.next(wanted)
    count += bytes.count
    crc.take(bytes)
    guard count <= entry.size else { throw wrongSize("more than") }
    guard bytes.isEmpty else { return bytes }
    guard count == entry.size else { throw wrongSize("\(count) in place of") }
    guard crc.value == entry.checksum else {
      throw ZipDirectory.fault(
        name, "the checksum (CRC-32) does not fit the bytes", "a whole archive: download it again")
    }
    return bytes
  }

  private func wrongSize(_ words: String) -> ProblemReport {
    ZipDirectory.fault(
      name, "the entry holds \(words) the \(entry.size) bytes that the directory names",
      "a whole archive: download it again")
  }
}
