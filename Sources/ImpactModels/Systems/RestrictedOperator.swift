public import ImpactNumerics

/// An operator confined to the cells of one group, or to all others.
///
///     inside:   x ↦ M_g A M_g x        outside:   x ↦ (I − M_g) A (I − M_g) x
///
/// M_g keeps the cells of group g. Column c of a block uses group `systems[c]`, so that the blocks
/// A_ss of all countries are solved side by side. One application costs one of the base; its first
/// variant is used.
public struct RestrictedOperator: InputOperator {
  /// Which cells stay.
  public enum Side: Sendable { case inside, outside }

  private let base: any InputOperator
  private let groupOfCell: [Int]
  /// Cells of each group, for the side outside.
  private let members: [[Int]]
  private let side: Side
  /// Number of groups.
  public let systemCount: Int

  /// Confines `base` (n×n); a cell with a negative group lies in none.
  ///
  /// Throws `shapeMismatch`.
  public init(
    _ base: any InputOperator, groupOfCell: [Int], groupCount: Int, keeping side: Side
  ) throws(NumericsError) {
    guard groupOfCell.count == base.dimension else {
      throw .shapeMismatch(
        what: "the groups of the cells", expected: base.dimension, found: groupOfCell.count)
    }
    if let wrong = groupOfCell.first(where: { $0 >= groupCount }) {
      throw .shapeMismatch(what: "the group of a cell", expected: groupCount - 1, found: wrong)
    }
    self.base = base
    self.groupOfCell = groupOfCell
    self.side = side
    systemCount = max(1, groupCount)
    var members = [[Int]](repeating: [], count: systemCount)
    for (cell, group) in groupOfCell.enumerated() where group >= 0 { members[group].append(cell) }
    self.members = members
  }

  /// Number of cells, n.
  public var dimension: Int { base.dimension }
  /// As the base: leaving cells out adds no negative entry.
  public var isNonNegative: Bool { base.isNonNegative }

  /// M A M x, column by column.
  public func applied(to x: Matrix, systems: [Int]) -> Matrix {
    let plain = [Int](repeating: 0, count: x.columns)
    var kept = x
    clear(&kept, systems)
    var result = base.applied(to: kept, systems: plain)
    clear(&result, systems)
    return result
  }

  /// M Aᵀ M p, column by column.
  public func transposedApplied(to p: Matrix, systems: [Int]) -> Matrix {
    let plain = [Int](repeating: 0, count: p.columns)
    var kept = p
    clear(&kept, systems)
    var result = base.transposedApplied(to: kept, systems: plain)
    clear(&result, systems)
    return result
  }

  private func clear(_ block: inout Matrix, _ systems: [Int]) {
    let n = block.rows
    for (column, system) in systems.enumerated() {
      // With one variant every column uses it, whatever `systems` says.
      let group = systemCount == 1 ? 0 : system
      switch side {
      case .outside: for cell in members[group] { block.values[column * n + cell] = 0 }
      case .inside:
        for cell in 0..<n where groupOfCell[cell] != group { block.values[column * n + cell] = 0 }
      }
    }
  }
}

/// The block-diagonal part of an operator: only flows within a group.
///
///     x ↦ Σ_g M_g A M_g x
///
/// One application costs one of the base for each group that has entries in the column.
public struct BlockDiagonalOperator: InputOperator {
  private let base: any InputOperator
  private let groupOfCell: [Int]
  private let groupCount: Int

  /// Keeps of `base` (n×n) what stays within a group; every cell has a group.
  public init(
    _ base: any InputOperator, groupOfCell: [Int], groupCount: Int
  ) throws(NumericsError) {
    guard groupOfCell.count == base.dimension else {
      throw .shapeMismatch(
        what: "the groups of the cells", expected: base.dimension, found: groupOfCell.count)
    }
    self.base = base
    self.groupOfCell = groupOfCell
    self.groupCount = groupCount
  }

  /// Number of cells, n.
  public var dimension: Int { base.dimension }
  /// As the base.
  public var isNonNegative: Bool { base.isNonNegative }

  /// Σ_g M_g A M_g x, column by column; there is one variant.
  public func applied(to x: Matrix, systems: [Int]) -> Matrix {
    gathered(x) { base.applied(to: $0, systems: $1) }
  }

  /// Σ_g M_g Aᵀ M_g p, column by column.
  public func transposedApplied(to p: Matrix, systems: [Int]) -> Matrix {
    gathered(p) { base.transposedApplied(to: $0, systems: $1) }
  }

  private func gathered(_ x: Matrix, _ apply: (Matrix, [Int]) -> Matrix) -> Matrix {
    var result = Matrix(rows: x.rows, columns: x.columns)
    let n = x.rows
    for column in 0..<x.columns {
      var spread = Matrix(rows: n, columns: groupCount)
      for cell in 0..<n {
        spread.values[groupOfCell[cell] * n + cell] = x.values[column * n + cell]
      }
      let reached = apply(spread, [Int](repeating: 0, count: groupCount))
      for cell in 0..<n {
        result.values[column * n + cell] = reached.values[groupOfCell[cell] * n + cell]
      }
    }
    return result
  }
}
