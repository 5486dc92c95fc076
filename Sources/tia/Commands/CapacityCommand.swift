import ArgumentParser
import Foundation
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies
import ImpactEconomyFiles
import ImpactModels
import ImpactReports

/// `tia capacity`: who is rationed when makers can produce only part, and what capacity is worth.
struct CapacityCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "capacity",
    abstract: "Capacities of makers: who is rationed, who steps in, what a unit of capacity gives.",
    discussion: """
      The makers named with --region and --industry lose --share of their capacity, or --capacities \
      says what each can make. The plan found loses least final demand: inputs are used in fixed \
      proportions, other makers of a product step in as far as --headroom and --substitution allow, \
      the rest is rationed. It is what could be saved at best; `tia shortage` shows what cuts in \
      proportion leave. An economy with more than 1500 cells is put together by country and section; \
      named regions and territories, named industries and the automotive block stay apart.

      gain per capacity: final demand met per unit of further capacity; 0 where capacity is to spare.
      """)

  @OptionGroup var analysis: AnalysisOptions

  @Option(help: "Percent of base-year output that the makers named cannot make.")
  var share: Double?

  @Option(
    help: """
      CSV file with the columns region,industry,capacity: per cent of base-year output that a maker \
      can make. region is a place of the rows, industry a code, AUTO or ALL.
      """)
  var capacities: String?

  @Option(help: "Percent that all other makers can add to their output.")
  var headroom: Double?

  @Option(help: "Percent of a maker's lost capacity that others of the same product may replace.")
  var substitution: Double?

  @Option(
    help: """
      Percent of a buyer's output up to which it does without a short product and goes on (accounts \
      hold a little of everything in everything).
      """)
  var leastInput: Double?

  @Option(
    name: .customLong("apart"), parsing: .singleValue,
    help: "A region or territory with a row of its own beside its country; repeat for several.")
  var apart: [String] = []

  @Option(
    name: .customLong("weight"), parsing: .singleValue,
    help: """
      INDUSTRY=NUMBER: how much a unit of its final demand counts when it is not met; 1 when left \
      out. Repeat for several.
      """)
  var weights: [String] = []

  @Option(help: "Rows of the result: region, industry or cell.")
  var by: CellGrouping.Kind = .cell

  func validate() throws {
    guard (share == nil) != (capacities == nil) else {
      throw ValidationError("Give either --share with --industry, or --capacities.")
    }
    if let share {
      guard share > 0, share <= 100 else {
        throw ValidationError("--share takes a percentage above 0 and up to 100.")
      }
      if analysis.industries.isEmpty {
        throw ValidationError("Name the product that is short: --industry.")
      }
    }
    if let headroom, !(0...1_000).contains(headroom) {
      throw ValidationError("--headroom takes a percentage from 0 to 1000.")
    }
    if let leastInput, !(0..<100).contains(leastInput) {
      throw ValidationError("--least-input takes a percentage from 0 to below 100.")
    }
    if let substitution, !(0...100).contains(substitution) {
      throw ValidationError("--substitution takes a percentage from 0 to 100.")
    }
  }

  func run() async throws {
    try await Fault.reported { try analysis.write(result()) }
  }

  /// The table that is written.
  func result() throws -> AnalysisTable {
    let accounts = try CapacityAccounts(analysis, apart: apart)
    let table = accounts.table
    let assumed = try assumptions()
    let study = try RationingStudy(
      table,
      RationingStudy.Terms(
        shares: try shares(accounts), headroom: assumed.headroom / 100,
        substitution: assumed.substitution / 100, leastInput: assumed.leastInput / 100,
        weights: try industryWeights(accounts)))
    let rows = RationingTable(study, money: study.money)
    let grouping = CellGrouping(
      TableAxes(regions: table.regions, industries: table.industries), by: by)
    let isRegion = by == .region
    var result = AnalysisTable(
      "\(title) by \(by.rawValue)", keys: grouping.keys,
      columns: rows.columns(byRegion: isRegion),
      rows: grouping.groups.enumerated()
        .map { rows.row($1.keys, $1.cells, region: isRegion ? $0 : nil) },
      notices: accounts.notices + study.notices + [assumed.notice] + remarks(study, rows))
    result.rank(by: "output_change", count: nil, magnitude: true)
    result.rank(
      by: by == .cell ? "capacity_price" : "output_change", count: analysis.count, magnitude: true)
    result.rows.insert(
      rows.row(
        grouping.totalKeys, Array(0..<table.dimension), region: isRegion ? 0 : nil, isTotal: true),
      at: 0)
    return result
  }

  private var title: String {
    guard let share else { return "Output within the capacities of \(capacities ?? "")" }
    return "Output with \(ReadableNumber.percent(share)) % less of "
      + "\(analysis.industries.joined(separator: ", "))"
  }

  private func shares(_ accounts: CapacityAccounts) throws -> [Int: Double] {
    let places = accounts.places
    if let capacities {
      return try CapacityFile.read(at: URL(filePath: capacities), places: places)
    }
    let cells =
      try places.selection(
        regions: analysis.regions, industries: analysis.industries,
        territories: analysis.territories
      )
      .cells(industryCount: places.industries.count)
    let left = 1 - (share ?? 0) / 100
    return Dictionary(uniqueKeysWithValues: cells.map { ($0, left) })
  }

  /// `INDUSTRY=NUMBER` of each weight; every one that cannot be read is reported.
  private func industryWeights(_ accounts: CapacityAccounts) throws -> [Int: Double] {
    var problems: [Problem] = []
    var found: [Int: Double] = [:]
    for text in weights {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let weight = Double(parts[1]), weight > 0, weight.isFinite else {
        problems.append(
          Problem(
            at: nil, path: "--weight", "`\(text)` is no weight",
            expected: "INDUSTRY=NUMBER with a number above zero"))
        continue
      }
      do {
        let chosen = try accounts.places.selection(
          regions: [], industries: [parts[0]], territories: [])
        for industry in chosen.industries { found[industry] = weight }
      } catch let report as ProblemReport {
        problems += report.problems
      }
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    return found
  }

  /// Headroom, substitution and least input: those given, or the central values of the catalogue.
  private func assumptions() throws -> Assumed {
    let catalogue = try ParameterCatalogue.shipped()
    func value(_ given: Double?, _ key: String) throws -> (Double, String) {
      if let given { return (given, "\(ReadableNumber.percent(given)) % (given)") }
      guard let entry = catalogue[key], let central = entry.central else {
        throw Fault.problem("the catalogue has no value `\(key)`", expected: "a central value")
      }
      return (central, "\(ReadableNumber.percent(central)) % (`\(key)`)")
    }
    let headroom = try value(headroom, "content.capacity.headroom")
    let substitution = try value(substitution, "supply.substitution")
    let least = try value(leastInput, "supply.least_input")
    return Assumed(
      headroom: headroom.0, substitution: substitution.0, leastInput: least.0,
      notice: Notice(
        "capacity-assumptions",
        "other makers can add \(headroom.1) to their output, and replace up to \(substitution.1) of "
          + "the capacity lost; buyers do without a short product up to \(least.1) of their output; no "
          + "stocks; the plan is the best there is, not a forecast"))
  }

  /// What was assumed, in per cent.
  private struct Assumed {
    let headroom: Double
    let substitution: Double
    let leastInput: Double
    let notice: Notice
  }

  private func remarks(_ study: RationingStudy, _ rows: RationingTable) -> [Notice] {
    let worst = study.plan.certificate.worst
    var remarks = [
      Notice(
        "programme-certificate",
        "the conditions of an optimum hold to \(String(format: "%.0e", worst)) after "
          + "\(study.plan.iterations) steps")
    ]
    if by == .region, rows.unmetElsewhere > 0 {
      remarks.append(
        Notice(
          "users-elsewhere",
          "final users outside the regions of the accounts lack "
            + "\(ReadableNumber.grouped(rows.unmetElsewhere)) "
            + study.money))
    }
    return remarks
  }
}
