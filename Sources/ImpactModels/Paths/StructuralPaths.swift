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
  /// Needs A ≥ 0 and demand of zero or more, or the bound would not hold: throws `ProblemReport`
  /// otherwise, `TableFault` when the bound cannot be solved.
  public init(
    _ table: InterregionalTable, bundle: GoodsBundle, satellite: SatelliteCoefficients,
    limits: Limits = Limits(), method: RequirementsSolver.Method = .automatic
  ) throws {
    let (demand, zeroed) = try Self.demand(table, bundle)
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
    var notices = satellite.notices + zeroed
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

  /// Sales that miss zero by no more than this share of output are rounding of sums that cancel.
  private static let rounding = 1e-12

  /// The bundle's demand, checked; cells below zero by rounding alone count as zero and are named.
  private static func demand(
    _ table: InterregionalTable, _ bundle: GoodsBundle
  ) throws -> ([Double], [Notice]) {
    var problems: [Problem] = []
    if !table.inputs.isNonNegative {
      problems.append(
        Problem(
          at: nil, path: "input coefficients", "some are below zero, so no bound holds",
          expected: "coefficients of zero or more"))
    }
    var demand = bundle.demand
    var zeroed: [Int] = []
    for (cell, value) in demand.enumerated() where !(value >= 0) {
      guard !(value >= -rounding * table.output[cell]) else {
        demand[cell] = 0
        zeroed.append(cell)
        continue
      }
      problems.append(
        Problem(
          at: nil, path: table.axes.place(cell), "its final sales are \(value)",
          expected: "zero or more; leave the cell out of the bundle"))
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    guard let first = zeroed.first else { return (demand, []) }
    let notice = Notice(
      "rounded-sales",
      "Final sales of \(zeroed.count) cells are below zero by rounding, first "
        + "\(table.axes.place(first)); they count as zero")
    return (demand, [notice])
  }
}
