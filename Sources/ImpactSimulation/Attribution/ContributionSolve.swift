import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// φ by channel from the right-hand sides of the years: one solve for each lever and year.
///
///     (I − A)φ = side,  (I − A − H)φ_induced = S·L·[w∘φ_open + more] + side
struct ContributionSolve {
  let engine: ImpactEngine
  let basis: CoalitionBasis
  let households: HouseholdIncome?
  let levers: Int

  private var economy: Economy { engine.economy }

  /// As coalitions that are solved in full; what is left is closed against the run.
  static let options = SolverOptions(tolerance: 1e-6)

  /// Contributions of the years, `sides` by index of the scenario's year.
  func solved(
    _ sides: [(year: Int, sides: YearSides)], _ flag: CancellationFlag
  ) throws -> SolvedContributions? {
    // Years without a coalition in coordinates have nothing to add.
    let sides = sides.filter { $0.sides.coordinates != nil }
    guard !sides.isEmpty else { return nil }
    let n = economy.dimension
    let parts = SideSourcing(sides: sides.map(\.sides), levers: levers, basis: basis.open.basis)
      .parts()
    try flag.check()
    let (direct, technical, price) = (parts[0], parts[1], parts[2])
    let width = sides.count * levers
    let years = sides.map(\.year)
    let open = try solve(
      engine.accounts,
      Matrix(
        rows: n, columns: 2 * width,
        values: zip(direct.values, technical.values).map(+) + price.values),
      "contributions", years, start: basis.open.output(of: openStart(sides.map(\.sides))))
    try flag.check()
    let induced = try induced(sides, parts[3], open, width)
    try flag.check()
    return SolvedContributions(
      coefficients: engine.coefficients, levers: levers, sides: sides, direct: direct, open: open,
      induced: induced)
  }

  /// Columns of zeros, those of levers that do nothing, are not solved.
  private func solve(
    _ accounts: OriginClassOperator, _ side: Matrix, _ what: String, _ years: [Int], start: Matrix
  ) throws -> Matrix {
    let n = side.rows
    let wanted = (0..<side.columns)
      .filter { c in side.values[c * n..<(c + 1) * n].contains { $0 != 0 } }
    func some(_ matrix: Matrix) -> Matrix {
      if wanted.count == matrix.columns { return matrix }
      return Matrix(
        rows: n, columns: wanted.count,
        values: wanted.flatMap { matrix.values[$0 * n..<($0 + 1) * n] })
    }
    let solution = try economy.naming(what, years: years) {
      try LinearSolver.solve(
        accounts, rightHandSide: some(side), systems: [Int](repeating: 0, count: wanted.count),
        initial: some(start), options: Self.options)
    }
    guard wanted.count < side.columns else { return solution.x }
    var result = Matrix(rows: n, columns: side.columns)
    for (place, c) in wanted.enumerated() {
      result.values.replaceSubrange(
        c * n..<(c + 1) * n, with: solution.x.values[place * n..<(place + 1) * n])
    }
    return result
  }

  private func induced(
    _ sides: [(year: Int, sides: YearSides)], _ more: Matrix, _ open: Matrix, _ width: Int
  ) throws -> Matrix? {
    guard let households, let channel = basis.closed else { return nil }
    let (n, R, S) = (economy.dimension, economy.regionCount, economy.industryCount)
    let income = households.income
    let columns = concurrentMap(width) { column -> [Double] in
      let (side, l) = (sides[column / levers].sides, column % levers)
      let (technical, price) = (column * n, (width + column) * n)
      return (0..<R)
        .map { r in
          var sum = side.income.open[r, l] + side.income.induced[r, l]
          for k in r * S..<(r + 1) * S {
            sum += income[k] * (open.values[technical + k] + open.values[price + k])
          }
          return sum
        }
    }
    let earned = Matrix(rows: R, columns: width, values: Array(columns.joined()))
    let living = households.residence.multiplied(by: earned)
    let demand = households.spending.map { spending in
      Matrix(
        rows: n, columns: width,
        values: Array(
          concurrentMap(width) { c in (0..<n).map { spending[$0] * living[$0 / S, c] } }.joined()))
    }
    var side = engine.accounts.sourced(originClass: 0, demand: demand[0])
    let imported = engine.accounts.sourced(originClass: 1, demand: demand[1])
    for k in side.values.indices { side.values[k] += imported.values[k] + more.values[k] }
    let closed = try economy.naming("households", years: sides.map(\.year)) {
      try engine.accounts.closed(
        by: HouseholdClosure(
          income: income, residence: households.residence, spending: households.spending))
    }
    let start = sides.reduce(into: SingleMatrix(rows: channel.basis.modes, columns: 0)) {
      if let known = $1.sides.coordinates { $0 = $0.beside(known.induced) }
    }
    return try solve(
      closed, side, "induced contributions", sides.map(\.year), start: channel.output(of: start))
  }

