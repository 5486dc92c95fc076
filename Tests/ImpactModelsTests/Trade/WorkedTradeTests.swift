import ImpactDiagnostics
import ImpactNumerics
import Testing

@testable import ImpactModels

/// The worked examples of the method pages, by hand.
@Suite struct WorkedTradeTests {
  /// Sums of a few numbers with one decimal place: rounding only.
  private let tolerance = 1e-13

  @Test func valueAddedInTrade() throws {
    let trade = try ValueAddedInTrade(SmallTables.cars())
    let (a, b, c) = (trade.countries[0], trade.countries[1], trade.countries[2])
    #expect(
      deviation([a.grossExports, a.domesticContent, a.domesticValueAdded], [30, 30, 30]) < tolerance
    )
    // A buys 30 of the 100 cars that its parts are in.
    #expect(
      deviation([a.valueAddedExports, a.reflection, a.foreignContent], [21, 9, 0]) < tolerance)
    #expect(
      deviation(
        [b.grossExports, b.domesticContent, b.valueAddedExports, b.foreignContent],
        [40, 28, 28, 12]) < tolerance)
    #expect(deviation([b.foreignValueAdded, b.foreignDoubleCounted], [12, 0]) < tolerance)
    #expect(c.grossExports == 0 && c.valueAddedRatio == 0)
    // T2: absorbed by B of what it imports; T1 and T3: none of A's exports are final or go further.
    #expect(deviation(Array(a.koopmanTerms.prefix(4)), [0, 18, 3, 9]) < tolerance)
    #expect(deviation(Array(b.koopmanTerms.prefix(3)), [28, 0, 0]) < tolerance)
    #expect(deviation([b.koopmanTerms[6]], [12]) < tolerance)
  }

  @Test func contentOfCars() throws {
    let table = try SmallTables.cars()
    let cars = try table.finalSales(regions: [1], industries: [1], name: "cars of B")
    let content = try ContentOfGoods(table, bundles: [cars])
    let byCountry = content.valueAdded(bundle: 0, by: .countries(table.axes))
    #expect(deviation((0..<3).map(byCountry.share), [0.3, 0.7, 0]) < tolerance)
    let byIndustry = content.valueAdded(bundle: 0, by: .industries(table.axes))
    #expect(deviation((0..<2).map(byIndustry.share), [0.5, 0.5]) < tolerance)
    let jobs = try #require(table.employment)
    let persons = content.content(of: jobs, bundle: 0, by: .countries(table.axes))
    #expect(deviation(persons.values, [60, 140, 0]) < tolerance)
    let stages = try ContentByStage(
      content, bundle: 0, by: .zones(table.axes, home: cars.home), lastTier: 1)
    #expect(deviation(stages.tiers.flatMap(\.values), [50, 0, 0, 20, 30, 0, 0, 0, 0]) < tolerance)
  }

  @Test func dependence() throws {
    let table = try SmallTables.cars()
    let jobs = try #require(table.employment)
    let footprints = try Footprints(table, satellite: jobs)
    // Each car holds 1.4 persons of B and 0.6 of A; parts of A 2 persons, cars of A 3.
    let expected = Matrix(rowsOf: [
      [100 + 60 + 18, 36, 6, 0], [42, 84, 14, 0], [0, 0, 20, 0],
    ])
    #expect(deviation(footprints.matrix.values, expected) < tolerance)
    #expect(deviation(footprints.consumption, [220, 120, 40]) < tolerance)
    #expect(deviation(footprints.production, [220, 140, 20]) < tolerance)
    let makers = try DependenceMatrix(table, satellite: jobs, basis: .output(industries: [1]))
    #expect(deviation(makers.values.column(1), [60, 140, 0]) < tolerance)
    #expect(deviation(makers.values.column(0), [60, 0, 0]) < tolerance)
  }
}

/// What a dense table refuses and reports.
@Suite struct DenseTableTests {
  private let axes = SmallTables.axes(countries: ["A", "B"], industries: ["x"])

  @Test func faultsOfATableAreReportedTogether() {
    do {
      _ = try InterregionalTable(
        axes: axes, flows: Matrix(rowsOf: [[1, 2], [0, 0]]),
        finalDemand: Matrix(rowsOf: [[-5, 1], [0, 0]]))
      Issue.record("a table with negative output was taken")
    } catch let report as ProblemReport {
      #expect(
        report.description == """
          A x: its output is -1.0; expected a finite number, zero or more
          B x: there are inputs but no output; expected output above zero
          """)
    } catch { Issue.record("\(error)") }
    #expect(throws: ProblemReport.self) {
      try InterregionalTable(
        axes: axes, flows: Matrix(rows: 3, columns: 3), finalDemand: Matrix(rows: 2, columns: 1))
    }
  }

  @Test func publishedOutputThatMissesItsUsesIsSaid() throws {
    let table = try InterregionalTable(
      axes: axes, flows: Matrix(rowsOf: [[0, 0], [0, 0]]),
      finalDemand: Matrix(rowsOf: [[5, 1], [0, 0]]), output: [7, 0])
    #expect(table.notices.map(\.code) == ["uses-miss-output", "zero-output"])
    #expect(table.output == [7, 0])
    #expect(table.valueAdded.values == [1, 0])
  }

  @Test func exportsOfNothingAreRefused() throws {
    let table = try SmallTables.cars()
    #expect(throws: ProblemReport.self) {
      try table.exports(regions: [2], industries: [0, 1], name: "exports of C")
    }
  }
}
