import ImpactNumerics

/// Coalitions that are the same in some respect: what they share is worked out once.
struct CoalitionGroups: Sendable {
  /// Group of each coalition.
  private(set) var of: [Int] = []
  /// First coalition of each group.
  private(set) var first: [Int] = []

  var count: Int { first.count }

  init(_ coalitions: Int, _ isSame: (Int, Int) -> Bool) {
    for c in 0..<coalitions {
      if let known = first.firstIndex(where: { isSame($0, c) }) {
        of.append(known)
      } else {
        of.append(first.count)
        first.append(c)
      }
    }
  }

  /// Σ of the rows of a group, groups×columns: W summed over the coalitions of each.
  func summed(_ weights: Matrix) -> Matrix {
    var sums = Matrix(rows: count, columns: weights.columns)
    for l in 0..<weights.columns {
      for (c, group) in of.enumerated() { sums[group, l] += weights[c, l] }
    }
    return sums
  }
}

/// One column for each group of coalitions.
struct GroupedColumns: Sendable {
  let values: SingleMatrix
  let groups: CoalitionGroups

  /// The column of every coalition, from what was made of `values` column by column.
  func expanded(_ made: SingleMatrix) -> SingleMatrix { made.gathered(groups.of) }
}
