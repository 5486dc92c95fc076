public import ImpactDiagnostics
public import ImpactNumerics

/// The open quantity model of a small table held in full.
///
///     A = Z x̂⁻¹,  x = A x + f = L f,  L = (I − A)⁻¹,  p = Lᵀ v
///
/// Z[i,j] is what j buys of i, n×n; x output; all money in one unit. L is never formed unless asked
/// for: I − A is factored once (LU) and every question is a solve. A product without output has a
/// zero column. Miller and Blair (2009), chapter 2.
public struct LeontiefModel: Sendable {
  /// A, n×n, unit of input per unit of output.
  public let inputCoefficients: Matrix
  /// x, length n; empty for a model made from coefficients.
  public let output: [Double]
  /// Products without output and a badly conditioned I − A.
  public let notices: [Notice]
  let factors: LUFactorization

  /// Makes A from flows Z (n×n) and output x (length n).
  ///
  /// Throws a `ProblemReport` with every fault of the table (sizes, values that are not finite,
  /// negative output, inputs into a product without output), or a `NumericsError` when I − A is
  /// singular.
  public init(flows: Matrix, output: [Double]) throws {
    let n = output.count
    try Self.check(flows, output)
    var coefficients = flows
    var notices: [Notice] = []
    for j in 0..<n {
      if output[j] == 0 {
        notices.append(
          Notice("zero-output", "product \(j) has no output; its column of inputs is zero"))
        continue
      }
      for i in 0..<n { coefficients[i, j] = flows[i, j] / output[j] }
    }
    try self.init(coefficients, output: output, notices: notices)
  }

  /// Makes x = Z i + F i from flows (n×n) and final demand by category (n×c), then A.
  ///
  /// Negative final demand, such as a fall in inventories, stays negative.
  public init(flows: Matrix, finalDemand: Matrix) throws {
    guard finalDemand.rows == flows.rows else {
      throw ProblemReport([
        Problem(
          at: nil, path: "final demand", "it has \(finalDemand.rows) rows",
          expected: "\(flows.rows), one for each product")
      ])
    }
    var output = [Double](repeating: 0, count: flows.rows)
    for part in [flows, finalDemand] {
      for j in 0..<part.columns { for i in output.indices { output[i] += part[i, j] } }
    }
    try self.init(flows: flows, output: output)
  }

  /// Takes A as given (n×n).
  public init(inputCoefficients: Matrix) throws {
    try self.init(inputCoefficients, output: [], notices: [])
  }

  private init(_ coefficients: Matrix, output: [Double], notices: [Notice]) throws {
    factors = try LUFactorization.leontief(coefficients)
    inputCoefficients = coefficients
    self.output = output
    guard factors.isIllConditioned else {
      self.notices = notices
      return
    }
    let text = "I − A has reciprocal condition \(factors.reciprocalCondition); few digits are right"
    self.notices = notices + [Notice("ill-conditioned", text)]
  }

  /// Number of products, n.
  public var dimension: Int { inputCoefficients.rows }

  /// x = L f for every column of final demand (n×k), in the unit of f.
  public func output(for finalDemand: Matrix) throws -> Matrix { try factors.solve(finalDemand) }

  /// p = Lᵀ v: total v per unit of final demand for each product, or prices from costs (n×k).
  public func totals(of coefficients: Matrix) throws -> Matrix {
    try factors.solveTransposed(coefficients)
  }

  /// m' = c' L for one row of coefficients c (length n), such as jobs per unit of output.
  ///
  /// m_j is jobs, value added or emissions per unit of final demand for product j; its type I
  /// multiplier is m_j / c_j.
  public func multipliers(of coefficients: [Double]) throws -> [Double] {
    try totals(of: Matrix(column: coefficients)).values
  }

  /// i' L: output of all products per unit of final demand for each.
  public func outputMultipliers() throws -> [Double] {
    try multipliers(of: [Double](repeating: 1, count: dimension))
  }

  /// s_j / x_j for a row s (length n); zero where there is no output.
  ///
  /// Throws when a product without output has a value in s, or when the model has no output.
  public func coefficients(of totals: [Double]) throws -> [Double] {
    guard totals.count == output.count else {
      throw NumericsError.shapeMismatch(
        what: "a row of totals", expected: output.count, found: totals.count)
    }
    let problems = totals.indices.filter { output[$0] == 0 && totals[$0] != 0 }
      .map {
        Problem(
          at: nil, path: "product \($0)", "it has no output but a total of \(totals[$0])",
          expected: "zero, or some output")
      }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    return zip(totals, output).map { $1 == 0 ? 0 : $0 / $1 }
  }

  /// f, f + A f, f + A f + A² f, …: `rounds` + 1 partial sums of L f for one vector f.
  public func partialSums(of finalDemand: [Double], rounds: Int) throws -> [[Double]] {
    let terms = try LinearSolver.powerSeries(
      DenseOperator(inputCoefficients), rightHandSide: Matrix(column: finalDemand), systems: [0],
      rounds: rounds)
    var sum = [Double](repeating: 0, count: dimension)
    return terms.map { term in
      for i in sum.indices { sum[i] += term.values[i] }
      return sum
    }
  }

  /// L in full, n×n; only for tables of up to `limit` products, since nothing else needs it.
  public func totalRequirements(limit: Int = 2_000) throws -> Matrix {
    guard dimension <= limit else { throw NumericsError.sizeOverflow(dimension) }
    var identity = Matrix(rows: dimension, columns: dimension)
    for i in 0..<dimension { identity[i, i] = 1 }
    return try factors.solve(identity)
  }

  /// What a reader of results for this final demand (length n) should know.
  public func notices(forFinalDemand demand: [Double]) -> [Notice] {
    demand.indices.flatMap { i -> [Notice] in
      var found: [Notice] = []
      if demand[i] < 0 {
        found.append(Notice("negative-demand", "product \(i) has negative final demand; kept"))
      }
      if demand[i] != 0, (0..<dimension).allSatisfy({ inputCoefficients[$0, i] == 0 }) {
        found.append(
          Notice("no-technology", "product \(i) has no inputs, so demand for it has no ripple"))
      }
      return found
    }
  }

  private static func check(_ flows: Matrix, _ output: [Double]) throws {
    var problems: [Problem] = []
    func report(_ path: String, _ message: String, _ expected: String) {
      problems.append(Problem(at: nil, path: path, message, expected: expected))
    }
    guard flows.rows == output.count, flows.columns == output.count else {
      report(
        "flows", "the table is \(flows.rows)×\(flows.columns)",
        "\(output.count) rows and columns, as many as outputs")
      throw ProblemReport(problems)
    }
    for (j, value) in output.enumerated() {
      let column = flows.column(j)
      for (i, flow) in column.enumerated() where !flow.isFinite {
        report("flows[\(i), \(j)]", "the value is \(flow)", "a finite number")
      }
      if !value.isFinite || value < 0 {
        report("output[\(j)]", "the value is \(value)", "a finite number, zero or more")
      } else if value == 0, column.contains(where: { $0 != 0 }) {
        report("output[\(j)]", "there are inputs but no output", "output above zero")
      }
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
  }
}
