import ImpactDiagnostics
import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// All draws of one year: a sample in full, the others in the coordinates of what the sample found.
///
/// The sample is the first draws, so it depends on the seed alone. A draw whose residual is larger
/// than `largestResidual`, or that the coordinates cannot express, is solved in full.
struct EnsembleDraws {
  let run: EnsembleRun
  let year: Int
  let flag: CancellationFlag
  let progress: (Int) -> Void
  private(set) var refused: Set<Int>
  /// Why the first of them was refused.
  private(set) var firstRefusal: (any Error)?
  private(set) var solution = EnsembleSolution()
  /// Δx by draw, in full.
  private var outputs: [Int: [Float]] = [:]
  private var extras: [Int: [CellExtra]] = [:]
  private var coordinates: [Int: [Float]] = [:]

  /// Draws up to which all are solved in full: a basis would not pay.
  static let fewest = 192
  /// Draws that make a basis, and those beside them that test it.
  static let sample = 152
  static let heldOut = 8
  static let mostModes = 128
  /// Modes below this part of the largest are left out.
  static let modeTolerance = 1e-6
  /// ‖(1 − QQᵀ)u‖/‖u‖ above which a draw is solved in full.
  static let largestResidual: Float = 5e-3

  init(
    run: EnsembleRun, year: Int, refused: Set<Int>, flag: CancellationFlag,
    progress: @escaping (Int) -> Void
  ) {
    (self.run, self.year, self.refused, self.flag) = (run, year, refused, flag)
    self.progress = progress
  }

  /// Levers whose feedback needs content by value added are solved in full alone.
  private var canReduce: Bool {
    run.options.draws > Self.fewest
      && !run.solver.scenario.levers.contains {
        ($0 as? LocalContent)?.definition == .valueAdded
      }
  }

  /// Everything about the year's draws that bands need.
  mutating func solved() throws -> EnsembleYear {
    let asked = (0..<run.options.draws).filter { !refused.contains($0) }
    if try run.solver.needsSteps(in: year) { return try stepwise(asked) }
    guard canReduce else {
      _ = try full(asked)
      return assembled(asked, basis: nil)
    }
    let sample = Array(asked.prefix(Self.sample + Self.heldOut))
    let parts = try full(sample)
    let reduced = try reducedSolver(parts)
    try test(reduced, parts)
    try reduce(Array(asked.dropFirst(sample.count)), by: reduced)
    return assembled(asked, basis: reduced.basis)
  }

  // MARK: Step by step

  private mutating func stepwise(_ asked: [Int]) throws -> EnsembleYear {
    var found: [(draw: Int, values: [Indicator: [Float]])] = []
    for start in stride(from: 0, to: asked.count, by: EnsembleRun.block) {
      try flag.check()
      let members = Array(asked[start..<min(start + EnsembleRun.block, asked.count)])
      found += try stepwiseIsolated(members)
      progress(found.count)
    }
    solution.full += found.count
    let S = run.solver.economy.industryCount
    let values = found.map(\.values)
    return EnsembleYear(
      draws: found.map(\.draw), extraCells: [],
      extras: SingleMatrix(rows: found.count, columns: 0),
      exact: { indicator, r in
        var block = SingleMatrix(rows: values.count, columns: S)
        for (j, draw) in values.enumerated() {
          guard let all = draw[indicator] else { continue }
          for i in 0..<S { block.values[j + i * values.count] = all[r * S + i] }
        }
        return block
      },
      region: { _ in SingleMatrix(rows: 0, columns: 0) })
  }

  private mutating func stepwiseIsolated(
    _ draws: [Int]
  ) throws -> [(draw: Int, values: [Indicator: [Float]])] {
    guard !draws.isEmpty else { return [] }
    do {
      let values = try run.solver.stepwise(draws, year: year, flag: flag)
      return zip(draws, values).map { (draw: $0, values: $1) }
    } catch let error where error is ProblemReport || error is SimulationError {
      guard draws.count > 1 else {
        refused.insert(draws[0])
        firstRefusal = firstRefusal ?? error
        return []
      }
      let half = draws.count / 2
      return try stepwiseIsolated(Array(draws[..<half]))
        + stepwiseIsolated(Array(draws[half...]))
    }
  }

  // MARK: In full

  private struct Part {
    let draws: [Int]
    let output: Matrix
    let prices: Matrix
    let states: [LeverState]
  }

  private mutating func full(_ asked: [Int]) throws -> [Part] {
    var parts: [Part] = []
    for start in stride(from: 0, to: asked.count, by: EnsembleRun.block) {
      try flag.check()
      let members = Array(asked[start..<min(start + EnsembleRun.block, asked.count)])
      for part in try isolated(members) {
        collect(part)
        parts.append(part)
      }
      progress(coordinates.count + outputs.count)
    }
    return parts
  }

  /// Solves a block; where a draw's parameters contradict each other, that draw alone is refused.
  private mutating func isolated(_ draws: [Int]) throws -> [Part] {
    guard !draws.isEmpty else { return [] }
    do {
      let (output, prices, states) = try run.solver.solve(draws, year: year)
      return [Part(draws: draws, output: output, prices: prices, states: states)]
    } catch let error where error is ProblemReport || error is SimulationError {
      guard draws.count > 1 else {
        refused.insert(draws[0])
        firstRefusal = firstRefusal ?? error
        return []
      }
      let half = draws.count / 2
      return try isolated(Array(draws[..<half])) + isolated(Array(draws[half...]))
    }
  }

