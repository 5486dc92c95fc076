import ImpactDiagnostics

/// A numeric array in numpy's `.npy` format, version 1.0, little-endian, C order.
///
/// Reads float64, float32, int64 and int32 in C or Fortran order; writes float64 or float32 in C order.
package struct NumpyArray: Sendable {
  package let shape: [Int]
  /// Values in C order (last axis fastest).
  package let values: [Double]

  package init(shape: [Int], values: [Double]) {
    precondition(shape.reduce(1, *) == values.count, "the shape must hold the values")
    self.shape = shape
    self.values = values
  }

  /// Reads the bytes of a file; `file` names it in problems.
  package init(bytes: [UInt8], file: String) throws { try self.init(view: bytes.span, file: file) }

  /// Reads from a view of the bytes, which are copied once, into the values.
  package init(view: Span<UInt8>, file: String) throws {
    let header = try NumpyHeader(view, file: file)
    let raw = view.bytes
    shape = header.shape
    let stored = [Double](unsafeUninitializedCapacity: header.count) { buffer, initialized in
      for k in 0..<header.count {
        let at = header.start + k * header.kind.width
        buffer.initializeElement(at: k, to: header.kind.value(raw, at))
      }
      initialized = header.count
    }
    values = header.isFortranOrder ? Self.inCOrder(stored, header.shape) : stored
  }

  /// Values whose first axis is fastest, turned to last axis fastest.
  private static func inCOrder(_ stored: [Double], _ shape: [Int]) -> [Double] {
    var result = stored
    var index = [Int](repeating: 0, count: shape.count)
    for value in stored {
      let at = zip(index, shape).reduce(0) { $0 * $1.1 + $1.0 }
      result[at] = value
      for axis in shape.indices {
        index[axis] += 1
        if index[axis] < shape[axis] { break }
        index[axis] = 0
      }
    }
    return result
  }

  /// The bytes of a `.npy` file with float64 values.
  package var bytes: [UInt8] {
    var out = Self.header(shape: shape)
    out.reserveCapacity(out.count + values.count * 8)
    #if _endian(little)
    values.withUnsafeBytes { out.append(contentsOf: $0) }
    #else
    for value in values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { out.append(contentsOf: $0) }
    }
    #endif
    return out
  }

  /// The bytes of a `.npy` file with float32 values in C order.
  package static func bytes(shape: [Int], values: [Float]) -> [UInt8] {
    precondition(shape.reduce(1, *) == values.count, "the shape must hold the values")
    var out = header(shape: shape, type: "<f4")
    out.reserveCapacity(out.count + values.count * 4)
    for value in values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { out.append(contentsOf: $0) }
    }
    return out
  }

  /// The bytes before the values: version 1.0, C order.
  package static func header(shape: [Int], type: String = "<f8") -> [UInt8] {
    let size =
      shape.count == 1
      ? "(\(shape[0]),)" : "(" + shape.map(String.init).joined(separator: ", ") + ")"
    var header = "{'descr': '\(type)', 'fortran_order': False, 'shape': \(size), }"
    let padding = 64 - (10 + header.utf8.count + 1) % 64
    header += String(repeating: " ", count: padding % 64) + "\n"
    let length = header.utf8.count
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 255), UInt8(length >> 8)]
      + Array(header.utf8)
  }
}
