import ImpactDiagnostics
import ImpactNumerics
import Testing

@testable import ImpactModels

@Suite struct MultiplierTests {
  @Test(arguments: SolvePath.allCases)
  func incomeMultipliersOfTheNetherlands(path: SolvePath) throws {
    let golden = try Golden("01d_netherlands2000_income_multipliers")
    let tolerance = try path.tolerance(golden)
    func input(_ name: String) throws -> [Double] { try golden.vector("inputs", name) }
    func expected(_ name: String) throws -> [Double] { try golden.vector("expected", name) }
    let flows = try golden.matrix("inputs", "Z")
    let model = try LeontiefModel(flows: flows, output: input("x"))
    #expect(deviation(model.inputCoefficients, try golden.matrix("expected", "A")) < tolerance)
    #expect(
      deviation(try model.totalRequirements(), try golden.matrix("expected", "L")) < tolerance)
    let paid = try input("compensationOfEmployees")
    let income = try model.coefficients(of: paid)
    let total = paid.reduce(0, +)
    let spending = try input("householdConsumption").map { $0 / total }
    // Households in full: A + c h'.
    var closed = model.inputCoefficients
    for j in 0..<6 { for i in 0..<6 { closed[i, j] += spending[i] * income[j] } }
    let found = try Multipliers(
      of: income, in: path.system(model.inputCoefficients), closed: path.system(closed))
    #expect(deviation(found.simple, try expected("incomeEffects")) < tolerance)
    let one = found.typeOne.compactMap(\.self)
    #expect(deviation(one, try expected("incomeMultipliersTypeI")) < tolerance)
    let two = found.typeTwo.compactMap(\.self)
    #expect(deviation(two, try expected("typeIIincomeMultipliers")) < tolerance)
    let scalar = try golden.number("expected", "typeIIscalar")
    #expect(deviation(zip(two, one).map { $0 / $1 }, one.map { _ in scalar }) < tolerance)
    // The figures as printed, with three decimals.
    let printed = try golden.vector("expected", "publishedRounded", "incomeMultipliersTypeI")
    #expect(zip(one, printed).allSatisfy { abs($0 - $1) <= 0.0005 })
    let parts = zip(found.direct, zip(found.indirect, found.induced ?? []))
    let sums = parts.map { $0 + $1.0 + $1.1 }
    #expect(deviation(sums, found.total ?? []) < 1e-14)
  }

  @Test(arguments: SolvePath.allCases)
  func competitiveImports(path: SolvePath) throws {
    let golden = try Golden("01h_import_treatment_competitive")
    let tolerance = try path.tolerance(golden)
    let home = try golden.vector("inputs", "domesticFinalDemand")
    let exports = try golden.vector("inputs", "exports")
    let table = try CompetitiveImports(
      flows: golden.matrix("inputs", "Ztotal"), domesticFinalDemand: home, exports: exports,
      imports: golden.vector("inputs", "imports"))
    #expect(deviation(table.output, try golden.vector("expected", "x")) < tolerance)
    #expect(
      deviation(table.importShares, try golden.vector("expected", "importShares")) < tolerance)
    #expect(deviation(table.inputCoefficients, try golden.matrix("expected", "A")) < tolerance)
    let domestic = table.domestic.inputCoefficients
    #expect(deviation(domestic, try golden.matrix("expected", "Adom")) < tolerance)
    #expect(
      deviation(try table.domestic.totalRequirements(), try golden.matrix("expected", "Ldom"))
        < tolerance)
    let right = try Multipliers.output(in: path.system(domestic)).simple
    #expect(deviation(right, try golden.vector("expected", "multipliersDomestic")) < tolerance)
    let wrong = try Multipliers.output(in: path.system(table.inputCoefficients)).simple
    #expect(
      deviation(wrong, try golden.vector("expected", "multipliersTotalFlowWRONGforDomestic"))
        < tolerance)
    let bias = zip(wrong, right).map { 100 * ($0 / $1 - 1) }
    #expect(deviation(bias, try golden.vector("expected", "biasPct")) < max(tolerance, 1e-10))
    let demand = table.domesticDemand(home: home, exports: exports)
    #expect(deviation(try path.system(domestic).outputs(for: demand), table.output) < tolerance)
  }

  @Test func importsAboveUseAreReportedWhole() throws {
    do {
      _ = try CompetitiveImports(
        flows: Matrix(rowsOf: [[1, 1], [1, 1]]), domesticFinalDemand: [1, 1], exports: [9, 9],
        imports: [4, -1])
      Issue.record("both imports are out of bounds")
    } catch let report as ProblemReport {
      #expect(report.problems.map(\.path) == ["imports[0]", "imports[1]"])
    }
  }

  @Test(arguments: SolvePath.allCases)
  func textbookMultipliersAndRounds(path: SolvePath) throws {
    let golden = try Golden("01a_leontief_two_sector_MB")
    let A = try golden.matrix("expected", "A")
    let system = try path.system(A)
    let found = try Multipliers.output(in: system)
    let expected = try golden.vector("expected", "outputMultipliers")
    #expect(deviation(found.simple, expected) < SolvePath.agreement)
    let rounds = try Multipliers.rounds(of: [1, 1], in: system, rounds: 60)
    let sums = (0..<2).map { j in rounds.reduce(0) { $0 + $1[j] } }
    // 0.65 to the power of 61 is 4e-12.
    #expect(deviation(sums, expected) < 1e-10)
  }

  @Test(arguments: SolvePath.allCases)
  func germanMultipliers(path: SolvePath) throws {
    let golden = try Golden("01c_germany_beutel_multipliers_linkages")
    let tolerance = try path.tolerance(golden)
    let flows = try golden.matrix("inputs", "Z")
    let output = try golden.vector("inputs", "x")
    let system = try path.system(try coefficients(flows, output))
    let linkages = try Linkages(system, output: output)
    #expect(
      deviation(linkages.backward, try golden.vector("expected", "outputMultipliers")) < tolerance)
    #expect(
      deviation(linkages.forwardGhosh, try golden.vector("expected", "forwardLinkages"))
        < tolerance)
    let jobs = zip(try golden.vector("inputs", "employmentThousand"), output).map { $0 / $1 }
    let found = try Multipliers(of: jobs, in: system).simple
    #expect(deviation(found, try golden.vector("expected", "employmentMultipliers")) < tolerance)
  }

  @Test(.enabled(if: ReferenceData.isPresent), arguments: SolvePath.allCases)
  func sixRegionsEightSectors(path: SolvePath) throws {
    let golden = try Golden(
      "01f_pymrio_test_mrio_6x8", in: try ReferenceData.file("golden"))
    let output = try golden.vector("inputs", "x")
    let A = try coefficients(try golden.matrix("inputs", "Z"), output)
    let system = try path.system(A)
    let expected = try golden.vector("expected", "outputMultipliers")
    let found = try Multipliers.output(in: system).simple
    #expect(deviation(found, expected) < SolvePath.agreement)
    let residual = (0..<48).map { 1 - A.column($0).reduce(0, +) }
    let value = try system.outputs(for: golden.matrix("inputs", "Y_by_region"))
    let matrix = try golden.table("expected", "valueAddedAbsorptionMatrix")
    for (exporter, row) in matrix.enumerated() {
      let cells = exporter * 8..<(exporter + 1) * 8
      let absorbed = row.indices.map { c in cells.reduce(0) { $0 + residual[$1] * value[$1, c] } }
      #expect(deviation(absorbed, row) < SolvePath.agreement)
    }
    let parts = try RegionalParts(
      of: [Double](repeating: 1, count: 48), in: system, regionSize: 8, regions: [0, 3, 5])
    let alone =
      try Multipliers.output(
        in: InputOutputSystem(factoring: block(A, from: 24, size: 8))
      )
      .simple
    #expect(deviation(Array(parts.intraRegional[8..<16]), alone) < SolvePath.agreement)
    let sums = (0..<24)
      .map { parts.intraRegional[$0] + parts.feedback[$0] + parts.spillOver[$0] }
    let chosen = [0, 3, 5].flatMap { Array(expected[$0 * 8..<($0 + 1) * 8]) }
    #expect(deviation(sums, chosen) < SolvePath.agreement)
  }

  private func block(_ A: Matrix, from start: Int, size: Int) -> Matrix {
    var result = Matrix(rows: size, columns: size)
    for j in 0..<size { for i in 0..<size { result[i, j] = A[start + i, start + j] } }
    return result
  }
}

