public import ImpactDiagnostics
public import ImpactNumerics

extension InterregionalTable {
  /// A table held in full.
  ///
  ///     A = Z x̂⁻¹,  m = M / x,  τ = T / x,  v = 1 − Σ_i A − m − τ
  ///
  /// `flows` is Z (n×n, row seller, column buyer), `finalDemand` Y (n×R by region of use). Rows that
  /// are left out are zero: `exportsToWorld` z, `worldPurchases` M and `taxesAndMargins` T by cell;
  /// taxes that are not given apart are part of value added, which is what is left of output.
  /// `output` is x where it is published apart, since rounded uses may miss it; the largest gap becomes
  /// a notice. `employment` is persons by cell, nan where unknown; `money` names the unit of the flows,
  /// and `notices` are passed on.
  /// Throws `ProblemReport` with every fault of sizes and values.
  public init(
    axes: TableAxes, flows: Matrix, finalDemand: Matrix, output published: [Double]? = nil,
    exportsToWorld: [Double]? = nil,
    worldPurchases: [Double]? = nil, taxesAndMargins: [Double]? = nil,
    employment: [Double]? = nil, money: String = "money", notices: [Notice] = []
  ) throws {
    let n = axes.dimension
    let none = [Double](repeating: 0, count: n)
    let (z, bought, taxes) = (
      exportsToWorld ?? none, worldPurchases ?? none, taxesAndMargins ?? none
    )
    try Self.checkSizes(
      axes, flows, finalDemand, [z, bought, taxes, employment ?? none, published ?? none])
    var uses = z
    for part in [flows, finalDemand] {
      for j in 0..<part.columns { for i in 0..<n { uses[i] += part.values[j * n + i] } }
    }
    let output = published ?? uses
    try Self.checkValues(axes, flows, output)
    let coefficients = Self.coefficients(axes, flows, output)
    var rest = coefficients.unspent
    for j in 0..<n where output[j] != 0 { rest[j] -= (bought[j] + taxes[j]) / output[j] }
    func perOutput(_ totals: [Double]) -> [Double] {
      zip(totals, output).map { $1 == 0 ? 0 : $0 / $1 }
    }
    let persons = employment.map {
      SatelliteCoefficients(
        name: "employment", unit: "persons", totals: $0, output: output, axes: axes)
    }
    self.init(
      axes: axes, inputs: try DenseOperator(coefficients.all),
      domestic: try DenseOperator(coefficients.domestic),
      output: output, finalDemand: finalDemand, exportsToWorld: z,
      finalFromWorld: [Double](repeating: 0, count: n),
      valueAdded: SatelliteCoefficients(name: "value added", unit: money, perOutput: rest),
      worldInputs: perOutput(bought), taxesAndMargins: perOutput(taxes), employment: persons,
      notices: notices + Self.notices(axes, output: output, uses: uses))
  }

  /// A, A within countries, and 1 − Σ_i A by column, 0 where there is no output.
  private static func coefficients(
    _ axes: TableAxes, _ flows: Matrix, _ output: [Double]
  ) -> (all: Matrix, domestic: Matrix, unspent: [Double]) {
    let n = axes.dimension
    var all = flows
    var domestic = Matrix(rows: n, columns: n)
    var unspent = [Double](repeating: 0, count: n)
    for j in 0..<n where output[j] != 0 {
      var sum = 0.0
      for i in 0..<n {
        let a = flows.values[j * n + i] / output[j]
        all.values[j * n + i] = a
        sum += a
        if axes.country(of: i) == axes.country(of: j) { domestic.values[j * n + i] = a }
      }
      unspent[j] = 1 - sum
    }
    return (all, domestic, unspent)
  }

  private static func notices(
    _ axes: TableAxes, output: [Double], uses: [Double]
  ) -> [Notice] {
    var notices: [Notice] = []
    let gap = output.indices.max { abs(output[$0] - uses[$0]) < abs(output[$1] - uses[$1]) }
    if let gap, output[gap] != uses[gap] {
      notices.append(
        Notice(
          "uses-miss-output",
          "uses sum to \(uses[gap]) where output is \(output[gap]), at \(axes.place(gap)); no other "
            + "cell misses by more"))
    }
    let empty = output.indices.filter { output[$0] == 0 }
    if !empty.isEmpty {
      notices.append(
        Notice(
          "zero-output",
          "\(empty.count) cells have no output, first \(axes.place(empty[0])); their columns are "
            + "zero"))
    }
    return notices
  }

  private static func checkSizes(
    _ axes: TableAxes, _ flows: Matrix, _ finalDemand: Matrix, _ rows: [[Double]]
  ) throws {
    let n = axes.dimension
    var problems: [Problem] = []
    func require(_ path: String, _ found: String, _ expected: String) {
      if found != expected {
        problems.append(Problem(at: nil, path: path, "its size is \(found)", expected: expected))
      }
    }
    require("flows", "\(flows.rows)×\(flows.columns)", "\(n)×\(n)")
    require(
      "final demand", "\(finalDemand.rows)×\(finalDemand.columns)", "\(n)×\(axes.regionCount)")
    for row in rows { require("a row of the table", "\(row.count)", "\(n)") }
    guard problems.isEmpty else { throw ProblemReport(problems) }
  }

  private static func checkValues(_ axes: TableAxes, _ flows: Matrix, _ output: [Double]) throws {
    var problems: [Problem] = []
    let n = output.count
    for (cell, x) in output.enumerated() where !(x >= 0 && x.isFinite) {
      problems.append(
        Problem(
          at: nil, path: axes.place(cell), "its output is \(x)",
          expected: "a finite number, zero or more"))
    }
    for (j, x) in output.enumerated() where x == 0 {
      if flows.values[j * n..<(j + 1) * n].contains(where: { $0 != 0 }) {
        problems.append(
          Problem(
            at: nil, path: axes.place(j), "there are inputs but no output",
            expected: "output above zero"))
      }
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
  }
}
