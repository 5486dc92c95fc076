/// A set of players of a game, bit l for player l.
package struct Coalition: Hashable, Sendable {
  package let members: UInt64

  package init(_ members: UInt64) { self.members = members }

  package static let none = Coalition(0)

  package var count: Int { members.nonzeroBitCount }
  package var isEmpty: Bool { members == 0 }
  package func contains(_ player: Int) -> Bool { members & (1 << UInt64(player)) != 0 }
  package func with(_ player: Int) -> Coalition { Coalition(members | (1 << UInt64(player))) }
  package func without(_ player: Int) -> Coalition { Coalition(members & ~(1 << UInt64(player))) }
  /// The player with the highest number; nil for the empty coalition.
  package var last: Int? { isEmpty ? nil : 63 - members.leadingZeroBitCount }
}

/// How Shapley values follow from the values of coalitions, as a weight for each coalition and player.
///
///     φ_l = Σ_C W[C, l]·v(C),  v(∅) = 0
///
/// Exact: W[C, l] = (|C| − 1)!·(n − |C|)! / n! where l ∈ C, and −|C|!·(n − |C| − 1)! / n! where not.
/// Sampled: the mean over orders of v(those before l and l) − v(those before l). Orders come in pairs,
/// one the reverse of the other (antithetic). Either way Σ_l φ_l = v(all players).
/// Shapley (1953), "A value for n-person games"; sampling: Castro, Gómez and Tejada (2009).
package struct CoalitionGame: Sendable {
  package let players: Int
  /// Non-empty coalitions in preorder: each stands after itself without its last player, if that is
  /// among them.
  package let coalitions: [Coalition]
  /// Weight of a coalition for each player.
  package let weights: [Coalition: [Double]]
  /// Orders drawn, in antithetic pairs; empty when every coalition is worked out.
  package let orders: [[Int]]

  package var isExact: Bool { orders.isEmpty }

  /// Every coalition of up to 20 players.
  package static func exact(players n: Int) -> CoalitionGame {
    precondition((0...20).contains(n), "an exact game has at most 20 players")
    let size = sizes(n)
    var weights: [Coalition: [Double]] = [:]
    let all = (0..<(UInt64(1) << UInt64(n))).dropFirst().map(Coalition.init)
    for coalition in all {
      let c = coalition.count
      weights[coalition] = (0..<n)
        .map { coalition.contains($0) ? size[c] : -size[c + 1] }
    }
    return CoalitionGame(
      players: n, coalitions: inPreorder(all), weights: weights, orders: [])
  }

  /// (c − 1)!·(n − c)!/n! = 1 / (n·binomial(n − 1, c − 1)) at place c; 0 at place 0.
  static func sizes(_ n: Int) -> [Double] {
    var size = [Double](repeating: 0, count: n + 1)
    var binomial = 1.0
    for c in 1...max(n, 1) where c <= n {
      size[c] = 1 / (Double(n) * binomial)
      binomial *= Double(n - c) / Double(c)
    }
    return size
  }

  /// Coalitions met in `pairs` random orders and their reverses.
  package static func sampled(players n: Int, pairs: Int, seed: UInt64) -> CoalitionGame {
    precondition((1...63).contains(n) && pairs > 0, "a sample has players and orders")
    var random = SplitMix(seed: seed)
    var orders: [[Int]] = []
    for _ in 0..<pairs {
      let order = random.order(of: n)
      orders += [order, order.reversed()]
    }
    let share = 1 / Double(orders.count)
    var weights: [Coalition: [Double]] = [:]
    for order in orders {
      var before = Coalition.none
      for player in order {
        let after = before.with(player)
        weights[after, default: [Double](repeating: 0, count: n)][player] += share
        if !before.isEmpty { weights[before]?[player] -= share }
        before = after
      }
    }
    let all = weights.keys.sorted { $0.members < $1.members }
    return CoalitionGame(
      players: n, coalitions: inPreorder(all), weights: weights, orders: orders)
  }

  /// The values of a game given as a table; v(∅) = 0.
  package func values(_ v: (Coalition) -> Double) -> [Double] {
    var values = [Double](repeating: 0, count: players)
    for coalition in coalitions {
      let worth = v(coalition)
      for (l, weight) in (weights[coalition] ?? []).enumerated() { values[l] += weight * worth }
    }
    return values
  }

  /// Preorder of the tree in which a coalition's parent is itself without its last player.
  private static func inPreorder(_ all: [Coalition]) -> [Coalition] {
    func members(_ coalition: Coalition) -> [Int] {
      (0..<64).filter { coalition.contains($0) }
    }
    return all.map { (members($0), $0) }.sorted { $0.0.lexicographicallyPrecedes($1.0) }.map(\.1)
  }
}

/// Steele, Lea and Flood (2014): a small generator whose numbers depend on the seed alone.
package struct SplitMix: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// 0..<n in random order, by Fisher and Yates.
  mutating func order(of n: Int) -> [Int] {
    var order = Array(0..<n)
    for k in stride(from: n - 1, to: 0, by: -1) {
      order.swapAt(k, Int(next() % UInt64(k + 1)))
    }
    return order
  }
}
