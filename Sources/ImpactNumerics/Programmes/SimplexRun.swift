/// The state of a simplex method between two steps.
struct SimplexRun {
  private let programme: LinearProgramme
  private var basis: SimplexBasis
  /// The variable at each place of the basis.
  private var basic: [Int]
  /// Place of each variable in the basis, −1 outside of it.
  private var place: [Int]
  private var isAtUpper: [Bool]
  /// Values of the basic variables.
  private var x: [Double] = []
  private(set) var steps = 0
  private var idle = 0
  /// What counts as zero: a distance to a bound, a reduced cost, a pivot.
  private let (nearBound, nearCost, nearPivot): (Double, Double, Double)

  init(_ programme: LinearProgramme, _ start: SimplexMethod.Start) throws(NumericsError) {
    let (m, n) = (programme.equationCount, programme.variableCount)
    guard start.basic.count == m else {
      throw .shapeMismatch(what: "the first basis", expected: m, found: start.basic.count)
    }
    guard start.basic.allSatisfy({ (0..<n).contains($0) }), Set(start.basic).count == m,
      start.atUpper.allSatisfy({ (0..<n).contains($0) && programme.upper[$0].isFinite })
    else {
      throw .outOfRange(
        what: "the first basis", index: start.basic.max() ?? 0,
        expected: "different variables, and finite upper bounds where one stands at its upper bound"
      )
    }
    self.programme = programme
    basic = start.basic
    place = [Int](repeating: -1, count: n)
    for (p, j) in start.basic.enumerated() { place[j] = p }
    isAtUpper = (0..<n).map { start.atUpper.contains($0) }
    let size = programme.rightHandSide.reduce(1) { max($0, abs($1)) }
    nearBound = 1e-9 + 1e-12 * size
    nearCost = 1e-9 * programme.cost.reduce(1) { max($0, abs($1)) }
    nearPivot = 1e-9
    basis = try SimplexBasis(programme, variables: start.basic)
    try settle()
  }

  /// Largest distance of a basic variable beyond its bounds.
  var outside: Double { x.indices.reduce(0) { max($0, abs(excess($1))) } }

  /// How far the variable at a place lies above its upper bound, or below its lower one (negative).
  private func excess(_ p: Int) -> Double {
    let j = basic[p]
    if x[p] < programme.lower[j] - nearBound { return x[p] - programme.lower[j] }
    if x[p] > programme.upper[j] + nearBound { return x[p] - programme.upper[j] }
    return 0
  }

  private func bound(_ j: Int) -> Double { isAtUpper[j] ? programme.upper[j] : programme.lower[j] }

  /// Factors the basis and computes its values: x = B⁻¹ (b − N z).
  private mutating func refactor() throws(NumericsError) {
    basis = try SimplexBasis(programme, variables: basic)
    try settle()
  }

  private mutating func settle() throws(NumericsError) {
    var rest = programme.rightHandSide
    for j in place.indices where place[j] < 0 && bound(j) != 0 {
      programme.add(-bound(j), times: j, to: &rest)
    }
    x = try basis.solve(rest)
  }

  /// One exchange of variables; true when the optimum is reached.
  mutating func step() throws(NumericsError) -> Bool {
    if basis.isLong { try refactor() }
    let gradient = x.indices.map { p in excess(p) == 0 ? 0 : excess(p) > 0 ? 1.0 : -1 }
    let isRepairing = gradient.contains { $0 != 0 }
    let y = try basis.solveTransposed(isRepairing ? gradient : basic.map { programme.cost[$0] })
    guard let entering = entering(y, isRepairing: isRepairing) else {
      guard basis.isFresh else {
        // Only freshly computed values decide.
        try refactor()
        return false
      }
      guard !isRepairing else { throw Self.infeasible(y, outside) }
      return true
    }
    steps += 1
    try move(entering.variable, up: entering.isUp)
    return false
  }

  private static func infeasible(_ y: [Double], _ violation: Double) -> NumericsError {
    let worst = y.indices.max { abs(y[$0]) < abs(y[$1]) } ?? 0
    return .infeasible(index: worst, violation: violation)
  }

