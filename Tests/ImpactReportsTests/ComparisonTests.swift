import ImpactDiagnostics
import ImpactDocuments
import ImpactSimulation
import Testing

@testable import ImpactReports

/// Comparisons of results small enough to check by hand.
@Suite struct ComparisonTests {
  /// The hand-made result with all changes of jobs times a factor, and DE12 turned round.
  private func run(_ factor: Double, turned: Bool = false, years: [Int] = [2030, 2035])
    -> ComparedRun
  {
    let base = HandMadeResult.make()
    let changed = base.change.mapValues { effects in
      effects.mapValues { all in
        all.map { cells in
          cells.enumerated().map { $1 * factor * (turned && (3..<6).contains($0) ? -1 : 1) }
        }
      }
    }
    let result = ImpactResult(
      scenario: "run-\(factor)", title: "", economy: "test", years: years,
      regions: base.regions, industries: base.industries, territories: base.territories,
      baseline: base.baseline, change: changed, leverFigures: [], notices: [], certificates: [])
    return ComparedRun(result, label: "run-\(factor)", economyHash: "h")
  }

  @Test func differencesRanksAndSigns() throws {
    let comparison = try RunComparison([run(1), run(0.5, turned: true)])
    let tables = ComparisonTables(
      comparison, .employment, year: 2030,
      place: try #require(comparison.members(of: "EU27")))
    let summary = tables.summary(placeName: "EU27")
    // −7,300.04 − 630 + 57.5, and half of −7,300.04 + 630 + 57.5.
    #expect(abs(summary.rows[0].values[0] + 7872.54) < 1e-9)
    #expect(abs(summary.rows[1].values[0] + 3306.27) < 1e-9)
    let names = summary.columns.map(\.name)
    func value(_ name: String, _ row: Int) -> Double {
      names.firstIndex(of: name).map { summary.rows[row].values[$0] } ?? .nan
    }
    #expect(value("sign_switches", 1) == 1 && value("sign_switches", 0) == 0)
    #expect(value("regions_that_gain", 1) == 2 && value("regions_that_lose", 0) == 2)
    // Ranks 1, 2, 3 against 1, 3, 2.
    #expect(abs(value("rank_correlation", 1) - 0.5) < 1e-12)
    let turned = tables.regions(count: nil, onlySwitches: true)
    #expect(turned.rows.map(\.keys) == [["DE12", "Karlsruhe"]])
    let all = tables.regions(count: nil)
    #expect(all.rows.map { $0.keys[0] } == ["DE11", "DE12", "LU00"])
  }

  @Test func ranksShareTiesAndLeaveOutTheUnknown() {
    #expect(ComparisonTables.ranks([3, 1, 1, 2]) == [4, 1.5, 1.5, 3])
    #expect(ComparisonTables.ranks([2, .nan, 1])[1].isNaN)
    #expect(ComparisonTables.rankCorrelation([(1, 3), (2, 2), (3, 1)]) == -1)
    #expect(ComparisonTables.rankCorrelation([(1, 1)]).isNaN)
    #expect(!ComparisonTables.switches(0.4, -5) && ComparisonTables.switches(1, -1))
  }

  @Test func whatDoesNotAgreeIsSaid() throws {
    let comparison = try RunComparison([run(1), run(1, years: [2035, 2040])])
    #expect(comparison.years == [2035])
    #expect(
      comparison.notices.map(\.message) == [
        "only years that all runs have are compared: 2035"
      ])
    func message(_ runs: [ComparedRun]) -> String {
      do {
        _ = try RunComparison(runs)
        return "no problem"
      } catch { return "\(error)" }
    }
    #expect(message([run(1)]) == "compare: 1 run; expected at least two runs")
    #expect(
      message([run(1), run(1, years: [2040, 2041])])
        == "compare: the runs share no year (2030 to 2035, 2040 to 2041); expected runs with common years"
    )
  }

  @Test func placesAreMadeOfOthers() throws {
    let places = Places(HandMadeResult.make())
    #expect(try places.made("mine=DE,LU00").regions == [0, 1, 2])
    #expect(places.named("LU")?.regions == [2] && places.named("Greater Region") != nil)
    func message(_ text: String) -> String {
      do {
        _ = try places.made(text)
        return "no problem"
      } catch { return "\(error)" }
    }
    #expect(
      message("mine=DE,QQ99,DE13")
        == """
        mine: there is no place `QQ99`; expected a region, country or territory of the economy, or EU27
        mine: there is no place `DE13`; expected a region, country or territory of the economy, or EU27 (did you mean `DE11`?)
        """)
    #expect(
      message("mine=")
        == "territory: `mine=` names no regions; expected NAME=CODE,CODE such as mine=DE11,FRF3")
    #expect(
      message("DE=DE11")
        == "territory: `DE` is a place of the economy already; expected a name of its own")
  }

  @Test func territoriesAddUpTheirRegions() throws {
    let run = run(1)
    let tables = TerritoryTables(run, year: 2030)
    let table = tables.places([try run.made("mine=DE")])
    // Jobs of two German regions: 200,000 + 55,000; −7,300.04 − 630 (DE12: −600 and −30).
    #expect(table.rows[0].values[0] == 2)
    #expect(table.rows[0].values[1] == 255_000)
    #expect(abs(table.rows[0].values[2] - table.rows[0].values[5]) < 1e-9)
    let wealth = try RegionalWealth(
      csv: Array(
        """
        region,population,gdp_per_head,index,category,category_from,flag
        DE11,100,40000,130.0,more-developed,list,p
        DE12,100,30000,97.5,transition,rule,p
        LU00,100,80000,260.0,more-developed,list,p

        """
        .utf8), file: "wealth.csv")
    let spread = tables.distribution(["DE11", "DE12", "LU00"], name: "test", wealth: wealth)
    #expect(spread[0].rows.map { $0.values[0] } == [0, 1, 2])
    #expect(spread[1].rows[0].values.allSatisfy { $0.isFinite })
  }
}
