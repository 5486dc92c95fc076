import ImpactAxes
import ImpactDiagnostics
import ImpactEconomies
import ImpactNumerics
import Testing

@testable import ImpactModels

/// Capacities, substitution and rationing against golden 14a, the conditions of an optimum and hand
/// calculations.
@Suite struct CapacityProgrammeTests {
  private struct Case {
    var A: Matrix
    var f: [Double]
    var capacity: [Double]
    var moves: [CapacityProgramme.Substitution]
    var replaceable: [Int: Double] = [:]
    var costs: CapacityProgramme.Costs

    func solve() throws -> CapacityPlan {
      try CapacityProgramme(
        inputCoefficients: A, finalDemand: f, capacity: capacity, substitutions: moves,
        replaceable: replaceable, costs: costs
      )
      .solve()
    }
  }

  private func golden() throws -> (Golden, Case) {
    let golden = try Golden("14a_capacity_constrained_lp")
    let most = try golden.number("inputs", "substitutionMax")
    let cost = try golden.number("inputs", "cost", "substitution")
    let output = try golden.number("inputs", "cost", "output")
    let rationing = try golden.number("inputs", "cost", "rationing")
    let f = try golden.vector("inputs", "f")
    return (
      golden,
      Case(
        A: try golden.matrix("inputs", "A"), f: f,
        capacity: try golden.vector("inputs", "capacity"),
        moves: [CapacityProgramme.Substitution(from: 2, to: 0, limit: most, cost: cost)],
        costs: CapacityProgramme.Costs(
          output: f.map { _ in output }, rationing: f.map { _ in rationing }))
    )
  }

