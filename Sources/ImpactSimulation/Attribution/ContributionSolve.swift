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

  /// What is left is closed against the run; coordinates give a start that few steps bring there.
  static let options = {
    var options = SolverOptions(tolerance: 2e-6)
    options.reduction = 1e-3
    return options
  }()

  /// Contributions of the years, `sides` by index of the scenario's year.
  func solved(
    _ sides: [(year: Int, sides: YearSides)], _ flag: CancellationFlag
  ) throws -> SolvedContributions? {
    // Years without a coalition in coordinates have nothing to add.
    let sides = sides.filter { $0.sides.coordinates != nil }
    guard !sides.isEmpty else { return nil }
    let parts = SideSourcing(sides: sides.map(\.sides), levers: levers, basis: basis.open.basis)
      .parts()
    try flag.check()
    let width = sides.count * levers
    let years = sides.map(\.year)
    let (direct, technical, price) = (parts[0], parts[1], parts[2])
    let columns = concurrentMap(2 * width) { c in
      c < width ? zip(direct[c], technical[c]).map(+) : price[c - width]
    }
    let open = try solve(
      engine.accounts, columns, "contributions", years, basis.open,
      start: openStart(sides.map(\.sides)))
    try flag.check()
    let induced = try induced(sides, parts[3], open, width)
    try flag.check()
    return SolvedContributions(
      coefficients: engine.coefficients, levers: levers, sides: sides, direct: direct, open: open,
      induced: induced)
  }

  /// `start` in coordinates of the channel; columns of zeros, those of levers that do nothing, are not solved.
  private func solve(
    _ accounts: OriginClassOperator, _ columns: [[Double]], _ what: String, _ years: [Int],
    _ channel: ChannelBasis, start: SingleMatrix
  ) throws -> SolvedColumns {
    let wanted = columns.indices.filter { columns[$0].contains { $0 != 0 } }
    var places = [Int?](repeating: nil, count: columns.count)
    for (place, c) in wanted.enumerated() { places[c] = place }
    let solution = try economy.naming(what, years: years) {
      try LinearSolver.solve(
        accounts, rightHandSide: Matrix(rows: economy.dimension, of: wanted.map { columns[$0] }),
        systems: [Int](repeating: 0, count: wanted.count),
        initial: channel.output(of: start.gathered(wanted)), options: Self.options)
    }
    return SolvedColumns(x: solution.x, places: places)
  }

  private func induced(
    _ sides: [(year: Int, sides: YearSides)], _ more: [[Double]], _ open: SolvedColumns,
    _ width: Int
  ) throws -> SolvedColumns? {
    guard let households, let channel = basis.closed else { return nil }
    let (n, R, S) = (economy.dimension, economy.regionCount, economy.industryCount)
    let income = households.income
    let earned = concurrentMap(width) { column -> [Double] in
      let (side, l) = (sides[column / levers].sides, column % levers)
      let (technical, price) = (open[column], open[width + column])
      return (0..<R)
        .map { r in
          var sum = side.income.open[r, l] + side.income.induced[r, l]
          for k in r * S..<(r + 1) * S { sum += income[k] * (technical[k] + price[k]) }
          return sum
        }
    }
    let living = households.residence.multiplied(by: Matrix(rows: R, of: earned))
    let sold = (0...1)
      .map { k in
        let spending = households.spending[k]
        let demand = concurrentMap(width) { c in
          (0..<n).map { spending[$0] * living[$0 / S, c] }
        }
        return engine.accounts.sourced(originClass: k, demand: Matrix(rows: n, of: demand))
      }
    let columns = concurrentMap(width) { c in
      (0..<n).map { sold[0][$0, c] + sold[1][$0, c] + more[c][$0] }
    }
    let start = sides.reduce(into: SingleMatrix(rows: channel.basis.modes, columns: 0)) {
      if let known = $1.sides.coordinates { $0 = $0.beside(known.induced) }
    }
    return try solve(
      channel.accounts, columns, "induced contributions", sides.map(\.year), channel, start: start)
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
