import CImpactKernels

/// One panel on its way to the solution: corrections until the true residual is small.
struct SolverRun {
  let system: LeontiefSystem
  let systems: [Int]
  let options: SolverOptions
  let method: any CorrectionMethod
  /// Index of the first column among all columns of the caller.
  let firstColumn: Int
  let b: Panel
  private(set) var x: Panel
  private(set) var iterations: [Int]
  private(set) var residual: Residual
  /// Applications of A to a column so far, exact and reduced.
  private(set) var applications = 0
  /// Σ|b| of each column.
  private let size: [Double]

  /// How far one correction can go in reduced precision: coefficients are off by 6e-8.
  private static let reach = 2e-8

  init(
    system: LeontiefSystem, b: Panel, initial: Panel?, systems: [Int], options: SolverOptions,
    method: any CorrectionMethod, firstColumn: Int
  ) {
    self.system = system
    self.b = b
    self.systems = systems
    self.options = options
    self.method = method
    self.firstColumn = firstColumn
    var sums = [Double](repeating: 0, count: b.width)
    impact_panel_abs_sums(b.values, b.rows, b.width, &sums)
    size = sums
    iterations = [Int](repeating: 0, count: b.columns)
    x = initial ?? Panel(rows: b.rows, columns: b.columns)
    // A right-hand side of zero has the solution zero, whatever the start.
    for c in 0..<b.columns where sums[c] == 0 {
      for j in 0..<b.rows { x.values[j * b.width + c] = 0 }
    }
    if initial == nil {
      // Only columns of zeros end before a correction, so the largest value may stand for all.
      residual = Residual(r: b, sums: sums, largest: sums)
    } else {
      residual = system.residual(of: x, rightHandSide: b, systems: systems)
    }
  }

  /// Corrects until Σ|r| ≤ tolerance · Σ|b| in every column.
  ///
  /// A round that does not halve a residual is followed by rounds of the power series, which always
  /// make way in a productive economy, and by a Krylov method from there on.
  mutating func solve() throws(NumericsError) {
    var method = method
    var calm = 0
    var active = unfinished
    while !active.isEmpty {
      let limit = options.maximumIterations - (active.map { iterations[$0] }.max() ?? 0)
      guard limit > 0 else { throw failure(active) }
      let before = residual
      try round(active, method: method, limit: limit)
      let stalled = active.contains { !(residual.sums[$0] <= 0.5 * before.sums[$0]) }
      if calm > 0 {
        calm -= 1
        if calm == 0 { method = BiCGSTAB() }
      } else if stalled, options.method != .powerSeries {
        method = PowerSeriesStep()
        calm = 8
      }
      active = unfinished
    }
  }

  private var unfinished: [Int] {
    systems.indices.filter { size[$0] > 0 && !(residual.sums[$0] <= options.tolerance * size[$0]) }
  }

  /// One correction of the columns that need it, alone when they are few.
  private mutating func round(
    _ active: [Int], method: any CorrectionMethod, limit: Int
  ) throws(NumericsError) {
    let narrow = Panel.width(columns: active.count) < b.width
    let members = narrow ? active : Array(systems.indices)
    var task = Residual(
      r: residual.r.selecting(members), sums: members.map { residual.sums[$0] },
      largest: members.map { residual.largest[$0] })
    let (wanted, width) = (Set(active), task.r.width)
    for (index, c) in members.enumerated() where !wanted.contains(c) {
      (task.sums[index], task.largest[index]) = (0, 0)
      for j in 0..<b.rows { task.r.values[j * width + index] = 0 }
    }
    var trial = x.selecting(members)
    let variants = members.map { systems[$0] }
    let targets = members.map {
      let goal = 0.7 * options.tolerance * size[$0]
      return system.isReduced ? max(goal, Self.reach * residual.sums[$0]) : goal
    }
    let steps = try method.correct(
      &trial, residual: task, in: system, systems: variants, targets: targets, limit: limit)
    let outcome = system.residual(
      of: trial, rightHandSide: b.selecting(members), systems: variants)
    applications += members.count + steps.reduce(0, +) * method.applicationsPerIteration
    for (index, c) in members.enumerated() where wanted.contains(c) {
      iterations[c] += max(1, steps[index])
      try take(outcome, trial, index, as: c, mayGrow: method is PowerSeriesStep)
    }
  }

  /// Takes over one column.
  ///
  /// A correction of another method that makes it worse is not taken; the power series may grow at first where
  /// column sums of A exceed one.
  private mutating func take(
    _ outcome: Residual, _ trial: Panel, _ index: Int, as c: Int, mayGrow: Bool
  ) throws(NumericsError) {
    if !mayGrow, !(outcome.sums[index] < residual.sums[c]) { return }
    guard outcome.sums[index].isFinite else {
      let row = (0..<b.rows).first { !outcome.r.values[$0 * outcome.r.width + index].isFinite }
      throw .nonFinite(what: "residual", index: system.inputs.panelOrder.row(at: row ?? 0))
    }
    residual.sums[c] = outcome.sums[index]
    residual.largest[c] = outcome.largest[index]
    let (from, to) = (trial.width, b.width)
    for j in 0..<b.rows {
      x.values[j * to + c] = trial.values[j * from + index]
      residual.r.values[j * to + c] = outcome.r.values[j * from + index]
    }
  }

  private func failure(_ active: [Int]) -> NumericsError {
    let worst = active.max { residual.sums[$0] / size[$0] < residual.sums[$1] / size[$1] } ?? 0
    return .notConverged(
      method: options.method.rawValue, column: firstColumn + worst, iterations: iterations[worst],
      relativeResidual: residual.sums[worst] / size[worst])
  }

  /// max |r| of each column; 0 where the right-hand side is zero.
  var largestResidual: [Double] {
    systems.indices.map { size[$0] == 0 ? 0 : residual.largest[$0] }
  }

  /// Error bounds of all columns, where they can be given.
  func bounds(_ certificate: Certificate?) -> [Double?] {
    guard let certificate, !system.transposed, system.inputs.isNonNegative else {
      return [Double?](repeating: nil, count: b.columns)
    }
    return certificate.errorBounds(
      residual: residual.r, rightHandSide: b, solution: x, systems: systems,
      order: system.inputs.panelOrder)
  }
}
