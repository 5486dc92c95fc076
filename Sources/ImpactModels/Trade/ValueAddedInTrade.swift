public import ImpactNumerics

/// Value added in the exports of every country of a table.
///
/// Two blocks of C right-hand sides and four single solves give all measures of all countries:
///
///     p_s = Bᵀ V_s (one column each),  q = L_Dᵀ v,  L_D E,  L_D Y_home,
///     (I − A_{−s,−s})⁻¹ A_{−s,s} L_ss E_s
///
/// L_D stacks L_ss of all countries. Sources: Johnson and Noguera (2012); Koopman, Wang and Wei
/// (2014); Los and Timmer (2018); Borin and Mancini (2023).
public struct ValueAddedInTrade: Sendable {
  /// One entry for each country, in the order of the axes.
  public let countries: [CountryTradeMeasures]
  /// E by exporting cell, length n.
  public let exports: [Double]
  /// Output that a country's own exports draw from its own cells, L_D E (length n).
  ///
  /// Times value added or jobs per output: what exports sustain at home, region by region.
  public let domesticRequirements: [Double]
  /// Content of a unit of each cell's output by country of origin: p, n×C.
  public let contentByCountry: Matrix
  /// Content from W of a unit of each cell's output, length n.
  public let worldContent: [Double]
  /// Net taxes and margins inside a unit of each cell's output, length n.
  public let taxContent: [Double]
  /// Domestic value added in a unit of exports of each cell, q = L_Dᵀ v (length n).
  public let domesticValueAddedPerUnit: [Double]
  private let axes: TableAxes

  /// Solves for all countries at once; `tolerance` is that of `RequirementsSolver`.
  ///
  /// Throws `TableFault` when a system cannot be solved.
  public init(
    _ table: InterregionalTable, method: RequirementsSolver.Method = .automatic,
    tolerance: Double = RequirementsSolver.tolerance
  ) throws {
    let axes = table.axes
    let cells = CountryCells(axes)
    let flows = TradeFlows(table)
    let solver = try table.solver(method, tolerance: tolerance)
    let home = try table.naming {
      try RequirementsSolver(table.domestic, method: method, tolerance: tolerance)
    }
    let C = axes.countryCount
    var rows = cells.spread(table.valueAdded.values)
    rows = Matrix(
      rows: rows.rows, columns: C + 2,
      values: rows.values + table.worldInputs + table.taxesAndMargins)
    let content = try table.naming { try solver.solveTransposed(rows) }
    let split = C * table.dimension
    contentByCountry = Matrix(
      rows: table.dimension, columns: C, values: Array(content.values[..<split]))
    worldContent = content.column(C)
    taxContent = content.column(C + 1)
    domesticValueAddedPerUnit = try table.naming {
      try home.solveTransposed(table.valueAdded.values)
    }
    let required = try table.naming {
      try home.solve(
        Matrix(rows: table.dimension, columns: 2, values: flows.exports + flows.homeSales))
    }
    exports = flows.exports
    domesticRequirements = required.column(0)
    self.axes = axes
    let parts = TradeParts(
      table: table, cells: cells, flows: flows, content: contentByCountry, world: worldContent,
      taxes: taxContent, perUnit: domesticValueAddedPerUnit,
      exportNeeds: domesticRequirements, homeNeeds: required.column(1))
    countries = try parts.measures(tolerance: tolerance)
  }

  /// What a unit of exports of cell j holds from its own country: p_{c(j)}[j] (length n).
  public var domesticContentPerUnit: [Double] {
    (0..<axes.dimension).map { contentByCountry[$0, axes.country(of: $0)] }
  }

  /// Value of the exports of some cells by origin: one sum for each country, then W, then taxes.
  ///
  ///     Σ_{j in cells} p_t[j] E[j]
  public func contentOfExports(of selected: [Int]) -> [Double] {
    let C = axes.countryCount
    var sums = [Double](repeating: 0, count: C + 2)
    for cell in selected {
      for t in 0..<C { sums[t] += contentByCountry[cell, t] * exports[cell] }
      sums[C] += worldContent[cell] * exports[cell]
      sums[C + 1] += taxContent[cell] * exports[cell]
    }
    return sums
  }
}
