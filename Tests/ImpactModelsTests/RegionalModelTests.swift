import ImpactDiagnostics
import ImpactNumerics
import Testing

@testable import ImpactModels

@Suite struct RegionalModelTests {
  private func economy(_ golden: Golden) throws -> CheneryMoses {
    let shares = try (0..<2)
      .map { i in
        Matrix(rowsOf: [
          [
            try golden.vector("inputs", "tradeShares", "L->L")[i],
            try golden.vector("inputs", "tradeShares", "L->M")[i],
          ],
          [
            try golden.vector("inputs", "tradeShares", "M->L")[i],
            try golden.vector("inputs", "tradeShares", "M->M")[i],
          ],
        ])
      }
    return try CheneryMoses(
      technology: [
        golden.matrix("inputs", "technicalA", "L"), golden.matrix("inputs", "technicalA", "M"),
      ],
      shares: shares,
      foreignShares: [
        golden.vector("inputs", "foreignShares", "L"),
        golden.vector("inputs", "foreignShares", "M"),
      ])
  }

  @Test func assembly() throws {
    let golden = try Golden("09e_11a_chenery_moses_and_sourcing_change")
    let tolerance = try golden.tolerance()
    let economy = try economy(golden)
    let a = try golden.matrix("expected", "A")
    #expect(deviation(economy.model.inputCoefficients, a) < tolerance)
    let inverse = try golden.matrix("expected", "L")
    #expect(deviation(try economy.model.totalRequirements(), inverse) < tolerance)
    // C, column by column: what one unit of demand brings to the regions.
    let c = try golden.matrix("expected", "C")
    for column in 0..<4 {
      let unit = (0..<4).map { $0 == column ? 1.0 : 0 }
      #expect(deviation(economy.sourced(unit), c.column(column)) < tolerance)
    }
    let x = try economy.output(
      finalDemand: golden.vector("inputs", "finalDemand"),
      exports: golden.vector("inputs", "exports"))
    #expect(deviation(x, try golden.vector("expected", "x")) < tolerance)
    #expect(
      deviation(economy.valueAdded(output: x), try golden.vector("expected", "valueAdded"))
        < tolerance)
    let imports =
      try golden.vector("expected", "importsIntermediate", "L")
      + golden.vector("expected", "importsIntermediate", "M")
    #expect(deviation(economy.foreignPurchases(output: x), imports) < tolerance)
    let jobs = zip(try golden.vector("inputs", "employmentPerOutput"), x).map { $0 * $1 }
      .reduce(0, +)
    #expect(deviation([jobs], [try golden.number("expected", "employment")]) < tolerance)
  }

  @Test func sourcingChange() throws {
    let golden = try Golden("09e_11a_chenery_moses_and_sourcing_change")
    let tolerance = try golden.tolerance()
    func expected(_ name: String) throws -> [Double] {
      try golden.vector("expected", "scenario", name)
    }
    let base = try economy(golden)
    let moved = try golden.number("inputs", "scenario", "foreignShareReduction")
    let change = try SourcingChange(
      base,
      shifts: [
        .init(
          product: 0, destination: 0, fromForeign: moved, toOrigins: [moved * 2 / 3, moved / 3])
      ])
    let effect = try change.effect(
      finalDemand: golden.vector("inputs", "finalDemand"),
      exports: golden.vector("inputs", "exports"))
    #expect(deviation(effect.output, try expected("x")) < tolerance)
    #expect(deviation(effect.change, try expected("dx")) < tolerance)
    #expect(
      deviation(effect.throughFinalDemand, try expected("effectFinalDemandSourcing")) < tolerance)
    #expect(
      deviation(effect.throughIntermediates, try expected("effectIntermediateSourcing"))
        < tolerance)
    let gained = base.valueAdded(output: effect.change)
    #expect(deviation(gained, try expected("dValueAdded")) < tolerance)
    // 1e-11: differences of sums near 1000.
    #expect(
      deviation([effect.importChange], [try golden.number("expected", "scenario", "dImports")])
        < 1e-11)
    #expect(abs(gained.reduce(0, +) + effect.importChange) < 1e-11)
    let jobs = zip(try golden.vector("inputs", "employmentPerOutput"), effect.change)
      .map { $0 * $1 }
    let expectedJobs = try golden.number("expected", "scenario", "dEmployment")
    #expect(deviation([jobs.reduce(0, +)], [expectedJobs]) < tolerance)
  }

  @Test func sharesMustSumToOne() throws {
    let half = Matrix(rowsOf: [[0.5]])
    do {
      _ = try CheneryMoses(technology: [half], shares: [half], foreignShares: [[0.4]])
      Issue.record("the shares sum to 0.9")
    } catch let report as ProblemReport {
      #expect(report.problems.map(\.path) == ["product 0, destination 0"])
    }
  }

  @Test func structuredOperatorEqualsTheDenseAssembly() throws {
    let golden = try Golden("09e_11a_chenery_moses_and_sourcing_change")
    let economy = try economy(golden)
    let none = [Double](repeating: 0, count: 8)
    let structured = try OriginClassOperator(
      regions: 2, products: 2, technology: [none, economy.technology.flatMap(\.values)],
      trade: [none, economy.shares.flatMap(\.values)], countryOfRegion: [0, 1])
    let certificate = try Certificate(structured)
    let demand = zip(
      economy.sourced(try golden.vector("inputs", "finalDemand")),
      try golden.vector("inputs", "exports")
    )
    .map { $0 + $1 }
    let solution = try LinearSolver.solve(
      structured, rightHandSide: Matrix(column: demand), systems: [0],
      options: SolverOptions(tolerance: 1e-13), certificate: certificate)
    // 1e-12 relative: the tolerance of the solver times weights below 3.
    #expect(deviation(solution.x.values, try golden.vector("expected", "x")) < 1e-12)
  }
}