  /// Coordinates of all levers and years: of the technical channel, then of the price channel.
  private func openStart(_ sides: [YearSides]) -> SingleMatrix {
    var halves = [SingleMatrix](
      repeating: SingleMatrix(rows: basis.open.basis.modes, columns: 0), count: 2)
    for side in sides {
      guard let known = side.coordinates else { continue }
      halves[0] = halves[0].beside(known.open.columns(0..<levers))
      halves[1] = halves[1].beside(known.open.columns(levers..<2 * levers))
    }
    return halves[0].beside(halves[1])
  }
}

/// Changes of output that coalitions in coordinates bring to levers, and how indicators follow from them.
struct SolvedContributions: Sendable {
  let coefficients: UnitCoefficients
  let levers: Int
  /// Years in the order of the columns.
  let sides: [(year: Int, sides: YearSides)]
  /// n×(years·levers).
  let direct: Matrix
  /// Direct and technical, then prices: n×(2·years·levers).
  let open: Matrix
  let induced: Matrix?

  /// Adds the contributions of one of `sides` to those of its year, indicators as in `ChangeCube`.
  func add(_ place: Int, to year: inout YearContributions) {
    let size = direct.rows * levers
    let here = place * size..<(place + 1) * size
    let shift = direct.values.count
    let (u, x) = (direct.values[here], open.values[here])
    let output: [Effect: [Double]] = [
      .direct: Array(u), .indirect: zip(x, u).map(-),
      .price: Array(open.values[shift + here.lowerBound..<shift + here.upperBound]),
      .induced: induced.map { Array($0.values[here]) } ?? [],
    ]
    for effect in Effect.allCases {
      guard let quantity = output[effect], !quantity.isEmpty else { continue }
      for indicator in Indicator.allCases {
        let values = values(quantity, indicator, effect, sides[place].sides)
        guard values.contains(where: { $0 != 0 }) else { continue }
        year.add(values, indicator, effect)
      }
    }
  }

  private func values(
    _ quantity: [Double], _ indicator: Indicator, _ effect: Effect, _ side: YearSides
  ) -> [Double] {
    let n = direct.rows
    let unit = coefficients.of(indicator)
    var values = quantity
    if let unit {
      for l in 0..<levers {
        for k in 0..<n where values[l * n + k] != 0 { values[l * n + k] *= unit[k] }
      }
    }
    var sums = indicator.followsLabour ? [side.extra[effect]] : []
    if indicator.followsLabour && effect == .direct { sums.append(side.labour) }
    for sum in sums.compactMap(\.self) {
      for row in 0..<sum.rows {
        let cell = side.labourCells.cells[row]
        for l in 0..<levers where sum[row, l] != 0 {
          values[l * n + cell] += (unit?[cell] ?? 1) * sum[row, l]
        }
      }
    }
    if effect == .direct {
      for (cell, sums) in side.plants[indicator] ?? [:] {
        for l in 0..<levers { values[l * n + cell] += sums[l] }
      }
    }
    return values
  }
}
