import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// Draws through levers, prices and coordinates: what the full solver does, cheaply.
///
/// Levers of a draw act on all years with one context; then blocks of draws and years go through
/// prices and coordinates together. Each thread takes some draws from levers to coordinates.
struct ReducedSolver: Sendable {
  let solver: EnsembleSolver
  let basis: ResponseBasis
  let prices: ReducedPrices?
  let household: HouseholdResponse?
  let extras: ExtraModes
  let terms: ReducedTerms
  let room: DrawnRoom
  let floor: PurchaseFloor
  let clock: EnsembleClock
  /// What a EUR of vehicles sold by each region brings, R×width; nil without a market.
  let vehicles: SingleTiles?
  let market: VehicleMarketBlock?

  /// A draw and year in coordinates; those that are missing must be solved in full.
  struct Outcome: Sendable {
    let system: DrawYear
    /// Of Δx, then of the extras.
    let coordinates: [Float]
    let residual: Float
    /// Extras that their coordinates leave too much out of; nil for the others.
    let extras: [CellExtra]?
  }

  /// Change of a volume at which rounds of the fixed point end: far below what a band shows.
  private static let volumeTolerance = 1e-6
  private static let mostRounds = 15
  /// Most rows of a block: wide enough for matrix-matrix work, narrow enough for the cache.
  private static let rows = 48
  /// Rows that one thread takes from levers to coordinates.
  private static let rowsOfPart = 128

  /// Coordinates of a draw and year, those of the extras with them.
  var width: Int { basis.modes + extras.modes }

  /// Outcomes of some draws in some years (indices).
  func solve(_ draws: [Int], years: [Int]) -> [Outcome] {
    let wanted = (Self.rowsOfPart / max(1, years.count) + 7) / 8 * 8
    let size = max(1, min(wanted, draws.count / (2 * clock.cores)))
    let starts = Array(stride(from: 0, to: draws.count, by: size))
    return concurrentMap(starts.count) { part in
      solved(Array(draws[starts[part]..<min(starts[part] + size, draws.count)]), years)
    }
    .flatMap(\.self)
  }

  /// The same on one thread.
  private func solved(_ draws: [Int], _ years: [Int]) -> [Outcome] {
    let members = years.flatMap { t in draws.map { DrawYear(draw: $0, t: t) } }
    let cases = clock.measureShared(\.levers) {
      followsVolume ? settled(members) : acted(members)
    }
    return clock.measureShared(\.coordinates) { blocks(of: cases).flatMap { block($0) } }
  }

  /// Blocks of about equal size, whole registers but for the last.
  private func blocks(of cases: [ReducedCase]) -> [[ReducedCase]] {
    let parts = max(1, (cases.count + Self.rows - 1) / Self.rows)
    let size = max(8, ((cases.count + parts - 1) / parts + 7) / 8 * 8)
    return stride(from: 0, to: cases.count, by: size)
      .map { Array(cases[$0..<min($0 + size, cases.count)]) }
  }

  /// Whether levers act on volumes that follow from prices.
  private var followsVolume: Bool {
    solver.scenario.levers.contains {
      ($0 as? LocalContent).map { $0.capacity != nil && $0.intensity > 0 } ?? false
    }
  }

  private func block(_ all: [ReducedCase]) -> [Outcome] {
    let everything = changed(all)
    let sales = sales(all, everything)
    let kept = all.indices.filter { sales[$0] != nil }
    guard !kept.isEmpty else { return [] }
    let cases = kept.map { all[$0] }
    let changed = kept.count == all.count ? everything : changed(cases)
    let work = ReducedBlock(
      basis: basis, economy: solver.economy, household: household,
      vehicles: vehicles)
    let solved = work.solve(
      cases, changed, sold: kept.compactMap { sales[$0] },
      scale: cases.map { solver.incomeScale[$0.system.draw] })
    clock.count(
      DrawnSums.operations(changed.factors, width: basis.width + (prices?.modes ?? 0)))
    let others = extras.coordinates(solved.extras)
    let (B, modes) = (cases.count, basis.modes)
    return cases.indices.map { j in
      Outcome(
        system: cases[j].system,
        coordinates: (0..<modes).map { solved.coordinates.values[j + $0 * B] }
          + (0..<extras.modes).map { others.values.values[j + $0 * B] },
        residual: solved.residual[j], extras: others.isClose[j] ? nil : solved.extras[j])
    }
  }

