import Foundation

/// Measures of how unequal values are over groups of persons.
public enum Inequality {
  /// Theil's T: Σ_r s_r·ln(s_r / p_r), s the share of the total and p the share of persons.
  ///
  /// 0 when all have the same; at most ln of the number of persons. `values` are totals of groups in
  /// any unit, `persons` their sizes; both above zero, else nan. Theil (1967).
  public static func theil(values: [Double], persons: [Double]) -> Double {
    let (total, heads) = (values.reduce(0, +), persons.reduce(0, +))
    guard values.count == persons.count, !values.isEmpty,
      zip(values, persons).allSatisfy({ $0 > 0 && $1 > 0 })
    else { return .nan }
    return zip(values, persons)
      .reduce(0) { $0 + $1.0 / total * log(($1.0 / total) / ($1.1 / heads)) }
  }

  /// Theil's T in two parts: between classes of groups, and within them; they sum to the whole.
  ///
  ///     T = Σ_c s_c·ln(s_c / p_c) + Σ_c s_c·T_c
  public static func theil(
    values: [Double], persons: [Double], classes: [String]
  ) -> (between: Double, within: Double) {
    var members: [String: [Int]] = [:]
    for (k, name) in classes.enumerated() { members[name, default: []].append(k) }
    let total = values.reduce(0, +)
    // In the order of names, so that the last bits do not move.
    let groups = members.sorted { $0.key < $1.key }.map(\.value)
    let sums = groups.map { $0.reduce(0) { $0 + values[$1] } }
    let heads = groups.map { $0.reduce(0) { $0 + persons[$1] } }
    let within = zip(groups, sums)
      .reduce(0.0) { sum, group in
        let part = theil(
          values: group.0.map { values[$0] }, persons: group.0.map { persons[$0] })
        return sum + group.1 / total * part
      }
    return (theil(values: sums, persons: heads), within)
  }

  /// Gini's coefficient of values per person: twice the area between the diagonal and the Lorenz curve.
  ///
  /// 0 when all have the same, towards 1 when one group has all. Values at or above zero, persons above.
  public static func gini(values: [Double], persons: [Double]) -> Double {
    let (total, heads) = (values.reduce(0, +), persons.reduce(0, +))
    guard values.count == persons.count, total > 0, heads > 0,
      values.allSatisfy({ $0 >= 0 }), persons.allSatisfy({ $0 > 0 })
    else { return .nan }
    let order = values.indices.sorted {
      (values[$0] / persons[$0], $0) < (values[$1] / persons[$1], $1)
    }
    var (area, reached) = (0.0, 0.0)
    for k in order {
      let (share, width) = (values[k] / total, persons[k] / heads)
      area += width * (2 * reached + share)
      reached += share
    }
    return 1 - area
  }
}
