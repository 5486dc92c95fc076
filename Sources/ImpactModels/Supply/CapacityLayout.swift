import ImpactNumerics

/// Where the variables and equations of a capacity programme stand.
///
/// Variables: x, u, s, w, then what is left of each limit on several substitutions and of each D x. The
/// last two come with an equation each, after those of the products.
struct CapacityLayout {
  let programme: CapacityProgramme
  /// Products with a limit on all their substitutions, ascending.
  let limited: [Int]
  /// Products that some buyers can do without, ascending.
  let dispensable: [Int]
  private let moves: Int

  init(_ programme: CapacityProgramme) {
    self.programme = programme
    limited = programme.replaceable.keys.sorted()
    dispensable = programme.dispensable.keys.sorted()
    moves = programme.substitutions.count
  }

  private var n: Int { programme.dimension }
  func output(_ i: Int) -> Int { i }
  func unmet(_ i: Int) -> Int { n + i }
  func substitution(_ k: Int) -> Int { 2 * n + k }
  func without(_ k: Int) -> Int { 2 * n + moves + k }
  /// Slack variables, one for each equation after those of the products.
  var slacks: [Int] {
    let first = 2 * n + moves + dispensable.count
    return Array(first..<first + limited.count + dispensable.count)
  }

  var rightHandSide: [Double] {
    programme.finalDemand + limited.map { programme.replaceable[$0] ?? 0 }
      + dispensable.map { _ in 0 }
  }

  func variables() -> [LinearProgramme.Variable] {
    let first = n + limited.count
    let without = dispensable.enumerated()
      .map { k, product in
        LinearProgramme.Variable(
          rows: [product, first + k], entries: [1, -1], cost: programme.costs.rationing[product])
      }
    let slacks =
      limited.indices.map { LinearProgramme.Variable(rows: [n + $0], entries: [1]) }
      + dispensable.indices.map { LinearProgramme.Variable(rows: [first + $0], entries: [-1]) }
    return outputs() + unmet() + substitutions() + without + slacks
  }

  private func outputs() -> [LinearProgramme.Variable] {
    let all = Array(0..<n)
    var uses: [[(row: Int, share: Double)]] = all.map { _ in [] }
    for (k, product) in dispensable.enumerated() {
      for buyer in programme.dispensable[product] ?? [] {
        uses[buyer].append((n + limited.count + k, programme.inputCoefficients[product, buyer]))
      }
    }
    return all.map { j in
      var column = programme.inputCoefficients.column(j).map { -$0 }
      column[j] += 1
      return LinearProgramme.Variable(
        rows: all + uses[j].map(\.row), entries: column + uses[j].map(\.share),
        cost: programme.costs.output[j], upper: programme.capacity[j])
    }
  }

  private func unmet() -> [LinearProgramme.Variable] {
    programme.finalDemand.enumerated()
      .map { i, f in
        LinearProgramme.Variable(
          rows: [i], entries: [1], cost: f > 0 ? programme.costs.rationing[i] : 0,
          lower: min(0, f), upper: max(0, f))
      }
  }

  private func substitutions() -> [LinearProgramme.Variable] {
    let places = Dictionary(uniqueKeysWithValues: limited.enumerated().map { ($1, n + $0) })
    return programme.substitutions.map { move in
      let limit = places[move.to].map { ([$0], [1.0]) } ?? ([], [])
      return LinearProgramme.Variable(
        rows: [move.to, move.from] + limit.0, entries: [1, -1] + limit.1, cost: move.cost,
        upper: move.limit)
    }
  }
}
