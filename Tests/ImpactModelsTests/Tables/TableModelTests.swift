import Foundation
import ImpactAxes
import ImpactDiagnostics
import ImpactEconomies
import ImpactNumerics
import ImpactTestSupport
import Testing

@testable import ImpactModels

/// Models on tables held in full: the same numbers as on matrices and on economies.
struct TableModelTests {
  /// A national table of a reference case.
  private func germany() throws -> (AccountTable, Golden) {
    let golden = try Golden("01c_germany_beutel_multipliers_linkages")
    let flows = try golden.matrix("inputs", "Z")
    let uses = try golden.matrix("inputs", "Y")
    let persons = try golden.vector("inputs", "employmentThousand")
    let rows: [(String, AccountTable.PrimaryInput)] = [
      ("compensationOfEmployees", .compensation), ("imports", .imports),
      ("taxesLessSubsidiesOnProducts", .productTaxes),
    ]
    var primary = Matrix(rows: 4, columns: 6)
    let added = try golden.vector("inputs", "grossValueAdded")
    for (p, row) in rows.enumerated() {
      for (j, value) in try golden.vector("inputs", row.0).enumerated() { primary[p, j] = value }
    }
    for j in 0..<6 { primary[3, j] = added[j] - primary[0, j] }
    let names = ["agriculture", "industry", "construction", "trade", "business", "other"]
    let table = try AccountTable(
      name: "germany", title: "Germany", year: 1995, unit: .millionEUR,
      kind: .productByProduct,
      regions: [
        Region(
          code: "DE", name: "Germany", country: "DE", isEuropeanUnion: true, longitude: nil,
          latitude: nil, area: nil)
      ],
      industries: names.map {
        Industry(code: $0, name: $0, parent: $0, section: "", isAutomotiveBlock: false)
      }, intermediate: flows,
      finalColumns: (0..<5).map { .init(region: "DE", code: "\($0)", name: "", category: .total) },
      finalUses: uses,
      primaryRows: rows.map { .init(code: $0.0, name: $0.0, category: $0.1) }
        + [.init(code: "rest", name: "rest", category: .surplus)], primaryInputs: primary,
      primaryInputsOfFinalUses: Matrix(rows: 4, columns: 5), output: golden.vector("inputs", "x"),
      satellites: [
        .init(code: "employment", name: "jobs", unit: "thousand persons", values: persons)
      ])
    return (table, golden)
  }

  @Test func germanMultipliers() throws {
    let (table, golden) = try germany()
    let model = try AccountModel(table)
    let found = try EconomyMultipliers(model, indicator: .output).multipliers.simple
    let expected = try golden.vector("expected", "outputMultipliers")
    #expect(deviation(found, expected) < 1e-12)
    // Thousands of jobs become persons, and the reader is told.
    let jobs = try EconomyMultipliers(model, indicator: .employment)
    #expect(jobs.notices.contains { $0.code == "employment-in-thousands" })
    #expect(abs(jobs.multipliers.direct[0] - 1_096_000 / 43_910.0) < 1e-12)
    let income = try EconomyMultipliers(model, indicator: .income)
    #expect(abs(income.multipliers.direct[1] - 296_464 / 1_079_446.0) < 1e-15)
    let checks = table.checks()
    #expect(checks.first { $0.name == "row-balance" }?.severity == .holds)
    #expect(checks.first { $0.name == "column-balance" }?.severity == .holds)
  }

  /// The table of an economy gives the multipliers, linkages and contents of the economy.
  @Test func economyAndItsTableAgree() throws {
    let economy = SyntheticEconomy.make(unknowns: true)
    let table = try EconomyTable(economy).table
    let (a, b) = (
      AccountModel(try EconomyModel(economy, tolerance: 1e-13)), try AccountModel(table)
    )
    for indicator in AccountIndicator.allCases {
      let one = try EconomyMultipliers(a, indicator: indicator)
      let two = try EconomyMultipliers(b, indicator: indicator)
      #expect(one.isUnknown == two.isUnknown)
      // The table knows no technology of cells that make nothing.
      let made = table.output.indices.filter { table.output[$0] > 0 }
      let pairs = (made.map { one.multipliers.simple[$0] }, made.map { two.multipliers.simple[$0] })
      #expect(deviation(pairs.0, pairs.1) < 1e-10)
    }
    let (l, m) = (
      try Linkages(a.system, output: a.output), try Linkages(b.system, output: b.output)
    )
    #expect(deviation(l.forwardGhosh, m.forwardGhosh) < 1e-10)
    let trade = (try InterregionalTable(economy), try InterregionalTable(table))
    #expect(deviation(trade.0.finalDemand, trade.1.finalDemand) < 1e-12)
    #expect(deviation(trade.0.exportsToWorld, trade.1.exportsToWorld) < 1e-12)
    #expect(deviation(trade.0.valueAdded.values, trade.1.valueAdded.values) < 1e-9)
    #expect(trade.1.valueAdded.unit == "million EUR")
    let measures = (
      try ValueAddedInTrade(trade.0, tolerance: 1e-12), try ValueAddedInTrade(trade.1)
    )
    for (x, y) in zip(measures.0.countries, measures.1.countries) {
      #expect(abs(x.domesticValueAdded - y.domesticValueAdded) <= 1e-9 * max(1, x.grossExports))
    }
  }

  @Test func whatATableLacksIsSaid() throws {
    let table = try BalancedTable.make()
    let model = try AccountModel(table)
    #expect {
      _ = try EconomyMultipliers(model, indicator: .income)
    } throws: { "\($0)".contains("it has no compensation of employees") }
    var output = table.output
    output[4] = 0
    #expect {
      _ = try AccountModel(table.with(output: output))
    } throws: { "\($0)".contains("DE12 C29: there are inputs but no output") }
  }

  /// Wolsky's split changes nothing outside it, and a switch between its children has no effect there.
  @Test func proportionalSplitHasNoEffectOutside() throws {
    let table = try BalancedTable.make()
    let recipe = SplitRecipe(
      industry: "C29",
      children: ["ICE", "BEV"]
        .map {
          Industry(code: $0, name: $0, parent: "C29", section: "C", isAutomotiveBlock: false)
        },
      weights: [
        .init(region: nil, child: "ICE", output: 2), .init(region: nil, child: "BEV", output: 1),
        .init(region: "FR10", child: "ICE", output: 1),
        .init(region: "FR10", child: "BEV", output: 9),
      ])
    let plain = try TableSplit(table, recipe).table
    let system = try AccountModel(plain).system
    var change = [Double](repeating: 0, count: 12)
    change[5] = -50  // DE12 ICE
    change[6] = 50  // DE12 BEV
    let effect = try system.outputs(for: change)
    for cell in 0..<12 { #expect(abs(effect[cell] - change[cell]) < 1e-11) }
    // With other inputs in one child the switch is felt elsewhere.
    let told = SplitRecipe(
      industry: recipe.industry, children: recipe.children, weights: recipe.weights,
      inputs: [.init(child: "BEV", input: "A", factor: 0.95, movedTo: "G")])
    let moved = try AccountModel(TableSplit(table, told).table).system.outputs(for: change)
    #expect(abs(moved[4]) > 1e-3)
    // Multipliers of what was not split are those of the parent table.
    let before = try EconomyMultipliers(AccountModel(table), indicator: .output).multipliers.simple
    let after = try EconomyMultipliers(AccountModel(plain), indicator: .output).multipliers.simple
    #expect(abs(before[0] - after[0]) < 1e-12)
    #expect(abs(before[1] - after[1]) < 1e-12)
    #expect(abs(before[8] - after[11]) < 1e-12)
  }
}