  /// What a block of cases changes.
  private func changed(_ cases: [ReducedCase]) -> ChangedPurchases {
    let rows = cases.map(\.purchases)
    let layout = terms.layout.holding(rows, S: solver.economy.industryCount)
    return ChangedPurchases(
      terms: layout === terms.layout
        ? terms : ReducedTerms(layout, basis: basis, prices: prices),
      factors: layout.factors(rows))
  }

  /// Cases after their levers; what levers refuse is missing.
  private func acted(_ members: [DrawYear]) -> [ReducedCase] {
    Contexts(members, solver)
      .acted(
        Array(members.indices), members, members.map { _ in LeverFeedback() }, self
      )
      .compactMap(\.self)
  }

  /// Cases whose levers agree with the volumes that their prices bring; what does not come to rest is
  /// missing.
  private func settled(_ members: [DrawYear]) -> [ReducedCase] {
    let contexts = Contexts(members, solver)
    // As in full solves: where the run without draws ended.
    var feedback = members.map { solver.feedback[$0.t] }
    var open = Array(members.indices)
    var done: [ReducedCase?] = members.map { _ in nil }
    for round in 0..<Self.mostRounds where !open.isEmpty {
      let acted = contexts.acted(open, members, feedback, self)
      let fine = open.indices.filter { acted[$0] != nil }
      let cases = fine.compactMap { acted[$0] }
      let sold = blocks(of: cases).flatMap { sales($0, changed($0)) }
      var next: [Int] = []
      for (k, index) in fine.enumerated() {
        let member = open[index]
        guard let sale = sold[k] else { continue }
        if movement(&feedback[member], sale) <= Self.volumeTolerance {
          done[member] = cases[k]
        } else if round + 1 < Self.mostRounds {
          next.append(member)
        }
      }
      open = next
    }
    return done.compactMap(\.self)
  }

  /// One context for each draw.
  private struct Contexts {
    private let contexts: [Int: LeverContext]

    init(_ members: [DrawYear], _ solver: EnsembleSolver) {
      contexts = Dictionary(
        members.lazy.map(\.draw).map { ($0, $0) }, uniquingKeysWith: { first, _ in first }
      )
      .mapValues { solver.context(of: $0) }
    }

    /// Cases of open members after their levers; nil where a lever refuses or a purchase may fall below
    /// zero.
    func acted(
      _ open: [Int], _ members: [DrawYear], _ feedback: [LeverFeedback], _ reduced: ReducedSolver
    ) -> [ReducedCase?] {
      var memory = LeverMemory(room: reduced.room.changes, of: reduced.solver.context)
      return open.map { index in
        let member = members[index]
        guard let context = contexts[member.draw] else { return nil }
        return Self.acted(
          LeverCase(context: context, year: reduced.solver.scenario.years[member.t]), member,
          feedback[index], reduced, in: &memory)
      }
    }

    private static func acted(
      _ item: LeverCase, _ system: DrawYear, _ feedback: LeverFeedback, _ reduced: ReducedSolver,
      in memory: inout LeverMemory
    ) -> ReducedCase? {
      var state = LeverState(
        context: item.context, year: item.year, feedback: feedback, in: &memory)
      defer { state.giveBack(to: &memory) }
      do {
        for lever in reduced.solver.scenario.levers { try state.apply(lever) }
      } catch {
        return nil
      }
      let made = ReducedCase(state, system, solver: reduced.solver, room: reduced.room)
      guard let made else { return nil }
      return reduced.floor.isBroken(by: made.purchases, state.purchases, in: item.context)
        ? nil : made
    }
  }

  /// Δf of vehicles by origin; nil for a case whose prices fall to zero or leave the coordinates.
  private func sales(_ cases: [ReducedCase], _ changed: ChangedPurchases) -> [[Double]?] {
    guard let market, let prices else {
      return cases.map { $0.responses.isEmpty ? [] : nil }
    }
    return market.changes(
      cases.map { VehicleBuyers($0.responses, volume: $0.volume) },
      prices: prices.vehiclePrices(cases, changed))
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
