import CImpactKernels

/// One pass of the fixed polynomial over all columns of a panel, in single precision throughout.
struct PolynomialCorrection: CorrectionMethod {
  var applicationsPerIteration: Int { 1 }

  let polynomial: ResidualPolynomial

  func correct(
    _ x: inout Panel, residual: Residual, in system: LeontiefSystem, systems: [Int],
    targets: [Double], limit: Int
  ) -> [Int] {
    let (rows, columns) = (x.rows, x.columns)
    // Columns are brought to size one, so that single precision neither overflows nor loses small ones.
    let width = max(8, x.width)
    var shrink = [Double](repeating: 0, count: width)
    var grow = shrink
    for c in 0..<columns where residual.largest[c] > 0 {
      (shrink[c], grow[c]) = (1 / residual.largest[c], residual.largest[c])
    }
    let count = rows * width
    withScratch(4 * count) { (scratch: UnsafeMutablePointer<Float>) in
      let (r, d) = (scratch, scratch + count)
      narrow(residual.r, shrink, into: r, width: width)
      d.initialize(repeating: 0, count: count)
      run(r, d, scratch + 2 * count, scratch + 3 * count, system.call(width: width, systems: systems), system)
      widen(d, grow, into: &x, width: width)
    }
    return systems.indices.map { residual.sums[$0] > 0 ? polynomial.degree : 0 }
  }

  private func run(
    _ r: UnsafeMutablePointer<Float>, _ d: UnsafeMutablePointer<Float>,
    _ m: UnsafeMutablePointer<Float>, _ product: UnsafeMutablePointer<Float>, _ call: PanelCall,
    _ system: LeontiefSystem
  ) {
    let count = system.dimension * call.width
    for step in polynomial.steps {
      system.inputs.multiplySingly(r, into: product, call)
      switch step {
      case .real(let value):
        impact_richardson_step(d, r, product, value, count)
      case .pair(let linear, let square):
        impact_richardson_first(m, r, product, count)
        system.inputs.multiplySingly(m, into: product, call)
        impact_richardson_second(d, r, m, product, linear, square, count)
      }
    }
  }

  private func narrow(
    _ panel: Panel, _ scale: [Double], into target: UnsafeMutablePointer<Float>, width: Int
  ) {
    guard panel.width == 1 else {
      return impact_panel_narrowed(panel.values, scale, target, panel.rows, width)
    }
    target.initialize(repeating: 0, count: panel.rows * width)
    for (j, value) in panel.values.enumerated() { target[j * width] = Float(value * scale[0]) }
  }

  private func widen(
    _ d: UnsafeMutablePointer<Float>, _ scale: [Double], into x: inout Panel, width: Int
  ) {
    guard x.width == 1 else {
      return impact_panel_add_widened(&x.values, d, scale, x.rows, width)
    }
    for j in x.values.indices { x.values[j] += Double(d[j * width]) * scale[0] }
  }
}
