import CImpactKernels

/// The products that share a distance kernel, with their factors as panels of `width` columns.
struct FactorGroup: Sendable {
  let products: [Int]
  /// Number of products, filled up to a multiple of 8.
  let width: Int
  /// K in tiles, country by country: the rows of country o start at `offset[o]`.
  let kernel: CoefficientMemory
  let offset: [Int]
  /// α[i,r] at `r * width + i`.
  let attraction: FactorMemory
  /// 1 / column sums of the own country and of imports, at `s * width + i`; 0 without a supplier.
  let own: FactorMemory
  let imported: FactorMemory
  /// P_i[o,c] at `(o * C + c) * width + i`, 0 within a country.
  let pairs: FactorMemory
  /// The same with origin and destination exchanged.
  let pairsTransposed: FactorMemory
  /// Ones, one row.
  let unit: FactorMemory

  var bytes: Int {
    8 * kernel.count + 12
      * (attraction.count + own.count + imported.count + pairs.count
        + pairsTransposed.count)
  }

  init(
    _ factors: SourcingFactors, kernel number: Int, products: [Int], order: [Int],
    countries: [Range<Int>]
  ) {
    self.products = products
    let (S, R, C) = (factors.products, order.count, countries.count)
    let width = (products.count + 7) / 8 * 8
    self.width = width
    let source = factors.kernels[number]
    var offset: [Int] = []
    var size = 0
    for country in countries {
      offset.append(size)
      size += CoefficientMemory.size(rows: country.count, columns: R)
    }
    self.offset = offset
    let starts = offset
    kernel = CoefficientMemory(blocks: 1, size: size) { _, tiles in
      nonisolated(unsafe) let tiles = tiles
      _ = concurrentMap(countries.count) { o in
        CoefficientMemory.write(rows: countries[o].count, columns: R, into: tiles + starts[o]) { r, s in
          source[order[s] * R + order[countries[o].lowerBound + r]]
        }
      }
    }
    func panel(_ rows: Int, _ value: (Int, Int) -> Double) -> FactorMemory {
      var values = [Double](repeating: 0, count: rows * width)
      for r in 0..<rows { for (v, i) in products.enumerated() { values[r * width + v] = value(r, i) } }
      return FactorMemory(values)
    }
    attraction = panel(R) { factors.attraction[order[$0] * S + $1] }
    let code = countries.map { factors.countryOfRegion[order[$0.lowerBound]] }
    func pair(_ o: Int, _ c: Int, _ i: Int) -> Double {
      o == c
        ? 0
        : factors.pairFactors[(i * (factors.countries + 1) + code[o]) * factors.countries + code[c]]
    }
    pairs = panel(C * C) { pair($0 / C, $0 % C, $1) }
    pairsTransposed = panel(C * C) { pair($0 % C, $0 / C, $1) }
    unit = FactorMemory([Double](repeating: 1, count: width))
    let home = (0..<R).map { s in countries.firstIndex { $0.contains(s) } ?? 0 }
    (own, imported) = Self.reciprocals(
      countries: countries, width: width, kernel: kernel, offset: offset,
      attraction: attraction, weights: pairsTransposed
    ) { s, v in
      guard v < products.count else { return 0 }
      return factors.pairFactors[
        (products[v] * (factors.countries + 1) + factors.countries) * factors.countries
          + code[home[s]]]
    }
  }

  private init(
    products: [Int], width: Int, of other: FactorGroup, attraction: FactorMemory, own: FactorMemory,
    imported: FactorMemory, pairs: FactorMemory, pairsTransposed: FactorMemory
  ) {
    self.products = products
    self.width = width
    kernel = other.kernel
    offset = other.offset
    self.attraction = attraction
    self.own = own
    self.imported = imported
    self.pairs = pairs
    self.pairsTransposed = pairsTransposed
    unit = FactorMemory([Double](repeating: 1, count: width))
  }

  /// The factors of one product, repeated over the columns of a panel.
  func spread(_ member: Int, width: Int, countries: [Range<Int>]) -> FactorGroup {
    let wide = (width + 7) / 8 * 8
    func repeated(_ factor: FactorMemory) -> FactorMemory {
      let rows = factor.count / self.width
      var values: [Double] = []
      values.reserveCapacity(rows * wide)
      for r in 0..<rows {
        values += repeatElement(factor.exact[r * self.width + member], count: wide)
      }
      return FactorMemory(values)
    }
    return FactorGroup(
      products: Array(0..<wide), width: wide, of: self, attraction: repeated(attraction),
      own: repeated(own), imported: repeated(imported), pairs: repeated(pairs),
      pairsTransposed: repeated(pairsTransposed))
  }

  /// 1 / Σ_r α K over the own country, and 1 / (P[W] + Σ_r α P K) over the others.
  private static func reciprocals(
    countries: [Range<Int>], width: Int, kernel: CoefficientMemory, offset: [Int],
    attraction: FactorMemory, weights: FactorMemory, world: (Int, Int) -> Double
  ) -> (own: FactorMemory, imported: FactorMemory) {
    let R = countries.last?.upperBound ?? 0
    let ones = FactorMemory([Double](repeating: 1, count: R * width))
    let unit = FactorMemory([Double](repeating: 1, count: width))
    func sums(own: Bool) -> [Double] {
      concurrentMap(countries.count) { c in
        let country = countries[c]
        var sum = [Double](repeating: 0, count: country.count * width)
        let blocks = own ? [country] : countries
        let starts = blocks.flatMap { [Int32($0.lowerBound), Int32($0.count)] }
        let weight = own ? unit.exact : weights.exact + c * countries.count * width
        impact_panel_weighted_d(
          kernel.high + offset[c], kernel.low.map { $0 + offset[c] }, country.count, R, blocks.count, starts,
          weight, attraction.exact, ones.exact, &sum, width, 0)
        return sum
      }
      .flatMap(\.self)
    }
    func inverse(_ value: Double) -> Double { value > 0 ? 1 / value : 0 }
    let home = FactorMemory(sums(own: true).map(inverse))
    let abroad = sums(own: false).enumerated()
      .map { index, sum in inverse(sum + world(index / width, index % width)) }
    return (home, FactorMemory(abroad))
  }
}
