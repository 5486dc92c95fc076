import CImpactKernels

/// The right factor W (inner×columns) of products X W whose rows are draws, laid out once as kernels read it.
///
/// Draws lie next to each other in the columns of X, so X is a panel of Xᵀ and the product is Wᵀ times that panel: tiles
/// of eight columns of W, entry (k, c) at `(c / 8)·8·inner + k·8 + c % 8`, filled up with zeros. Beside `SGEMM` nothing
/// is packed anew for every product, and the kernels have the widest registers of the processor
/// (`Benchmarks/ensemble`).
package struct SingleTiles: Sendable {
  /// The inner dimension of products.
  package let rows: Int
  package let columns: Int
  private let tiles: [Float]

  private static let height = 8

  /// All of a matrix.
  package init(_ matrix: SingleMatrix) { self.init(matrix, rows: 0..<matrix.rows) }

  /// Some rows of a matrix.
  package init(_ matrix: SingleMatrix, rows range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= matrix.rows, "rows of it")
    let height = Self.height
    self.init(matrix, rows: range.count, columns: matrix.columns) { from, to in
      for c in 0..<matrix.columns {
        let column = from + c * matrix.rows + range.lowerBound
        let tile = to + c / height * height * range.count + c % height
        for k in 0..<range.count { tile[k * height] = column[k] }
      }
    }
  }

  /// Some columns of a matrix as rows of W: a row of eight columns of W is read at once.
  package init(columnsOf matrix: SingleMatrix, at indices: [Int]) {
    precondition(indices.allSatisfy { $0 >= 0 && $0 < matrix.columns }, "columns of the matrix")
    let height = Self.height
    self.init(matrix, rows: indices.count, columns: matrix.rows) { from, to in
      for (k, index) in indices.enumerated() {
        let row = from + index * matrix.rows
        for first in stride(from: 0, to: matrix.rows, by: height) {
          (to + first * indices.count + k * height)
            .update(from: row + first, count: min(height, matrix.rows - first))
        }
      }
    }
  }

  /// Tiles of zeros that `fill` writes entries of the matrix to.
  private init(
    _ matrix: SingleMatrix, rows: Int, columns: Int,
    _ fill: (UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  ) {
    (self.rows, self.columns) = (rows, columns)
    let size = (columns + Self.height - 1) / Self.height * Self.height * rows
    tiles = [Float](unsafeUninitializedCapacity: size) { tiles, count in
      tiles.initialize(repeating: 0)
      count = size
      guard let to = tiles.baseAddress else { return }
      matrix.values.withUnsafeBufferPointer { values in
        if let from = values.baseAddress { fill(from, to) }
      }
    }
  }

  /// C ← X W, added to C when `adds`; X (draws×rows) and C (draws×columns) are column-major.
  func multiply(
    _ x: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>, draws: Int, adds: Bool
  ) {
    let whole = draws / Self.height * Self.height
    tiles.withUnsafeBufferPointer { tiles in
      guard let tiles = tiles.baseAddress, rows > 0 else {
        if !adds { c.update(repeating: 0, count: columns * draws) }
        return
      }
      if whole > 0 {
        impact_panel_f(tiles, nil, columns, rows, x, draws, c, draws, whole, adds ? 1 : 0)
      }
      if whole < draws {
        multiplyLast(tiles, x + whole, into: c + whole, draws: draws, last: draws - whole, adds)
      }
    }
  }

  /// The same for the last draws, fewer than a register holds, which are copied to a narrow panel and back.
  private func multiplyLast(
    _ tiles: UnsafePointer<Float>, _ x: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>,
    draws: Int, last: Int, _ adds: Bool
  ) {
    let width = Self.height
    withScratch((rows + columns) * width) { (scratch: UnsafeMutablePointer<Float>) in
      scratch.initialize(repeating: 0, count: (rows + columns) * width)
      for k in 0..<rows { (scratch + k * width).update(from: x + k * draws, count: last) }
      let product = scratch + rows * width
      impact_panel_f(tiles, nil, columns, rows, scratch, width, product, width, width, 0)
      for k in 0..<columns {
        for j in 0..<last {
          c[k * draws + j] = (adds ? c[k * draws + j] : 0) + product[k * width + j]
        }
      }
    }
  }
}

extension SingleMatrix {
  /// X W.
  package func multiplied(by w: SingleTiles) -> SingleMatrix {
    var result = SingleMatrix(rows: rows, columns: w.columns)
    result.put(self, times: w, adds: false)
    return result
  }

  /// C ← C + X W.
  package mutating func add(_ x: SingleMatrix, times w: SingleTiles) {
    put(x, times: w, adds: true)
  }

  /// C ← [C +] X W; columns of X beyond the rows of W are left out.
  private mutating func put(_ x: SingleMatrix, times w: SingleTiles, adds: Bool) {
    precondition(
      x.columns >= w.rows && x.rows == rows && columns == w.columns, "shapes of a product agree")
    guard rows > 0, columns > 0 else { return }
    x.values.withUnsafeBufferPointer { x in
      values.withUnsafeMutableBufferPointer { c in
        guard let c = c.baseAddress, let x = x.baseAddress else { return }
        w.multiply(x, into: c, draws: rows, adds: adds)
      }
    }
  }
}
