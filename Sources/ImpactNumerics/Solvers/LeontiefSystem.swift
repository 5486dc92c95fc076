import CImpactKernels

/// The matrix I − A, or I − Aᵀ, for panels.
struct LeontiefSystem: Sendable {
  let inputs: any PanelOperator
  let transposed: Bool
  /// Who works on one application.
  let pieces: Crew
  /// Whether corrections may read single-precision coefficients.
  let mayReduce: Bool
  /// Whether residuals may read them too, where a rough solution will do; sums are double either way.
  var hasRoughResiduals = false

  /// Whether they do.
  var isReduced: Bool { mayReduce && inputs.hasReducedPrecision }

  var dimension: Int { inputs.dimension }

  func call(width: Int, systems: [Int]) -> PanelCall {
    PanelCall(width: width, systems: systems, transposed: transposed, pieces: pieces)
  }

  /// y ← (I − A) x for one vector, by single-precision coefficients where corrections may use them.
  func apply(_ x: [Double], into y: inout [Double], system: Int) {
    let call = call(width: 1, systems: [system])
    x.withUnsafeBufferPointer { x in
      y.withUnsafeMutableBufferPointer { y in
        guard let x = x.baseAddress, let y = y.baseAddress else { return }
        if isReduced {
          inputs.multiplyMixed(x, into: y, call)
        } else {
          inputs.multiplyExactly(x, into: y, call)
        }
        impact_subtract_from(y, x, dimension)
      }
    }
  }

  /// r ← b − (I − A) x by double-precision coefficients, or by those of corrections where residuals may be
  /// rough; Σ|r| and max |r| of each column.
  func residual(of x: Panel, rightHandSide b: Panel, systems: [Int]) -> Residual {
    var result = Residual(
      r: Panel(rows: b.rows, columns: b.columns), sums: [Double](repeating: 0, count: b.width),
      largest: [Double](repeating: 0, count: b.width))
    let call = call(width: b.width, systems: systems)
    withScratch(b.values.count) { (ax: UnsafeMutablePointer<Double>) in
      x.values.withUnsafeBufferPointer { x in
        b.values.withUnsafeBufferPointer { b in
          guard let from = x.baseAddress, let right = b.baseAddress else { return }
          if hasRoughResiduals && isReduced {
            inputs.multiplyMixed(from, into: ax, call)
          } else {
            inputs.multiplyExactly(from, into: ax, call)
          }
          impact_panel_residual(
            &result.r.values, right, from, ax, dimension, call.width, &result.sums, &result.largest)
        }
      }
    }
    return result
  }
}

/// What is left of a right-hand side, with Σ|r| and max |r| by column.
struct Residual {
  var r: Panel
  var sums: [Double]
  var largest: [Double]
}
