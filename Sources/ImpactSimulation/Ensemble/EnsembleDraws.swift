import ImpactDiagnostics
import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// All draws of a run: a sample in full, the others in the coordinates of what the sample found, those
/// that coordinates leave too much out of in full again.
///
/// Work goes in blocks; each follows from the run and its own number alone, so a finished block can be
/// taken from a checkpoint.
struct EnsembleDraws {
  let run: EnsembleRun
  let flag: CancellationFlag
  let progress: EnsembleProgress
  let checkpoint: CheckpointFile?
  private(set) var refused: Set<Int> = []
  /// Why the first of them was refused.
  private(set) var firstRefusal: (any Error)?
  private(set) var solution = EnsembleSolution()
  private var store: EnsembleStore
  private var reduced: ReducedSolver?
  /// Indices of years that are solved in coordinates.
  private let inCoordinates: [Int]
  /// Indices of years whose draws were solved in full at the start.
  private var solvedTogether: Set<Int> = []

  /// Systems of a block of the full solver: wide enough for matrix-matrix work, narrow enough for memory.
  static let block = 32
  /// The same for a sample and for few systems, while there are no other draws in memory.
  static let firstBlock = 64

  init(
    run: EnsembleRun, flag: CancellationFlag, progress: EnsembleProgress,
    checkpoint: CheckpointFile? = nil
  ) {
    (self.run, self.flag, self.progress) = (run, flag, progress)
    self.checkpoint = checkpoint
    inCoordinates = run.sample == nil ? [] : run.yearsInCoordinates
    store = EnsembleStore(
      years: run.solver.scenario.years.count, inCoordinates: [], draws: 0, width: 0)
  }

  /// Solves few systems at once, and what goes in coordinates; the other years follow one by one.
  mutating func solveTogether() throws {
    if let sample = run.sample {
      try solveInCoordinates(sample)
    } else {
      try run.clock.measure(\.full) { try solveFew(run.yearsInCoordinates, list: 0) }
    }
    try run.clock.measure(\.full) { try solveFew(run.yearsInFull, list: 1) }
  }

  private mutating func solveInCoordinates(_ sample: EnsembleSample) throws {
    let reduced = try run.clock.measure(\.sample) { try reducedSolver(sample) }
    self.reduced = reduced
    let count = run.options.draws
    store = EnsembleStore(
      years: run.solver.scenario.years.count, inCoordinates: inCoordinates, draws: count,
      width: reduced.width)
    var left: [DrawYear] = []
    for (number, start) in stride(from: 0, to: count, by: run.options.block).enumerated() {
      try flag.check()
      let draws = Array(start..<min(start + run.options.block, count))
      let found = try block(.init(.coordinates, number)) {
        .coordinates(reduced.solve(draws, years: inCoordinates))
      }
      left += take(found, draws)
      progress.add(draws.count * inCoordinates.count)
    }
    try run.clock.measure(\.full) { try solveFull(left, kind: .remainder, year: 0) }
  }

  /// Solves all draws of some years in full where they are few: years of a draw side by side, since its
  /// levers remember much between them.
  ///
  /// Blocks bear negative years in the checkpoint, other ones for each list of years.
  private mutating func solveFew(_ years: [Int], list: Int) throws {
    let count = draws(in: years)
    // In double precision systems with rounds of their own stand alone, year by year.
    guard run.options.precision == .single, !years.isEmpty,
      years.count * count <= EnsembleSample.fewest
    else { return }
    let size = max(1, Self.firstBlock / years.count)
    for start in stride(from: 0, to: count, by: size) {
      let own = (start..<min(start + size, count)).filter { !refused.contains($0) }
      try solveFull(
        years.flatMap { t in own.map { DrawYear(draw: $0, t: t) } }, kind: .year,
        year: -1 - 2 * start - list, width: Self.firstBlock)
    }
    solvedTogether.formUnion(years)
  }

  /// How many draws the bands of some years stand on.
  private func draws(in years: [Int]) -> Int {
    years.allSatisfy(run.yearsInCoordinates.contains) ? run.options.draws : run.drawsInFull
  }

  /// Everything about a year that bands need; what was stored in full is forgotten.
  mutating func year<Scalar>(_ t: Int) throws -> EnsembleYear<Scalar> {
    let count = draws(in: [t])
    if !inCoordinates.contains(t), !solvedTogether.contains(t) {
      let asked = (0..<count).filter { !refused.contains($0) }
      try solveFull(asked.map { DrawYear(draw: $0, t: t) }, kind: .year, year: t)
    }
    defer { store.forget(year: t) }
    return store.year(
      t, draws: (0..<count).filter { !refused.contains($0) },
      solver: inCoordinates.contains(t) ? reduced : nil, economy: run.solver.economy,
      scale: run.central.scale(t, dimension: run.solver.economy.dimension))
  }

  /// Whether all draws of a year are solved in full.
  func isInFull(_ t: Int) -> Bool { !inCoordinates.contains(t) }

  /// Takes over a year whose bands are known.
  mutating func takeOver(_ year: FinishedYear) {
    refused.formUnion(year.refused)
    solution.full += year.full
    progress.add(run.options.draws)
  }

  // MARK: Blocks

