import CImpactText
import Dispatch
import Foundation
import ImpactDiagnostics
import ImpactDocuments
import ImpactNumerics

/// A numeric table in a text file, read in pieces side by side.
///
/// Memory is bounded by the pieces at work, about 2 MB of text and its numbers for each core. A plain
/// file is read at several places at once; what comes out of an archive is unpacked ahead of them.
struct NumericRows {
  let file: InputFile
  let head: TextHead
  private let source: any ByteSource
  /// Bytes that were taken from a stream for the head.
  private let taken: [UInt8]

  /// Text of one piece.
  static let pieceBytes = 2 << 20
  /// A line may be as long as this.
  static let longestLine = 256 << 20

  /// Reads the head; throws `ProblemReport` as `TextHead` does.
  init(_ file: InputFile) throws {
    self.file = file
    source = try file.open()
    var bytes: [UInt8] = []
    while true {
      // The head needs a few whole lines, which may be long.
      let piece = try source.next(max(1 << 20, bytes.count))
      bytes += piece
      let isWhole = piece.isEmpty
      do {
        head = try TextHead(bytes: bytes, file: file.name, isWhole: isWhole)
        break
      } catch let report as ProblemReport {
        if isWhole || bytes.count > Self.longestLine { throw report }
      }
    }
    taken = bytes
  }

  /// What `body` makes of each block, with the line in the file on which the block starts.
  func map<Value: Sendable>(
    _ body: @escaping @Sendable (RowBlock) -> Value
  ) throws -> [(line: Int, value: Value)] {
    let head = head
    return try mapText { body(RowBlock($0, head: head)) }
  }

  /// What `body` makes of the text of each block, whole lines.
  func mapText<Value: Sendable>(
    _ body: @escaping @Sendable ([UInt8]) -> Value
  ) throws -> [(line: Int, value: Value)] {
    let results: [(lines: Int, value: Value)]
    if let plain = source as? PlainFile {
      results = try mapFile(plain, body)
    } else {
      results = try mapStream(body)
    }
    var line = head.firstLine
    return results.map { result in
      defer { line += result.lines }
      return (line, result.value)
    }
  }

  private func mapFile<Value: Sendable>(
    _ plain: PlainFile, _ body: @escaping @Sendable ([UInt8]) -> Value
  ) throws -> [(lines: Int, value: Value)] {
    let cuts = try Self.cuts(plain, start: head.start)
    return try concurrentMap(max(0, cuts.count - 1)) { k in
      let text = try plain.read(at: cuts[k], count: cuts[k + 1] - cuts[k])
      return (Self.lines(text), body(text))
    }
  }

  private static func lines(_ text: [UInt8]) -> Int {
    Int(impact_text_lines(text, Int64(text.count)))
  }

  /// Where pieces begin, each at the start of a line, and where the last one ends.
  private static func cuts(_ plain: PlainFile, start: Int) throws -> [Int] {
    var cuts = [start]
    while let last = cuts.last, last < plain.size {
      guard plain.size - last > pieceBytes else {
        cuts.append(plain.size)
        break
      }
      // The line that holds the last byte of the piece belongs to it.
      var reach = last + pieceBytes - 1
      var next: Int?
      while next == nil, reach < plain.size {
        guard reach - last < longestLine else { throw tooLong(plain.name) }
        let window = try plain.read(at: reach, count: 64 << 10)
        guard !window.isEmpty else { break }
        next = window.firstIndex(of: UInt8(ascii: "\n")).map { reach + $0 + 1 }
        reach += window.count
      }
      cuts.append(next ?? plain.size)
    }
    return cuts
  }

  private static func tooLong(_ name: String) -> ProblemReport {
    ProblemReport([
      Problem(
        at: Location(file: name), "a line is longer than \(longestLine >> 20) MB",
        expected: "a table with line ends")
    ])
  }

  /// Unpacks the next pieces while the last ones are read.
  private func mapStream<Value: Sendable>(
    _ body: @escaping @Sendable ([UInt8]) -> Value
  ) throws -> [(lines: Int, value: Value)] {
    let cores = max(1, ProcessInfo.processInfo.activeProcessorCount)
    let stream = LineStream(source, taken: Array(taken[head.start...]), name: file.name)
    var results: [(lines: Int, value: Value)] = []
    var wave = try stream.wave(cores)
    while !wave.isEmpty {
      let now = wave
      let fetched = FetchedWave()
      let group = DispatchGroup()
      DispatchQueue.global().async(group: group) { fetched.fetch(stream, cores) }
      results += concurrentMap(now.count) { k in
        (Self.lines(now[k]), body(now[k]))
      }
      group.wait()
      wave = try fetched.result.get()
    }
    return results
  }

  /// The next pieces, fetched by one thread and taken by another after it has ended.
  private final class FetchedWave: @unchecked Sendable {
    private(set) var result: Result<[[UInt8]], any Error> = .success([])
    func fetch(_ stream: LineStream, _ count: Int) {
      result = Result { try stream.wave(count) }
    }
  }
}

/// Cuts a stream of bytes into pieces that end with a line; used by one thread at a time.
private final class LineStream: @unchecked Sendable {
  private let source: any ByteSource
  private let name: String
  private var rest: [UInt8]
  private var isAtEnd = false

  init(_ source: any ByteSource, taken: [UInt8], name: String) {
    self.source = source
    self.name = name
    rest = taken
  }

  /// Up to `count` pieces; none at the end.
  func wave(_ count: Int) throws -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    while pieces.count < count, let piece = try piece() { pieces.append(piece) }
    return pieces
  }

  private func piece() throws -> [UInt8]? {
    while true {
      while !isAtEnd, rest.count < NumericRows.pieceBytes {
        let more = try source.next(NumericRows.pieceBytes)
        isAtEnd = more.isEmpty
        rest += more
      }
      if isAtEnd {
        guard !rest.isEmpty else { return nil }
        defer { rest = [] }
        return rest
      }
      if let feed = rest.lastIndex(of: UInt8(ascii: "\n")) {
        let piece = Array(rest[...feed])
        rest = Array(rest[(feed + 1)...])
        return piece
      }
      let more = try source.next(NumericRows.pieceBytes)
      isAtEnd = more.isEmpty
      rest += more
      guard rest.count <= NumericRows.longestLine else {
        throw ProblemReport([
          Problem(
            at: Location(file: name), "a line is longer than \(NumericRows.longestLine >> 20) MB",
            expected: "a table with line ends")
        ])
      }
    }
  }
}
