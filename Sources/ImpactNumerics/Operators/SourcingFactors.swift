/// Sourcing as a product of factors, from which shares are made on the fly.
///
///     T_own[i][r,s] = α[i,r] K_i[r,s] / Σ_{r′ in c(s)} α[i,r′] K_i[r′,s]                       r in the country of s
///     T_imp[i][r,s] = α[i,r] P_i[c(r),c(s)] K_i[r,s] / (P_i[W,c(s)] + Σ_{r′} α P K)            r in other countries
///
/// K_i is one of a few symmetric distance kernels. Columns without a supplier are zero. All factors are
/// non-negative; W is the rest of the world, whose share is what is left to 1.
public struct SourcingFactors: Sendable {
  /// The country of each region, 0..<C.
  public let countryOfRegion: [Int]
  /// C.
  public let countries: Int
  /// S.
  public let products: Int
  /// α[i,r] at `r * S + i`.
  public let attraction: [Double]
  /// P_i[o,c] at `(i * (C + 1) + o) * C + c`, origin C being W.
  public let pairFactors: [Double]
  /// Distance kernels, each R×R, column-major and symmetric.
  public let kernels: [[Double]]
  /// Index into `kernels` for each product.
  public let kernelOfProduct: [Int]

  /// Takes the factors unchecked; the operator made from them checks.
  public init(
    countryOfRegion: [Int], countries: Int, products: Int, attraction: [Double],
    pairFactors: [Double], kernels: [[Double]], kernelOfProduct: [Int]
  ) {
    self.countryOfRegion = countryOfRegion
    self.countries = countries
    self.products = products
    self.attraction = attraction
    self.pairFactors = pairFactors
    self.kernels = kernels
    self.kernelOfProduct = kernelOfProduct
  }

  /// R.
  public var regions: Int { countryOfRegion.count }

  /// T_own and T_imp of one product in full, R×R each, column-major: what the factors stand for.
  public func shares(product i: Int) -> (own: [Double], imported: [Double]) {
    let (R, C, S) = (regions, countries, products)
    var own = [Double](repeating: 0, count: R * R)
    var imported = own
    let kernel = kernels[kernelOfProduct[i]]
    for s in 0..<R {
      let home = countryOfRegion[s]
      var sums = (own: 0.0, imported: pairFactors[(i * (C + 1) + C) * C + home])
      for r in 0..<R {
        let value = attraction[r * S + i] * kernel[s * R + r]
        if countryOfRegion[r] == home {
          own[s * R + r] = value
          sums.own += value
        } else {
          imported[s * R + r] = value * pairFactors[(i * (C + 1) + countryOfRegion[r]) * C + home]
          sums.imported += imported[s * R + r]
        }
      }
      for r in 0..<R {
        if sums.own > 0 { own[s * R + r] /= sums.own }
        if sums.imported > 0 { imported[s * R + r] /= sums.imported }
      }
    }
    return (own, imported)
  }

  /// Sizes, finite and non-negative numbers, symmetric kernels.
  func check() throws(NumericsError) {
    func require(_ what: String, _ expected: Int, _ found: Int) throws(NumericsError) {
      guard expected == found else {
        throw .shapeMismatch(what: what, expected: expected, found: found)
      }
    }
    guard Int32(exactly: regions * products * 2) != nil else { throw .sizeOverflow(regions) }
    try require("attraction", regions * products, attraction.count)
    try require("pair factors", products * (countries + 1) * countries, pairFactors.count)
    try require("kernels of products", products, kernelOfProduct.count)
    for kernel in kernels { try require("a distance kernel", regions * regions, kernel.count) }
    if let wrong = kernelOfProduct.first(where: { !kernels.indices.contains($0) }) {
      throw .shapeMismatch(
        what: "the kernel of a product", expected: kernels.count - 1, found: wrong)
    }
    if let wrong = countryOfRegion.first(where: { !(0..<countries).contains($0) }) {
      throw .shapeMismatch(what: "the country of a region", expected: countries - 1, found: wrong)
    }
    for (what, values) in [("attraction", attraction), ("pair factors", pairFactors)] {
      if let index = values.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
        throw .outOfRange(what: what, index: index, expected: "a number of at least 0")
      }
    }
    for kernel in kernels {
      let regions = regions
      let wrong = concurrentMap(regions) { s in
        (0..<regions)
          .first { r in
            let value = kernel[s * regions + r]
            return !(value >= 0 && value.isFinite && value == kernel[r * regions + s])
          }
      }
      if let s = wrong.firstIndex(where: { $0 != nil }), let r = wrong[s] {
        throw .outOfRange(
          what: "distance kernel", index: s * regions + r,
          expected: "a symmetric matrix of numbers of at least 0")
      }
    }
  }
}
