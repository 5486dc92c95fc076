/// Numbers as bytes in little-endian order, one after the other.
package struct ByteWriter: Sendable {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func append(_ value: Int) { append([UInt64(bitPattern: Int64(value))]) }

  package mutating func append(_ value: UInt64) { append([value]) }

  /// The number of values, then the values.
  package mutating func append(counted values: [Float]) {
    append(values.count)
    append(values.map { $0.bitPattern })
  }

  package mutating func append(counted values: [Double]) {
    append(values.count)
    append(values.map { $0.bitPattern })
  }

  package mutating func append(counted values: [Int]) {
    append(values.count)
    append(values.map { UInt64(bitPattern: Int64($0)) })
  }

  package mutating func append(raw values: [UInt8]) { bytes += values }

  private mutating func append<Value: FixedWidthInteger>(_ values: [Value]) {
    values.map(\.littleEndian).withUnsafeBytes { bytes += $0 }
  }
}

/// Reads what `ByteWriter` wrote; every answer is nil once bytes are missing.
package struct ByteReader: Sendable {
  private let bytes: [UInt8]
  private var place = 0

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether all bytes were read.
  package var isAtEnd: Bool { place == bytes.count }

  package mutating func integer() -> Int? {
    (values(1) as [UInt64]?).map { Int(Int64(bitPattern: $0[0])) }
  }

  package mutating func word() -> UInt64? { (values(1) as [UInt64]?)?[0] }

  package mutating func floats() -> [Float]? {
    guard let count = integer() else { return nil }
    return (values(count) as [UInt32]?)?.map { Float(bitPattern: $0) }
  }

  package mutating func doubles() -> [Double]? {
    guard let count = integer() else { return nil }
    return (values(count) as [UInt64]?)?.map { Double(bitPattern: $0) }
  }

  package mutating func integers() -> [Int]? {
    guard let count = integer() else { return nil }
    return (values(count) as [UInt64]?)?.map { Int(Int64(bitPattern: $0)) }
  }

  private mutating func values<Value: FixedWidthInteger>(_ count: Int) -> [Value]? {
    let size = MemoryLayout<Value>.size
    guard count >= 0, count <= (bytes.count - place) / size else { return nil }
    var result = [Value](repeating: 0, count: count)
    let range = place..<place + count * size
    result.withUnsafeMutableBytes { $0.copyBytes(from: bytes[range]) }
    place += count * size
    return result.map { Value(littleEndian: $0) }
  }
}
