import ImpactDiagnostics

/// A two-dimensional `.npy` array read at once into column-major values, as BLAS keeps them.
///
/// Reads what `NumpyArray` reads, without a second copy of the values.
package struct NumpyMatrix: Sendable {
  package let rows: Int
  package let columns: Int
  /// Entry (i, j) at `i + j * rows`.
  package let values: [Double]

  /// Reads the bytes of a file; `file` names it in problems.
  package init(bytes: [UInt8], file: String) throws {
    let view = bytes.span
    let header = try NumpyHeader(view, file: file)
    guard header.shape.count == 2 else {
      let shape = header.shape.map(String.init).joined(separator: ", ")
      throw ProblemReport([
        Problem(
          at: Location(file: file), "the array has the shape (\(shape))",
          expected: "two axes: rows and columns")
      ])
    }
    rows = header.shape[0]
    columns = header.shape[1]
    values = Self.values(view.bytes, header)
  }

  private static func values(_ raw: RawSpan, _ header: NumpyHeader) -> [Double] {
    let (rows, columns, kind) = (header.shape[0], header.shape[1], header.kind)
    /// Tiles of this edge keep both orders in the cache.
    let edge = 32
    return [Double](unsafeUninitializedCapacity: header.count) { buffer, initialized in
      for top in stride(from: 0, to: rows, by: edge) {
        for left in stride(from: 0, to: columns, by: edge) {
          for i in top..<min(top + edge, rows) {
            for j in left..<min(left + edge, columns) {
              let place = header.isFortranOrder ? i + j * rows : i * columns + j
              let value = kind.value(raw, header.start + place * kind.width)
              buffer.initializeElement(at: i + j * rows, to: value)
            }
          }
        }
      }
      initialized = header.count
    }
  }
}
