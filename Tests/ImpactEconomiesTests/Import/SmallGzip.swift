import CImpactZlib

/// Gzip files made with zlib.
enum SmallGzip {
  /// FIGARO, compressed.
  static var bytes: [UInt8] {
    compressed(Array(PublishedTable.text(PublishedTable.figaroTable.figaro()).utf8))
  }

  /// A table whose first line is 100 MB of the same byte, in about 100 kB.
  static var bomb: [UInt8] { compressed([UInt8](repeating: 0x61, count: 100 << 20)) }

  static func compressed(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var input = bytes
    let room = Int(deflateBound(&stream, CUnsignedLong(bytes.count)))
    return [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      input.withUnsafeMutableBufferPointer { source in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(room)
        deflate(&stream, Z_FINISH)
      }
      count = room - Int(stream.avail_out)
    }
  }
}
