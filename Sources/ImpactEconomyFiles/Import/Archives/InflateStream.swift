import CImpactZlib
import ImpactDiagnostics

/// Bytes that were compressed by deflate, as gzip or inside a zip archive.
///
/// Input is taken in blocks of 256 KiB and output is made as it is asked for, so that memory does
/// not depend on what the stream says of itself. A stream that grows beyond the limits is refused
/// while it is read.
final class InflateStream: ByteSource {
  /// What a stream may do at most.
  struct Limits {
    /// Bytes of output for each byte of input; deflate itself cannot exceed 1,032.
    var ratio = 250
    /// Bytes of output in all.
    var bytes = 64 << 30
    /// Output below this is never too much, whatever the ratio.
    var harmless = 64 << 20
  }

  enum Kind { case gzip, raw }

  private let source: any ByteSource
  private let name: String
  private let limits: Limits
  private let kind: Kind
  private var stream = z_stream()
  private var input: [UInt8] = []
  private var used = 0
  private var isAtEnd = false
  private var taken = 0
  /// Bytes made so far.
  private(set) var made = 0
  /// CRC-32 of all bytes made so far.
  private(set) var checksum: UInt = 0

  init(_ source: any ByteSource, name: String, kind: Kind, limits: Limits = Limits()) throws {
    self.source = source
    self.name = name
    self.limits = limits
    self.kind = kind
    // 31: a gzip header and trailer, checked by zlib; -15: no header.
    let started = inflateInit2_(
      &stream, kind == .gzip ? 31 : -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard started == Z_OK else { throw fault("zlib cannot start", "a working zlib") }
  }

  deinit { inflateEnd(&stream) }

  private func fault(_ message: String, _ expected: String) -> ProblemReport {
    ProblemReport([Problem(at: Location(file: name), message, expected: expected)])
  }

  func next(_ count: Int) throws -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(min(count, 8 << 20))
    while out.count < count, !isAtEnd {
      let piece = try step(min(count - out.count, 1 << 20))
      out += piece
    }
    made += out.count
    try checkLimits()
    out.withUnsafeBufferPointer {
      checksum = crc32(checksum, $0.baseAddress, UInt32($0.count))
    }
    return out
  }

  /// One call of zlib: up to `count` bytes of output.
  private func step(_ count: Int) throws -> [UInt8] {
    if used == input.count {
      input = try source.next(256 << 10)
      used = 0
      taken += input.count
    }
    let isDry = input.isEmpty
    var result = Z_OK
    let out = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      input.withUnsafeMutableBufferPointer { bytes in
        stream.next_in = bytes.baseAddress.map { $0 + used }
        stream.avail_in = UInt32(bytes.count - used)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(count)
        result = inflate(&stream, Z_NO_FLUSH)
        used = bytes.count - Int(stream.avail_in)
        stream.next_in = nil
      }
      filled = count - Int(stream.avail_out)
    }
    if result == Z_STREAM_END { return try finished(out) }
    if isDry, out.isEmpty {
      throw fault("the compressed data end too early", "a whole file: download it again")
    }
    guard result == Z_OK || result == Z_BUF_ERROR else {
      throw fault("the compressed data are damaged", "a whole file: download it again")
    }
    return out
  }

  /// After the end of a stream: another gzip member may follow.
  private func finished(_ out: [UInt8]) throws -> [UInt8] {
    if kind == .gzip, used == input.count {
      input = try source.next(256 << 10)
      used = 0
      taken += input.count
    }
    if kind == .gzip, used < input.count, input[used] == 0x1F {
      inflateReset(&stream)
    } else {
      isAtEnd = true
    }
    return out
  }

  private func checkLimits() throws {
    let allowed = max(limits.harmless, min(limits.bytes, taken * limits.ratio))
    guard made > min(allowed, limits.bytes) else { return }
    throw fault(
      "the compressed data grow to more than \(made >> 20) MB from \(max(1, taken >> 10)) kB",
      "at most \(limits.ratio) times their size: this looks like an archive made to do harm")
  }
}