@Suite struct SectorSplitTests {
  @Test(arguments: ["proportional", "withTechnologyInfo"])
  func combustionAndElectric(variant: String) throws {
    let golden = try Golden("11b_disaggregation_ice_bev")
    let tolerance = try golden.tolerance()
    let shifts =
      variant == "proportional"
      ? []
      : [
        SectorSplit.InputShift(
          row: 0, child: 1, factor: try golden.number("inputs", "technologyInfo", "row0BEVfactor"),
          movedToRow: Int(try golden.number("inputs", "technologyInfo", "movedToRow")))
      ]
    let split = try SectorSplit(
      parent: Int(golden.number("inputs", "splitSector")),
      weights: golden.vector("inputs", "weights"), shifts: shifts)
    let flows = try golden.matrix("inputs", "Z")
    let table = try split.split(
      flows: flows, output: golden.vector("inputs", "x"),
      finalDemand: golden.vector("inputs", "f"))
    #expect(deviation(table.flows, try golden.matrix("expected", variant, "Z")) < tolerance)
    #expect(
      deviation(table.output, try golden.vector("expected", "proportional", "x")) < tolerance)
    let model = try LeontiefModel(flows: table.flows, output: table.output)
    let a = try golden.matrix("expected", variant, "A")
    #expect(deviation(model.inputCoefficients, a) < tolerance)
    let inverse = try golden.matrix("expected", variant, "L")
    #expect(deviation(try model.totalRequirements(), inverse) < tolerance)
    let demand = try golden.vector("inputs", "demandSwitch")
    let change = try model.output(for: Matrix(column: demand)).values
    let expected = try golden.vector("expected", variant, "dxSwitch")
    // The exact result 0 comes out as a difference of values near 20.
    #expect(deviation(change, expected) < 1e-11)
    // The split table aggregates to the parent's.
    let parts = [0, 1, 1, 2]
    var merged = Matrix(rows: 3, columns: 3)
    for j in 0..<4 { for i in 0..<4 { merged[parts[i], parts[j]] += table.flows[i, j] } }
    #expect(deviation(merged, flows) < tolerance)
    // The table still reproduces output from final demand.
    let output = try model.output(for: Matrix(column: table.finalDemand)).values
    #expect(deviation(output, table.output) < tolerance)
  }

  @Test func splittingProportionallyKeepsTheOthers() throws {
    let flows = Matrix(rowsOf: [[20, 30, 10], [15, 60, 25], [10, 20, 40]])
    let split = try SectorSplit(parent: 2, weights: [0.2, 0.5, 0.3])
    let table = try split.split(
      flows: flows, output: [100, 250, 200], finalDemand: [40, 150, 130])
    let whole = try LeontiefModel(flows: flows, output: [100, 250, 200])
    let parts = try LeontiefModel(flows: table.flows, output: table.output)
    let before = try whole.output(for: Matrix(column: [1, 0, 10])).values
    let after = try parts.output(for: Matrix(column: [1, 0, 2, 5, 3])).values
    #expect(deviation([after[0], after[1], after[2] + after[3] + after[4]], before) < 1e-13)
  }

  @Test func shiftsBelowZeroAreReported() throws {
    let split = try SectorSplit(
      parent: 1, weights: [0.7, 0.3],
      shifts: [.init(row: 0, child: 1, factor: 4, movedToRow: 2)])
    #expect(throws: ProblemReport.self) {
      try split.split(
        flows: Matrix(rowsOf: [[20, 30, 10], [15, 60, 25], [10, 20, 40]]),
        output: [100, 250, 200], finalDemand: [40, 150, 130])
    }
    #expect(throws: ProblemReport.self) { try SectorSplit(parent: 0, weights: [0.7, 0.2]) }
  }
}
