import Foundation
import ImpactDiagnostics
import ImpactNumerics

/// The file behind a checkpoint: a header that says of which run it is, then one record for each block.
///
///     magic · length and text of the identity · { kind, number, year, length, bytes, checksum } …
///
/// The header is written as a whole file that is put in place at once; records are appended. A record that
/// was cut off, as by the end of the process, is found by its length or checksum and worked out again.
final class CheckpointFile {
  private static let magic = Array("TIADRAW1".utf8)
  private static let head = 4 * MemoryLayout<UInt64>.size

  let url: URL
  /// What readers must know about the file.
  private(set) var notices: [Notice] = []
  /// Blocks taken from an earlier run.
  private(set) var taken = 0
  private let identity: [String: String]
  private var handle: FileHandle
  private var places: [CheckpointKey: (offset: UInt64, length: Int)] = [:]
  private var end: UInt64 = 0

  /// Opens the file of a run, or makes it.
  ///
  /// Throws a `ProblemReport` where something else stands there.
  init(_ checkpoint: EnsembleCheckpoint, adding lines: [String: String]) throws {
    url = checkpoint.url
    identity = checkpoint.identity.merging(lines) { first, _ in first }
    if checkpoint.exists {
      let found = try Self.header(of: url)
      let different = Set(found.identity.keys).union(identity.keys).sorted()
        .filter { [identity] in found.identity[$0] != identity[$0] }
      if different.isEmpty {
        handle = try FileHandle(forUpdating: url)
        try readPlaces(from: found.end)
        return
      }
      notices.append(
        Notice(
          "checkpoint-of-another-run",
          "\(url.lastPathComponent) keeps draws of another run (\(different.joined(separator: ", ")) "
            + "differ\(different.count == 1 ? "s" : "")); it is written anew"))
    }
    try Self.write(identity, to: url)
    handle = try FileHandle(forUpdating: url)
    end = try handle.seekToEnd()
  }

  deinit { try? handle.close() }

  // MARK: Header

  private static func header(
    of url: URL
  ) throws -> (identity: [String: String], end: UInt64) {
    let handle = try FileHandle(forReadingFrom: url)
    defer { try? handle.close() }
    let start = Array(try handle.read(upToCount: magic.count) ?? Data())
    guard start == magic else {
      throw ProblemReport([
        Problem(
          at: nil, path: url.path, "the file is no checkpoint of draws",
          expected: "no file there, or one that an interrupted run left")
      ])
    }
    var reader = ByteReader(Array(try handle.read(upToCount: 8) ?? Data()))
    let length = reader.integer() ?? 0
    let text = try handle.read(upToCount: max(0, min(length, 1 << 20))) ?? Data()
    let identity = (try? JSONDecoder().decode([String: String].self, from: text)) ?? [:]
    return (identity, try handle.offset())
  }

  private static func write(_ identity: [String: String], to url: URL) throws {
    let writer = headerWriter(try text(identity))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(writer.bytes).write(to: url, options: .atomic)
  }

