import CImpactOpenBLAS

/// Some values of a row of a matrix: those of `values` at `picks`, one after the other from column `first` on.
///
/// Picks beyond the end of `values` are zero.
package struct RowPart: Sendable {
  package let row: Int
  package let first: Int
  package let values: [Float]
  package let picks: [Int32]

  package init(row: Int, first: Int, values: [Float], picks: [Int32]) {
    (self.row, self.first, self.values, self.picks) = (row, first, values, picks)
  }
}

extension SingleMatrix {
  /// A matrix of zeros but for some parts of its rows.
  package init(rows: Int, columns: Int, parts: [RowPart]) {
    // Row by row at first, so that parts are written one after the other.
    var lines = [Float](repeating: 0, count: rows * columns)
    lines.withUnsafeMutableBufferPointer { lines in
      for part in parts {
        precondition(part.row < rows && part.first + part.picks.count <= columns, "inside")
        guard let line = lines.baseAddress.map({ $0 + part.row * columns + part.first }) else {
          continue
        }
        part.values.withUnsafeBufferPointer { values in
          for (m, pick) in part.picks.enumerated() where Int(pick) < values.count {
            line[m] = values[Int(pick)]
          }
        }
      }
    }
    self.init(rows: rows, columns: columns)
    guard rows > 0, columns > 0 else { return }
    cblas_somatcopy(
      CblasRowMajor, CblasTrans, Int32(rows), Int32(columns), 1, lines, Int32(columns),
      &self.values, Int32(rows))
  }
}

extension [Float] {
  /// Adds |values| one by one.
  package mutating func addMagnitudes(of other: [Float]) {
    precondition(other.count <= count, "sums for all values")
    withUnsafeMutableBufferPointer { sums in
      other.withUnsafeBufferPointer { values in
        for k in values.indices { sums[k] += abs(values[k]) }
      }
    }
  }

  /// Adds the values of another array one by one.
  package mutating func add(_ other: [Float]) {
    precondition(other.count == count, "arrays of one length")
    withUnsafeMutableBufferPointer { sums in
      other.withUnsafeBufferPointer { values in
        for k in values.indices { sums[k] += values[k] }
      }
    }
  }

  /// Adds a multiple of another array from a place on.
  package mutating func add(_ other: [Float], times factor: Float, from start: Int) {
    precondition(start + other.count <= count, "room for all values")
    withUnsafeMutableBufferPointer { sums in
      other.withUnsafeBufferPointer { values in
        for k in values.indices { sums[start + k] += factor * values[k] }
      }
    }
  }
}
