extension PanelOperator {
  /// A x or Aᵀ x of a matrix: panels of up to 32 columns, side by side where there are several.
  func multiplied(_ x: Matrix, systems: [Int], transposed: Bool) -> Matrix {
    precondition(x.rows == dimension, "a block of this operator has \(dimension) rows")
    precondition(systems.count == x.columns, "every column names its system")
    return mapped(x) { columns, pieces, from, to, width in
      let call = PanelCall(
        width: width, systems: Array(systems[columns]), transposed: transposed, pieces: pieces)
      multiplyExactly(from, into: to, call)
    }
  }

  /// Pieces that one panel is worth splitting into.
  func pieces(columns: Int) -> Int {
    Pieces.count(work: Int(min(1e15, multiplications * Double(columns))))
  }

  /// Takes a matrix panel by panel through `body`, which writes its result for columns of the matrix.
  func mapped(
    _ x: Matrix,
    _ body: @Sendable (
      _ columns: Range<Int>, _ pieces: Crew, UnsafePointer<Double>, UnsafeMutablePointer<Double>,
      _ width: Int
    ) -> Void
  ) -> Matrix {
    BLASThreads.configure()
    let (n, order) = (dimension, panelOrder)
    let chunks = PanelChunks.ranges(columns: x.columns)
    let pieces = chunks.count > 1 ? Crew.alone : .threads(pieces(columns: x.columns))
    let values = [Double](unsafeUninitializedCapacity: n * x.columns) { out, count in
      count = n * x.columns
      guard let base = out.baseAddress else { return }
      // The chunks write to disjoint columns and end before this closure returns.
      nonisolated(unsafe) let target = base
      _ = concurrentMap(chunks.count) { chunk in
        let from = Panel(x, columns: chunks[chunk], order: order)
        var to = Panel(rows: n, columns: chunks[chunk].count)
        from.values.withUnsafeBufferPointer { source in
          to.values.withUnsafeMutableBufferPointer { result in
            guard let source = source.baseAddress, let result = result.baseAddress else { return }
            body(chunks[chunk], pieces, source, result, from.width)
          }
        }
        to.write(to: target, first: chunks[chunk].lowerBound, order: order)
      }
    }
    return Matrix(rows: n, columns: x.columns, values: values)
  }
}

/// How columns are shared out among panels.
enum PanelChunks {
  /// Columns of a panel that stay in the second cache with the kernels' tiles.
  static let widest = 32

  /// Equal parts of at most `widest` columns, at least one for each core where that leaves eight in each.
  static func ranges(columns: Int) -> [Range<Int>] {
    guard columns > 1 else { return columns == 1 ? [0..<1] : [] }
    var parts = (columns + widest - 1) / widest
    let cores = Pieces.most
    if parts > 1 || columns >= 8 * cores { parts = (parts + cores - 1) / cores * cores }
    // Whole registers: all but the last part hold a multiple of 8 columns.
    let size = ((columns + parts - 1) / parts + 7) / 8 * 8
    return stride(from: 0, to: columns, by: size).map { $0..<min($0 + size, columns) }
  }
}
