import ImpactDiagnostics
import ImpactNumerics
import Testing

@testable import ImpactModels

@Suite struct PriceAndSupplyTests {
  @Test(arguments: SolvePath.allCases)
  func pricesOfTwoSectors(path: SolvePath) throws {
    let golden = try Golden("02a_price_dual_and_ghosh")
    let tolerance = try path.tolerance(golden)
    func input(_ name: String) throws -> [Double] {
      try golden.vector("inputs", "twoSector", name)
    }
    func expected(_ name: String) throws -> [Double] {
      try golden.vector("expected", "twoSector", name)
    }
    let output = try input("x")
    let flows = try golden.matrix("inputs", "twoSector", "Z")
    let system = try path.system(try coefficients(flows, output))
    let model = PriceModel(system)
    let value = try input("valueAdded")
    let costs = zip(value, output).map { $0 / $1 }
    let base = try model.prices(costs: costs)
    #expect(deviation(base, try expected("basePrices")) < tolerance)
    let first = zip(costs, try input("wageCostIncreaseCoeff")).map { $0 + $1 }
    #expect(
      deviation(try model.prices(costs: first), try expected("pricesAfterSector1")) < tolerance)
    let both = zip(costs, try input("wageCostIncreaseBoth")).map { $0 + $1 }
    #expect(deviation(try model.prices(costs: both), try expected("pricesAfterBoth")) < tolerance)
    // Dietzenbacher's equivalence: Ghosh's relative change of output is the change of prices.
    let ghosh = try SupplyDrivenModel(system, output: output)
    let more = zip(value, zip(try input("wageCostIncreaseCoeff"), output)).map { $0 + $1.0 * $1.1 }
    let relative = try ghosh.relativeOutput(primaryInputs: more).map { $0 - 1 }
    #expect(deviation(relative, try expected("ghoshRelativeOutputChange")) < tolerance)
    #expect(deviation(try ghosh.output(primaryInputs: value), output) < tolerance)
    let rows = try golden.table("expected", "twoSector", "ghoshG").map { $0.reduce(0, +) }
    #expect(deviation(try ghosh.forwardMultipliers(), rows) < tolerance)
    let small = try GhoshModel(LeontiefModel(flows: flows, output: output))
    #expect(
      deviation(small.allocation, try golden.matrix("expected", "twoSector", "ghoshB")) < tolerance)
    #expect(
      deviation(try small.inverse(), try golden.matrix("expected", "twoSector", "ghoshG"))
        < tolerance)
  }

  @Test(arguments: SolvePath.allCases)
  func importAndRegulatedPrices(path: SolvePath) throws {
    let golden = try Golden("02a_price_dual_and_ghosh")
    let tolerance = try path.tolerance(golden)
    let output = try golden.vector("inputs", "threeSector", "x")
    let home = try coefficients(try golden.matrix("inputs", "threeSector", "Zdom"), output)
    let abroad = try coefficients(try golden.matrix("inputs", "threeSector", "Zimp"), output)
    let model = PriceModel(try path.system(home))
    let value = (0..<3).map { 1 - home.column($0).reduce(0, +) - abroad.column($0).reduce(0, +) }
    #expect(
      deviation(value, try golden.vector("expected", "threeSector", "valueAddedCoeff")) < tolerance)
    let costs = try PriceModel.costs(
      importedInputs: abroad,
      importPrices: golden.vector("inputs", "threeSector", "importPriceChange"))
    let changes = try model.changes(costs: Matrix(column: costs)).values
    #expect(
      deviation(
        changes, try golden.vector("expected", "threeSector", "domesticPriceChangeFromImportPrice"))
        < tolerance)
    let regulated = try model.changes(regulated: [2: 0.05], costs: [0, 0, 0])
    #expect(
      deviation(
        Array(regulated.changes.prefix(2)),
        try golden.vector("expected", "threeSector", "mixedPriceChange")) < tolerance)
    #expect(regulated.changes[2] == 0.05)
    // What the regulated maker keeps closes its own cost equation.
    let inputs = (0..<3).reduce(0) { $0 + regulated.changes[$1] * home[$1, 2] }
    #expect(abs(regulated.margins[2] - (0.05 - inputs)) < 1e-12)
    #expect(regulated.margins[0] == 0 && regulated.margins[1] == 0)
  }

  @Test(arguments: SolvePath.allCases)
  func outputOfOneProductIsSet(path: SolvePath) throws {
    let golden = try Golden("03a_mixed_supply_constrained")
    let tolerance = try path.tolerance(golden)
    let output = try golden.vector("inputs", "x")
    let A = try coefficients(try golden.matrix("inputs", "Z"), output)
    let system = try path.system(A)
    let found = try MixedModel(system, exogenous: [1])
      .solve(output: [0, 230, 0], finalDemand: [50, 0, 130])
    #expect(deviation(found.output, try golden.vector("expected", "x")) < tolerance)
    let left = try golden.number("expected", "endogenousFinalDemandSector1")
    #expect(deviation([found.finalDemand[1]], [left]) < tolerance)
    let base = try golden.vector("inputs", "f")
    let change = try golden.number("expected", "changeFinalDemandSector1")
    #expect(deviation([found.finalDemand[1] - base[1]], [change]) < tolerance)
    #expect(found.negativeDemand.isEmpty && found.notices.isEmpty)
    // Far below what the others need: final demand comes out negative and says so.
    let severe = try MixedModel(system, exogenous: [1])
      .solve(output: [0, 40, 0], finalDemand: [50, 0, 130])
    #expect(severe.negativeDemand == [1] && severe.finalDemand[1] < 0)
    #expect(severe.notices.map(\.code) == ["negative-final-demand"])
  }

  @Test(arguments: SolvePath.allCases)
  func capacitiesHold(path: SolvePath) throws {
    let system = try path.system(try ThreeSectors.inputs())
    let demand = [60.0, 150, 130]
    let free = try system.outputs(for: demand)
    let found = try MixedModel.within(
      capacities: [0: 110, 1: 1_000], finalDemand: demand, in: system)
    #expect(free[0] > 110 && abs(found.output[0] - 110) < 1e-9)
    #expect(found.output[1] < free[1] && found.finalDemand[0] < 60)
    // The balance x = A x + f holds with the demand that is left.
    let sum = zip(system.inputs(for: found.output), found.finalDemand).map { $0 + $1 }
    #expect(deviation(sum, found.output) < SolvePath.agreement)
    let loose = try MixedModel.within(
      capacities: [0: 1_000], finalDemand: demand, in: system)
    #expect(deviation(loose.output, free) < SolvePath.agreement)
  }

  @Test func primaryInputsNeedOutput() throws {
    let system = try InputOutputSystem(factoring: Matrix(rowsOf: [[0.1, 0], [0.2, 0]]))
    let model = try SupplyDrivenModel(system, output: [10, 0])
    #expect(throws: ProblemReport.self) { try model.output(primaryInputs: [7, 1]) }
  }
}
