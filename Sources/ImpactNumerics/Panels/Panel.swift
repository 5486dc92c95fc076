/// A block of k vectors in row-major order: entry (j, c) at `j * width + c`.
///
/// The width is 1 for a single vector, otherwise the next multiple of 8; columns beyond k hold zeros.
struct Panel {
  let rows: Int
  let columns: Int
  let width: Int
  var values: [Double]

  /// Width of a panel for k vectors.
  static func width(columns: Int) -> Int { columns == 1 ? 1 : (columns + 7) / 8 * 8 }

  init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    width = Self.width(columns: columns)
    values = [Double](repeating: 0, count: rows * width)
  }

  /// Some columns of a matrix; row q of the panel is row `order[q]` of the matrix.
  init(_ matrix: Matrix, columns range: Range<Int>, order: PanelOrder) {
    self.init(rows: matrix.rows, columns: range.count)
    let (rows, width) = (rows, width)
    matrix.values.withUnsafeBufferPointer { source in
      values.withUnsafeMutableBufferPointer { target in
        guard let from = source.baseAddress, let to = target.baseAddress else { return }
        order.forEachRun { row, place, count in
          for (c, column) in range.enumerated() {
            let start = from + column * rows + row
            for k in 0..<count { to[(place + k) * width + c] = start[k] }
          }
        }
      }
    }
  }

  /// Writes the columns into those of a matrix from `first` on; the reverse of reading.
  func write(to target: UnsafeMutablePointer<Double>, first: Int, order: PanelOrder) {
    values.withUnsafeBufferPointer { source in
      guard let from = source.baseAddress else { return }
      order.forEachRun { row, place, count in
        for c in 0..<columns {
          let start = target + (first + c) * rows + row
          for k in 0..<count { start[k] = from[(place + k) * width + c] }
        }
      }
    }
  }

  /// A copy of column c in the order of the panel.
  func column(_ c: Int) -> [Double] { (0..<rows).map { values[$0 * width + c] } }

  /// The named columns in the order given.
  func selecting(_ chosen: [Int]) -> Panel {
    if chosen == Array(0..<columns) { return self }
    var result = Panel(rows: rows, columns: chosen.count)
    for j in 0..<rows {
      for (c, column) in chosen.enumerated() {
        result.values[j * result.width + c] = values[j * width + column]
      }
    }
    return result
  }
}

/// The order of region-industries in the panels of an operator: groups of rows that stay together.
struct PanelOrder: Sendable {
  /// Rows of a group: the industries of a region.
  let group: Int
  /// `order[q]` is the group at place q.
  let order: [Int]

  /// The order of the matrix itself.
  static func same(rows: Int) -> PanelOrder { PanelOrder(group: rows, order: [0]) }

  /// Calls `body` with the first row in the matrix, the first row in the panel, and the rows of each run.
  func forEachRun(_ body: (_ row: Int, _ place: Int, _ count: Int) -> Void) {
    for (place, member) in order.enumerated() { body(member * group, place * group, group) }
  }

  /// The row of the matrix at a row of the panel.
  func row(at place: Int) -> Int { order[place / group] * group + place % group }

  /// A vector in the order of the panel.
  func arranged(_ values: [Double]) -> [Double] {
    order.flatMap { values[$0 * group..<($0 + 1) * group] }
  }
}
