import Foundation
import ImpactEconomies
import ImpactEconomyFiles
import Testing

@testable import ImpactRegionalization

/// Accuracy as published in `Documentation/RegionalisationAccuracy.md`.
@Suite(.enabled(if: ReferenceBuild.sources != nil)) struct AccuracyTests {
  /// Rows of the page's tables of flows: method and the numbers after its parameters.
  private static func published() throws -> [(method: String, numbers: [String])] {
    let url = ReferenceData.root.appending(path: "Documentation/RegionalisationAccuracy.md")
    let text = try String(contentsOf: url, encoding: .utf8)
    let countries = try #require(text.components(separatedBy: "## Nine surveyed").first)
    return countries.split(separator: "\n")
      .compactMap { line in
        let cells = line.split(separator: "|", omittingEmptySubsequences: false)
          .map { $0.trimmingCharacters(in: .whitespaces) }
        // A bar on each side and twelve columns; numbers start after method, δ, β and home factor.
        guard cells.count == 14, Double(cells[5]) != nil else { return nil }
        return (cells[1], Array(cells[5...12]))
      }
  }

  private func pseudo() throws -> PseudoRegions {
    let sources = try #require(ReferenceBuild.sources)
    return try PseudoRegions(
      folder: sources.folder("wiod-2013-wiot"), geography: .shipped(.euNUTS2))
  }

  @Test func thePublishedTablesAreThoseOfARun() throws {
    let rows = try Self.published()
    #expect(rows.count == 28)
    let pseudo = try pseudo()
    let assumptions = try shippedAssumptions()
    let exponents = try pseudo.truth.industries.map {
      try DistanceExponents.exponent(AccuracyReport.similar[$0.code] ?? $0.code, assumptions)
    }
    let methods = AccuracyMethod.all(exponents: exponents)
    #expect(rows.map(\.method) == (methods + methods).map(\.name))
    var compared = 0
    for (k, knowledge) in AccuracyRun.Knowledge.allCases.enumerated() {
      let run = try AccuracyRun(pseudo, knowledge)
      for (m, method) in methods.enumerated() where !method.isEstimated {
        let found = try AccuracyReport.row(run.measure(method))
        let published = rows[k * methods.count + m].numbers
        for (a, b) in zip(found[5...12], published) {
          // One unit of the last digit printed: two for rounding on another machine.
          #expect(
            abs(try #require(Double(a)) - (try #require(Double(b)))) < 0.0201, "\(method.name)")
          compared += 1
        }
      }
    }
    #expect(compared == 2 * 6 * 8)
  }

  @Test func trueFlowsAddUpToTheAggregate() throws {
    let pseudo = try pseudo()
    let n = pseudo.truth.regionCount
    for i in [0, 14, 20] {
      let flows = TrueTrade.flows(pseudo, product: i)
      let uses = try RegionalUses(pseudo.split, area: 0, product: i)
      let total = flows.reduce(0, +)
      // Negative cells of members are hidden in sums over them: at most a thousandth.
      #expect(abs(uses.demand.reduce(0, +) - total) < 1e-3 * total)
      #expect(flows.count == pseudo.memberCount * n)
    }
  }

  @Test func theSurveyedTablesHaveTheirMultipliers() throws {
    let folder = try #require(ReferenceBuild.sources).folder("austria-nuts2")
    guard FileManager.default.fileExists(atPath: folder.path) else { return }
    let check = try AustrianCheck(folder: folder, economy: .shipped(.euNUTS2), deltas: [0.2])
    let motor = Dictionary(uniqueKeysWithValues: check.rows.map { ($0.region, $0.motorVehicles) })
    // Intra-regional, by row totals; printed digits.
    for (region, value) in [("AT31", 1.3286), ("AT22", 1.3031), ("AT11", 1.1772)] {
      #expect(abs((motor[region] ?? 0) - value) < 5e-5, "\(region)")
    }
    let errors = try #require(
      check.summary.first { $0.name == "mean of all: mean absolute error %" })
    #expect(check.methods == ["default economy", "SLQ", "CILQ", "FLQ 0.2", "AFLQ 0.2"])
    for (found, printed) in zip(errors.values, [7.02, 11.78, 9.27, 2.63, 2.78]) {
      #expect(abs(found - printed) < 0.0201)
    }
  }
}
