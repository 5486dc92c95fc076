import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// Draws of one year through levers, prices and coordinates: what a block of the full solver does, cheaply.
struct ReducedSolver: Sendable {
  let solver: EnsembleSolver
  let year: Int
  let basis: ResponseBasis
  let prices: ReducedPrices?
  let household: HouseholdResponse?

  /// A draw in coordinates; nil where it must be solved in full.
  struct Outcome: Sendable {
    let draw: Int
    let coordinates: [Float]
    let residual: Float
    let extras: [CellExtra]
  }

  /// Change of a volume at which rounds of the fixed point end: far below what a band shows.
  private static let volumeTolerance = 1e-6
  private static let mostRounds = 15

  /// Outcomes of some draws; draws that are left out must be solved in full.
  func solve(_ members: [Int]) throws -> [Outcome] {
    let (draws, states, sold) = try settled(members)
    guard !draws.isEmpty else { return [] }
    let demand = DemandStep.sourced(states, accounts: solver.accounts)
    let scale = draws.map { solver.incomeScale[$0] }
    let block = ReducedDraws(
      basis: basis, economy: solver.economy, income: household,
      vehicles: solver.market.map { basis.rows(ofProduct: $0.vehicles) }
    )
    .solve(states, demand: demand, sold: sold, incomeScale: scale)
    return draws.indices.map { j in
      Outcome(
        draw: draws[j], coordinates: (0..<basis.modes).map { block.coordinates[j, $0] },
        residual: block.residual[j], extras: block.extras[j])
    }
  }

  /// Levers and prices that agree with each other, with Δf of vehicles by draw.
  private func settled(
    _ members: [Int]
  ) throws -> (draws: [Int], states: [LeverState], sold: [[Double]]) {
    let cases = members.map { solver.leverCase($0, year: year) }
    let needsVolume = solver.scenario.levers.contains {
      ($0 as? LocalContent).map { $0.capacity != nil && $0.intensity > 0 } ?? false
    }
    var feedback = members.map { _ in LeverFeedback() }
    var open = Array(members.indices)
    var done: [Int: (state: LeverState, sold: [Double])] = [:]
    for round in 0..<(needsVolume ? Self.mostRounds : 1) where !open.isEmpty {
      let acted = ScenarioYears.states(
        solver.scenario, cases: open.map { cases[$0] }, feedback: open.map { feedback[$0] })
      let fine = open.indices.filter { acted[$0] != nil }
      let states = fine.compactMap { acted[$0] }
      let sold = try sales(states)
      var next: [Int] = []
      for (k, index) in fine.enumerated() {
        let member = open[index]
        guard let sale = sold[k] else { continue }
        let moved = needsVolume ? movement(&feedback[member], sale) : 0
        if moved <= Self.volumeTolerance {
          done[member] = (states[k], sale)
        } else if round + 1 < Self.mostRounds {
          next.append(member)
        }
      }
      open = next
    }
    let kept = members.indices.filter { done[$0] != nil }
    return (
      kept.map { members[$0] }, kept.compactMap { done[$0]?.state },
      kept.compactMap { done[$0]?.sold }
    )
  }

  /// Δf of vehicles by origin; nil for a draw whose prices fall to zero.
  private func sales(_ states: [LeverState]) throws -> [[Double]?] {
    guard let market = solver.market, let prices else {
      return states.map { $0.priceResponses.isEmpty ? [] : nil }
    }
    let found = prices.vehiclePrices(states, vehicles: market.vehicles)
    let codes = solver.economy.regions.map(\.code)
    return concurrentMap(states.count) { j -> [Double]? in
      guard !states[j].priceResponses.isEmpty else { return [] }
      let pairs = zip(states[j].priceResponses, found[j]).map { ($0, prices: $1) }
      return try? market.change(pairs, year: year, codes: codes).byOrigin
    }
  }

  /// Writes the volumes that follow from sales into a feedback; returns the largest change.
  private func movement(_ feedback: inout LeverFeedback, _ sold: [Double]) -> Double {
    guard let market = solver.market, !sold.isEmpty else { return 0 }
    let volume = zip(market.sales, sold).map { $0 > 0 ? 1 + $1 / $0 : 1 }
    let moved = volume.indices.reduce(0) { max($0, abs(volume[$1] - feedback.volume($1))) }
    feedback.volume = volume
    return moved
  }
}