  private mutating func collect(_ part: Part) {
    let (n, x0) = (part.output.rows, run.solver.economy.satellites.output)
    let found = concurrentMap(part.draws.count) { j in
      let start = j * n
      return (
        (0..<n).map { Float(part.output.values[start + $0]) },
        CellExtra.all(
          of: part.states[j], output: { part.output.values[start + $0] }, x0: x0)
      )
    }
    for (draw, (output, extra)) in zip(part.draws, found) {
      (outputs[draw], extras[draw]) = (output, extra)
    }
    solution.full += part.draws.count
  }

  // MARK: In coordinates

  private func reducedSolver(_ parts: [Part]) throws -> ReducedSolver {
    let solver = run.solver
    let known = parts.flatMap { part in part.draws.indices.map { (part, $0) } }
    let base = known.dropLast(Self.heldOut)
    let n = solver.economy.dimension
    let sample = Matrix(
      rows: n, columns: base.count,
      values: base.flatMap { part, j in part.output.values[j * n..<(j + 1) * n] })
    var closed = solver.accounts
    if let households = solver.households {
      closed = try solver.accounts.closed(
        by: HouseholdClosure(
          income: households.income, residence: households.residence,
          spending: households.spending))
    }
    let basis = try ResponseBasis(
      sample: sample, tolerance: Self.modeTolerance, most: Self.mostModes,
      seed: run.options.seed, context: solver.context, closed: closed)
    var prices: ReducedPrices?
    let priceColumns = parts.reduce(0) { $0 + $1.prices.columns }
    if priceColumns > 0 {
      prices = try ReducedPrices(
        sample: Matrix(rows: n, columns: priceColumns, values: parts.flatMap(\.prices.values)),
        tolerance: Self.modeTolerance, most: Self.mostModes, basis: basis,
        accounts: solver.accounts)
    }
    let household = run.sales.flatMap { sales in
      solver.households.map {
        HouseholdResponse($0, sold: sales, basis: basis, economy: solver.economy)
      }
    }
    return ReducedSolver(
      solver: solver, year: year, basis: basis, prices: prices, household: household)
  }

  /// Compares held-out draws with the full solver.
  private mutating func test(_ reduced: ReducedSolver, _ parts: [Part]) throws {
    let known = parts.flatMap(\.draws).suffix(Self.heldOut)
    let response = reduced.basis.response
    for outcome in try reduced.solve(Array(known)) {
      guard let exact = outputs[outcome.draw] else { continue }
      let row = SingleMatrix(
        rows: 1, columns: outcome.coordinates.count, values: outcome.coordinates)
      let found = row.multiplied(by: response).values
      var (error, size) = (0.0, 0.0)
      for k in exact.indices {
        error += Double(abs(found[k] - exact[k]))
        size += Double(abs(exact[k]))
      }
      if size > 0 { solution.heldOutError = max(solution.heldOutError, error / size) }
    }
    solution.modes = reduced.basis.modes
  }

  private mutating func reduce(_ asked: [Int], by reduced: ReducedSolver) throws {
    let blocks = stride(from: 0, to: asked.count, by: EnsembleRun.block)
      .map { Array(asked[$0..<min($0 + EnsembleRun.block, asked.count)]) }
    var left: [Int] = []
    for start in stride(from: 0, to: blocks.count, by: Self.together) {
      try flag.check()
      let group = Array(blocks[start..<min(start + Self.together, blocks.count)])
      let found = try concurrentMap(group.count) { try reduced.solve(group[$0]) }
      for (block, outcomes) in zip(group, found) {
        var solved: Set<Int> = []
        for outcome in outcomes where outcome.residual <= Self.largestResidual {
          solved.insert(outcome.draw)
          coordinates[outcome.draw] = outcome.coordinates
          extras[outcome.draw] = outcome.extras
          solution.largestResidual = max(solution.largestResidual, Double(outcome.residual))
        }
        solution.reduced += solved.count
        left += block.filter { !solved.contains($0) }
      }
      progress(coordinates.count + outputs.count)
    }
    _ = try full(left)
  }

  /// Blocks that are worked on side by side.
  private static let together = 8

  // MARK: Together

  private func assembled(_ asked: [Int], basis: ResponseBasis?) -> EnsembleYear {
    let draws = asked.filter { !refused.contains($0) }
    let extraCells = Set(extras.values.flatMap { $0.map(\.cell) }).sorted()
    let places = Dictionary(
      extraCells.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var table = SingleMatrix(rows: draws.count, columns: extraCells.count)
    for (j, draw) in draws.enumerated() {
      for extra in extras[draw] ?? [] {
        if let e = places[extra.cell] { table[j, e] = Float(extra.value) }
      }
    }
    let S = run.solver.economy.industryCount
    let modes = basis?.modes ?? 0
    var reduced = SingleMatrix(rows: draws.count, columns: modes)
    for (j, draw) in draws.enumerated() {
      for (m, value) in (coordinates[draw] ?? []).enumerated() { reduced[j, m] = value }
    }
    let exact = draws.enumerated()
      .compactMap { j, draw in outputs[draw].map { (row: j, values: $0) } }
    let fixed = reduced
    return EnsembleYear(
      draws: draws, extraCells: extraCells, extras: table
    ) { r in
      var block =
        basis.map { basis in
          fixed.multiplied(
            by: SingleMatrix(
              rows: modes, columns: S,
              values: Array(basis.response.values[r * S * modes..<(r + 1) * S * modes])))
        } ?? SingleMatrix(rows: draws.count, columns: S)
      for (row, values) in exact {
        for i in 0..<S { block.values[row + i * block.rows] = values[r * S + i] }
      }
      return block
    }
  }
}