  private func entering(
    _ y: [Double], isRepairing: Bool
  ) -> (variable: Int, isUp: Bool)? {
    let isPatient = idle < SimplexMethod.patience
    var best: (variable: Int, isUp: Bool)?
    var steepest = isRepairing ? 1e-9 : nearCost
    for j in place.indices where place[j] < 0 && programme.lower[j] < programme.upper[j] {
      let d = (isRepairing ? 0 : programme.cost[j]) - programme.product(y, with: j)
      let gain = isAtUpper[j] ? d : -d
      guard gain > steepest else { continue }
      best = (j, !isAtUpper[j])
      if !isPatient { return best }
      steepest = gain
    }
    return best
  }

  /// Moves a variable from its bound as far as all others allow.
  private mutating func move(_ j: Int, up: Bool) throws(NumericsError) {
    var column = [Double](repeating: 0, count: x.count)
    programme.add(1, times: j, to: &column)
    let w = try basis.solve(column)
    let way = up ? 1.0 : -1
    let range = programme.upper[j] - programme.lower[j]
    let leaving = leaving(w, way)
    let length = min(range, leaving?.length ?? .infinity)
    guard length.isFinite else { throw .unbounded(variable: j) }
    idle = length > nearBound ? 0 : idle + 1
    for p in x.indices { x[p] -= way * length * w[p] }
    guard let leaving, leaving.length < range else {
      isAtUpper[j].toggle()
      return
    }
    let (p, old) = (leaving.place, basic[leaving.place])
    let value = bound(j) + way * length
    isAtUpper[old] = leaving.atUpper
    place[old] = -1
    place[j] = p
    basic[p] = j
    x[p] = value
    basis.exchange(p, for: w)
  }

  /// The basic variable that stops the move first; among near ties the one with the largest pivot
  /// (Harris 1973), under Bland's rule the one that is named first.
  private func leaving(
    _ w: [Double], _ way: Double
  ) -> (place: Int, length: Double, atUpper: Bool)? {
    let isPatient = idle < SimplexMethod.patience
    var stops: [(place: Int, length: Double, atUpper: Bool)] = []
    var least = Double.infinity
    for p in x.indices where abs(w[p]) > nearPivot {
      guard let stop = stop(p, rate: -way * w[p]) else { continue }
      stops.append((p, stop.length, stop.atUpper))
      least = min(least, stop.length + (isPatient ? nearBound / abs(w[p]) : 0))
    }
    let near = stops.filter { $0.length <= least }
    return isPatient
      ? near.max { abs(w[$0.place]) < abs(w[$1.place]) }
      : near.min { basic[$0.place] < basic[$1.place] }
  }

  /// How far a basic variable lets the entering one move; nil when it does not stop it.
  ///
  /// A variable outside its bounds stops at the one it violates, and not at all on its way further
  /// out: the sum of all excesses falls nevertheless.
  private func stop(_ p: Int, rate: Double) -> (length: Double, atUpper: Bool)? {
    let j = basic[p]
    let excess = excess(p)
    if excess != 0 {
      guard (excess > 0) != (rate > 0) else { return nil }
      return (abs(excess / rate), excess > 0)
    }
    let target = rate > 0 ? programme.upper[j] : programme.lower[j]
    guard target.isFinite else { return nil }
    return (max(0, (target - x[p]) / rate), rate > 0)
  }

  /// The values at the optimum; those of the basis are the freshly computed ones.
  func solution() throws(NumericsError) -> ProgrammeSolution {
    var z = place.indices.map { place[$0] < 0 ? bound($0) : x[place[$0]] }
    // Rounding within the tolerance of a bound is the bound.
    for j in z.indices { z[j] = min(max(z[j], programme.lower[j]), programme.upper[j]) }
    let y = try basis.solveTransposed(basic.map { programme.cost[$0] })
    let d = place.indices.map { j in
      place[j] < 0 ? programme.cost[j] - programme.product(y, with: j) : 0
    }
    let free = place.indices.filter {
      place[$0] < 0 && abs(d[$0]) <= nearCost && programme.lower[$0] < programme.upper[$0]
    }
    return ProgrammeSolution(
      values: z, prices: y, reducedCosts: d,
      objective: zip(programme.cost, z).reduce(0) { $0 + $1.0 * $1.1 },
      certificate: ProgrammeCertificate(programme, values: z, prices: y, reduced: d),
      freeMoves: free, iterations: steps)
  }
}
