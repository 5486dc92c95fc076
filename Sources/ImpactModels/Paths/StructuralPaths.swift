public import ImpactDiagnostics
import ImpactNumerics

/// The strongest supply chains behind a bundle of final goods.
///
///     value(k ← j ← … ← i) = c_i a_{i…} … a_{…j} a_{jk} f_k,     Σ over all paths = c' L f
///
/// A path starts at a cell k that sells the final good and ends where the satellite c is counted, one
/// supplier further at each step. Best-first search: what a path can still bring, itself included, is
/// bounded by its weight times m = Lᵀ |c| at its end, so the best bound is always opened first and
/// paths come out in order without enumeration. Columns of A are computed when needed and kept.
/// Defourny and Thorbecke (1984); Treloar (1997).
public struct StructuralPaths: Sendable {
  /// One supply chain.
  public struct Path: Sendable, Hashable {
    /// Cells from the maker of the final good to the one where value or jobs are counted.
    public let cells: [Int]
    /// c_i · product of coefficients · f_k, in the unit of the satellite.
    public let value: Double
    /// `value` over the content of the whole bundle.
    public let share: Double
    /// Steps back from the final maker: 0 for what arises there itself.
    public var order: Int { cells.count - 1 }
  }

  /// Limits of a search.
  public struct Limits: Sendable, Hashable {
    /// Paths wanted.
    public var count: Int
    /// Most cells of a path; nil for any number.
    public var longest: Int?
    /// Paths below this share of the content are not looked for.
    public var smallestShare: Double
    /// Most columns of A computed before the search gives up and says so.
    public var mostColumns: Int

    /// Limits with defaults for a table of some ten thousand cells.
    public init(
      count: Int = 20, longest: Int? = nil, smallestShare: Double = 1e-6, mostColumns: Int = 20_000
    ) {
      self.count = count
      self.longest = longest
      self.smallestShare = smallestShare
      self.mostColumns = mostColumns
    }
  }

  /// Strongest first.
  public let paths: [Path]
  /// c' L f: content of the whole bundle.
  public let total: Double
  /// Columns of A that were computed.
  public let columnsComputed: Int
  /// Why fewer paths came out than were asked for, if so, and cells that the satellite lacks.
  public let notices: [Notice]

  /// Share of the content that the listed paths hold.
  public var coverage: Double { paths.reduce(0) { $0 + $1.share } }

  /// Searches the strongest paths of a bundle.
  ///
  /// Needs A ≥ 0 and demand of zero or more, or the bound would not hold. Cells with demand below zero
  /// (stocks that are run down) are left out, with a notice unless they are rounding. Throws
  /// `ProblemReport` where A is negative or demand is no number, `TableFault` when the bound cannot be
  /// solved.
  public init(
    _ table: InterregionalTable, bundle: GoodsBundle, satellite: SatelliteCoefficients,
    limits: Limits = Limits(), method: RequirementsSolver.Method = .automatic
  ) throws {
    try Self.check(table, bundle)
    let demand = bundle.demand.map { max(0, $0) }
    let solver = try table.solver(method, tolerance: 1e-10)
    let absolute = satellite.values.map(abs)
    let signed = satellite.values.contains { $0 < 0 }
    let potential = try table.naming { try solver.solveTransposed(absolute) }
    let multipliers =
      signed ? try table.naming { try solver.solveTransposed(satellite.values) } : potential
    let total = zip(multipliers, demand).reduce(0) { $0 + $1.0 * $1.1 }
    let bound = zip(potential, demand).reduce(0) { $0 + $1.0 * $1.1 }
    var search = PathSearch(
      inputs: table.inputs, satellite: satellite.values, potential: potential,
      demand: demand, floor: limits.smallestShare * bound, limits: limits)
    let found = search.run()
    paths = found.map {
      Path(cells: $0.cells, value: $0.value, share: total == 0 ? 0 : $0.value / total)
    }
    self.total = total
    columnsComputed = search.columnsComputed
    var notices = satellite.notices + Self.leftOut(table, bundle)
    if found.count < limits.count {
      let reason =
        search.gaveUp
        ? "\(limits.mostColumns) columns were computed; raise the limit"
        : "no other path reaches \(limits.smallestShare) of the content"
      notices.append(
        Notice("fewer-paths", "\(found.count) of \(limits.count) paths were found: \(reason)"))
    }
    self.notices = notices
  }

  private static func check(_ table: InterregionalTable, _ bundle: GoodsBundle) throws {
    var problems: [Problem] = []
    if !table.inputs.isNonNegative {
      problems.append(
        Problem(
          at: nil, path: "input coefficients", "some are below zero, so no bound holds",
          expected: "coefficients of zero or more"))
    }
    for (cell, value) in bundle.demand.enumerated() where !value.isFinite {
      problems.append(
        Problem(
          at: nil, path: table.axes.place(cell), "its final sales are \(value)",
          expected: "a finite number"))
    }
    if problems.isEmpty, !bundle.demand.contains(where: { $0 > 0 }) {
      problems.append(
        Problem(
          at: nil, path: bundle.name, "no cell has final sales above zero",
          expected: "a bundle that somebody buys"))
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
  }

  /// Share of a bundle below which what is negative is rounding.
  private static let rounding = 1e-9

  private static func leftOut(_ table: InterregionalTable, _ bundle: GoodsBundle) -> [Notice] {
    let cells = bundle.demand.indices.filter { bundle.demand[$0] < 0 }
    let sum = cells.reduce(0) { $0 + bundle.demand[$1] }
    guard let first = cells.min(by: { bundle.demand[$0] < bundle.demand[$1] }),
      -sum > rounding * bundle.demand.reduce(0, { $0 + abs($1) })
    else { return [] }
    return [
      Notice(
        "negative-final-sales",
        "\(cells.count) cells have final sales below zero (stocks that are run down), "
          + "\(sum) in all, most in \(table.axes.place(first)); they are left out")
    ]
  }
}
