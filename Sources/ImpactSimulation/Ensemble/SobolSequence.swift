/// Sobol' points: a (t, s)-sequence in base 2 (Sobol' 1967; Bratley and Fox 1988).
///
///     x_n = ⊕_j g_j·v_j,  g the Gray code of n,  v_j = m_j·2^(32 − j)
///     m_j = 2a₁m_{j−1} ⊕ 4a₂m_{j−2} ⊕ … ⊕ 2^d·m_{j−d} ⊕ m_{j−d}
///
/// Dimension 1 is van der Corput's; each further one has a primitive polynomial over GF(2) of its own,
/// in the order of degree, found by search. Initial numbers m_1…m_d are odd, m_j < 2^j, drawn from a
/// fixed stream: any such choice gives a sequence, the published ones differ in quality only.
package struct SobolSequence: Sendable {
  private let directions: [[UInt32]]

  package init(dimensions: Int) {
    var found: [[UInt32]] = []
    if dimensions > 0 { found.append((0..<32).map { UInt32(1) << (31 - $0) }) }
    var degree = 1
    while found.count < dimensions {
      for polynomial in Self.primitivePolynomials(degree: degree) where found.count < dimensions {
        found.append(Self.directions(polynomial, degree: degree, number: found.count))
      }
      degree += 1
    }
    directions = found
  }

  /// Points 0..<count of every dimension, as 32 binary places.
  package func points(count: Int) -> [[UInt32]] {
    directions.map { v in
      var x: UInt32 = 0
      return (0..<count)
        .map { n in
          if n > 0 { x ^= v[min(31, n.trailingZeroBitCount)] }
          return x
        }
    }
  }

  private static func directions(_ polynomial: UInt32, degree d: Int, number: Int) -> [UInt32] {
    var stream = RandomStream(seed: 1967, name: "sobol-\(number)")
    var m: [UInt32] = (0..<d)
      .map { j in UInt32(truncatingIfNeeded: stream.next()) & ((1 << UInt32(j + 1)) - 1) | 1 }
    for j in d..<max(32, d) {
      var value = m[j - d] ^ (m[j - d] << UInt32(d))
      for k in 1..<max(1, d) where polynomial >> UInt32(d - k) & 1 == 1 {
        value ^= m[j - k] << UInt32(k)
      }
      m.append(value)
    }
    return (0..<32).map { m[$0] << UInt32(31 - $0) }
  }

  /// Polynomials over GF(2) of a degree whose root has the order 2^d − 1; bit k is the coefficient of x^k.
  static func primitivePolynomials(degree d: Int) -> [UInt32] {
    let order = (UInt64(1) << UInt64(d)) - 1
    let factors = primeFactors(order)
    return stride(from: UInt32(1) << UInt32(d) | 1, to: UInt32(1) << UInt32(d + 1), by: 2)
      .filter { polynomial in
        power(of: order, modulo: polynomial, degree: d) == 1
          && factors.allSatisfy {
            order / $0 == order || power(of: order / $0, modulo: polynomial, degree: d) != 1
          }
      }
  }

  /// x^exponent modulo a polynomial.
  private static func power(of exponent: UInt64, modulo polynomial: UInt32, degree d: Int) -> UInt32
  {
    func product(_ a: UInt32, _ b: UInt32) -> UInt32 {
      var (result, a, b) = (UInt32(0), a, b)
      while b != 0 {
        if b & 1 == 1 { result ^= a }
        b >>= 1
        a <<= 1
        if a >> UInt32(d) & 1 == 1 { a ^= polynomial }
      }
      return result
    }
    var (result, base, exponent) = (
      UInt32(1), d == 1 ? UInt32(2) ^ polynomial : UInt32(2), exponent
    )
    while exponent > 0 {
      if exponent & 1 == 1 { result = product(result, base) }
      base = product(base, base)
      exponent >>= 1
    }
    return result
  }

  private static func primeFactors(_ number: UInt64) -> [UInt64] {
    var (rest, factors, k) = (number, [UInt64](), UInt64(2))
    while k * k <= rest {
      if rest % k == 0 { factors.append(k) }
      while rest % k == 0 { rest /= k }
      k += 1
    }
    return rest > 1 ? factors + [rest] : factors
  }
}
