/// A linear programme with bounds on every variable.
///
///     min Σ_j c_j z_j   subject to   Σ_j M[i,j] z_j = b_i,   l_j ≤ z_j ≤ h_j
///
/// m equations, n variables; h may be infinite, l is finite. M is held by columns without its zeros.
public struct LinearProgramme: Sendable {
  /// One variable: its bounds, its cost, and its entries in the equations.
  public struct Variable: Sendable, Hashable {
    /// Equations in which it stands, each once, 0 to m − 1.
    public var rows: [Int]
    /// M[i,j] for each of `rows`.
    public var entries: [Double]
    /// c_j, per unit of the variable.
    public var cost: Double
    /// l_j, finite.
    public var lower: Double
    /// h_j, at least l_j, perhaps infinite.
    public var upper: Double

    /// A variable, unchecked; `LinearProgramme` checks it.
    public init(
      rows: [Int], entries: [Double], cost: Double = 0, lower: Double = 0,
      upper: Double = .infinity
    ) {
      self.rows = rows
      self.entries = entries
      self.cost = cost
      self.lower = lower
      self.upper = upper
    }
  }

  /// b, length m.
  public let rightHandSide: [Double]
  let cost: [Double]
  let lower: [Double]
  let upper: [Double]
  /// Entries of variable j stand at `starts[j]..<starts[j + 1]`.
  let starts: [Int]
  let rows: [Int32]
  let entries: [Double]

  /// Number of equations, m.
  public var equationCount: Int { rightHandSide.count }
  /// Number of variables, n.
  public var variableCount: Int { cost.count }

  /// Throws `nonFinite`, `outOfRange` (an upper bound below the lower one, an equation that is not
  /// there) or `shapeMismatch`; the index is that of the variable.
  public init(_ variables: [Variable], rightHandSide b: [Double]) throws(NumericsError) {
    if let index = b.firstIndex(where: { !$0.isFinite }) {
      throw .nonFinite(what: "right-hand side", index: index)
    }
    var starts = [0]
    var rows: [Int32] = []
    var entries: [Double] = []
    for (j, variable) in variables.enumerated() {
      try Self.check(variable, j, equations: b.count)
      for (row, entry) in zip(variable.rows, variable.entries) where entry != 0 {
        rows.append(Int32(row))
        entries.append(entry)
      }
      starts.append(rows.count)
    }
    rightHandSide = b
    cost = variables.map(\.cost)
    lower = variables.map(\.lower)
    upper = variables.map(\.upper)
    self.starts = starts
    self.rows = rows
    self.entries = entries
  }

  private static func check(
    _ variable: Variable, _ j: Int, equations: Int
  ) throws(NumericsError) {
    guard variable.rows.count == variable.entries.count else {
      throw .shapeMismatch(
        what: "variable \(j)", expected: variable.rows.count, found: variable.entries.count)
    }
    guard variable.rows.allSatisfy({ (0..<equations).contains($0) }),
      Set(variable.rows).count == variable.rows.count
    else {
      throw .outOfRange(
        what: "an equation of a variable", index: j,
        expected: "numbers from 0 to \(equations - 1), each once")
    }
    guard variable.cost.isFinite, variable.entries.allSatisfy(\.isFinite) else {
      throw .nonFinite(what: "cost or entry of a variable", index: j)
    }
    guard variable.lower.isFinite, !variable.upper.isNaN, variable.upper >= variable.lower else {
      throw .outOfRange(
        what: "the bounds \(variable.lower) and \(variable.upper) of a variable", index: j,
        expected: "a finite lower bound and an upper bound that is not below it")
    }
  }

  /// Σ_i y_i M[i,j].
  func product(_ y: [Double], with j: Int) -> Double {
    var sum = 0.0
    for k in starts[j]..<starts[j + 1] { sum += y[Int(rows[k])] * entries[k] }
    return sum
  }

  /// Adds `factor` times column j of M to a vector of length m.
  func add(_ factor: Double, times j: Int, to vector: inout [Double]) {
    for k in starts[j]..<starts[j + 1] { vector[Int(rows[k])] += factor * entries[k] }
  }
}
