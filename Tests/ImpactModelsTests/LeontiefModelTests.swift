import ImpactDiagnostics
import ImpactNumerics
import Testing

@testable import ImpactModels

@Suite struct LeontiefModelTests {
  @Test func twoSectors() throws {
    let golden = try Golden("01a_leontief_two_sector_MB")
    let tolerance = try golden.tolerance()
    let model = try LeontiefModel(
      flows: golden.matrix("inputs", "Z"), output: golden.vector("inputs", "x"))
    #expect(deviation(model.inputCoefficients, try golden.matrix("expected", "A")) < tolerance)
    #expect(
      deviation(try model.totalRequirements(), try golden.matrix("expected", "L")) < tolerance)
    let demand = try golden.vector("inputs", "fNew")
    let output = try model.output(for: Matrix(column: demand)).values
    #expect(deviation(output, try golden.vector("expected", "xNew")) < tolerance)
    #expect(
      deviation(try model.outputMultipliers(), try golden.vector("expected", "outputMultipliers"))
        < tolerance)
    let valueAdded = (0..<2).map { 1 - model.inputCoefficients.column($0).reduce(0, +) }
    #expect(deviation(valueAdded, try golden.vector("expected", "valueAddedCoeff")) < tolerance)
    // Prices are 1 when all costs are covered.
    #expect(deviation(try model.multipliers(of: valueAdded), [1, 1]) < tolerance)
    let sums = try golden.table("expected", "powerSeriesPartialSums")
    let found = try model.partialSums(of: demand, rounds: sums.count - 1)
    for (round, expected) in sums.enumerated() {
      #expect(deviation(found[round], expected) < tolerance)
    }
    let labour = try golden.vector("inputs", "labourCoeff")
    let jobs = zip(labour, output).map { $0 * $1 }.reduce(0, +)
    #expect(deviation([jobs], [try golden.number("expected", "labourNew")]) < tolerance)
  }

  @Test func textbookProblems() throws {
    let golden = try Golden("01b_leontief_MB_problems_2_1_to_2_3")
    let tolerance = try golden.tolerance()
    for problem in ["p21", "p22"] {
      let model = try LeontiefModel(
        flows: golden.matrix("inputs", problem, "Z"), output: golden.vector("inputs", problem, "x"))
      let expected = try golden.matrix("expected", problem, "A")
      #expect(deviation(model.inputCoefficients, expected) < tolerance)
      let inverse = try golden.matrix("expected", problem, "L")
      #expect(deviation(try model.totalRequirements(), inverse) < tolerance)
      let demand = try golden.vector("inputs", problem, "f")
      let output = try model.output(for: Matrix(column: demand)).values
      #expect(deviation(output, try golden.vector("expected", problem, "x")) < tolerance)
    }
    let first = try LeontiefModel(
      flows: golden.matrix("inputs", "p21", "Z"), output: golden.vector("inputs", "p21", "x"))
    let sums = try first.partialSums(of: golden.vector("inputs", "p21", "f"), rounds: 25)
    for round in [1, 2, 3, 4, 25] {
      let expected = try golden.vector("expected", "p21", "partialSums", "\(round)")
      #expect(deviation(sums[round], expected) < tolerance)
    }
  }

  @Test func closedTextbookProblem() throws {
    let golden = try Golden("01b_leontief_MB_problems_2_1_to_2_3")
    let tolerance = try golden.tolerance()
    let flows = try golden.matrix("inputs", "p23", "Z")
    let output = try golden.vector("inputs", "p23", "x")
    let open = try LeontiefModel(
      flows: Matrix(rowsOf: [[flows[0, 0], flows[0, 1]], [flows[1, 0], flows[1, 1]]]),
      output: Array(output.prefix(2)))
    let closed = try ClosedLeontiefModel(
      open: open, income: [flows[2, 0] / output[0], flows[2, 1] / output[1]],
      consumption: [flows[0, 2] / output[2], flows[1, 2] / output[2]],
      withinHouseholds: flows[2, 2] / output[2])
    func expected(_ name: String) throws -> [Double] { try golden.vector("expected", "p23", name) }
    let demand = try golden.vector("inputs", "p23", "f")
    #expect(
      deviation(
        try closed.output(for: Array(demand.prefix(2)), transfers: demand[2]), try expected("x"))
        < tolerance)
    #expect(
      deviation(try open.outputMultipliers(), try expected("typeIoutputMult")) < tolerance)
    #expect(
      deviation(try closed.outputMultipliers(), try expected("typeIIoutputMultTruncated"))
        < tolerance)
    #expect(
      deviation(try open.multipliers(of: closed.income), try expected("incomeSimple")) < tolerance)
    #expect(deviation(closed.incomeMultipliers, try expected("incomeTotal")) < tolerance)
    let (one, two) = (try closed.typeOneIncome(), closed.typeTwoIncome())
    #expect(deviation(one.compactMap { $0 }, try expected("incomeTypeI")) < tolerance)
    #expect(deviation(two.compactMap { $0 }, try expected("incomeTypeII")) < tolerance)
    let ratio = try expected("ratioTypeIIoverTypeI")
    #expect(deviation([closed.incomeAmplification], [ratio[0]]) < tolerance)
    let inverse = try golden.matrix("expected", "p23", "Lc")
    let block = Matrix(rowsOf: [[inverse[0, 0], inverse[0, 1]], [inverse[1, 0], inverse[1, 1]]])
    #expect(deviation(try closed.totalRequirements(), block) < tolerance)
  }

  @Test func germanMultipliersAndLinkages() throws {
    let golden = try Golden("01c_germany_beutel_multipliers_linkages")
    let tolerance = try golden.tolerance()
    let model = try LeontiefModel(
      flows: golden.matrix("inputs", "Z"), output: golden.vector("inputs", "x"))
    #expect(deviation(model.inputCoefficients, try golden.matrix("expected", "A")) < tolerance)
    #expect(
      deviation(try model.totalRequirements(), try golden.matrix("expected", "L")) < tolerance)
    let ghosh = try GhoshModel(model)
    #expect(deviation(ghosh.allocation, try golden.matrix("expected", "ghoshB")) < tolerance)
    #expect(deviation(try ghosh.inverse(), try golden.matrix("expected", "ghoshG")) < tolerance)
    let linkages = try Linkages(model)
    let backward = try golden.vector("expected", "outputMultipliers")
    #expect(deviation(linkages.backward, backward) < tolerance)
    let forward = try golden.vector("expected", "forwardLinkages")
    #expect(deviation(linkages.forwardGhosh, forward) < tolerance)
    let rows = [
      ("grossValueAdded", "gvaMultipliers"), ("employmentThousand", "employmentMultipliers"),
      ("compensationOfEmployees", "compensationMultipliers"), ("imports", "importMultipliers"),
      ("taxesLessSubsidiesOnProducts", "taxMultipliers"), ("co2Kt", "co2Multipliers"),
    ]
    var costs = [Double](repeating: 0, count: model.dimension)
    for (row, multiplier) in rows {
      let found = try model.multipliers(
        of: model.coefficients(of: golden.vector("inputs", row)))
      #expect(deviation(found, try golden.vector("expected", multiplier)) < tolerance, "\(row)")
      if ["gvaMultipliers", "importMultipliers", "taxMultipliers"].contains(multiplier) {
        costs = zip(costs, found).map { $0 + $1 }
      }
    }
    // Value added, imports and product taxes exhaust every unit of final demand.
    #expect(deviation(costs, costs.map { _ in 1 }) < tolerance)
  }

  @Test func germanHouseholds() throws {
    let golden = try Golden("01c_germany_beutel_multipliers_linkages")
    let tolerance = try golden.tolerance()
    func expected(_ name: String) throws -> [Double] {
      try golden.vector("expected", "typeII", name)
    }
    let open = try LeontiefModel(
      flows: golden.matrix("inputs", "Z"), output: golden.vector("inputs", "x"))
    let closed = try ClosedLeontiefModel(
      open: open, income: expected("hhIncomeCoeff"), consumption: expected("hhConsumptionCoeff"))
    let amplification = try golden.number("expected", "typeII", "MiyazawaK")
    #expect(deviation([closed.incomeAmplification], [amplification]) < tolerance)
    let inverse = try golden.matrix("expected", "typeII", "L_II")
    #expect(deviation(try closed.totalRequirements(), inverse) < tolerance)
    #expect(
      deviation(try closed.outputMultipliers(), try expected("outputMultTruncated")) < tolerance)
    #expect(
      deviation(try closed.typeOneIncome().compactMap { $0 }, try expected("incomeTypeI"))
        < tolerance)
    #expect(
      deviation(closed.typeTwoIncome().compactMap { $0 }, try expected("incomeTypeII")) < tolerance)
    let jobs = try open.coefficients(of: golden.vector("inputs", "employmentThousand"))
    #expect(
      deviation(try closed.multipliers(of: jobs), try expected("employmentTypeII")) < tolerance)
    let parts = try closed.decomposition(of: jobs)
    for (name, values) in [
      ("direct", parts.direct), ("indirect", parts.indirect), ("induced", parts.induced),
    ] {
      let part = try golden.vector(
        "expected", "typeII", "directIndirectInducedEmploymentPerUnit", name)
      #expect(deviation(values, part) < tolerance, "\(name)")
    }
  }

  @Test func zeroOutputAndNegativeInventories() throws {
    let golden = try Golden("01g_edge_cases_zero_output_negative_inventory")
    let tolerance = try golden.tolerance()
    let demand = try golden.matrix("inputs", "FD")
    let model = try LeontiefModel(flows: golden.matrix("inputs", "Z"), finalDemand: demand)
    #expect(deviation(model.output, try golden.vector("expected", "x")) < tolerance)
    #expect(deviation(model.inputCoefficients, try golden.matrix("expected", "A")) < tolerance)
    #expect(
      deviation(try model.totalRequirements(), try golden.matrix("expected", "L")) < tolerance)
    let ghosh = try GhoshModel(model)
    #expect(deviation(ghosh.allocation, try golden.matrix("expected", "B")) < tolerance)
    let attributed = try model.output(for: demand)
    #expect(
      deviation(attributed.column(0), try golden.vector("expected", "outputAttributedToFinal"))
        < tolerance)
    #expect(
      deviation(
        attributed.column(1), try golden.vector("expected", "outputAttributedToInventories"))
        < tolerance)
    let shock: [Double] = [0, 0, 10, 0]
    #expect(
      deviation(
        try model.output(for: Matrix(column: shock)).values,
        try golden.vector("expected", "outputForDemandOnZeroSector")) < tolerance)
    #expect(model.notices.map(\.code) == ["zero-output"])
    #expect(model.notices(forFinalDemand: shock).map(\.code) == ["no-technology"])
    #expect(model.notices(forFinalDemand: demand.column(1)).map(\.code) == ["negative-demand"])
  }

  @Test func linkagesOfThreeSectors() throws {
    // Constructed three-sector example, exact rationals; 1e-12 is rounding.
    let model = try LeontiefModel(
      flows: Matrix(rowsOf: [[20, 30, 10], [15, 60, 25], [10, 20, 40]]), output: [100, 250, 200])
    let linkages = try Linkages(model)
    #expect(deviation(linkages.directBackward, [0.45, 0.44, 0.375]) < 1e-12)
    let power = [1.0317226890756304, 1.0222689075630251, 0.9460084033613445]
    #expect(deviation(linkages.powerOfDispersion, power) < 1e-12)
    let sensitivity = [0.9466386554621848, 1.1029411764705883, 0.9504201680672268]
    #expect(deviation(linkages.sensitivityOfDispersion, sensitivity) < 1e-12)
    let ghosh = [1.164835164835165, 0.945054945054945, 0.8901098901098901]
    #expect(deviation(linkages.sensitivityGhosh, ghosh) < 1e-12)
    let backward = [1.0353582234458014, 1.1690696662061693, 1.1814650087337137]
    #expect(deviation(try Linkages.backwardVariation(model), backward) < 1e-12)
    let forward = [1.206406909893275, 1.0203360790865499, 1.1671961626298506]
    #expect(deviation(try Linkages.forwardVariation(model), forward) < 1e-12)
  }

  @Test func faultyTablesAreReportedWhole() throws {
    do {
      _ = try LeontiefModel(
        flows: Matrix(rowsOf: [[1, .nan, 0], [2, 3, 1], [0, 0, 1]]), output: [10, -1, 0])
      Issue.record("the table has three faults")
    } catch let report as ProblemReport {
      #expect(report.problems.map(\.path) == ["flows[0, 1]", "output[1]", "output[2]"])
    }
    #expect(throws: NumericsError.self) {
      try LeontiefModel(inputCoefficients: Matrix(rowsOf: [[1, 0], [0, 0.5]]))
    }
  }
}
