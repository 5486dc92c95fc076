import ImpactNumerics

/// What solved coalitions of few levers say of those of more.
///
///     y(C) ≈ Σ_{S ⊊ C} m(S),  m(S) = y(S) − Σ_{T ⊊ S} m(T)
///
/// What many levers do only together is small, so rounds that begin there end soon. A coalition that was not
/// worked out, since a lever is free there, brings nothing of its own.
struct CoalitionInteractions {
  private var coalitions: [Coalition] = []
  /// m, one column for each coalition.
  private var values: [Float] = []

  /// Σ m(S), rows×coalitions, and whether anything is known of a coalition.
  private func expected(_ wanted: [Coalition], rows: Int) -> (sum: SingleMatrix, isKnown: [Bool]) {
    var parts = SingleMatrix(rows: coalitions.count, columns: wanted.count)
    var isKnown = [Bool](repeating: false, count: wanted.count)
    for (c, coalition) in wanted.enumerated() {
      for (k, part) in coalitions.enumerated()
      where part != coalition && part.members & ~coalition.members == 0 {
        parts[k, c] = 1
        isKnown[c] = true
      }
    }
    guard !coalitions.isEmpty else {
      return (SingleMatrix(rows: rows, columns: wanted.count), isKnown)
    }
    let known = SingleMatrix(rows: rows, columns: coalitions.count, values: values)
    return (known.multiplied(by: parts), isKnown)
  }

  /// Where rounds begin: what is expected, and f of coalitions of which nothing is known.
  func start(_ wanted: [Coalition], fixed: SingleMatrix) -> SingleMatrix {
    var (start, isKnown) = expected(wanted, rows: fixed.rows)
    for c in wanted.indices where !isKnown[c] { start.setColumn(c, to: fixed, column: c) }
    return start
  }

  /// Keeps what solved coalitions bring beyond what was expected of them; no two of them may be part of each other.
  mutating func learn(_ solved: SingleMatrix, _ found: [Coalition]) {
    let sum = expected(found, rows: solved.rows).sum
    coalitions += found
    values += zip(solved.values, sum.values).map(-)
  }
}

/// Interactions of the coalitions of a year: coordinates of each channel, and of the prices of each extra cost.
struct YearInteractions {
  var technical = CoalitionInteractions()
  var price = CoalitionInteractions()
  var induced = CoalitionInteractions()
  var costs: [String: CoalitionInteractions] = [:]
}
