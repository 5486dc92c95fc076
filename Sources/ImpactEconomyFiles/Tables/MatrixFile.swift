import Foundation
import ImpactDocuments
import ImpactNumerics

/// A matrix as a `.npy` file in C order.
enum MatrixFile {
  /// About so many bytes are put in order at a time.
  private static let bandBytes = 8 << 20

  /// Writes the matrix band by band: no second copy of it is made.
  static func write(_ matrix: Matrix, to url: URL) throws -> FileStamp {
    let header = NumpyArray.header(shape: [matrix.rows, matrix.columns])
    try Data(header).write(to: url)
    let handle = try FileHandle(forWritingTo: url)
    defer { try? handle.close() }
    try handle.seekToEnd()
    var hash = SHA256.Running()
    hash.take(header)
    let height = max(1, bandBytes / (8 * max(1, matrix.columns)))
    for top in stride(from: 0, to: matrix.rows, by: height) {
      let bytes = band(matrix, top..<min(top + height, matrix.rows))
      hash.take(bytes)
      try handle.write(contentsOf: bytes)
    }
    let count = header.count + 8 * matrix.values.count
    return FileStamp(count: count, hash: hash.hexadecimal())
  }

  /// Little-endian bytes of some rows, row by row.
  private static func band(_ matrix: Matrix, _ rows: Range<Int>) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 8 * rows.count * matrix.columns)
    let values = matrix.values.span
    var view = bytes.mutableSpan
    var target = view.mutableBytes
    for j in 0..<matrix.columns {
      for i in rows {
        let pattern = values[i + j * matrix.rows].bitPattern.littleEndian
        target.storeBytes(
          of: pattern, toByteOffset: 8 * ((i - rows.lowerBound) * matrix.columns + j),
          as: UInt64.self)
      }
    }
    return bytes
  }
}
