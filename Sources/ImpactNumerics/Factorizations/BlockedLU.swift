import CImpactOpenBLAS
import Dispatch

/// P M = L U of a large matrix on all cores, by blocks of columns (right-looking, partial pivoting).
///
/// With M split into a block of columns 1 and the rest 2, one step is
///
///     P (M₁₁; M₂₁) = (L₁₁; L₂₁) U₁₁,   U₁₂ = L₁₁⁻¹ (P M)₁₂,   M₂₂ ← (P M)₂₂ − L₂₁ U₁₂
///
/// Columns to the right are taken in strips side by side. The strip that holds the next block comes first and
/// factors it at once, while others are still at work. Blocks and strips have fixed widths and every call of BLAS has
/// one thread, so the digits do not depend on the number of cores and no other BLAS call is disturbed.
/// Source: Dongarra, Du Croz, Hammarling and Duff (1990); look-ahead: Strazdins (1998).
struct BlockedLU {
  /// Columns of a block.
  private static let width = 128
  /// Columns of a strip beyond the next block.
  private static let strip = 384

  /// The matrix by columns, replaced by its factors; rows that changed places, counted from 1.
  private let matrix: UnsafeMutablePointer<Double>
  private let pivots: UnsafeMutablePointer<Int32>
  private let n: Int
  /// What dgetrf says of each block: 0, or the first zero pivot, counted from 1.
  private let found: UnsafeMutablePointer<Int32>

  /// Factors an n×n matrix in place.
  ///
  /// n must fit 32 bits. Throws `singular` with the row of the first zero pivot.
  static func factor(
    _ matrix: inout [Double], _ pivots: inout [Int32], _ n: Int
  ) throws(NumericsError) {
    var found = [Int32](repeating: 0, count: (n + width - 1) / width)
    matrix.withUnsafeMutableBufferPointer { matrix in
      pivots.withUnsafeMutableBufferPointer { pivots in
        found.withUnsafeMutableBufferPointer { found in
          guard let a = matrix.baseAddress, let p = pivots.baseAddress, let f = found.baseAddress
          else { return }
          BlockedLU(matrix: a, pivots: p, n: n, found: f).run()
        }
      }
    }
    for (block, info) in found.enumerated() where info != 0 {
      guard info > 0 else { throw .illegalArgument(routine: "dgetrf", position: -Int(info)) }
      throw .singular(index: block * width + Int(info) - 1)
    }
  }

  private func run() {
    factorBlock(0)
    for start in stride(from: 0, to: n, by: Self.width) {
      guard found[start / Self.width] == 0 else { return }
      let strips = strips(outside: start)
      nonisolated(unsafe) let work = self
      DispatchQueue.concurrentPerform(iterations: strips.count) {
        work.update(strips[$0], from: start)
      }
    }
  }

  /// Rows and columns of the block that begins at `start`.
  private func block(_ start: Int) -> Range<Int> { start..<min(start + Self.width, n) }

  /// Columns outside a block: the next block, strips beyond it, then strips of what is done.
  private func strips(outside start: Int) -> [Range<Int>] {
    let end = block(start).upperBound
    guard end < n else { return Self.cut(0..<start) }
    let next = block(end)
    return [next] + Self.cut(next.upperBound..<n) + Self.cut(0..<start)
  }

  private static func cut(_ range: Range<Int>) -> [Range<Int>] {
    stride(from: range.lowerBound, to: range.upperBound, by: strip)
      .map { $0..<min($0 + strip, range.upperBound) }
  }

  private func address(_ row: Int, _ column: Int) -> UnsafeMutablePointer<Double> {
    matrix + row + column * n
  }

  /// Brings a strip of columns up to date with the block at `start`.
  private func update(_ columns: Range<Int>, from start: Int) {
    let rows = block(start)
    let (count, size) = (Int32(columns.count), Int32(rows.count))
    _ = LAPACKE_dlaswp_work(
      LAPACK_COL_MAJOR, count, address(0, columns.lowerBound), Int32(n), Int32(start) + 1,
      Int32(rows.upperBound), pivots, 1)
    guard columns.lowerBound >= rows.upperBound else { return }
    let upper = address(start, columns.lowerBound)
    cblas_dtrsm(
      CblasColMajor, CblasLeft, CblasLower, CblasNoTrans, CblasUnit, size, count, 1,
      address(start, start), Int32(n), upper, Int32(n))
    cblas_dgemm(
      CblasColMajor, CblasNoTrans, CblasNoTrans, Int32(n - rows.upperBound), count, size, -1,
      address(rows.upperBound, start), Int32(n), upper, Int32(n), 1,
      address(rows.upperBound, columns.lowerBound), Int32(n))
    if columns.lowerBound == rows.upperBound { factorBlock(columns.lowerBound) }
  }

  /// Factors the rows of a block from its diagonal on; other columns change rows later.
  private func factorBlock(_ start: Int) {
    let rows = block(start)
    found[start / Self.width] = LAPACKE_dgetrf_work(
      LAPACK_COL_MAJOR, Int32(n - start), Int32(rows.count), address(start, start), Int32(n),
      pivots + start)
    for row in rows { pivots[row] += Int32(start) }
  }
}
