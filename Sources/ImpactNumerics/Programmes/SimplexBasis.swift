/// The basis matrix B of a simplex method: LU factors of some step, and the exchanges since.
///
///     B_k = B_0 E_1 … E_k,   E = I with column p replaced by w = B⁻¹ a
///
/// Factored anew after `exchangesKept` exchanges.
struct SimplexBasis {
  private struct Exchange {
    let place: Int
    let column: [Double]
  }

  static let exchangesKept = 64
  private let factors: LUFactorization
  private var exchanges: [Exchange] = []

  /// Throws `singular` with the place of the basic variable at fault.
  init(_ programme: LinearProgramme, variables: [Int]) throws(NumericsError) {
    let m = programme.equationCount
    var matrix = Matrix(rows: m, columns: m)
    for (place, j) in variables.enumerated() {
      for k in programme.starts[j]..<programme.starts[j + 1] {
        matrix.values[place * m + Int(programme.rows[k])] = programme.entries[k]
      }
    }
    factors = try LUFactorization(matrix)
  }

  /// Whether it is time to factor anew.
  var isLong: Bool { exchanges.count >= Self.exchangesKept }
  /// Whether nothing was exchanged since it was factored.
  var isFresh: Bool { exchanges.isEmpty }

  /// w = B⁻¹ a.
  func solve(_ a: [Double]) throws(NumericsError) -> [Double] {
    var w = try factors.solve(Matrix(column: a)).values
    for exchange in exchanges {
      let p = exchange.place
      let pivot = w[p] / exchange.column[p]
      guard pivot != 0 else { continue }
      for i in w.indices { w[i] -= exchange.column[i] * pivot }
      w[p] = pivot
    }
    return w
  }

  /// y = B⁻ᵀ c.
  func solveTransposed(_ c: [Double]) throws(NumericsError) -> [Double] {
    var v = c
    for exchange in exchanges.reversed() {
      let p = exchange.place
      var sum = 0.0
      for i in v.indices { sum += exchange.column[i] * v[i] }
      v[p] = (v[p] - (sum - exchange.column[p] * v[p])) / exchange.column[p]
    }
    return try factors.solveTransposed(Matrix(column: v)).values
  }

  /// The variable at `place` is replaced by one with B⁻¹ a = `column`.
  mutating func exchange(_ place: Int, for column: [Double]) {
    exchanges.append(Exchange(place: place, column: column))
  }
}
