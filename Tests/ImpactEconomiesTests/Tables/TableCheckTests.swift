import Foundation
import ImpactAxes
import ImpactDiagnostics
import ImpactEconomies
import ImpactNumerics
import ImpactTestSupport
import Testing

@testable import ImpactEconomyFiles

/// Every check passes on sound accounts, and finds a planted fault by name.
struct TableCheckTests {
  private func check(
    _ name: String, _ table: AccountTable, _ change: (inout TableCheckOptions) -> Void = { _ in }
  ) throws -> TableCheck {
    var options = try TableCheckOptions.shipped()
    change(&options)
    return try #require(table.checks(options).first { $0.name == name }, "no check \(name)")
  }

  @Test func soundAccountsHold() throws {
    // At this scale value added is about that of Germany and France in 2014.
    let table = try BalancedTable.make(scale: 400)
    var found: [String: TableCheck.Severity] = [:]
    for check in table.checks(try .shipped()) { found[check.name] = check.severity }
    let remarks = found.filter { $0.value != .holds }.keys.sorted()
    #expect(remarks == ["negative-final-uses", "unknown-satellites"], "\(found)")
    #expect(found["hawkins-simon"] == .holds)
    #expect(found["region-version"] == .holds)
    #expect(found.count >= 18)
  }

  @Test func rowAndColumnFaultsAreNamed() throws {
    let table = try BalancedTable.make()
    var flows = table.intermediate
    flows[4, 2] += 0.1 * table.output[4]
    let broken = try table.with(intermediate: flows)
    let row = try check("row-balance", broken)
    #expect(row.severity == .warning)
    #expect(row.offenders.first?.place == "DE12 C29")
    #expect(abs((row.offenders.first?.value ?? 0) - 0.1) < 1e-12)
    #expect(try check("column-balance", broken).offenders.first?.place == "DE11 G")
    let closure = try check("closure", broken)
    #expect(Set(closure.offenders.map(\.place)) == ["DE11", "DE12"])
  }

  @Test func labelFaultsAreNamed() throws {
    let table = try BalancedTable.make(regions: ["DE11", "DE11", " FR10"])
    let found = try check("labels", table)
    #expect(found.severity == .warning)
    #expect(found.offenders.contains { $0.place == "region `DE11` stands more than once" })
    #expect(found.offenders.contains { $0.place == "region ` FR10` has blanks around it" })
    let cased = try check("labels", BalancedTable.make(industries: ["a", "A", "G"]))
    #expect(cased.severity == .remark)
  }

  @Test func signsAndEmptinessAreNamed() throws {
    let table = try BalancedTable.make()
    var flows = table.intermediate
    flows[0, 1] = -3
    let negative = try check("negative-flows", table.with(intermediate: flows))
    #expect(negative.offenders.map(\.place) == ["DE11 A to DE11 C29"])
    #expect(negative.offenders[0].value == -3)
    var output = table.output
    output[8] = 0
    let loose = try check("flows-without-output", table.with(output: output))
    #expect(loose.severity == .warning)
    #expect(loose.offenders.map(\.place) == ["FR10 G"])
    output[8] = -1
    #expect(try check("negative-output", table.with(output: output)).severity == .error)
    output[8] = .nan
    let numbers = try table.with(output: output).checks()
    #expect(numbers.map(\.name) == ["numbers", "labels"])
    #expect(numbers[0].severity == .error)
    #expect(numbers[0].offenders.map(\.place) == ["output of FR10 G"])
  }

  @Test func inventoriesBelowZeroAreUsual() throws {
    let table = try BalancedTable.make()
    #expect(try check("negative-final-uses", table).severity == .remark)
    var uses = table.finalUses
    uses[3, 0] = -50
    let found = try check("negative-final-uses", table.with(finalUses: uses))
    #expect(found.severity == .warning)
    #expect(found.offenders.first?.place == "DE12 A to DE11 P3_S14")
  }

  @Test func unproductiveCellsAreNamed() throws {
    let table = try BalancedTable.make()
    var flows = table.intermediate
    for i in 0..<9 { for j in 0..<9 { flows[i, j] *= 40 } }
    let broken = try table.with(intermediate: flows)
    #expect(try check("column-sums", broken).severity == .remark)
    let proof = try check("hawkins-simon", broken)
    #expect(proof.severity == .warning)
    #expect(proof.offenders.count == 1)
  }

  @Test func totalsOfSatellitesAreMet() throws {
    let table = try BalancedTable.make()
    let sum = table.satellites[1].values.reduce(0, +)
    let german = table.satellites[1].values[0..<6].reduce(0, +)
    let right = [
      SatelliteTotal(account: "co2", region: nil, industry: nil, value: sum),
      SatelliteTotal(account: "co2", region: "DE", industry: nil, value: german),
    ]
    #expect(try check("satellite-totals", table) { $0.totals = right }.severity == .holds)
    let wrong = [
      SatelliteTotal(account: "co2", region: "DE", industry: nil, value: german * 1.1),
      SatelliteTotal(account: "so2", region: nil, industry: nil, value: 1),
    ]
    let found = try check("satellite-totals", table) { $0.totals = wrong }
    #expect(found.count == 2)
    #expect(found.offenders.contains { $0.place == "co2 of DE, all industries" })
    #expect(found.offenders.contains { $0.place.contains("no such account") })
  }

  /// A table in millions that says it is in thousands, and the reverse.
  @Test func wrongScalesAreGuessed() throws {
    let table = try BalancedTable.make(regions: ["DE", "FR"], scale: 1000)
    func found(_ scale: Double) throws -> TableCheck {
      try check("money-unit", table.with(unit: .init(currency: "EUR", scale: scale)))
    }
    #expect(try found(1e6).severity == .holds)
    let small = try found(1e3)
    #expect(small.severity == .warning)
    #expect(small.message.contains("not 1000.0 EUR but 1000000.0"))
    #expect(small.offenders.map(\.place).sorted() == ["DE", "FR"])
    #expect(try found(1e9).message.contains("but 1000000.0"))
    // No exchange rate is known: nothing is guessed.
    let other = try check("money-unit", table.with(unit: .init(currency: "CZK", scale: 1e3)))
    #expect(other.severity == .remark)
  }

  @Test func thousandsOfPersonsAreGuessed() throws {
    let table = try BalancedTable.make()
    #expect(try check("person-unit", table).severity == .holds)
    let thousands = table.satellites[0].values.map { $0 / 1000 }
    let account = AccountTable.SatelliteAccount(
      code: "employment", name: "persons", unit: "persons", values: thousands)
    let found = try check("person-unit", table.with(satellites: [account]))
    #expect(found.severity == .warning)
    #expect(found.message.contains("look like thousands of persons"))
    let named = AccountTable.SatelliteAccount(
      code: "employment", name: "persons", unit: "thousand persons", values: thousands)
    #expect(try check("person-unit", table.with(satellites: [named])).severity == .holds)
  }

  @Test func versionsOfNUTSAreTold() throws {
    let mixed = try BalancedTable.make(regions: ["DE11", "FR21", "FRF2"])
    let found = try check("region-version", mixed)
    #expect(found.severity == .warning)
    #expect(found.offenders.map(\.place) == ["FR21 (2013)"])
    let new = try check("region-version", BalancedTable.make(regions: ["DE11", "NL35", "PT1A"]))
    #expect(new.severity == .holds)
    #expect(new.message.contains("version 2024"))
    let wrong = try check("region-version", BalancedTable.make(regions: ["DE11", "DE99", "FR10"]))
    #expect(wrong.offenders.map(\.place) == ["DE99 (in no version)"])
  }
}
