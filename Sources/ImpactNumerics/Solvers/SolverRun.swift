import CImpactKernels

/// One block of columns on its way to the solution: corrections until the true residual is small.
struct SolverRun {
  let system: LeontiefSystem
  let b: Matrix
  let systems: [Int]
  let options: SolverOptions
  /// Index of the first column among all columns of the caller.
  let firstColumn: Int
  private(set) var x: Matrix
  private(set) var iterations: [Int]
  /// max |r| and Σ|r| of each column.
  private(set) var largest: [Double]
  private var sums: [Double]
  private var r: Matrix
  private let size: [Double]

  init(
    system: LeontiefSystem, b: Matrix, systems: [Int], options: SolverOptions, firstColumn: Int
  ) {
    self.system = system
    self.b = b
    self.systems = systems
    self.options = options
    self.firstColumn = firstColumn
    x = Matrix(rows: b.rows, columns: b.columns)
    iterations = [Int](repeating: 0, count: b.columns)
    largest = [Double](repeating: 0, count: b.columns)
    r = b
    size = b.columnAbsoluteSums
    sums = size
  }

  /// Corrects until Σ|r| ≤ tolerance · Σ|b| in every column.
  ///
  /// A run that does not halve its residual is followed by rounds of the power series, which
  /// always make way in a productive economy and give the iteration a new start.
  mutating func solve() throws(NumericsError) {
    var active = size.indices.filter { size[$0] > 0 }
    var method = options.method.correction
    var calm = 0
    while !active.isEmpty {
      let before = active.map { sums[$0] }
      let limit = options.maximumIterations - (active.map { iterations[$0] }.max() ?? 0)
      guard limit > 0 else { throw failure(active) }
      let step = method.correction(
        of: r.selecting(active), in: system, systems: active.map { systems[$0] },
        targets: active.map { 0.3 * options.tolerance * size[$0] }, limit: limit)
      for (index, c) in active.enumerated() { iterations[c] += max(1, step.iterations[index]) }
      try add(step.d, to: active, mayGrow: method is PowerSeriesStep)
      let stalled = zip(active, before).contains { !(sums[$0] <= 0.5 * $1) }
      if calm > 0 {
        calm -= 1
        if calm == 0 { method = options.method.correction }
      } else if stalled, options.method != .powerSeries {
        method = PowerSeriesStep()
        calm = 8
      }
      active.removeAll { sums[$0] <= options.tolerance * size[$0] }
    }
  }

  /// x += d, then the true residual.
  ///
  /// A correction of a Krylov method that makes a column worse is not taken; the power series may
  /// grow at first where column sums of A exceed one.
  private mutating func add(_ d: Matrix, to active: [Int], mayGrow: Bool) throws(NumericsError) {
    let rows = b.rows
    var trial = x.selecting(active)
    trial.withColumns { x in d.withReadColumns { impact_add(x, $0, 1, rows * active.count) } }
    let outcome = system.residual(
      of: trial, rightHandSide: b.selecting(active), systems: active.map { systems[$0] })
    for (index, c) in active.enumerated() {
      let from = index * rows..<(index + 1) * rows
      if !mayGrow, !(outcome.sums[index] < sums[c]) { continue }
      guard outcome.sums[index].isFinite else {
        let at = outcome.r.values[from].firstIndex { !$0.isFinite } ?? from.lowerBound
        throw .nonFinite(what: "residual", index: at - from.lowerBound)
      }
      sums[c] = outcome.sums[index]
      largest[c] = outcome.largest[index]
      x.values.replaceSubrange(c * rows..<(c + 1) * rows, with: trial.values[from])
      r.values.replaceSubrange(c * rows..<(c + 1) * rows, with: outcome.r.values[from])
    }
  }

  private func failure(_ active: [Int]) -> NumericsError {
    let worst = active.max { sums[$0] / size[$0] < sums[$1] / size[$1] } ?? 0
    return .notConverged(
      method: options.method.rawValue, column: firstColumn + worst, iterations: iterations[worst],
      relativeResidual: sums[worst] / size[worst])
  }

  /// Error bounds of all columns, where they can be given.
  func bounds(_ certificate: Certificate?) -> [Double?] {
    guard let certificate, !system.transposed, system.inputs.isNonNegative else {
      return [Double?](repeating: nil, count: b.columns)
    }
    return systems.indices.map { c in
      certificate.errorBound(
        residual: r.column(c), rightHandSide: b.column(c), solution: x.column(c),
        system: systems[c])
    }
  }
}
