@testable import ImpactEconomyFiles

/// A zip archive of stored entries, made by hand, with every header open to damage.
struct SmallZip {
  /// One entry, with what may be wrong about it.
  struct Entry {
    var name: String
    var content: [UInt8]
    var method = 0
    var size: Int?
    var checksum: UInt?
    var mode = 0
    var flags = 0
  }

  var entries: [Entry]

  init(_ files: [(String, [UInt8])]) {
    entries = files.map { Entry(name: $0.0, content: $0.1) }
  }

  private static func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private static func common(_ entry: Entry) -> [UInt8] {
    var crc = CRC32()
    crc.take(entry.content)
    return number(entry.flags, 2) + number(entry.method, 2) + number(0, 4)
      + number(Int(entry.checksum ?? crc.value), 4) + number(entry.content.count, 4)
      + number(entry.size ?? entry.content.count, 4) + number(entry.name.utf8.count, 2)
      + number(0, 2)
  }

  var bytes: [UInt8] {
    var out: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      directory += Self.number(0x0201_4B50, 4) + Self.number(20, 2) + Self.number(20, 2)
      directory += Self.common(entry) + Self.number(0, 6) + Self.number(entry.mode << 16, 4)
      directory += Self.number(out.count, 4) + Array(entry.name.utf8)
      out += Self.number(0x0403_4B50, 4) + Self.number(20, 2) + Self.common(entry)
      out += Array(entry.name.utf8) + entry.content
    }
    let start = out.count
    out += directory + Self.number(0x0605_4B50, 4) + Self.number(0, 4)
    out += Self.number(entries.count, 2) + Self.number(entries.count, 2)
    out += Self.number(directory.count, 4) + Self.number(start, 4) + Self.number(0, 2)
    return out
  }
}
