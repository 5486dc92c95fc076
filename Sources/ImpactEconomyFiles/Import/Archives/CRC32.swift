import CImpactZlib

/// CRC-32 of ISO 3309, as zip and gzip use it.
struct CRC32 {
  private(set) var value: UInt = 0

  mutating func take(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { buffer in
      value = UInt(crc32(CUnsignedLong(value), buffer.baseAddress, UInt32(buffer.count)))
    }
  }
}
