import CImpactKernels

/// The matrix I − A, or I − Aᵀ, of a block of columns.
struct LeontiefSystem {
  let inputs: any InputOperator
  let transposed: Bool

  var dimension: Int { inputs.dimension }

  /// A x or Aᵀ x.
  func inputs(of x: Matrix, systems: [Int]) -> Matrix {
    transposed
      ? inputs.transposedApplied(to: x, systems: systems)
      : inputs.applied(to: x, systems: systems)
  }

  /// (I − A) x.
  func applied(to x: Matrix, systems: [Int]) -> Matrix {
    var y = inputs(of: x, systems: systems)
    let rows = dimension
    y.withColumns { y in
      x.withReadColumns { x in
        Columns.forEach(Array(0..<systems.count), rows: rows) { c in
          impact_subtract_from(y + c * rows, x + c * rows, rows)
        }
      }
    }
    return y
  }

  /// b − (I − A) x with its largest value and its sum of absolute values by column.
  func residual(
    of x: Matrix, rightHandSide b: Matrix, systems: [Int]
  ) -> (r: Matrix, largest: [Double], sums: [Double]) {
    let ax = inputs(of: x, systems: systems)
    let rows = dimension
    var r = Matrix(rows: rows, columns: systems.count)
    var largest = [Double](repeating: 0, count: systems.count)
    var sums = largest
    r.withColumns { r in
      largest.withUnsafeMutableBufferPointer { largest in
        sums.withUnsafeMutableBufferPointer { sums in
          b.withReadColumns { b in
            x.withReadColumns { x in
              ax.withReadColumns { ax in
                Columns.forEach(Array(0..<systems.count), rows: rows) { c in
                  let at = c * rows
                  var sum = 0.0
                  largest[c] = impact_residual(r + at, b + at, x + at, ax + at, &sum, rows)
                  sums[c] = sum
                }
              }
            }
          }
        }
      }
    }
    return (r, largest, sums)
  }
}
