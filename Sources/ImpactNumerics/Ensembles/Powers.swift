import CImpactKernels

/// (1 + a·x)^e of many x at once, to about 1e-13.
package struct Powers: Sendable {
  package let values: [Double]
  /// Whether every base lies between 1/2 and 3/2; where not, bases may be zero or below.
  package let isNarrow: Bool

  package init(of x: [Float], slope: Double, exponent: Double) {
    var others = 0
    values = [Double](unsafeUninitializedCapacity: x.count) { result, count in
      count = x.count
      guard let to = result.baseAddress else { return }
      others = impact_powers(x, slope, exponent, to, count)
    }
    isNarrow = others == 0
  }
}
