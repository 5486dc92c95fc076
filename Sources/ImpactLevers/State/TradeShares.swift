import Synchronization

/// How much of one product's purchases comes from a set of origins, by class and destination.
///
///     share_k[s] = Σ_{r∈mask} T_k[r,s]  (+ W in the imported class where the mask holds it)
///
/// Worked out once for each mask; masks beyond `most` are worked out anew, so that memory stays small.
package final class TradeShares: Sendable {
  /// The sums of one mask, entry (k, s) at `k * R + s`.
  package final class Sums: Sendable {
    package let share: [Double]
    /// Whether anybody in the mask sells.
    package let reaches: [Bool]

    init(share: [Double], reaches: [Bool]) { (self.share, self.reaches) = (share, reaches) }
  }

  /// Sums by country of the supplier, without W: `values[k][s * C + c]`.
  struct CountrySums: Sendable {
    let values: [[Double]]
  }

  private let sums = Mutex<[ScopeMask: Sums]>([:])
  private let countrySums = Mutex<[ScopeMask: CountrySums]>([:])
  private static let most = 64

  init() {}

  func sums(of mask: ScopeMask, _ make: () -> Sums) -> Sums {
    if let known = sums.withLock({ $0[mask] }) { return known }
    let made = make()
    sums.withLock { if $0.count < Self.most { $0[mask] = made } }
    return made
  }

  func countrySums(of mask: ScopeMask, _ make: () -> CountrySums) -> CountrySums {
    if let known = countrySums.withLock({ $0[mask] }) { return known }
    let made = make()
    countrySums.withLock { if $0.count < Self.most { $0[mask] = made } }
    return made
  }
}

extension LeverContext.Trade {
  /// Shares and reach of a set of origins, all destinations.
  package func sums(of mask: ScopeMask) -> TradeShares.Sums {
    shares.sums(of: mask) {
      let R = world.count
      let origins = (0..<R).filter { mask.regions[$0] }
      var share: [Double] = []
      var reaches: [Bool] = []
      for k in classes.indices {
        let hasWorld = k == 1 && mask.includesWorld
        share += (0..<R)
          .map { s in
            origins.reduce(hasWorld ? world[s] : 0) { $0 + classes[k][s * R + $1] }
          }
        reaches += (0..<R)
          .map { s in
            (hasWorld && world[s] > 0) || origins.contains { classes[k][s * R + $0] > 0 }
          }
      }
      return TradeShares.Sums(share: share, reaches: reaches)
    }
  }

  /// Σ_{r∈mask} T_k[r,s], with W where the mask holds it.
  func share(originClass: Int, of mask: ScopeMask, to region: Int) -> Double {
    sums(of: mask).share[originClass * world.count + region]
  }

  /// Adds amount·T_k[r,s] of the mask's regions to the sums of their countries.
  func add(
    _ amount: Double, of mask: ScopeMask, originClass: Int, to region: Int, _ country: [Int],
    _ sums: inout [Double]
  ) {
    guard amount != 0 else { return }
    let count = sums.count
    let table = byCountry(mask, country, count: count).values[originClass]
    for c in 0..<count {
      let share = table[region * count + c]
      if share != 0 { sums[c] += amount * share }
    }
  }

  /// Σ_{r∈mask∩c} T_k[r,s] by class, at `s * C + c`.
  func byCountry(
    _ mask: ScopeMask, _ country: [Int], count: Int
  ) -> TradeShares.CountrySums {
    shares.countrySums(of: mask) {
      let R = world.count
      let origins = (0..<R).filter { mask.regions[$0] }
      return TradeShares.CountrySums(
        values: classes.map { trade in
          var values = [Double](repeating: 0, count: R * count)
          for s in 0..<R {
            for r in origins { values[s * count + country[r]] += trade[s * R + r] }
          }
          return values
        })
    }
  }

  /// Whether anybody in the mask sells: the share above without its sum.
  func reaches(originClass: Int, from mask: ScopeMask, to region: Int) -> Bool {
    sums(of: mask).reaches[originClass * world.count + region]
  }
}
