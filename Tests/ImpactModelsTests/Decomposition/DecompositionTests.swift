import ImpactDiagnostics
import ImpactEconomies
import ImpactNumerics
import ImpactTestSupport
import Testing

@testable import ImpactModels

@Suite struct DecompositionTests {
  private let golden: Golden
  private let tables: [InterregionalTable]
  private let intensity: [SatelliteCoefficients]

  init() throws {
    let golden = try Golden("05a_structural_decomposition")
    let axes = SmallTables.axes(countries: ["A"], industries: ["1", "2", "3"])
    self.golden = golden
    tables = try ["0", "1"]
      .map { year in
        try InterregionalTable(
          axes: axes, flows: golden.matrix("inputs", "Z" + year),
          finalDemand: Matrix(column: golden.vector("inputs", "f" + year)))
      }
    intensity = try ["0", "1"]
      .map {
        SatelliteCoefficients(
          name: "jobs", unit: "persons", perOutput: try golden.vector("inputs", "w" + $0))
      }
  }

  @Test func outputSplitIntoTechnologyAndDemand() throws {
    let tolerance = try golden.tolerance()
    let models = try tables.map { table in
      try LeontiefModel(
        inputCoefficients: #require(table.inputs as? DenseOperator).matrix)
    }
    let split = try TechnologyDecomposition(
      from: models[0], demand: golden.vector("inputs", "f0"), to: models[1],
      demand: golden.vector("inputs", "f1"))
    #expect(deviation(split.technology, try golden.vector("expected", "technologyEffect")) < 1e-11)
    #expect(
      deviation(split.finalDemand, try golden.vector("expected", "finalDemandEffect")) < 1e-11)
    let columns = try #require(split.technologyByColumn)
    // The reference holds one row for each column of A.
    let expected = try golden.matrix("expected", "technologyByColumn").transpose
    #expect(deviation(columns, expected) < 10 * tolerance)
  }

  @Test func fourFactorsOfEmployment() throws {
    let result = try StructuralDecomposition(
      DenseComparison(from: tables[0], to: tables[1]), intensity: intensity,
      by: CellPartition(codes: ["all"], names: ["all"], groupOfCell: [0, 0, 0]))
    let found = result.decomposition
    #expect(deviation(found.before, [58]) < 1e-12)
    #expect(deviation(found.after, [63.56]) < 1e-12)
    #expect(found.residual < 1e-12)
    // 1e-11: differences of sums near 60.
    for (place, symbol) in [(0, "w"), (1, "L"), (3, "b"), (4, "y")] {
      let effect = found.effects[place]
      for (values, name) in [
        (effect.mean, "shapley"), (effect.twoPolar, "twoPolar"), (effect.smallest, "minOver24"),
        (effect.largest, "maxOver24"), (effect.forward, "orderForward"),
        (effect.backward, "orderBackward"),
      ] {
        let expected = try golden.number("expected", "employment", name, symbol)
        #expect(deviation(values, [expected]) < 1e-11, "\(name) \(symbol)")
      }
    }
    // One region has no choice of origins.
    #expect(found.effects[2].factor == "sourcing")
    #expect(abs(found.effects[2].mean[0]) < 1e-12)
  }

  @Test func structuredEconomiesEqualTheirDenseTables() throws {
    let (old, new) = (SyntheticEconomy.make(seed: 1), SyntheticEconomy.make(seed: 2))
    let structured = try [InterregionalTable(old), InterregionalTable(new)]
    let dense = try structured.map(SmallTables.dense)
    let regions = CellPartition.regions(structured[0].axes)
    let jobs = try structured.map { try #require($0.employment) }
    let a = try StructuralDecomposition(
      EconomyComparison(from: old, to: new), intensity: jobs, by: regions)
    let b = try StructuralDecomposition(
      DenseComparison(from: dense[0], to: dense[1]), intensity: jobs, by: regions)
    let change = regions.sums(
      new.satellites.employment.indices.map {
        new.satellites.employment[$0] - old.satellites.employment[$0]
      })
    for result in [a, b] {
      let total = zip(result.decomposition.after, result.decomposition.before).map { $0 - $1 }
      #expect(deviation(total, change) < 1e-9)
      #expect(result.decomposition.residual < 1e-8)
    }
    // W has no place in a dense table, so only what does not move the share of W must agree.
    #expect(
      deviation(a.decomposition.effects[0].forward, b.decomposition.effects[0].forward) < 1e-9)
    #expect(a.decomposition.effects[2].mean.contains { abs($0) > 1 })
  }

  @Test func equalEconomiesHaveNoEffects() throws {
    let economy = SyntheticEconomy.make(seed: 1)
    let jobs = try #require(InterregionalTable(economy).employment)
    let result = try StructuralDecomposition(
      EconomyComparison(from: economy, to: economy), intensity: [jobs, jobs],
      by: .regions(TableAxes(economy)))
    // 1e-7 of 1e4 to 1e5 persons: the solver's 1e-12.
    for effect in result.decomposition.effects {
      #expect(effect.mean.allSatisfy { abs($0) < 1e-7 }, "\(effect.factor)")
    }
  }

  @Test func axesMustAgree() throws {
    let old = SyntheticEconomy.make(seed: 1)
    let new = SyntheticEconomy.make(seed: 1, otherIndustries: ["C24", "C25", "G45", "J62_J63"])
    do {
      _ = try EconomyComparison(from: old, to: new)
      Issue.record("different industries were compared")
    } catch let report as ProblemReport {
      #expect(report.problems.map(\.path) == ["industries"])
      #expect(report.problems[0].message == "position 8 is C28 here and C25 there")
    }
  }
}