  private static func text(_ identity: [String: String]) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return Array(try encoder.encode(identity))
  }

  private static func headerWriter(_ text: [UInt8]) -> ByteWriter {
    var writer = ByteWriter()
    writer.append(raw: magic)
    writer.append(text.count)
    writer.append(raw: text)
    return writer
  }

  // MARK: Records

  /// Finds the whole records of a file, and cuts off what follows them.
  private func readPlaces(from start: UInt64) throws {
    let size = try handle.seekToEnd()
    end = start
    while end + UInt64(Self.head) <= size {
      try handle.seek(toOffset: end)
      var reader = ByteReader(Array(try handle.read(upToCount: Self.head) ?? Data()))
      guard let kind = reader.integer().flatMap(CheckpointKey.Kind.init(rawValue:)),
        let number = reader.integer(), let year = reader.integer(), let length = reader.integer(),
        length >= 0, end + UInt64(Self.head + length + 8) <= size
      else { break }
      places[CheckpointKey(kind, number, year: year)] = (end, length)
      end += UInt64(Self.head + length + 8)
    }
    try handle.truncate(atOffset: end)
  }

  /// The bytes of a record; nil where there is none, or a spoiled one.
  private func record(_ key: CheckpointKey) throws -> [UInt8]? {
    guard let place = places[key] else { return nil }
    try handle.seek(toOffset: place.offset)
    let all = Array(try handle.read(upToCount: Self.head + place.length + 8) ?? Data())
    guard all.count == Self.head + place.length + 8 else { return nil }
    var reader = ByteReader(Array(all.suffix(8)))
    guard reader.word() == Self.checksum(all.dropLast(8)) else { return nil }
    return Array(all[Self.head..<all.count - 8])
  }

  private static func record(_ bytes: [UInt8], _ key: CheckpointKey) -> [UInt8] {
    var writer = ByteWriter()
    for value in [key.kind.rawValue, key.number, key.year, bytes.count] { writer.append(value) }
    writer.append(raw: bytes)
    writer.append(checksum(writer.bytes[...]))
    return writer.bytes
  }

  private func append(_ bytes: [UInt8], _ key: CheckpointKey) throws {
    let record = Self.record(bytes, key)
    try handle.seek(toOffset: end)
    try handle.write(contentsOf: record)
    places[key] = (end, bytes.count)
    end += UInt64(record.count)
  }

  /// FNV-1a, 64 bits.
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  // MARK: What runs ask

  func block(_ key: CheckpointKey) throws -> FinishedBlock? {
    guard let known = try record(key).flatMap(FinishedBlock.init(bytes:)) else { return nil }
    taken += 1
    return known
  }

  func keep(_ block: FinishedBlock, _ key: CheckpointKey) throws { try append(block.bytes, key) }

  /// Makes sure that the coordinates are those of the earlier run; forgets its draws otherwise.
  func fit(basis: UInt64) throws {
    let key = CheckpointKey(.basis, 0)
    if let known = try record(key) {
      var reader = ByteReader(known)
      if reader.word() == basis { return }
      notices.append(
        Notice(
          "checkpoint-of-another-machine",
          "\(url.lastPathComponent) keeps draws in coordinates that this machine does not find again; "
            + "it is written anew"))
      try forget { _ in true }
    }
    var writer = ByteWriter()
    writer.append(basis)
    try append(writer.bytes, key)
  }

  func bands(_ t: Int) throws -> FinishedYear? {
    try record(CheckpointKey(.bands, 0, year: t)).flatMap(FinishedYear.init(bytes:))
  }

  /// Keeps the bands of a year in place of its draws.
  func keep(_ bands: FinishedYear, year t: Int) throws {
    try append(bands.bytes, CheckpointKey(.bands, 0, year: t))
    try forget { $0.kind == .year && $0.year == t }
  }

  /// Writes the file anew without some records, and puts it in place at once.
  private func forget(_ isLeftOut: (CheckpointKey) -> Bool) throws {
    let kept = try places.keys.filter { !isLeftOut($0) }
      .sorted { ($0.kind.rawValue, $0.year, $0.number) < ($1.kind.rawValue, $1.year, $1.number) }
      .compactMap { key in try record(key).map { (key, $0) } }
    var writer = Self.headerWriter(try Self.text(identity))
    var places: [CheckpointKey: (offset: UInt64, length: Int)] = [:]
    for (key, bytes) in kept {
      places[key] = (UInt64(writer.bytes.count), bytes.count)
      writer.append(raw: Self.record(bytes, key))
    }
    try Data(writer.bytes).write(to: url, options: .atomic)
    try handle.close()
    handle = try FileHandle(forUpdating: url)
    (self.places, end) = (places, UInt64(writer.bytes.count))
  }
}

/// Bands of a year whose draws were all solved in full, with how they were.
struct FinishedYear {
  let bands: BandYear
  let refused: [Int]
  let full: Int

  var bytes: [UInt8] {
    var writer = ByteWriter()
    for indicator in Indicator.allCases {
      writer.append(bands.cells[indicator] ?? .single([]))
      writer.append(bands.sums[indicator] ?? .single([]))
    }
    writer.append(counted: bands.jobs)
    writer.append(counted: bands.channels)
    writer.append(counted: bands.totals.draws)
    writer.append(bands.totals.places)
    writer.append(bands.totals.values)
    writer.append(counted: refused)
    writer.append(full)
    return writer.bytes
  }

  init(bands: BandYear, refused: [Int], full: Int) {
    (self.bands, self.refused, self.full) = (bands, refused, full)
  }

  /// Nil for bytes that are no bands.
  init?(bytes: [UInt8]) {
    var reader = ByteReader(bytes)
    var bands = BandYear()
    for indicator in Indicator.allCases {
      guard let cells = reader.drawValues(), let sums = reader.drawValues() else { return nil }
      (bands.cells[indicator], bands.sums[indicator]) = (cells, sums)
    }
    guard let jobs = reader.doubles(), let channels = reader.doubles(),
      let draws = reader.integers(),
      let places = reader.integer(), let totals = reader.drawValues(),
      let refused = reader.integers(), let full = reader.integer(),
      reader.isAtEnd
    else { return nil }
    (bands.jobs, bands.channels) = (jobs, channels)
    bands.totals = DrawnTotals(draws: draws, places: places, values: totals)
    self.init(bands: bands, refused: refused, full: full)
  }
}

extension ByteWriter {
  /// Which precision, then the values.
  mutating func append(_ values: DrawValues) {
    switch values {
    case .single(let values):
      append(0)
      append(counted: values)
    case .double(let values):
      append(1)
      append(counted: values)
    }
  }
}

extension ByteReader {
  /// What `ByteWriter.append(_: DrawValues)` wrote.
  mutating func drawValues() -> DrawValues? {
    switch integer() {
    case 0: floats().map { .single($0) }
    case 1: doubles().map { .double($0) }
    default: nil
    }
  }
}
