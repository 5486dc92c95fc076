import ImpactNumerics

/// Trade of one product from the regions of one area to all regions, balanced to both totals.
///
///     T = RAS(prior),  Σ_s T[r,s] = S[r],  Σ_r T[r,s] = D[s]
///
/// Prior of gravity: S[r]·D[s]·f(d), times the home factor where r is s. Prior of the other methods: own use q[s] on the diagonal, the
/// rest D[s] − q[s] from other regions by what they have left, (S[r] − q[r])·f(d). Users keep the own
/// shares of the method, moved together to meet what balancing leaves on the diagonal.
package struct ProductTrade: Sendable {
  /// T at `m * N + s`, m counting the regions of the area.
  package let flows: [Double]
  /// Own share by member and user, after balancing.
  package let ownShares: [[Double]]
  /// Rounds and error of the fit.
  package let rounds: Int
  package let error: Double
  /// Largest change of own use by balancing relative to the demand of its region; 0 for gravity.
  package let shift: Double

  init(
    _ split: RegionalSplit, _ uses: RegionalUses, area: Int, product: Int,
    priorShares: [[Double]]?, tolerance: Double, kernel: (Int, Int) -> Double
  ) throws {
    let members = split.members[area]
    let n = split.regions.count
    let prior = Self.prior(split, uses, members, priorShares, kernel)
    let table = split.table
    let (codes, name) = (
      split.regions.map(\.code), table.industries[product].code
    )
    let fit = try BiproportionalFit.fit(
      prior: prior, rows: uses.supply, columns: uses.demand, tolerance: min(1e-13, tolerance),
      accepting: tolerance,
      names: BiproportionalFit.Names(
        row: { "sales of \(name) by \(codes[members[$0]])" },
        column: { "purchases of \(name) by \(codes[$0])" }))
    flows = fit.values
    (rounds, error) = (fit.iterations, fit.error)
    var moved = 0.0
    ownShares = members.indices.map { m in
      let s = members[m]
      let (total, target) = (uses.demand[s], fit.values[m * n + s])
      guard total > 0 else { return uses.amounts[s].map { _ in 0 } }
      guard let shares = priorShares?[m] else {
        return uses.amounts[s].map { _ in target / total }
      }
      let before = zip(uses.amounts[s], shares).reduce(0) { $0 + $1.0 * $1.1 }
      moved = max(moved, abs(target - before) / total)
      return Self.moved(shares, from: before, to: target, of: total)
    }
    shift = moved
  }

  /// Prior at `m * N + s`.
  private static func prior(
    _ split: RegionalSplit, _ uses: RegionalUses, _ members: [Int], _ priorShares: [[Double]]?,
    _ kernel: (Int, Int) -> Double
  ) -> [Double] {
    let n = split.regions.count
    let own = priorShares.map { shares in
      members.indices.map { m -> Double in
        let amounts = uses.amounts[members[m]]
        let wanted = zip(amounts, shares[m]).reduce(0) { $0 + $1.0 * $1.1 }
        return min(
          wanted, (1 - outsidePart) * uses.supply[m],
          (1 - outsidePart) * uses.demand[members[m]])
      }
    }
    var prior = [Double](repeating: 0, count: members.count * n)
    for s in 0..<n where uses.demand[s] > 0 {
      let column = Self.column(split, uses, members, s, own, kernel)
      for m in members.indices { prior[m * n + s] = column[m] }
    }
    return prior
  }

  /// Part of supply and of demand that the prior always leaves to other regions of the area.
  ///
  /// A quotient of 1 would make a region sell or buy nothing elsewhere; balancing keeps zeros and could
  /// then not meet totals that say otherwise.
  static let outsidePart = 1e-3

  /// Shares whose sum moves from `before` to `target`: own use, or what is bought elsewhere, is scaled.
  private static func moved(
    _ shares: [Double], from before: Double, to target: Double, of total: Double
  ) -> [Double] {
    if target <= before {
      let factor = before > 0 ? target / before : 0
      return shares.map { $0 * factor }
    }
    // Nothing is bought elsewhere: rounding alone makes the target larger.
    guard total > before else { return shares }
    let factor = max(total - target, 0) / (total - before)
    return shares.map { 1 - (1 - $0) * factor }
  }

  /// Prior of one destination.
  private static func column(
    _ split: RegionalSplit, _ uses: RegionalUses, _ members: [Int], _ s: Int, _ own: [Double]?,
    _ kernel: (Int, Int) -> Double
  ) -> [Double] {
    guard let own else {
      return members.indices.map { uses.supply[$0] * uses.demand[s] * kernel(members[$0], s) }
    }
    let home = members.firstIndex(of: s)
    let left = members.indices.map { m in
      m == home ? 0 : max(uses.supply[m] - own[m], 0) * kernel(members[m], s)
    }
    // Where nobody has anything left, all others count by what they sell.
    let weights =
      left.contains { $0 > 0 }
      ? left
      : members.indices.map { $0 == home ? 0 : uses.supply[$0] * kernel(members[$0], s) }
    let sum = weights.reduce(0, +)
    let kept = home.map { own[$0] } ?? 0
    var column = weights.map { sum > 0 ? max(uses.demand[s] - kept, 0) * $0 / sum : 0 }
    if let home { column[home] = sum > 0 ? kept : uses.supply[home] }
    return column
  }
}
