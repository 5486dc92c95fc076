import ImpactDiagnostics

/// A numeric array in numpy's `.npy` format, version 1.0, little-endian, C order.
///
/// Reads float64, float32, int64 and int32; writes float64.
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
  package init(bytes: [UInt8], file: String) throws {
    func fail(_ message: String, _ expected: String) -> ProblemReport {
      ProblemReport([Problem(at: Location(file: file), message, expected: expected)])
    }
    guard bytes.count > 10, bytes[0] == 0x93, bytes[1..<6].elementsEqual("NUMPY".utf8) else {
      throw fail("this is not a numpy array", "a `.npy` file")
    }
    guard bytes[6] == 1 else { throw fail("npy version \(bytes[6])", "version 1.0") }
    let start = 10 + Int(bytes[8]) + Int(bytes[9]) << 8
    guard bytes.count >= start else { throw fail("the header is cut off", "a whole file") }
    let header = String(decoding: bytes[10..<start], as: UTF8.self)
    guard header.contains("'fortran_order': False") else {
      throw fail("the array is in Fortran order", "C order")
    }
    guard let open = header.firstIndex(of: "("), let close = header[open...].firstIndex(of: ")")
    else {
      throw fail("the header has no shape", "a shape such as (3, 4)")
    }
    let parts = header[header.index(after: open)..<close].split(separator: ",")
    let shape = parts.compactMap { Int($0.filter { $0 != " " }) }
    guard shape.count == parts.count, shape.allSatisfy({ $0 >= 0 }) else {
      throw fail("the shape cannot be read", "whole numbers")
    }
    let kinds = ["<f8": 8, "<f4": 4, "<i8": 8, "<i4": 4]
    guard let kind = kinds.keys.first(where: { header.contains("'\($0)'") }),
      let width = kinds[kind]
    else {
      throw fail("the element type is not supported", "<f8, <f4, <i8 or <i4")
    }
    let (count, overflow) = shape.reduce((1, false)) { total, size in
      let next = total.0.multipliedReportingOverflow(by: size)
      return (next.partialValue, total.1 || next.overflow)
    }
    guard !overflow, count <= (bytes.count - start) / width, count * width == bytes.count - start
    else {
      throw fail(
        "the file holds \(bytes.count - start) bytes of values", "\(shape) × \(width) bytes")
    }
    var values = [Double](repeating: 0, count: count)
    bytes.withUnsafeBytes { raw in
      for k in 0..<count {
        let at = start + k * width
        switch kind {
        case "<f8":
          values[k] = Double(
            bitPattern: UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
          )
        case "<f4":
          values[k] = Double(
            Float(
              bitPattern: UInt32(
                littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt32.self))))
        case "<i8":
          values[k] = Double(
            Int64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: Int64.self)))
        default:
          values[k] = Double(
            Int32(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: Int32.self)))
        }
      }
    }
    self.shape = shape
    self.values = values
  }

  /// The bytes of a `.npy` file with float64 values.
  package var bytes: [UInt8] {
    let size =
      shape.count == 1
      ? "(\(shape[0]),)" : "(" + shape.map(String.init).joined(separator: ", ") + ")"
    var header = "{'descr': '<f8', 'fortran_order': False, 'shape': \(size), }"
    let padding = 64 - (10 + header.utf8.count + 1) % 64
    header += String(repeating: " ", count: padding % 64) + "\n"
    let length = header.utf8.count
    var out: [UInt8] =
      [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 255), UInt8(length >> 8)]
    out += Array(header.utf8)
    out.reserveCapacity(out.count + values.count * 8)
    for value in values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { out.append(contentsOf: $0) }
    }
    return out
  }
}
