/// Variance-based sensitivity of one figure.
///
///     S_i = E[f_B·(f_{AB_i} − f_A)]/V          first order (Saltelli et al. 2010)
///     T_i = E[(f_A − f_{AB_i})²]/(2V)          total (Jansen 1999)
///
/// A and B are two independent samples, AB_i is A with parameter i from B; V is the variance of f_A
/// and f_B together. f_B − mean stands for f_B, which changes no expectation and much of the noise.
/// Estimates of small samples may be negative. Parameters must be independent.
package struct SensitivityIndices: Sendable {
  package let first: [Double]
  package let total: [Double]
  /// V, in the square of the figure's unit.
  package let variance: Double

  /// Estimates from f at A, at B and at every AB_i.
  ///
  /// `mixed[i]` holds f at AB_i; all arrays have one value for each draw. With a variance of zero all
  /// indices are zero.
  package init(a: [Double], b: [Double], mixed: [[Double]], isCentred: Bool = true) {
    let count = Double(a.count)
    let mean = (a.reduce(0, +) + b.reduce(0, +)) / (2 * count)
    let variance = (a + b).reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (2 * count)
    self.variance = variance
    guard variance > 0 else {
      (first, total) = (mixed.map { _ in 0 }, mixed.map { _ in 0 })
      return
    }
    let centre = isCentred ? mean : 0
    first = mixed.map { f in
      a.indices.reduce(0) { $0 + (b[$1] - centre) * (f[$1] - a[$1]) } / count / variance
    }
    total = mixed.map { f in
      a.indices.reduce(0) { $0 + (a[$1] - f[$1]) * (a[$1] - f[$1]) } / (2 * count) / variance
    }
  }
}
