package import ImpactNumerics

/// A′ = Σ_t diag(rows_t) A diag(columns_t): rows and columns of A taken out, scaled or put back.
///
/// One application costs as many columns of A as there are terms. A itself is never copied.
package struct ScaledTermsOperator: InputOperator {
  /// One part of the sum.
  package struct Term: Sendable {
    /// Factor of each row, length n; nil leaves all as they are.
    let rows: [Double]?
    /// Factor of each column, length n; nil leaves all as they are.
    let columns: [Double]?

    package init(rows: [Double]? = nil, columns: [Double]? = nil) {
      self.rows = rows
      self.columns = columns
    }

    var isNonNegative: Bool {
      (rows ?? []).allSatisfy { $0 >= 0 } && (columns ?? []).allSatisfy { $0 >= 0 }
    }
  }

  let base: any InputOperator
  let terms: [Term]
  /// True when A and every factor are non-negative.
  package let isNonNegative: Bool

  /// The first variant of `base` is used for every column.
  package init(base: any InputOperator, terms: [Term]) {
    self.base = base
    self.terms = terms
    isNonNegative = base.isNonNegative && terms.allSatisfy(\.isNonNegative)
  }

  package var dimension: Int { base.dimension }

  package func applied(to x: Matrix, systems: [Int]) -> Matrix {
    sum(x, before: \.columns, after: \.rows) { base.applied(to: $0, systems: $1) }
  }

  package func transposedApplied(to p: Matrix, systems: [Int]) -> Matrix {
    sum(p, before: \.rows, after: \.columns) { base.transposedApplied(to: $0, systems: $1) }
  }

  private func sum(
    _ x: Matrix, before: KeyPath<Term, [Double]?>, after: KeyPath<Term, [Double]?>,
    _ body: (Matrix, [Int]) -> Matrix
  ) -> Matrix {
    let count = terms.count * x.columns
    var block = Matrix(rows: x.rows, columns: count)
    block.values = terms.flatMap { scaled(x.values, by: $0[keyPath: before]) }
    let made = body(block, [Int](repeating: 0, count: count))
    let size = x.values.count
    var result = Matrix(rows: x.rows, columns: x.columns)
    for (t, term) in terms.enumerated() {
      let part = scaled(Array(made.values[t * size..<(t + 1) * size]), by: term[keyPath: after])
      for k in 0..<size { result.values[k] += part[k] }
    }
    return result
  }

  private func scaled(_ values: [Double], by factors: [Double]?) -> [Double] {
    guard let factors else { return values }
    let n = factors.count
    var result = values
    for start in stride(from: 0, to: result.count, by: n) {
      for i in 0..<n { result[start + i] *= factors[i] }
    }
    return result
  }
}

/// Vectors of ones and zeros that pick cells out of n.
enum CellMask {
  /// `inside` at the cells, `outside` elsewhere.
  static func values(
    _ cells: [Int], of n: Int, inside: Double, outside: Double
  ) -> [Double] {
    var mask = [Double](repeating: outside, count: n)
    for cell in cells { mask[cell] = inside }
    return mask
  }
}
