import Foundation

/// Trade of one product between all regions, balanced to three sets of totals at once.
///
/// f[r,s] = a[r]·b[s]·P[c(r),c(s)]·K[r,s] meets regional supply Σ_s f[r,s] + z[r], regional demand
/// Σ_r f[r,s] + w[s], and the totals of every pair of countries, domestic sales and exchanges with
/// the rest of the world W included. The prior is 1 for every factor, so distance alone decides
/// what the totals leave open: neighbours across a border trade more than distant regions of the
/// same pair of countries.
struct RegionalTrade {
  /// a[r].
  private(set) var attraction: [Double]
  /// P[o,c], (C+1)×C, origin C is W; and the exports of regions to W.
  private(set) var pairFactors: [Double]
  private(set) var exportsToWorld: [Double]
  /// What each region takes from its own country, million EUR.
  private(set) var ownUse: [Double]
  /// Worst relative error of regional supply and of pair totals.
  private(set) var error: Double
  private(set) var rounds: Int

  /// Balances one product.
  ///
  /// `supply` is what regions sell beyond their own stocks, `demand` what they buy from all origins,
  /// `pairs` the totals by country pair, (C+1)×(C+1) with the own country on the diagonal, and
  /// `kernel` K[r,s] at `r * R + s`. Throws `BuildFault` for negative supply or demand.
  init(
    supply: [Double], demand: [Double], pairs: [Double], countryOf: [Int], countryCount c: Int,
    kernel: [Double], tolerance: Double = 1e-11, limit: Int = 1500
  ) throws {
    let n = supply.count
    guard supply.allSatisfy({ $0 >= -1e-6 && $0.isFinite }),
      demand.allSatisfy({ $0 >= -1e-6 && $0.isFinite })
    else { throw BuildFault("regional supply or demand is negative") }
    var a = supply.map { max($0, 0) }
    var b = demand.map { max($0, 0) }
    var pair = [Double](repeating: 1, count: (c + 1) * (c + 1))
    let width = c + 1
    var worst = Double.infinity
    var round = 0
    var members = [[Int]](repeating: [], count: c)
    for r in 0..<n { members[countryOf[r]].append(r) }
    while round < limit {
      round += 1
      // Pairs.
      var sums = [Double](repeating: 0, count: width * width)
      for r in 0..<n where a[r] > 0 {
        let o = countryOf[r]
        sums[o * width + c] += a[r]
        for d in 0..<c {
          var sum = 0.0
          for s in members[d] { sum += kernel[r * n + s] * b[s] }
          sums[o * width + d] += a[r] * sum
        }
      }
      for s in 0..<n { sums[c * width + countryOf[s]] += b[s] }
      for k in sums.indices { pair[k] = sums[k] > 0 ? max(pairs[k], 0) / sums[k] : 0 }
      // Demand.
      var columns = [Double](repeating: 0, count: n)
      for s in 0..<n { columns[s] = pair[c * width + countryOf[s]] }
      for r in 0..<n where a[r] > 0 {
        let base = countryOf[r] * width
        for s in 0..<n { columns[s] += a[r] * pair[base + countryOf[s]] * kernel[r * n + s] }
      }
      for s in 0..<n where columns[s] > 0 { b[s] = max(demand[s], 0) / columns[s] }
      // Supply.
      worst = 0
      let total = max(supply.reduce(0, +), 1e-9)
      for r in 0..<n where a[r] > 0 {
        let base = countryOf[r] * width
        var sum = pair[base + c]
        for s in 0..<n { sum += pair[base + countryOf[s]] * kernel[r * n + s] * b[s] }
        let made = a[r] * sum
        worst = max(worst, abs(made - supply[r]) / max(supply[r], total * 1e-7))
        if sum > 0 { a[r] = max(supply[r], 0) / sum }
      }
      if worst < tolerance { break }
    }
    attraction = a
    pairFactors = (0..<width).flatMap { o in (0..<c).map { pair[o * width + $0] } }
    exportsToWorld = (0..<n).map { a[$0] * pair[countryOf[$0] * width + c] }
    ownUse = (0..<n)
      .map { s in
        members[countryOf[s]]
          .reduce(0) {
            $0 + a[$1] * b[s] * pair[countryOf[s] * width + countryOf[s]] * kernel[$1 * n + s]
          }
      }
    error = worst
    rounds = round
  }
}