  /// A finished block from the checkpoint, or worked out and kept there.
  private func block(
    _ key: CheckpointKey, _ work: () throws -> FinishedBlock
  ) throws -> FinishedBlock {
    if let known = try checkpoint?.block(key) { return known }
    let made = try work()
    try checkpoint?.keep(made, key)
    return made
  }

  /// Stores what coordinates say well enough; returns the others.
  private mutating func take(_ found: FinishedBlock, _ draws: [Int]) -> [DrawYear] {
    var solved: Set<DrawYear> = []
    for outcome in found.outcomes where outcome.residual <= ReducedBlock.largestResidual {
      solved.insert(outcome.system)
      store.add(outcome)
      solution.largestResidual = max(solution.largestResidual, Double(outcome.residual))
    }
    solution.reduced += solved.count
    return inCoordinates.flatMap { t in draws.map { DrawYear(draw: $0, t: t) } }
      .filter { !solved.contains($0) }
  }

  // MARK: In full

  private mutating func solveFull(
    _ systems: [DrawYear], kind: CheckpointKey.Kind, year: Int, width: Int = Self.block
  ) throws {
    let width =
      run.options.precision == .double ? run.blockInFull(kind == .year ? year : nil) : width
    for (number, start) in stride(from: 0, to: systems.count, by: width).enumerated() {
      try flag.check()
      let members = Array(systems[start..<min(start + width, systems.count)])
      let found = try block(.init(kind, number, year: year)) {
        let parts = try isolated(members)
        return .full(parts.flatMap(\.solved), refused: parts.flatMap(\.refused))
      }
      for (system, full) in found.full { store.add(full, system) }
      solution.full += found.full.count
      try refuse(found.refused)
      // What coordinates leave over is counted with its block.
      if kind == .year { progress.add(members.count) }
    }
  }

  /// Draws whose parameters contradict each other; the first is tried again for its reason.
  private mutating func refuse(_ systems: [DrawYear]) throws {
    guard let first = systems.first else { return }
    if firstRefusal == nil {
      do { _ = try run.solver.solve([first], flag: flag) } catch {
        firstRefusal = (error as? RefusedCases)?.first ?? error
      }
    }
    refused.formUnion(systems.map(\.draw))
  }

  private struct Part {
    var solved: [(DrawYear, EnsembleStore.Full)] = []
    var refused: [DrawYear] = []
  }

  /// Solves a block; where a draw's parameters contradict each other, that draw alone is refused.
  private func isolated(_ systems: [DrawYear]) throws -> [Part] {
    guard !systems.isEmpty else { return [] }
    do {
      let solved = try run.solver.solve(systems, flag: flag)
      let n = solved.output.rows
      let isDouble = run.options.precision == .double
      let channels = run.channels
      let full = concurrentMap(systems.count) { j in
        let output = solved.output.values[j * n..<(j + 1) * n]
        return EnsembleStore.Full(
          output: isDouble ? .double(Array(output)) : .single(output.map { Float($0) }),
          channels: solved.change.flatMap { change in
            channels?.values(change, system: j, draw: systems[j].draw)
          } ?? [],
          extras: solved.accounts[j].extras { solved.output.values[$0 + j * n] })
      }
      return [Part(solved: Array(zip(systems, full)))]
    } catch let refused as RefusedCases {
      let parts = refused.parted(systems)
      return try isolated(parts.others) + [Part(refused: parts.refused)]
    } catch let error where error is ProblemReport || error is SimulationError {
      guard systems.count > 1 else { return [Part(refused: systems)] }
      let half = systems.count / 2
      return try isolated(Array(systems[..<half])) + isolated(Array(systems[half...]))
    }
  }

  // MARK: The sample

  private mutating func reducedSolver(_ sample: EnsembleSample) throws -> ReducedSolver {
    let found = try solved(sample.base + sample.heldOut)
    let tests = Set(sample.heldOut)
    let (reduced, error) = try run.reducedSolver(
      base: found.only { !tests.contains($0) }, heldOut: found.only(tests.contains),
      years: inCoordinates)
    solution.heldOutError = error
    solution.modes = reduced.basis.modes
    solution.sample = sample.base.count + sample.heldOut.count
    try checkpoint?.fit(basis: reduced.basis.fingerprint)
    return reduced
  }

  /// Draws of the sample in full, those left out that contradict themselves.
  private func solved(_ systems: [DrawYear]) throws -> DrawnSample {
    let stride = run.strideOfPrices(systems.count)
    var result = DrawnSample()
    func solve(_ systems: [DrawYear]) throws {
      guard !systems.isEmpty else { return }
      do {
        result.add(try run.solver.solve(systems, flag: flag), systems, stride: stride)
      } catch let refused as RefusedCases {
        try solve(refused.parted(systems).others)
      } catch let error where error is ProblemReport || error is SimulationError {
        guard systems.count > 1 else { return }
        let half = systems.count / 2
        try solve(Array(systems[..<half]))
        try solve(Array(systems[half...]))
      }
    }
    for start in Swift.stride(from: 0, to: systems.count, by: Self.firstBlock) {
      try flag.check()
      let part = Array(systems[start..<min(start + Self.firstBlock, systems.count)])
      try solve(part)
      progress.add(part.count)
    }
    return result
  }
}
