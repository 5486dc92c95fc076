import ImpactSimulation
import Testing

/// Shapley values of games whose values are known.
@Suite struct CoalitionGameTests {
  /// All orders of 0..<n.
  private static func orders(_ n: Int) -> [[Int]] {
    guard n > 0 else { return [[]] }
    return orders(n - 1)
      .flatMap { order in
        (0...order.count)
          .map { place in
            var longer = order
            longer.insert(n - 1, at: place)
            return longer
          }
      }
  }

  /// The definition: the mean over all orders of what a player adds to those before.
  private static func enumerated(_ n: Int, _ v: (Coalition) -> Double) -> [Double] {
    var values = [Double](repeating: 0, count: n)
    let all = orders(n)
    for order in all {
      var before = Coalition.none
      for player in order {
        let after = before.with(player)
        values[player] += (v(after) - (before.isEmpty ? 0 : v(before))) / Double(all.count)
        before = after
      }
    }
    return values
  }

  private static func same(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-12 }
  }

  /// Who owns the left glove meets two who own right ones: 2/3, 1/6, 1/6.
  @Test func glovesAreSharedAsInTheTextbook() {
    let game = CoalitionGame.exact(players: 3)
    let values = game.values { $0.contains(0) && $0.count > 1 ? 1 : 0 }
    #expect(Self.same(values, [2.0 / 3, 1.0 / 6, 1.0 / 6]))
  }

  @Test(arguments: 1...6)
  func exactValuesAreThoseOfAllOrders(players: Int) {
    var random = SplitMix(seed: UInt64(players))
    var worth: [Coalition: Double] = [:]
    for k in 1..<(UInt64(1) << UInt64(players)) {
      worth[Coalition(k)] = Double(random.next() % 1000) - 500
    }
    let game = CoalitionGame.exact(players: players)
    #expect(game.coalitions.count == worth.count)
    let values = game.values { worth[$0] ?? .nan }
    #expect(Self.same(values, Self.enumerated(players) { worth[$0] ?? .nan }))
    let whole = worth[Coalition((1 << UInt64(players)) - 1)] ?? .nan
    #expect(abs(values.reduce(0, +) - whole) < 1e-9)
  }

  @Test func additiveSymmetricAndDummyPlayers() {
    let game = CoalitionGame.exact(players: 4)
    // Additive: each gets its own; player 2 is a dummy.
    let own = [3.0, -5, 0, 7]
    #expect(
      Self.same(
        game.values { c in own.indices.filter { c.contains($0) }.reduce(0) { $0 + own[$1] } }, own))
    // Players 0 and 1 only bring something together: they share it, the others get nothing.
    #expect(
      Self.same(game.values { $0.contains(0) && $0.contains(1) ? 10 : 0 }, [5, 5, 0, 0]))
    // Symmetric in the number of players: equal shares.
    #expect(Self.same(game.values { Double($0.count * $0.count) }, [4, 4, 4, 4]))
  }

  @Test func preorderPutsParentsFirst() {
    let game = CoalitionGame.exact(players: 5)
    var seen: Set<Coalition> = [.none]
    for coalition in game.coalitions {
      let parent = coalition.last.map { coalition.without($0) }
      #expect(parent.map(seen.contains) == true)
      seen.insert(coalition)
    }
  }

  /// Sampled values sum to the whole exactly, agree with the exact ones within their spread, and
  /// follow from the seed alone.
  @Test func sampledOrdersComeNear() {
    let worth = { (c: Coalition) -> Double in
      let sum = (0..<8).filter { c.contains($0) }.reduce(0.0) { $0 + Double($1 + 1) }
      return sum * sum
    }
    let exact = CoalitionGame.exact(players: 8).values(worth)
    let game = CoalitionGame.sampled(players: 8, pairs: 200, seed: 7)
    let values = game.values(worth)
    #expect(abs(values.reduce(0, +) - 36 * 36) < 1e-9)
    // A quadratic game is met exactly by antithetic pairs.
    #expect(zip(values, exact).allSatisfy { abs($0 - $1) < 1e-9 })
    let cubic = { (c: Coalition) -> Double in worth(c) * worth(c).squareRoot() }
    let near = game.values(cubic)
    let aim = CoalitionGame.exact(players: 8).values(cubic)
    #expect(zip(near, aim).allSatisfy { abs($0 - $1) < 0.02 * 36 * 36 * 36 })
    #expect(game.orders == CoalitionGame.sampled(players: 8, pairs: 200, seed: 7).orders)
    #expect(game.orders != CoalitionGame.sampled(players: 8, pairs: 200, seed: 8).orders)
  }
}
