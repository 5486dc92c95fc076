import CImpactKernels

/// Pointers to the columns of a matrix for the kernels, which work on one column at a time.
enum Columns {
  typealias Pointer = UnsafeMutablePointer<Double>

  /// Runs `body` for every column index; columns are independent, so they run side by side.
  static func forEach(_ columns: [Int], rows: Int, _ body: (Int) -> Void) {
    Pieces.run(Pieces.count(work: rows * columns.count), over: 0..<columns.count) { range in
      for index in range { body(columns[index]) }
    }
  }
}

extension Matrix {
  /// Gives the address of column 0 for reading and writing.
  mutating func withColumns<Result>(_ body: (UnsafeMutablePointer<Double>) -> Result) -> Result {
    guard !values.isEmpty else { return withScratch(1) { body($0) } }
    return values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return withScratch(1) { body($0) } }
      return body(base)
    }
  }

  /// Gives the address of column 0 for reading.
  func withReadColumns<Result>(_ body: (UnsafePointer<Double>) -> Result) -> Result {
    values.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return withScratch(1) { body($0) } }
      return body(base)
    }
  }

  /// The named columns in the order given.
  func selecting(_ chosen: [Int]) -> Matrix {
    if chosen == Array(0..<columns) { return self }
    var result: [Double] = []
    result.reserveCapacity(rows * chosen.count)
    for j in chosen { result.append(contentsOf: values[j * rows..<(j + 1) * rows]) }
    return Matrix(rows: rows, columns: chosen.count, values: result)
  }

  /// Sum of absolute values of each column.
  var columnAbsoluteSums: [Double] {
    withReadColumns { base in (0..<columns).map { impact_abs_sum(base + $0 * rows, rows) } }
  }
}
