import CImpactKernels
import Testing

@testable import ImpactNumerics

/// Kernels of every instruction set that this processor has, against products by hand.
@Suite(.serialized) struct KernelTests {
  /// A tiled matrix with its values.
  private func tiled(_ matrix: Matrix) -> CoefficientMemory {
    CoefficientMemory(
      blocks: 1, size: CoefficientMemory.size(rows: matrix.rows, columns: matrix.columns)
    ) { _, tiles in
      CoefficientMemory.write(rows: matrix.rows, columns: matrix.columns, into: tiles) {
        matrix[$0, $1]
      }
    }
  }

  @Test(arguments: [(1, 1), (8, 8), (13, 21), (40, 300), (277, 9)], [1, 8, 16, 24, 40, 72])
  func productsAreRight(shape: (rows: Int, inner: Int), width: Int) {
    defer { impact_limit_kernel_level(-1) }
    var random = TestGenerator(UInt64(shape.rows * 1_000 + shape.inner + width))
    let t = random.matrix(rows: shape.rows, columns: shape.inner)
    let memory = tiled(t)
    for level in Int32(0)...2 {
      impact_limit_kernel_level(level)
      for transposed in [false, true] {
        let (from, to) = transposed ? (shape.rows, shape.inner) : (shape.inner, shape.rows)
        let b = random.matrix(rows: width, columns: from)
        // Row-major panels are the transposed of column-major matrices.
        let expected =
          transposed ? b.multiplied(by: t).values : b.multiplied(by: t.transpose).values
        var c = [Double](repeating: 7, count: to * width)
        Exact.product(
          Coefficients(memory: memory, offset: 0), rows: shape.rows, inner: shape.inner,
          transposed: transposed, by: b.values, leading: width, into: &c, leading: width,
          width: width, add: false)
        // 48 bits of the coefficients, sums of up to 300 terms of size one.
        #expect(largestDifference(c, expected) < 1e-12)
        Mixed.product(
          Coefficients(memory: memory, offset: 0), rows: shape.rows, inner: shape.inner,
          transposed: transposed, by: b.values, leading: width, into: &c, leading: width,
          width: width, add: true)
        #expect(largestDifference(c, expected.map { 2 * $0 }) < 1e-5)
        guard width > 1 else { continue }
        var single = [Float](repeating: 7, count: to * width)
        Single.product(
          Coefficients(memory: memory, offset: 0), rows: shape.rows, inner: shape.inner,
          transposed: transposed, by: b.values.map { Float($0) }, leading: width, into: &single,
          leading: width, width: width, add: false)
        #expect(largestDifference(single.map { Double($0) }, expected) < 1e-4)
      }
    }
  }

  @Test func aTeamFinishesEveryPieceOnce() {
    for members in [1, 2, 5] {
      let counts = WorkTeam.with(members) { team in
        var total = 0
        for round in 1...2_000 {
          let crew = Crew.team(team, 1 + round % 7)
          var marks = [Int](repeating: 0, count: 40)
          marks.withUnsafeMutableBufferPointer { marks in
            nonisolated(unsafe) let marks = marks
            crew.run(over: 0..<40) { range in for k in range { marks[k] += 1 } }
          }
          total += marks.allSatisfy { $0 == 1 } ? 1 : 0
        }
        return total
      }
      #expect(counts == 2_000)
    }
  }
}
