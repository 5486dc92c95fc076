import Foundation
public import ImpactDiagnostics
public import ImpactNumerics

/// Whether x = A x + f can be solved and trusted, with region and industry of what stands in the way.
///
///     ρ(A) < 1  ⇐  w > Aᵀ w for some w > 0;      κ₁ = ‖I − A‖₁ · ‖(I − A)⁻¹‖₁
///
/// The conditions of Hawkins and Simon (1949), by proof with weights: see `Certificate`. Since
/// (I − A)⁻¹ ≥ 0 for A ≥ 0, its largest column sum is the largest output multiplier, so the condition
/// number κ₁ costs one transposed solve. Column sums at or above one are allowed (Brauer and Solow).
public struct SystemConditions: Sendable {
  /// An upper bound of κ₁, at most twice too large for A ≥ 0; nil where A has negative entries.
  public let conditionNumber: Double?
  /// Largest column sum of (I − A)⁻¹: the largest output multiplier; nil as above.
  public let largestMultiplier: Double?
  /// Zero output, column sums at or above one, negative entries, ill condition.
  public let notices: [Notice]

  /// About twelve of sixteen digits are lost from here on.
  public static let illConditionedAbove = 1e12
  /// Cells that a notice or a report names.
  private static let named = 5

  /// `output` is x, length n; `place` names a cell, such as `DE11 C29-VEH`.
  ///
  /// Throws `ProblemReport` with every cell whose output is not a number or below zero, or the cell
  /// at which the proof of a productive economy fails.
  public init(
    _ inputs: any InputOperator, output: [Double], place: (Int) -> String
  ) throws {
    try Self.check(output, place)
    let ones = Matrix(column: [Double](repeating: 1, count: inputs.dimension))
    let sums = inputs.transposedApplied(to: ones, systems: [0]).values
    let found = Self.zeroOutput(output, place) + Self.columnSums(sums, output, place)
    guard inputs.isNonNegative else {
      conditionNumber = nil
      largestMultiplier = nil
      notices = found + [Self.negativeEntries]
      return
    }
    let multipliers = try Self.multipliers(inputs, place)
    let largest = multipliers.max() ?? 1
    // ‖I − A‖₁ ≤ 1 + ‖A‖₁: an upper bound of κ₁, at most twice too large.
    let condition = (1 + (sums.max() ?? 0)) * largest
    conditionNumber = condition
    largestMultiplier = largest
    notices = found + Self.illCondition(condition, multipliers, place)
  }

  private static let negativeEntries = Notice(
    "negative-coefficients",
    "some input coefficients are negative: no proof of a productive economy holds, error bounds are "
      + "residuals only, and multipliers may be negative")

  /// i'(I − A)⁻¹, after a proof that the economy is productive.
  private static func multipliers(
    _ inputs: any InputOperator, _ place: (Int) -> String
  ) throws -> [Double] {
    do {
      _ = try Certificate(inputs)
      let ones = Matrix(column: [Double](repeating: 1, count: inputs.dimension))
      return try LinearSolver.solveTransposed(inputs, rightHandSide: ones, systems: [0]).x.values
    } catch {
      throw report(error, place)
    }
  }

  private static func illCondition(
    _ condition: Double, _ multipliers: [Double], _ place: (Int) -> String
  ) -> [Notice] {
    guard condition > illConditionedAbove,
      let top = multipliers.indices.max(by: { multipliers[$0] < multipliers[$1] })
    else { return [] }
    return [
      Notice(
        "ill-conditioned",
        "the condition number is \(short(condition)): few digits of any result hold; the largest "
          + "multiplier, \(short(multipliers[top])), is in \(place(top))")
    ]
  }

  private static func check(_ output: [Double], _ place: (Int) -> String) throws {
    let problems = output.indices.filter { !(output[$0] >= 0 && output[$0].isFinite) }
      .map { cell in
        Problem(
          at: nil, path: place(cell), "its output is \(output[cell])",
          expected: "a finite number, zero or more")
      }
    guard problems.isEmpty else { throw ProblemReport(problems) }
  }

  private static func report(_ error: NumericsError, _ place: (Int) -> String) -> ProblemReport {
    let problem =
      switch error {
      case .notProductive(let cell, _):
        Problem(
          at: nil, path: place(cell), "the economy needs more inputs than it makes, worst here",
          expected: "input coefficients that a productive economy can have (Hawkins and Simon)")
      case .nonFinite(let what, let cell):
        Problem(
          at: nil, path: place(cell), "\(what) is not a finite number", expected: "a number")
      default:
        Problem(at: nil, path: "the system", "\(error)", expected: "a system that can be solved")
      }
    return ProblemReport([problem])
  }

  private static func zeroOutput(_ output: [Double], _ place: (Int) -> String) -> [Notice] {
    let cells = output.indices.filter { output[$0] == 0 }
    guard !cells.isEmpty else { return [] }
    return [
      Notice(
        "zero-output",
        "\(cells.count) of \(output.count) cells make nothing: \(names(cells, place)); effects of "
          + "demand there are those of their recipe, jobs there are none")
    ]
  }

  /// Largest column sums at or above one, among cells that make something.
  private static func columnSums(
    _ sums: [Double], _ output: [Double], _ place: (Int) -> String
  ) -> [Notice] {
    let cells = sums.indices.filter { sums[$0] >= 1 && output[$0] > 0 }
      .sorted { sums[$0] > sums[$1] }
    guard let worst = cells.first else { return [] }
    return [
      Notice(
        "column-sum-at-or-above-one",
        "\(cells.count) cells buy inputs for as much as their output or more: "
          + "\(names(cells, place)); the largest, \(short(sums[worst])) in "
          + "\(place(worst)), leaves value added below zero")
    ]
  }

  private static func short(_ value: Double) -> String { String(format: "%.3g", value) }

  private static func names(_ cells: [Int], _ place: (Int) -> String) -> String {
    cells.prefix(named).map(place).joined(separator: ", ") + (cells.count > named ? ", …" : "")
  }
}

extension Economy {
  /// Whether the economy's own system can be solved; see `SystemConditions`.
  public func systemConditions() throws -> SystemConditions {
    try SystemConditions(inputOperator(), output: satellites.output) { cell in
      "\(regions[cell / industryCount].code) \(industries[cell % industryCount].code)"
    }
  }
}
