public import ImpactDiagnostics
public import ImpactNumerics

/// Why a satellite such as jobs changed between two tables with the same axes.
///
///     total = c' (I − T∘a)⁻¹ T(b) · y
///
/// Factors, in this order: intensity c, technology a (inputs of a product from all origins), sourcing T
/// (shares of origins, own country against imports included), mix b and level y of final demand. Both tables
/// must be in the prices of one year, or the intensity effect holds inflation.
/// Miller and Blair (2009), section 13.2; Oosterhaven and van der Linden (1997) for sourcing.
public struct StructuralDecomposition: Sendable {
  /// Names of the factors in their order.
  public static let factors = [
    "intensity", "technology", "sourcing", "final demand mix", "final demand level",
  ]

  /// Effects by group of cells; nan for a group of which the satellite knows nothing.
  public let decomposition: FactorDecomposition
  /// The groups.
  public let grouping: CellPartition
  /// Unit of the effects.
  public let unit: String
  /// Where an origin share had to be taken from the other table, and unknown cells.
  public let notices: [Notice]

  /// Solves eight systems: technology, sourcing and mix from either table.
  ///
  /// Throws `ProblemReport` when axes differ, `TableFault` when a system cannot be solved.
  public init(
    _ tables: any TableComparison, intensity: [SatelliteCoefficients], by grouping: CellPartition
  ) throws {
    precondition(intensity.count == 2, "a satellite for each table")
    var outputs: [Int: [Double]] = [:]
    for technology in 0...1 {
      for sourcing in 0...1 {
        let inputs = try tables.inputs(technology: technology, sourcing: sourcing)
        let mixes = (0...1).map { tables.demandMix($0, sourcing: sourcing) }
        let solved = try tables.naming {
          try RequirementsSolver(inputs)
            .solve(Matrix(rows: mixes[0].count, columns: 2, values: mixes[0] + mixes[1]))
        }
        for mix in 0...1 {
          outputs[technology << 1 | sourcing << 2 | mix << 3] = solved.column(mix)
        }
      }
    }
    decomposition = try FactorDecomposition(factors: Self.factors) { moved in
      let level = tables.levels[moved >> 4 & 1]
      let x = outputs[moved & 0b1110] ?? []
      return intensity[moved & 1].sums(for: x, over: grouping).map { $0 * level }
    }
    self.grouping = grouping
    unit = intensity[0].unit
    var seen: Set<Notice> = []
    notices = (tables.notices + intensity.flatMap(\.notices)).filter { seen.insert($0).inserted }
  }
}

/// Two tables with the same axes, whose technology, sourcing and demand can be combined.
public protocol TableComparison: Sendable {
  /// Final demand of all regions and of W, old and new (two values, money).
  var levels: [Double] { get }
  /// What a reader should know.
  var notices: [Notice] { get }
  /// A with technology and sourcing of the old (0) or new (1) table.
  func inputs(technology: Int, sourcing: Int) throws -> any InputOperator
  /// Final demand at its origin per unit of level, with the mix of one table and the sourcing of one.
  func demandMix(_ mix: Int, sourcing: Int) -> [Double]
  /// Runs numerical work and names places in its errors.
  func naming<Value>(_ work: () throws -> Value) throws -> Value
}

/// Faults of two tables that are to be compared.
enum ComparisonAxes {
  /// Throws with every axis that differs.
  static func check(_ old: TableAxes, _ new: TableAxes) throws {
    var problems: [Problem] = []
    func compare(_ what: String, _ a: [String], _ b: [String]) {
      guard a != b else { return }
      let place = zip(a, b).enumerated().first { $0.element.0 != $0.element.1 }
      let found =
        place.map { "position \($0.offset + 1) is \($0.element.0) here and \($0.element.1) there" }
        ?? "there are \(a.count) here and \(b.count) there"
      problems.append(
        Problem(at: nil, path: what, found, expected: "two economies with the same \(what)"))
    }
    compare("regions", old.regions.map(\.code), new.regions.map(\.code))
    compare("industries", old.industries.map(\.code), new.industries.map(\.code))
    compare("countries", old.countries, new.countries)
    guard problems.isEmpty else { throw ProblemReport(problems) }
  }
}
