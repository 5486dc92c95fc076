import ImpactEconomies
import ImpactNumerics

/// Measures methods on pseudo-regions, parameters estimated on one half of the products and tested on
/// the other, in both directions.
package struct AccuracyRun: Sendable {
  /// What is taken as known.
  package enum Knowledge: String, Sendable, CaseIterable {
    /// Output by member and industry, and the union's table: demand is estimated with it.
    case output = "output known"
    /// What each member sells and buys of each product too: trade alone is estimated.
    case totals = "totals known"
  }

  package let pseudo: PseudoRegions
  package let knowledge: Knowledge
  private let uses: [RegionalUses]
  private let trueFlows: [[Double]]

  package init(_ pseudo: PseudoRegions, _ knowledge: Knowledge) throws {
    self.pseudo = pseudo
    self.knowledge = knowledge
    let products = 0..<pseudo.truth.industryCount
    uses = try products.map { i in
      knowledge == .totals
        ? TrueTrade.uses(pseudo, product: i)
        : try RegionalUses(pseudo.split, area: 0, product: i)
    }
    trueFlows = products.map { TrueTrade.flows(pseudo, product: $0) }
  }

  /// Products whose index has a parity.
  private func half(_ parity: Int) -> [Int] {
    trueFlows.indices.filter { $0 % 2 == parity }
  }

  private func assembly(_ method: TradeMethod) throws -> MultiregionalAssembly {
    // 1e-4: steep decays converge slowly, and estimates miss the truth by a hundred times that.
    try MultiregionalAssembly(
      pseudo.split, method: method, distances: pseudo.distances, tolerance: 1e-4)
  }

  /// Weighted absolute error of a method over some products, all flows between members.
  private func loss(_ method: TradeMethod, _ products: [Int]) throws -> Double {
    let assembly = try assembly(method)
    var errors = FlowErrors()
    for i in products {
      let flows = try assembly.trade(area: 0, product: i, uses: uses[i]).flows
      errors.add(flows, trueFlows[i], pseudo.memberCount)
    }
    return errors.all.weightedError
  }

  /// One choice of parameters.
  private struct Choice {
    var delta: Double?
    var beta: Double?
    var home: Double?
    func method(_ of: AccuracyMethod) -> TradeMethod { of.make(delta ?? 0, beta, home ?? 1) }
  }

  private func choices(_ method: AccuracyMethod) -> [Choice] {
    method.deltas.flatMap { delta in
      method.decays.flatMap { beta in
        method.homes.map { Choice(delta: delta, beta: beta, home: $0) }
      }
    }
  }

  private func best(_ method: AccuracyMethod, _ products: [Int]) throws -> Choice {
    var best: (loss: Double, choice: Choice)?
    for choice in choices(method) {
      let loss: Double
      do {
        loss = try self.loss(choice.method(method), products)
      } catch is BalancingFault {
        // A decay so steep that totals are not met is no candidate.
        continue
      }
      if loss < best?.loss ?? .infinity { best = (loss, choice) }
    }
    guard let best else {
      throw BuildFault("\(method.name): no parameter that was tried meets the totals")
    }
    return best.choice
  }

  /// Estimates, applies and compares one method.
  package func measure(_ method: AccuracyMethod) throws -> AccuracyResult {
    // Parameters by parity of the products they are applied to: estimated on the others.
    let parameters =
      method.isEstimated
      ? [try best(method, half(1)), try best(method, half(0))]
      : [choices(method)[0], choices(method)[0]]
    let assemblies = try parameters.map { try assembly($0.method(method)) }
    var errors = FlowErrors()
    var parts = RegionalTableParts(pseudo.split)
    for i in trueFlows.indices {
      let trade = try assemblies[i % 2].trade(area: 0, product: i, uses: uses[i])
      errors.add(trade.flows, trueFlows[i], pseudo.memberCount)
      parts.fill(area: 0, product: i, uses[i], trade)
    }
    let table = try parts.table(name: "estimate", title: method.name)
    return AccuracyResult(
      method: method.name, knowledge: knowledge, deltas: parameters.map(\.delta),
      betas: parameters.map(\.beta), homes: parameters.map(\.home), flows: errors,
      multipliers: try MultiplierErrors(table, pseudo.truth, members: pseudo.memberCount))
  }
}

/// What was found for one method.
package struct AccuracyResult: Sendable {
  package let method: String
  package let knowledge: AccuracyRun.Knowledge
  /// Applied to products of even and of odd index, each estimated on the other half.
  package let deltas: [Double?]
  package let betas: [Double?]
  package let homes: [Double?]
  package let flows: FlowErrors
  package let multipliers: MultiplierErrors
}

/// The flows that a method should find.
enum TrueTrade {
  private static func isTraded(_ column: AccountTable.FinalColumn) -> Bool {
    column.category != .inventories
  }

  /// What every region uses of a member-made product, by user, and what every member sells of it.
  static func uses(_ pseudo: PseudoRegions, product i: Int) -> RegionalUses {
    let t = pseudo.truth
    let members = 0..<pseudo.memberCount
    let amounts = t.regions.indices.map { s -> [Double] in
      let industries = (0..<t.industryCount)
        .map { j in
          members.reduce(0) {
            $0
              + max(
                t.intermediate[t.index(region: $1, industry: i), t.index(region: s, industry: j)], 0
              )
          }
        }
      let final = t.finalColumns.indices
        .filter { t.finalColumns[$0].region == t.regions[s].code }
        .map { c in
          isTraded(t.finalColumns[c])
            ? members.reduce(0) { $0 + max(t.finalUses[t.index(region: $1, industry: i), c], 0) }
            : 0
        }
      return industries + final
    }
    let flows = flows(pseudo, product: i)
    let n = t.regionCount
    return RegionalUses(
      amounts: amounts,
      supply: members.map { flows[$0 * n..<($0 + 1) * n].reduce(0, +) })
  }

  /// T at `r * N + s`, r the members: all uses but inventories and negative cells.
  static func flows(_ pseudo: PseudoRegions, product i: Int) -> [Double] {
    let t = pseudo.truth
    let n = t.regionCount
    var result = [Double](repeating: 0, count: pseudo.memberCount * n)
    for r in 0..<pseudo.memberCount {
      let row = t.index(region: r, industry: i)
      for k in 0..<t.dimension {
        result[r * n + k / t.industryCount] += max(t.intermediate[row, k], 0)
      }
      for (c, column) in t.finalColumns.enumerated() where isTraded(column) {
        guard let s = t.regions.firstIndex(where: { $0.code == column.region }) else { continue }
        result[r * n + s] += max(t.finalUses[row, c], 0)
      }
    }
    return result
  }
}
