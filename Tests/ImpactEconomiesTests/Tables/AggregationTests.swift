import Foundation
import ImpactDiagnostics
import ImpactEconomies
import ImpactNumerics
import ImpactTestSupport
import Testing

/// Aggregation keeps totals, and an economy's table is its operator.
struct AggregationTests {
  private let regions: Concordance

  init() throws {
    regions = try Concordance(
      name: "r",
      links: [
        .init(from: "DE11", to: "DE"), .init(from: "DE12", to: "DE"), .init(from: "FR10", to: "FR"),
      ])
  }

  private func deviation(_ a: [Double], _ b: [Double]) -> Double {
    guard a.count == b.count else { return .infinity }
    return zip(a, b).map { $0.isNaN && $1.isNaN ? 0 : abs($0 - $1) / max(1, abs($1)) }.max() ?? 0
  }

  @Test func sumsAreThoseByHand() throws {
    let table = try BalancedTable.make()
    let made = try TableAggregation(table, regions: regions)
    let small = made.table
    #expect(small.regions.map(\.code) == ["DE", "FR"])
    #expect(small.regions.map(\.country) == ["DE", "FR"])
    for (i, j) in [(0, 0), (1, 5), (5, 1), (3, 3)] {
      func parts(_ cell: Int) -> [Int] { cell < 3 ? [cell, cell + 3] : [cell + 3] }
      let sum = parts(i)
        .reduce(0.0) { s, k in parts(j).reduce(s) { $0 + table.intermediate[k, $1] } }
      #expect(abs(small.intermediate[i, j] - sum) <= 1e-12 * sum)
    }
    // Households of both German regions are one column now.
    #expect(small.finalColumns.map(\.region) == ["DE", "DE", "FR", "FR", nil])
    #expect(made.notices.map(\.code) == [])
  }

  /// Rows, columns, final uses, primary inputs and satellites, also with weights.
  @Test func totalsStay() throws {
    let table = try BalancedTable.make()
    let split = try Concordance(
      name: "i",
      links: [
        .init(from: "A", to: "X", weight: 0.3), .init(from: "A", to: "Y", weight: 0.7),
        .init(from: "C29", to: "Y"), .init(from: "G", to: "Z", weight: 1 / 3.0),
        .init(from: "G", to: "X", weight: 2 / 3.0),
      ])
    let made = try TableAggregation(table, regions: regions, industries: split)
    let new = made.table
    func total(_ m: Matrix) -> Double { m.values.reduce(0, +) }
    // Sums of a few hundred numbers: rounding stays below 1e-13 of them.
    for (a, b) in [
      (total(new.intermediate), total(table.intermediate)),
      (total(new.finalUses), total(table.finalUses)),
      (total(new.primaryInputs), total(table.primaryInputs)),
      (total(new.primaryInputsOfFinalUses), total(table.primaryInputsOfFinalUses)),
      (new.output.reduce(0, +), table.output.reduce(0, +)),
      (new.satellites[1].values.reduce(0, +), table.satellites[1].values.reduce(0, +)),
    ] { #expect(abs(a - b) <= 1e-13 * abs(b)) }
    for check in new.checks() where check.name.hasSuffix("balance") || check.name == "closure" {
      #expect(check.severity == .holds, "\(check.message)")
    }
    #expect(made.notices.map(\.code) == ["employment-incomplete"])
    #expect(made.notices[0].message.contains("FR10 G"))
  }

  @Test func identityChangesNothing() throws {
    let table = try BalancedTable.make()
    let same = try TableAggregation(table).table
    #expect(same.intermediate == table.intermediate)
    #expect(same.finalUses == table.finalUses)
    #expect(same.finalColumns == table.finalColumns)
    #expect(same.regions == table.regions)
    #expect(same.output == table.output)
  }

  @Test func economyAndItsTableAgree() throws {
    let economy = SyntheticEconomy.make()
    let full = try EconomyTable(economy).table
    let n = economy.dimension
    // The table knows no technology of cells that make nothing.
    let x = (0..<n).map { full.output[$0] == 0 ? 0 : Double($0 % 7) + 0.5 }
    let structured = try economy.inputOperator().applied(to: Matrix(column: x), systems: [0])
    var dense = [Double](repeating: 0, count: n)
    for j in 0..<n where full.output[j] != 0 {
      for i in 0..<n { dense[i] += full.intermediate[i, j] / full.output[j] * x[j] }
    }
    #expect(deviation(dense, structured.values) < 1e-12)
    for check in full.checks() where check.name.hasSuffix("balance") || check.name == "closure" {
      #expect(check.severity == .holds, "\(check.name): \(check.message)")
    }
  }

  @Test func aggregatingAnEconomyFirstOrLastIsTheSame() throws {
    let economy = SyntheticEconomy.make()
    let regions = try Concordance(
      name: "r",
      links: economy.regions.map { .init(from: $0.code, to: $0.country) })
    let industries = try Concordance(
      name: "i",
      links: economy.industries.map { .init(from: $0.code, to: String($0.code.prefix(1))) })
    let first = try EconomyTable(economy, regions: regions, industries: industries).table
    let last = try TableAggregation(
      EconomyTable(economy).table, regions: regions, industries: industries
    )
    .table
    #expect(deviation(first.intermediate.values, last.intermediate.values) < 1e-12)
    #expect(deviation(first.finalUses.values, last.finalUses.values) < 1e-12)
    #expect(deviation(first.primaryInputs.values, last.primaryInputs.values) < 1e-12)
    #expect(
      deviation(first.primaryInputsOfFinalUses.values, last.primaryInputsOfFinalUses.values)
        < 1e-12)
    #expect(deviation(first.output, last.output) < 1e-12)
    #expect(first.finalColumns == last.finalColumns)
  }
}
