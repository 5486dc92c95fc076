@testable import ImpactNumerics

/// A small generator for repeatable test data (SplitMix64, Steele, Lea and Flood 2014).
struct TestGenerator: RandomNumberGenerator {
  var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }
  mutating func matrix(rows: Int, columns: Int) -> Matrix {
    Matrix(rows: rows, columns: columns, values: (0..<rows * columns).map { _ in uniform() - 0.5 })
  }
}

/// A made-up economy with two origin classes and its coefficients for checking by hand.
struct TestEconomy {
  let regions: Int
  let products: Int
  var countryOfRegion: [Int]
  var technology: [[Double]]
  var trade: [[Double]]

  /// Rough by wish: few large inputs, sourcing concentrated on near regions.
  init(regions: Int, products: Int, countries: Int, seed: UInt64 = 1, rough: Bool = false) {
    var random = TestGenerator(seed)
    self.regions = regions
    self.products = products
    countryOfRegion = (0..<regions).map { ($0 * 7 + $0 / 5) % countries }
    technology = [[Double]](
      repeating: [Double](repeating: 0, count: regions * products * products), count: 2)
    trade = [[Double]](
      repeating: [Double](repeating: 0, count: products * regions * regions), count: 2)
    fillTechnology(&random, rough: rough)
    for i in 0..<products { fillTrade(i, &random, rough: rough) }
  }

  private mutating func fillTechnology(_ random: inout TestGenerator, rough: Bool) {
    for column in 0..<regions * products {
      let weights = (0..<products)
        .map { _ in
          let draw = random.uniform()
          return rough ? draw * draw * draw * draw : draw
        }
      let total = weights.reduce(0, +)
      let inputs = 0.25 + 0.5 * random.uniform()
      for i in 0..<products {
        let own = 0.4 + 0.5 * random.uniform()
        let value = inputs * weights[i] / total
        technology[0][column * products + i] = value * own
        technology[1][column * products + i] = value * (1 - own)
      }
    }
  }

  private mutating func fillTrade(_ i: Int, _ random: inout TestGenerator, rough: Bool) {
    let size = (0..<regions)
      .map { _ in
        let draw = random.uniform()
        return rough ? draw * draw * draw + 1e-3 : draw + 0.1
      }
    for s in 0..<regions {
      for k in 0..<2 {
        let origins = (0..<regions)
          .filter { (countryOfRegion[$0] == countryOfRegion[s]) == (k == 0) }
        let weights = origins.map { size[$0] / Double(1 + abs($0 - s)) }
        // One tenth of imports comes from the rest of the world.
        let total = weights.reduce(0, +) / (k == 0 ? 1 : 0.9)
        for (r, weight) in zip(origins, weights) {
          trade[k][i * regions * regions + r + s * regions] = weight / total
        }
      }
    }
  }

  func build() throws -> OriginClassOperator {
    try OriginClassOperator(
      regions: regions, products: products, technology: technology, trade: trade,
      countryOfRegion: countryOfRegion)
  }

  /// A in full, with a change and a closure, by the definition.
  func dense(_ change: StructureChange = StructureChange(), closure: HouseholdClosure? = nil)
    -> Matrix
  {
    let n = regions * products
    var result = Matrix(rows: n, columns: n)
    func add(_ k: Int, _ i: Int, _ s: Int, _ amount: Double, to column: Int, mask: [Bool]? = nil) {
      for r in 0..<regions where mask?[r] ?? true {
        result[r * products + i, column] +=
          trade[k][i * regions * regions + r + s * regions] * amount
      }
    }
    for k in 0..<2 {
      for s in 0..<regions {
        for j in 0..<products {
          for i in 0..<products {
            let amount = technology[k][s * products * products + i + j * products]
            add(k, i, s, amount, to: s * products + j)
          }
        }
      }
    }
    for entry in change.entries {
      add(
        entry.originClass, entry.product, entry.region, entry.delta,
        to: entry.region * products + entry.buyer, mask: entry.zone.map { change.zones[$0] })
    }
    guard let closure else { return result }
    for work in 0..<regions {
      for j in 0..<products {
        for home in 0..<regions {
          let income = closure.residence[home, work] * closure.income[work * products + j]
          for k in 0..<2 {
            for i in 0..<products {
              add(
                k, i, home, closure.spending[k][home * products + i] * income,
                to: work * products + j)
            }
          }
        }
      }
    }
    return result
  }

  func change(seed: UInt64, entries: Int, negative: Bool = true) -> StructureChange {
    var random = TestGenerator(seed)
    let zones = (0..<2).map { _ in (0..<regions).map { _ in random.uniform() < 0.6 } }
    let list = (0..<entries)
      .map { _ in
        let (k, i) = (Int(random.next() % 2), Int(random.next() % UInt64(products)))
        let (j, s) = (Int(random.next() % UInt64(products)), Int(random.next() % UInt64(regions)))
        let base = technology[k][s * products * products + i + j * products]
        let zone = Int(random.next() % 3)
        return StructureChange.Entry(
          originClass: k, zone: zone == 2 ? nil : zone, product: i, buyer: j, region: s,
          delta: base * (random.uniform() - (negative ? 0.5 : 0)) * 0.2)
      }
    return StructureChange(entries: list, zones: zones)
  }

  func closure(seed: UInt64) -> HouseholdClosure {
    var random = TestGenerator(seed)
    let n = regions * products
    var residence = Matrix(rows: regions, columns: regions)
    for work in 0..<regions {
      residence[work, work] = 0.8
      residence[(work + 1) % regions, work] += 0.2
    }
    return HouseholdClosure(
      income: (0..<n).map { _ in 0.2 * random.uniform() }, residence: residence,
      spending: (0..<2).map { _ in (0..<n).map { _ in random.uniform() / Double(products) } })
  }
}

func largestDifference(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).map { abs($0 - $1) }.max() ?? 0
}
