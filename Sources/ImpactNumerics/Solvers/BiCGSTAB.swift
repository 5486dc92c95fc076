import CImpactKernels

/// Stabilized bi-conjugate gradients: two applications an iteration, five vectors.
///
/// H. A. van der Vorst (1992), SIAM J. Sci. Stat. Comput. 13: 631-644.
struct BiCGSTAB: VectorCorrection {
  var applicationsPerIteration: Int { 2 }

  func correction(
    of residual: [Double], in system: LeontiefSystem, variant: Int, target: Double, limit: Int
  ) -> (d: [Double], iterations: Int) {
    let n = residual.count
    let shadow = residual
    var (r, p) = (residual, residual)
    var d = [Double](repeating: 0, count: n)
    var (v, t) = (d, d)
    var rho = impact_dot(residual, residual, n)
    for iteration in 1...max(1, limit) {
      system.apply(p, into: &v, system: variant)
      // α = ρ / (r̂·v), then r becomes s = r − α v.
      let product = impact_dot(shadow, v, n)
      guard product != 0, product.isFinite else { return (d, iteration) }
      let alpha = rho / product
      if impact_step(&r, v, alpha, n) <= target {
        impact_add(&d, p, alpha, n)
        return (d, iteration)
      }
      system.apply(r, into: &t, system: variant)
      // ω = (t·s) / (t·t); s = 0 leaves nothing to smooth.
      var (ts, tt) = (0.0, 0.0)
      impact_two_dots(t, r, &ts, &tt, n)
      let omega = tt > 0 ? ts / tt : 0
      // d += α p + ω s, r = s − ω t.
      var next = 0.0
      let size = impact_bicgstab_update(&d, &r, p, t, shadow, alpha, omega, &next, n)
      let beta = next / rho * (alpha / omega)
      if size <= target || !beta.isFinite || beta == 0 { return (d, iteration) }
      rho = next
      impact_bicgstab_direction(&p, r, v, beta, omega, n)
    }
    return (d, max(1, limit))
  }
}