  @Test func goldenOptimum() throws {
    let (golden, problem) = try golden()
    let plan = try problem.solve()
    let tolerance = try golden.tolerance()
    #expect(abs(plan.objective - (try golden.number("expected", "objective"))) < 1e-7 * 193)
    #expect(deviation(plan.output, try golden.vector("expected", "x")) < tolerance)
    #expect(deviation(plan.unmet, try golden.vector("expected", "unmet")) < tolerance)
    #expect(
      deviation(plan.substituted, [try golden.number("expected", "substitution")]) < tolerance)
    #expect(
      deviation(plan.balancePrice, try golden.vector("expected", "dualBalance")) < tolerance)
    #expect(plan.certificate.worst < 1e-12)
    #expect(plan.freeMoves == 0)
  }

  /// The conditions of Karush, Kuhn and Tucker, computed here from the inputs and the plan alone.
  private func kkt(_ problem: Case, _ plan: CapacityPlan) -> Double {
    let (A, x, y) = (problem.A, plan.output, plan.balancePrice)
    let n = x.count
    var worst = 0.0
    for i in 0..<n {
      var left = x[i] + plan.unmet[i]
      for j in 0..<n { left -= A[i, j] * x[j] }
      for (move, s) in zip(problem.moves, plan.substituted) {
        if move.to == i { left += s }
        if move.from == i { left -= s }
      }
      worst = max(worst, abs(left - problem.f[i]))
      // x: cost − value of output net of its inputs, less the price of capacity.
      var reduced = problem.costs.output[i] - y[i]
      for k in 0..<n { reduced += y[k] * A[k, i] }
      reduced += plan.capacityPrice[i]
      worst = max(worst, -reduced, min(x[i], reduced))
      worst = max(worst, -x[i], x[i] - problem.capacity[i])
      worst = max(worst, min(problem.capacity[i] - x[i], plan.capacityPrice[i]))
      // u between 0 and f.
      let gain = problem.costs.rationing[i] - y[i]
      if problem.f[i] > 0 {
        worst = max(worst, min(plan.unmet[i], gain), min(problem.f[i] - plan.unmet[i], -gain))
      }
      worst = max(worst, max(-plan.unmet[i], plan.unmet[i] - problem.f[i]))
    }
    for (move, s) in zip(problem.moves, plan.substituted) {
      let reduced = move.cost - y[move.to] + y[move.from]
      worst = max(worst, -s, s - move.limit, min(s, reduced), min(move.limit - s, -reduced))
    }
    return worst
  }

  @Test func conditionsHoldInManyCases() throws {
    var (_, problem) = try golden()
    #expect(kkt(problem, try problem.solve()) < 1e-9)
    // Another optimum: less of the second and fourth, substitution both ways.
    problem.capacity = [100, 90, 132, 70]
    problem.moves = [
      CapacityProgramme.Substitution(from: 3, to: 1, limit: 20, cost: 0.0005),
      CapacityProgramme.Substitution(from: 1, to: 3, limit: 5, cost: 0.0005),
    ]
    #expect(kkt(problem, try problem.solve()) < 1e-9)
    // Capacities that leave nothing, everything, and exactly what is needed (degenerate).
    let base = try InputOutputSystem(factoring: problem.A).outputs(for: problem.f)
    for capacity in [[0, 0, 0, 0], [1e9, 1e9, 1e9, 1e9], base, base.map { $0 / 2 }] {
      problem.capacity = capacity
      let plan = try problem.solve()
      #expect(kkt(problem, plan) < 1e-8, "\(capacity)")
      #expect(plan.certificate.worst < 1e-11)
    }
  }

  @Test func enoughCapacityIsLeontief() throws {
    var (_, problem) = try golden()
    problem.capacity = [Double](repeating: .infinity, count: 4)
    let plan = try problem.solve()
    let base = try InputOutputSystem(factoring: problem.A).outputs(for: problem.f)
    #expect(deviation(plan.output, base) < 1e-12)
    #expect(plan.unmet == [0, 0, 0, 0] && plan.substituted == [0])
    #expect(plan.capacityPrice == [0, 0, 0, 0])
  }

  /// Without inputs: 10 are wanted of each, the first can make 4, the second 13, at most 5 move.
  @Test func substitutionByHand() throws {
    var problem = Case(
      A: Matrix(rows: 2, columns: 2), f: [10, 10], capacity: [4, 13],
      moves: [CapacityProgramme.Substitution(from: 1, to: 0, limit: 5, cost: 0.1)],
      costs: CapacityProgramme.Costs(output: [0, 0], rationing: [1, 1]))
    var plan = try problem.solve()
    #expect(plan.substituted == [3] && abs(plan.unmet[0] - 3) < 1e-12)
    #expect(abs(plan.capacityPrice[0] - 1) < 1e-12)
    #expect(abs(plan.capacityPrice[1] - 0.9) < 1e-12, "one more, moved at 0.1")
    // A limit on all that replaces the first product.
    problem.replaceable = [0: 2]
    plan = try problem.solve()
    #expect(plan.substituted == [2] && abs(plan.unmet[0] - 4) < 1e-12)
    #expect(plan.capacityPrice[1] == 0)
  }

  /// Two buyers of a product of which 4 of 10 are made: one stops without it, one does not.
  @Test func smallInputsAreDoneWithout() throws {
    let A = Matrix(rowsOf: [[0, 0.5, 0.01], [0, 0, 0], [0, 0, 0]])
    let plan = try CapacityProgramme(
      inputCoefficients: A, finalDemand: [0, 10, 500], capacity: [7, 100, 1_000],
      dispensable: [0: [2]],
      costs: CapacityProgramme.Costs(output: [0, 0, 0], rationing: [1, 1, 1])
    )
    .solve()
    // 5 + 5 are wanted, 7 are there: the third goes on with 3 less of the first.
    #expect(abs(plan.doneWithout[0] - 3) < 1e-12)
    #expect(plan.output == [7, 10, 500] && plan.unmet == [0, 0, 0])
    #expect(abs(plan.capacityPrice[0] - 1) < 1e-12)
    #expect(abs(plan.objective - 3) < 1e-12 && plan.certificate.worst < 1e-12)
  }

  /// A withdrawal from stocks may stay unused and counts as no loss.
  @Test func negativeFinalDemand() throws {
    let problem = Case(
      A: Matrix(rowsOf: [[0, 0.5], [0, 0]]), f: [-5, 10], capacity: [100, 4], moves: [],
      costs: CapacityProgramme.Costs(output: [0.1, 0.1], rationing: [1, 1]))
    let plan = try problem.solve()
    // The second makes 4 of 10 and needs 2 of the first, less than the 5 in stock.
    #expect(abs(plan.output[1] - 4) < 1e-12 && abs(plan.output[0]) < 1e-12)
    #expect(abs(plan.unmet[0] + 3) < 1e-12 && abs(plan.unmet[1] - 6) < 1e-12)
    #expect(abs(plan.objective - 6.4) < 1e-12)
  }

  @Test func everyFaultIsNamed() throws {
    let costs = CapacityProgramme.Costs(output: [0, .nan], rationing: [-1, 1])
    let moves = [
      CapacityProgramme.Substitution(from: 0, to: 0, limit: 1, cost: 0),
      CapacityProgramme.Substitution(from: 1, to: 0, limit: -1, cost: 0),
    ]
    let report = #expect(throws: ProblemReport.self) {
      _ = try CapacityProgramme(
        inputCoefficients: Matrix(rowsOf: [[0, .nan], [0, 0]]), finalDemand: [.infinity, 1],
        capacity: [-3, 1], substitutions: moves, replaceable: [5: -1],
        dispensable: [0: [1, 1]], costs: costs)
    }
    #expect(
      report?.problems.map(\.message) == [
        "the input of product 0 to product 1 is nan",
        "final demand of product 0 is inf",
        "the capacity of product 0 is -3.0",
        "the cost of rationing of product 0 is -1.0",
        "the cost of output of product 1 is nan",
        "substitution 0 goes from 0 to 0",
        "substitution 1 from product 1 to product 0 has the limit -1.0 and the cost 0.0",
        "what can be replaced of product 5 is -1.0",
        "product 0 can be done without by [1, 1]",
      ])
    let many = Matrix(rows: 1_501, columns: 1_501)
    let ones = [Double](repeating: 1, count: 1_501)
    let size = #expect(throws: ProblemReport.self) {
      _ = try CapacityProgramme(
        inputCoefficients: many, finalDemand: ones, capacity: ones, costs: costs)
    }
    #expect(size?.description.contains("at most 1500: put regions or industries together") == true)
    #expect(size?.description.contains("output costs have 2 values") == true)
  }

  /// An output whose sale pays without end, and no limit on it.
  @Test func unboundedCostsAreRefused() throws {
    let problem = Case(
      A: Matrix(rowsOf: [[1]]), f: [1], capacity: [.infinity], moves: [],
      costs: CapacityProgramme.Costs(output: [-1], rationing: [1]))
    #expect(throws: NumericsError.self) { _ = try problem.solve() }
  }
}