extension MultiplierTests {
  private static let tables: [(file: String, problem: [String])] = [
    ("01a_leontief_two_sector_MB", []),
    ("01b_leontief_MB_problems_2_1_to_2_3", ["p21"]),
    ("01b_leontief_MB_problems_2_1_to_2_3", ["p22"]),
    ("01c_germany_beutel_multipliers_linkages", []),
    ("01g_edge_cases_zero_output_negative_inventory", []),
  ]

  /// L column by column and row by row on every path, against the table of the golden case.
  @Test(arguments: SolvePath.allCases, tables.indices)
  func requirements(path: SolvePath, table: Int) throws {
    let (file, problem) = Self.tables[table]
    let golden = try Golden(file)
    func matrix(_ name: String) throws -> Matrix {
      problem.isEmpty
        ? try golden.matrix("expected", name) : try golden.matrix("expected", problem[0], name)
    }
    let (A, L) = (try matrix("A"), try matrix("L"))
    let system = try path.system(A)
    var identity = Matrix(rows: A.rows, columns: A.rows)
    for i in 0..<A.rows { identity[i, i] = 1 }
    #expect(deviation(try system.outputs(for: identity), L) < SolvePath.agreement)
    #expect(deviation(try system.totals(of: identity), L.transpose) < SolvePath.agreement)
  }
}
