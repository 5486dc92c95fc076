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

  /// Adds the years' contributions to a store; `years` are its indices.
  func add(
    _ sides: [(year: Int, sides: YearSides)], to store: inout ContributionStore,
    _ flag: CancellationFlag
  ) throws {
    // Years without a coalition in coordinates have nothing to add.
    let sides = sides.filter { $0.sides.coordinates != nil }
    guard !sides.isEmpty else { return }
    let n = economy.dimension
    let size = n * levers
    let parts = concurrentMap(sides.count) { t -> [[Double]] in
      let all = sides[t].sides
        .sourced(dimension: n, industryCount: economy.industryCount) {
          basis.open.basis.trade(product: $0, originClass: $1)
        }
      return YearSides.Part.allCases.map {
        Array(all.values[$0.rawValue * size..<($0.rawValue + 1) * size])
      }
    }
    try flag.check()
    let (direct, technical, price) = (
      parts.flatMap { $0[0] }, parts.flatMap { $0[1] }, parts.flatMap { $0[2] }
    )
    let width = sides.count * levers
    let open = try solve(
      engine.accounts,
      Matrix(rows: n, columns: 2 * width, values: zip(direct, technical).map(+) + price),
      "contributions", sides.map(\.year),
      start: basis.open.output(of: openStart(sides)))
    try flag.check()
    let induced = try induced(sides, parts.flatMap { $0[3] }, open, width)
    try flag.check()
    for (t, (year, side)) in sides.enumerated() {
      for l in 0..<levers {
        let at = (t * levers + l) * n
        let x = Array(open.values[at..<at + n])
        let u = Array(direct[at..<at + n])
        let shift = width * n + at
        write(
          [
            .direct: u, .indirect: zip(x, u).map(-),
            .price: Array(open.values[shift..<shift + n]),
            .induced: induced.map { Array($0.values[at..<at + n]) } ?? [],
          ], side, lever: l, year: year, to: &store)
      }
    }
  }

  /// Columns of zeros, those of levers that do nothing, are not solved.
  private func solve(
    _ accounts: OriginClassOperator, _ side: Matrix, _ what: String, _ years: [Int], start: Matrix
  ) throws -> Matrix {
    let n = side.rows
    let wanted = (0..<side.columns)
      .filter { c in side.values[c * n..<(c + 1) * n].contains { $0 != 0 } }
    func some(_ matrix: Matrix) -> Matrix {
      Matrix(
        rows: n, columns: wanted.count,
        values: wanted.flatMap { matrix.values[$0 * n..<($0 + 1) * n] })
    }
    let (columns, initial) = (some(side), some(start))
    let solution = try economy.naming(what, years: years) {
      try LinearSolver.solve(
        accounts, rightHandSide: columns, systems: [Int](repeating: 0, count: wanted.count),
        initial: initial, options: Self.options)
    }
    var result = Matrix(rows: n, columns: side.columns)
    for (place, c) in wanted.enumerated() {
      result.values.replaceSubrange(
        c * n..<(c + 1) * n, with: solution.x.values[place * n..<(place + 1) * n])
    }
    return result
  }

  private func induced(
    _ sides: [(year: Int, sides: YearSides)], _ more: [Double], _ open: Matrix, _ width: Int
  ) throws -> Matrix? {
    guard let households else { return nil }
    let (n, R, S) = (economy.dimension, economy.regionCount, economy.industryCount)
    var earned = Matrix(rows: R, columns: width)
    for (t, (_, side)) in sides.enumerated() {
      for l in 0..<levers {
        let column = t * levers + l
        for r in 0..<R {
          var sum = side.income.open[r, l] + side.income.induced[r, l]
          for k in r * S..<(r + 1) * S {
            sum +=
              households.income[k]
              * (open.values[column * n + k] + open.values[(width + column) * n + k])
          }
          earned[r, column] = sum
        }
      }
    }
    let living = households.residence.multiplied(by: earned)
    let demand = households.spending.map { spending in
      Matrix(
        rows: n, columns: width,
        values: (0..<width).flatMap { c in (0..<n).map { spending[$0] * living[$0 / S, c] } })
    }
    var side = engine.accounts.sourced(originClass: 0, demand: demand[0])
    let imported = engine.accounts.sourced(originClass: 1, demand: demand[1])
    for k in side.values.indices { side.values[k] += imported.values[k] + more[k] }
    let closed = try economy.naming("households", years: sides.map(\.year)) {
      try engine.accounts.closed(
        by: HouseholdClosure(
          income: households.income, residence: households.residence,
          spending: households.spending))
    }
    let start = sides.reduce(into: SingleMatrix(rows: basis.closed?.basis.modes ?? 0, columns: 0)) {
      if let known = $1.sides.coordinates { $0 = $0.beside(known.induced) }
    }
    guard let channel = basis.closed else { return nil }
    return try solve(
      closed, side, "induced contributions", sides.map(\.year), start: channel.output(of: start))
  }

  /// Coordinates of all levers and years: of the technical channel, then of the price channel.
  private func openStart(_ sides: [(year: Int, sides: YearSides)]) -> SingleMatrix {
    var halves = [SingleMatrix](
      repeating: SingleMatrix(rows: basis.open.basis.modes, columns: 0), count: 2)
    for (_, side) in sides {
      guard let known = side.coordinates else { continue }
      halves[0] = halves[0].beside(known.open.columns(0..<levers))
      halves[1] = halves[1].beside(known.open.columns(levers..<2 * levers))
    }
    return halves[0].beside(halves[1])
  }

  /// Indicators from changes of output, as in `ChangeCube`.
  private func write(
    _ output: [Effect: [Double]], _ side: YearSides, lever: Int, year: Int,
    to store: inout ContributionStore
  ) {
    for indicator in Indicator.allCases {
      let unit = engine.coefficients.of(indicator)
      for effect in Effect.allCases {
        guard var values = output[effect], !values.isEmpty else { continue }
        if let unit {
          for k in values.indices where values[k] != 0 { values[k] *= unit[k] }
        }
        if indicator.followsLabour {
          for (cell, sums) in side.extra[effect] ?? [:] where sums[lever] != 0 {
            values[cell] += (unit?[cell] ?? 1) * sums[lever]
          }
        }
        if effect == .direct {
          if indicator.followsLabour {
            for (cell, sums) in side.labour where sums[lever] != 0 {
              values[cell] += (unit?[cell] ?? 1) * sums[lever]
            }
          }
          for (cell, sums) in side.plants[indicator] ?? [:] { values[cell] += sums[lever] }
        }
        guard values.contains(where: { $0 != 0 }) else { continue }
        store.add(values, indicator, effect, lever: lever, year: year)
      }
    }
  }
}
