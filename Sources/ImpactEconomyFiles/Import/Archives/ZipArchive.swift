import Foundation
import ImpactDiagnostics

/// The directory of a zip archive, checked before anything is unpacked.
///
/// Reads stored and deflated entries, and archives beyond 4 GB (zip64), as in PKWARE's APPNOTE 6.3.9,
/// sections 4.3 and 4.5.3. Names that lead out of the archive, links and encrypted entries are
/// refused; so are archives whose entries say that they unpack to more than the limits.
struct ZipArchive {
  /// A file in the archive.
  struct Entry {
    let name: String
    let method: Int
    let compressed: Int
    let size: Int
    let checksum: UInt
    /// Place of its local header.
    let offset: Int
  }

  /// At most so many entries are listed.
  static let mostEntries = 100_000

  let entries: [Entry]
  private let file: PlainFile

  /// Throws `ProblemReport` with every entry that is refused.
  init(_ file: PlainFile, limits: InflateStream.Limits = .init()) throws {
    self.file = file
    let directory = try ZipDirectory.find(file)
    var reader = ZipDirectoryReader(bytes: directory.bytes, file: file.name, limits: limits)
    entries = try reader.entries(directory.count)
  }

  /// The unpacked bytes of an entry, checked against its size and checksum at the end.
  func open(_ entry: Entry, limits: InflateStream.Limits = .init()) throws -> any ByteSource {
    let header = try file.read(at: entry.offset, count: 30)
    let view = LittleEndian(header)
    let name = "\(file.name)!\(entry.name)"
    guard header.count == 30, view.number(0, 4) == 0x0403_4B50 else {
      throw ZipDirectory.fault(name, "the entry has no local header", "a whole archive")
    }
    let start = entry.offset + 30 + view.number(26, 2) + view.number(28, 2)
    guard start + entry.compressed <= file.size else {
      throw ZipDirectory.fault(
        name, "the entry reaches beyond the end of the archive",
        "a whole archive: download it again")
    }
    let window = FileWindow(file, start..<start + entry.compressed)
    let inner: any ByteSource =
      entry.method == 0
      ? window : try InflateStream(window, name: name, kind: .raw, limits: limits)
    return CheckedEntry(inner, entry, name: name)
  }
}

/// Numbers of the archive's headers, in bytes of little weight first.
struct LittleEndian {
  let bytes: [UInt8]
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// A number of `width` bytes; 0 beyond the end, where the callers check lengths.
  func number(_ at: Int, _ width: Int) -> Int {
    guard at >= 0, at + width <= bytes.count else { return 0 }
    let value = (0..<width).reduce(UInt64(0)) { $0 | UInt64(bytes[at + $1]) << UInt64(8 * $1) }
    return Int(clamping: value)
  }
}

/// A part of a file, read from its beginning.
final class FileWindow: ByteSource {
  private let file: PlainFile
  private var rest: Range<Int>
  init(_ file: PlainFile, _ range: Range<Int>) {
    self.file = file
    rest = range
  }

  func next(_ count: Int) throws -> [UInt8] {
    let bytes = try file.read(at: rest.lowerBound, count: min(count, rest.count))
    rest = (rest.lowerBound + bytes.count)..<max(rest.upperBound, rest.lowerBound + bytes.count)
    return bytes
  }
}
