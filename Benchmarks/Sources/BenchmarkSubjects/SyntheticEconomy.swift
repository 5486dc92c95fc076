import Foundation
public import ImpactNumerics

/// A made-up economy of any size for measuring: two origin classes, sourcing in factors, technology by country.
///
/// Its numbers mean nothing; its structure, density and spectrum are those of a regional economy: regions on a
/// plane, trade that falls with distance, inputs of 45 to 65 % of output.
public struct SyntheticEconomy: Sendable {
  public let regions: Int
  public let products: Int
  public let factors: SourcingFactors
  /// Column-major S×S blocks by country, own class and imported class.
  public let technology: [[Double]]
  /// The country of each region, also the block of technology.
  public let countryOfRegion: [Int]

  /// R regions in C countries (R / 9 but at most 44 unless said), S products, two distance kernels.
  public init(regions R: Int, products S: Int, countries: Int? = nil) {
    let C = countries ?? min(44, max(2, R / 9))
    regions = R
    products = S
    let country = (0..<R).map { $0 * C / R }
    countryOfRegion = country
    let distances = Self.distances(country, regions: R)
    let kernels = [1.0, 2.0].map { exponent in distances.map { pow($0, -exponent) } }
    var numbers = Sequence(seed: 11)
    factors = SourcingFactors(
      countryOfRegion: country, countries: C, products: S,
      attraction: (0..<R * S).map { _ in 0.02 + numbers.next() * numbers.next() },
      pairFactors: (0..<S * (C + 1) * C).map { _ in 0.1 + numbers.next() }, kernels: kernels,
      kernelOfProduct: (0..<S).map { $0 % 2 })
    let (own, imported) = Self.technology(countries: C, products: S, &numbers)
    technology = [own, imported]
  }

  /// Distances of regions on a plane, countries next to each other; at least 10, symmetric.
  private static func distances(_ country: [Int], regions R: Int) -> [Double] {
    var numbers = Sequence(seed: 7)
    let side = Double(country.last ?? 0).squareRoot().rounded(.up) + 1
    let places = country.map { c in
      (
        x: 300 * (Double(c).truncatingRemainder(dividingBy: side) + numbers.next()),
        y: 300 * ((Double(c) / side).rounded(.down) + numbers.next())
      )
    }
    var distances = [Double](repeating: 0, count: R * R)
    for s in 0..<R {
      for r in s..<R {
        let (dx, dy) = (places[r].x - places[s].x, places[r].y - places[s].y)
        let value = max(10, (dx * dx + dy * dy).squareRoot())
        distances[s * R + r] = value
        distances[r * R + s] = value
      }
    }
    return distances
  }

  private static func technology(
    countries C: Int, products S: Int, _ numbers: inout Sequence
  ) -> (own: [Double], imported: [Double]) {
    var own = [Double](repeating: 0, count: C * S * S)
    var imported = own
    for column in 0..<C * S {
      let weights = (0..<S).map { _ in pow(numbers.next(), 6) }
      let scale = (0.45 + 0.2 * numbers.next()) / weights.reduce(0, +)
      for i in 0..<S {
        let home = 0.4 + 0.5 * numbers.next()
        own[column * S + i] = scale * weights[i] * home
        imported[column * S + i] = scale * weights[i] * (1 - home)
      }
    }
    return (own, imported)
  }

  /// n = R·S.
  public var dimension: Int { regions * products }

  /// Sourcing in factors.
  public func factored() throws -> OriginClassOperator {
    try OriginClassOperator(
      technology: technology, blockOfRegion: countryOfRegion, factors: factors)
  }

  /// The coefficients in full: technology of every region and sourcing of every product.
  public func coefficients() -> (technology: [[Double]], trade: [[Double]]) {
    let layer = products * products
    let byRegion = technology.map { values in
      countryOfRegion.flatMap { values[$0 * layer..<($0 + 1) * layer] }
    }
    let shares = (0..<products).map { factors.shares(product: $0) }
    return (byRegion, [shares.flatMap(\.own), shares.flatMap(\.imported)])
  }

  /// Sourcing in matrices.
  public func composed() throws -> OriginClassOperator {
    let (technology, trade) = coefficients()
    return try composed(technology, trade)
  }

  /// Sourcing in matrices made before.
  public func composed(_ technology: [[Double]], _ trade: [[Double]]) throws -> OriginClassOperator {
    try OriginClassOperator(
      regions: regions, products: products, technology: technology, trade: trade,
      countryOfRegion: countryOfRegion)
  }

  /// Right-hand sides between 0 and 1, the same in every run.
  public func rightHandSide(columns: Int = 1) -> Matrix {
    var numbers = Sequence(seed: 3)
    return Matrix(
      rows: dimension, columns: columns,
      values: (0..<dimension * columns).map { _ in numbers.next() })
  }
}

/// Numbers between 0 and 1 that are the same in every run (SplitMix64; Steele, Lea and Flood 2014).
struct Sequence {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
  }
}
