import CImpactOpenBLAS

extension SingleMatrix {
  /// C ← C + A B, or C + Aᵀ B, by SGEMM.
  package mutating func add(
    _ a: SingleMatrix, transposed: Bool = false, times b: SingleMatrix
  ) {
    BLASThreads.configure()
    let (m, inner) = transposed ? (a.columns, a.rows) : (a.rows, a.columns)
    precondition(m == rows && b.columns == columns && inner == b.rows, "shapes of a product agree")
    guard m > 0, inner > 0, columns > 0 else { return }
    cblas_sgemm(
      CblasColMajor, transposed ? CblasTrans : CblasNoTrans, CblasNoTrans, Int32(m),
      Int32(columns), Int32(inner), 1, a.values, Int32(max(1, a.rows)), b.values, Int32(inner), 1,
      &values, Int32(m))
  }

  /// The rows of some indices, as the columns of a matrix: Aᵀ restricted, columns×indices.
  package func transposedRows(_ indices: [Int]) -> SingleMatrix {
    var result = SingleMatrix(rows: columns, columns: indices.count)
    for (c, index) in indices.enumerated() {
      for j in 0..<columns { result[j, c] = self[index, j] }
    }
    return result
  }

  /// Some rows in their order, indices×columns.
  package func rows(_ indices: [Int]) -> SingleMatrix {
    var result = SingleMatrix(rows: indices.count, columns: columns)
    for j in 0..<columns {
      for (k, index) in indices.enumerated() { result[k, j] = self[index, j] }
    }
    return result
  }

  /// The first columns.
  package func leading(_ count: Int) -> SingleMatrix {
    SingleMatrix(rows: rows, columns: count, values: Array(values[0..<rows * count]))
  }
}
