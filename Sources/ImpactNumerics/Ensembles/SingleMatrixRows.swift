import CImpactKernels

extension SingleMatrix {
  /// Lines that a transposition takes at once.
  private static var group: Int { 16 }

  /// A matrix from its rows, each of `order.count` values; value m stands in column `order[m]`.
  package init(rowsOf lines: [[Float]], order: [Int32]) {
    let columns = order.count
    precondition(lines.allSatisfy { $0.count == columns }, "rows of one length")
    precondition(
      order.allSatisfy { $0 >= 0 && $0 < columns }, "columns of the matrix")
    self.init(rows: lines.count, columns: columns)
    guard rows > 0, columns > 0 else { return }
    // A group of lines side by side in the cache.
    for first in stride(from: 0, to: rows, by: Self.group) {
      let some = lines[first..<min(first + Self.group, rows)]
      values.withUnsafeMutableBufferPointer { to in
        guard let to = to.baseAddress else { return }
        impact_transpose_ordered(
          some.flatMap(\.self), some.count, columns, order, to + first, rows)
      }
    }
  }
}

extension SingleMatrix {
  /// The rows of both, one below the other.
  package func above(_ other: SingleMatrix) -> SingleMatrix {
    precondition(columns == other.columns, "matrices one above the other have equal columns")
    var values: [Float] = []
    values.reserveCapacity((rows + other.rows) * columns)
    for j in 0..<columns {
      values += self.values[j * rows..<(j + 1) * rows]
      values += other.values[j * other.rows..<(j + 1) * other.rows]
    }
    return SingleMatrix(rows: rows + other.rows, columns: columns, values: values)
  }

  /// Adds some rows of a matrix to some of its own, from a column on; a row may take several.
  package mutating func add(_ other: Matrix, rows from: [Int], to: [Int], columns first: Int) {
    precondition(
      from.count == to.count && first >= 0 && first + other.columns <= columns
        && from.allSatisfy { $0 >= 0 && $0 < other.rows }
        && to.allSatisfy { $0 >= 0 && $0 < rows },
      "rows of both")
    values.withUnsafeMutableBufferPointer { sums in
      other.values.withUnsafeBufferPointer { added in
        for j in 0..<other.columns {
          let (own, column) = ((first + j) * rows, j * other.rows)
          for (row, target) in zip(from, to) { sums[own + target] += Float(added[column + row]) }
        }
      }
    }
  }

  /// Puts the rows of another matrix in the place of its own from `first` on.
  package mutating func place(_ block: SingleMatrix, rows first: Int) {
    precondition(
      block.columns == columns && first >= 0 && first + block.rows <= rows, "room for the rows")
    values.withUnsafeMutableBufferPointer { to in
      block.values.withUnsafeBufferPointer { from in
        for j in 0..<columns {
          for k in 0..<block.rows { to[j * rows + first + k] = from[j * block.rows + k] }
        }
      }
    }
  }
}

extension [Float] {
  /// Writes values of one part of `source`, which stands for places from `start` on, to some entries.
  ///
  /// Entry m takes the value of place `picks[m]`; entries whose place the part does not hold stay.
  /// Returns how many of the values are not zero.
  package mutating func gather(
    _ source: [Double], in part: Range<Int>, from start: Int, at picks: [Int32],
    _ entries: Range<Int>
  ) -> Int {
    precondition(
      entries.upperBound <= Swift.min(count, picks.count) && part.upperBound <= source.count,
      "room for all values")
    var found = 0
    withUnsafeMutableBufferPointer { to in
      source.withUnsafeBufferPointer { from in
        picks.withUnsafeBufferPointer { picks in
          for m in entries {
            let place = Int(picks[m]) &- start
            guard place >= 0, place < part.count else { continue }
            let value = from[part.lowerBound &+ place]
            to[m] = Float(value)
            found &+= value != 0 ? 1 : 0
          }
        }
      }
    }
    return found
  }

  /// Writes the values of some places one after the other, from `first` on.
  package mutating func gather(_ source: [Float], at picks: [Int32], to first: Int) {
    precondition(first + picks.count <= count, "room for all values")
    withUnsafeMutableBufferPointer { to in
      source.withUnsafeBufferPointer { from in
        for (m, pick) in picks.enumerated() where Int(pick) < from.count {
          to[first + m] = from[Int(pick)]
        }
      }
    }
  }

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
