import CImpactKernels

/// Stabilized bi-conjugate gradients in lockstep: every column has its own scalars.
///
/// H. A. van der Vorst (1992), SIAM J. Sci. Stat. Comput. 13: 631-644.
struct BiCGSTAB: CorrectionMethod {
  func correction(
    of residual: Matrix, in system: LeontiefSystem, systems: [Int], targets: [Double], limit: Int
  ) -> Correction {
    var state = BiCGSTABState(residual: residual, systems: systems, targets: targets)
    var result = Correction(
      d: Matrix(rows: residual.rows, columns: residual.columns),
      iterations: [Int](repeating: 0, count: residual.columns))
    var round = 0
    while !state.running.isEmpty, round < limit {
      state.iterate(system)
      round += 1
      for c in state.running { result.iterations[state.origin[c]] = round }
      for c in state.finished { result.iterations[state.origin[c]] = round }
      state.finished = []
      state.narrow(into: &result.d)
    }
    state.store(into: &result.d, columns: Array(0..<state.origin.count))
    return result
  }
}

/// The vectors and scalars of the columns that still iterate.
private struct BiCGSTABState {
  /// Column of the caller for each column here.
  var origin: [Int]
  var systems: [Int]
  var targets: [Double]
  /// Columns here that have not ended.
  var running: [Int]
  /// Columns that ended in the last iteration.
  var finished: [Int] = []
  var x: Matrix
  var r: Matrix
  var shadow: Matrix
  var p: Matrix
  var rho: [Double]

  init(residual: Matrix, systems: [Int], targets: [Double]) {
    origin = Array(0..<residual.columns)
    self.systems = systems
    self.targets = targets
    x = Matrix(rows: residual.rows, columns: residual.columns)
    r = residual
    shadow = residual
    p = residual
    let rows = residual.rows
    rho = residual.withReadColumns { r in
      (0..<residual.columns).map { impact_dot(r + $0 * rows, r + $0 * rows, rows) }
    }
    running = rho.indices.filter { [rho] in rho[$0] > 0 }
  }

  /// One iteration of all running columns: two applications.
  mutating func iterate(_ system: LeontiefSystem) {
    let rows = r.rows
    let v = system.applied(to: p, systems: systems)
    var alpha = [Double](repeating: 0, count: origin.count)
    var size = alpha
    halfStep(v, &alpha, &size)
    let t = system.applied(to: r, systems: systems)
    var omega = alpha
    var nextRho = alpha
    smooth(t, &omega)
    update(t, alpha, omega, &size, &nextRho)
    advance(v, alpha, omega, size, nextRho)
  }

  /// α = ρ / (r̂·v), then r becomes s = r − α v.
  private mutating func halfStep(_ v: Matrix, _ alpha: inout [Double], _ size: inout [Double]) {
    let rows = r.rows
    let columns = running
    let (rho, shadow) = (rho, shadow)
    r.withColumns { r in
      alpha.withUnsafeMutableBufferPointer { alpha in
        size.withUnsafeMutableBufferPointer { size in
          v.withReadColumns { v in
            shadow.withReadColumns { shadow in
              Columns.forEach(columns, rows: rows) { c in
                let product = impact_dot(shadow + c * rows, v + c * rows, rows)
                alpha[c] = product == 0 ? 0 : rho[c] / product
                size[c] = impact_step(r + c * rows, v + c * rows, alpha[c], rows)
              }
            }
          }
        }
      }
    }
  }

  /// ω = (t·s) / (t·t).
  private func smooth(_ t: Matrix, _ omega: inout [Double]) {
    let rows = r.rows
    omega.withUnsafeMutableBufferPointer { omega in
      t.withReadColumns { t in
        r.withReadColumns { r in
          Columns.forEach(running, rows: rows) { c in
            var (ts, tt) = (0.0, 0.0)
            impact_two_dots(t + c * rows, r + c * rows, &ts, &tt, rows)
            // s = 0 leaves nothing to smooth.
            omega[c] = tt > 0 ? ts / tt : 0
          }
        }
      }
    }
  }

  /// x += α p + ω s, r = s − ω t.
  private mutating func update(
    _ t: Matrix, _ alpha: [Double], _ omega: [Double], _ size: inout [Double],
    _ nextRho: inout [Double]
  ) {
    let rows = r.rows
    let columns = running
    let (p, shadow) = (p, shadow)
    x.withColumns { x in
      r.withColumns { r in
        size.withUnsafeMutableBufferPointer { size in
          nextRho.withUnsafeMutableBufferPointer { nextRho in
            p.withReadColumns { p in
              t.withReadColumns { t in
                shadow.withReadColumns { shadow in
                  Columns.forEach(columns, rows: rows) { c in
                    let at = c * rows
                    var product = 0.0
                    size[c] = impact_bicgstab_update(
                      x + at, r + at, p + at, t + at, shadow + at, alpha[c], omega[c], &product,
                      rows)
                    nextRho[c] = product
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// Ends columns that are done or broken down and turns the direction of the others.
  private mutating func advance(
    _ v: Matrix, _ alpha: [Double], _ omega: [Double], _ size: [Double], _ nextRho: [Double]
  ) {
    let rows = r.rows
    var beta = [Double](repeating: 0, count: origin.count)
    for c in running {
      beta[c] = nextRho[c] / rho[c] * (alpha[c] / omega[c])
      if size[c] <= targets[c] || !beta[c].isFinite || beta[c] == 0 { finished.append(c) }
      rho[c] = nextRho[c]
    }
    running.removeAll { finished.contains($0) }
    let columns = running
    let r = r
    p.withColumns { p in
      r.withReadColumns { r in
        v.withReadColumns { v in
          Columns.forEach(columns, rows: rows) { c in
            impact_bicgstab_direction(
              p + c * rows, r + c * rows, v + c * rows, beta[c], omega[c], rows)
          }
        }
      }
    }
  }

  /// Drops ended columns when they are a quarter of the block.
  mutating func narrow(into result: inout Matrix) {
    guard !running.isEmpty, running.count * 4 <= origin.count * 3 else { return }
    let ended = (0..<origin.count).filter { !running.contains($0) }
    store(into: &result, columns: ended)
    x = x.selecting(running)
    r = r.selecting(running)
    shadow = shadow.selecting(running)
    p = p.selecting(running)
    origin = running.map { origin[$0] }
    systems = running.map { systems[$0] }
    targets = running.map { targets[$0] }
    rho = running.map { rho[$0] }
    running = Array(0..<origin.count)
  }

  func store(into result: inout Matrix, columns: [Int]) {
    let rows = x.rows
    for c in columns {
      result.values.replaceSubrange(
        origin[c] * rows..<(origin[c] + 1) * rows, with: x.values[c * rows..<(c + 1) * rows])
    }
  }
}
