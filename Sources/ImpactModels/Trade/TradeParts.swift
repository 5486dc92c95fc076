import ImpactNumerics

/// The solved vectors from which the measures of every country are sums of products.
struct TradeParts {
  let table: InterregionalTable
  let cells: CountryCells
  let flows: TradeFlows
  /// p, n×C.
  let content: Matrix
  /// Bᵀ m and Bᵀ τ.
  let world: [Double]
  let taxes: [Double]
  /// q = L_Dᵀ v.
  let perUnit: [Double]
  /// L_D E and L_D Y_home.
  let exportNeeds: [Double]
  let homeNeeds: [Double]

  /// Measures of all countries.
  func measures(tolerance: Double) throws -> [CountryTradeMeasures] {
    let plain = [Int](repeating: 0, count: table.axes.countryCount)
    // Column s: what other countries sell to s for its exports, and for its home sales.
    let soldForExports = cells.clearingOwn(
      table.inputs.applied(to: cells.spread(exportNeeds), systems: plain))
    let soldForHome = cells.clearingOwn(
      table.inputs.applied(to: cells.spread(homeNeeds), systems: plain))
    let drawn = try outsideNeeds(soldForExports, tolerance: tolerance)
    let all = table.inputs.applied(to: homeNeeds)
    let within = table.domestic.applied(to: homeNeeds)
    // A_sr L_rr Y_rr summed over r ≠ s, by selling cell.
    let absorbed = zip(all, within).map { $0 - $1 }
    let foreign = foreignContent()
    return table.axes.countries.indices.map { s in
      measure(
        s, foreign: foreign.slice(s), soldForHome: soldForHome, drawn: drawn, absorbed: absorbed)
    }
  }

  /// u_s = (I − A_{−s,−s})⁻¹ A_{−s,s} L_ss E_s for every s, n×C.
  private func outsideNeeds(_ sold: Matrix, tolerance: Double) throws -> Matrix {
    let C = table.axes.countryCount
    guard C > 1 else { return sold }
    return try table.naming {
      let outside = try RestrictedOperator(
        table.inputs, groupOfCell: cells.groups, groupCount: C, keeping: .outside)
      let solver = try RequirementsSolver(outside, method: .iterative, tolerance: tolerance)
      return try solver.solve(sold, systems: Array(0..<C))
    }
  }

  /// Σ_{t≠s} p_t + Bᵀ m for every s, n×C.
  private func foreignContent() -> Matrix {
    var all = world
    for t in 0..<content.columns {
      for (cell, value) in content.slice(t).enumerated() { all[cell] += value }
    }
    var foreign = Matrix(rows: content.rows, columns: content.columns)
    for s in 0..<content.columns {
      for cell in 0..<content.rows { foreign[cell, s] = all[cell] - content[cell, s] }
    }
    return foreign
  }

  private func measure(
    _ s: Int, foreign: ArraySlice<Double>, soldForHome: Matrix, drawn: Matrix,
    absorbed: [Double]
  ) -> CountryTradeMeasures {
    let p = content.slice(s)
    func inside(_ a: ArraySlice<Double>, _ b: [Double]) -> Double {
      cells.dot(a, b[...], inside: s)
    }
    let dva = inside(perUnit[...], flows.exports)
    let dc = inside(p, flows.exports)
    let fc = inside(foreign, flows.exports)
    let vax = absorbedAbroad(s, p)
    let directSales = zip(flows.finalExports, absorbed).map { $0 + $1 }
    let firstThree = [
      inside(p, flows.finalExports), cells.dot(p, flows.homeSales[...], outside: s),
    ]
    let returning = [
      cells.dot(p, flows.demandByCountry.slice(s), outside: s),
      cells.dot(p, soldForHome.slice(s), outside: s),
    ]
    let foreignTerms = [inside(foreign, flows.finalExports), inside(foreign, absorbed)]
    return CountryTradeMeasures(
      country: table.axes.countries[s],
      grossExports: cells.dot(
        ArraySlice(repeating: 1, count: exportNeeds.count), flows.exports[...], inside: s),
      domesticContent: dc, domesticValueAdded: dva, valueAddedExports: vax, foreignContent: fc,
      worldContent: inside(world[...], flows.exports),
      taxesAndMargins: inside(taxes[...], flows.exports),
      foreignValueAdded: foreignValueAdded(s, drawn),
      directlyAbsorbed: inside(perUnit[...], directSales),
      koopmanTerms: firstThree + [vax - firstThree[0] - firstThree[1]] + returning + [dc - dva]
        + foreignTerms + [fc - foreignTerms[0] - foreignTerms[1]])
  }

  /// VAX: Σ_{r≠s} p_s·Y[·,r] + p_s·z.
  private func absorbedAbroad(_ s: Int, _ p: ArraySlice<Double>) -> Double {
    var sum = zip(p, table.exportsToWorld).reduce(0) { $0 + $1.0 * $1.1 }
    for r in 0..<flows.demandByCountry.columns where r != s {
      sum += zip(p, flows.demandByCountry.slice(r)).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return sum
  }

  /// Σ_{t≠s} V_t u_s, and what u_s and L_ss E_s buy from W.
  private func foreignValueAdded(_ s: Int, _ drawn: Matrix) -> Double {
    let u = drawn.slice(s)
    return cells.dot(table.valueAdded.values[...], u, outside: s)
      + cells.dot(table.worldInputs[...], u, outside: s)
      + cells.dot(table.worldInputs[...], exportNeeds[...], inside: s)
  }
}
