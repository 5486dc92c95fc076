public import ImpactNumerics

/// Who depends on whom: a satellite in group g of origin that hangs on region s.
///
///     D[g,s] = Σ_{cell in g} c[cell] x_s[cell]
///
/// with x_s the output that hangs on s, in one of three readings (`Basis`). Columns are solved in
/// blocks; A is never inverted.
public struct DependenceMatrix: Sendable {
  /// What the output hangs on.
  public enum Basis: Sendable, Hashable {
    /// Final use by the residents of s: x_s = B Y[·,s]. With a last column for exports to W.
    case finalUse
    /// Final sales of these industries by makers in s, whoever buys: x_s = B f_s.
    case finalSales(industries: [Int])
    /// All output K of these industries in s, without counting their trade among themselves twice:
    /// x_s = x_K on K, and (I − A_nn)⁻¹ A_nK x_K elsewhere, so that no output of K is induced again.
    case output(industries: [Int])
  }

  /// Groups of origin, the rows.
  public let rows: CellPartition
  /// Codes of the columns: regions, then `W` for `finalUse`.
  public let columnCodes: [String]
  /// D, groups × columns, in the unit of the satellite.
  public let values: Matrix
  /// What the matrix counts.
  public let satellite: SatelliteCoefficients
  /// What the output hangs on.
  public let basis: Basis

  /// Columns solved together; bounds memory.
  private static let widest = 64

  /// Solves for every region at once in blocks; throws `TableFault`.
  public init(
    _ table: InterregionalTable, satellite: SatelliteCoefficients, basis: Basis = .finalUse,
    rows: CellPartition? = nil, tolerance: Double = 1e-10
  ) throws {
    let rows = rows ?? .regions(table.axes)
    self.rows = rows
    self.satellite = satellite
    self.basis = basis
    columnCodes = table.axes.regions.map(\.code) + (basis == .finalUse ? ["W"] : [])
    let columns = try table.naming { try DependenceColumns(table, basis) }
    let solver = try table.naming {
      try RequirementsSolver(columns.inputs, tolerance: tolerance)
    }
    var values = Matrix(rows: rows.count, columns: columnCodes.count)
    for start in stride(from: 0, to: columnCodes.count, by: Self.widest) {
      let block = Array(start..<min(start + Self.widest, columnCodes.count))
      let given = columns.given(block)
      let solved = try table.naming {
        try solver.solve(given.demand, systems: columns.systems(block))
      }
      for (place, column) in block.enumerated() {
        let x = columns.output(solved.slice(place), given.kept.slice(place), region: column)
        for (group, sum) in rows.sums(satellite.totals(for: x)).enumerated() {
          values[group, column] = sum
        }
      }
    }
    self.values = values
  }

  /// Σ over origins: the footprint of each column.
  public var columnTotals: [Double] { (0..<values.columns).map { values.slice($0).reduce(0, +) } }

  /// Σ over columns: what of each group hangs on any of them.
  public var rowTotals: [Double] {
    var sums = [Double](repeating: 0, count: values.rows)
    for column in 0..<values.columns {
      for (row, value) in values.slice(column).enumerated() { sums[row] += value }
    }
    return sums
  }
}

/// The right-hand sides of a dependence matrix.
struct DependenceColumns {
  let table: InterregionalTable
  let basis: DependenceMatrix.Basis
  /// A, or A without the cells whose output is given.
  let inputs: any InputOperator
  private let finalDemand: [Double]

  init(_ table: InterregionalTable, _ basis: DependenceMatrix.Basis) throws {
    self.table = table
    self.basis = basis
    finalDemand = table.totalFinalDemand
    guard case .output(let industries) = basis else {
      inputs = table.inputs
      return
    }
    if let structured = table.inputs as? OriginClassOperator {
      inputs = structured.changed(
        by: table.axes.regions.indices.map {
          Self.withoutPurchases(of: industries, in: $0, structured)
        })
      return
    }
    let chosen = Set(industries)
    let groups = (0..<table.dimension)
      .map { chosen.contains(table.axes.industry(of: $0)) ? table.axes.region(of: $0) : -1 }
    inputs = try RestrictedOperator(
      table.inputs, groupOfCell: groups, groupCount: table.axes.regionCount, keeping: .outside)
  }

  /// The change that takes the columns of some industries in a region out of A.
  ///
  /// Their rows may stay: y = A M y + b gives y_n = A_nn y_n + b_n all the same, and y_K is dropped.
  private static func withoutPurchases(
    of industries: [Int], in region: Int, _ inputs: OriginClassOperator
  ) -> StructureChange {
    var change = StructureChange()
    for k in 0..<inputs.classCount {
      for j in industries {
        for i in 0..<inputs.productCount {
          let a = inputs.coefficient(originClass: k, product: i, buyer: j, region: region)
          guard a != 0 else { continue }
          change.entries.append(
            .init(originClass: k, zone: nil, product: i, buyer: j, region: region, delta: -a))
        }
      }
    }
    return change
  }

  /// Output that hangs on a region: what was solved, and on K what was given.
  func output(
    _ solved: ArraySlice<Double>, _ kept: ArraySlice<Double>, region: Int
  ) -> [Double] {
    var x = Array(solved)
    guard case .output(let industries) = basis else { return x }
    for j in industries {
      let cell = table.axes.cell(region: region, industry: j)
      x[cell] = kept[kept.startIndex + cell]
    }
    return x
  }

  /// Variant of A for each column.
  func systems(_ block: [Int]) -> [Int]? {
    if case .output = basis { return block }
    return nil
  }

  /// Demand of a block, and output that is given rather than solved for (n×k each).
  func given(_ block: [Int]) -> (demand: Matrix, kept: Matrix) {
    let n = table.dimension
    var demand = Matrix(rows: n, columns: block.count)
    let none = Matrix(rows: n, columns: block.count)
    for (place, s) in block.enumerated() {
      switch basis {
      case .finalUse:
        let column =
          s == table.finalDemand.columns ? table.exportsToWorld[...] : table.finalDemand.slice(s)
        demand.values.replaceSubrange(place * n..<(place + 1) * n, with: column)
      case .finalSales(let industries):
        for j in industries {
          let cell = table.axes.cell(region: s, industry: j)
          demand[cell, place] = finalDemand[cell]
        }
      case .output(let industries):
        for j in industries {
          let cell = table.axes.cell(region: s, industry: j)
          demand[cell, place] = table.output[cell]
        }
      }
    }
    guard case .output(let industries) = basis else { return (demand, none) }
    let systems = [Int](repeating: 0, count: block.count)
    var bought = table.inputs.applied(to: demand, systems: systems)
    for (place, s) in block.enumerated() {
      for j in industries { bought[table.axes.cell(region: s, industry: j), place] = 0 }
    }
    return (bought, demand)
  }
}
