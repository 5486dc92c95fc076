import Foundation
import ImpactDocuments
import ImpactEconomies
import ImpactEconomyFiles
import ImpactSimulation
import Testing

@Suite struct DistributionTests {
  private func near(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1e-12 }

  @Test func inequalityByHand() {
    // Equal: nothing. One of two has all: Gini 1/2, Theil ln 2 (in the limit).
    #expect(near(Inequality.gini(values: [5, 5], persons: [1, 1]), 0))
    #expect(near(Inequality.gini(values: [0, 5], persons: [1, 1]), 0.5))
    #expect(near(Inequality.gini(values: [1, 2, 3], persons: [1, 1, 1]), 2.0 / 9))
    #expect(near(Inequality.theil(values: [5, 10], persons: [1, 2]), 0))
    #expect(
      near(
        Inequality.theil(values: [1, 3], persons: [1, 1]),
        0.25 * log(0.5) + 0.75 * log(1.5)))
    #expect(Inequality.theil(values: [1, 0], persons: [1, 1]).isNaN)
    #expect(Inequality.gini(values: [0, 0], persons: [1, 1]).isNaN)
  }

  @Test func theilSplitsIntoBetweenAndWithin() {
    let values = [4.0, 9, 2, 7, 1], persons = [2.0, 3, 2, 1, 1]
    let parts = Inequality.theil(
      values: values, persons: persons, classes: ["a", "a", "b", "b", "c"])
    #expect(near(parts.between + parts.within, Inequality.theil(values: values, persons: persons)))
    let alone = Inequality.theil(
      values: values, persons: persons, classes: ["a", "b", "c", "d", "e"])
    #expect(near(alone.within, 0))
  }

  @Test func lossesByCategory() throws {
    let wealth = try RegionalWealth(
      csv: Array(
        """
        region,population,gdp_per_head,index,category,category_from,flag
        A,100,10000,50.0,less-developed,rule,p
        B,100,20000,100.0,transition,rule,p
        C,200,30000,150.0,more-developed,list,e

        """
        .utf8), file: "wealth.csv")
    func line(_ region: String, _ jobs: Double, _ change: Double) -> Distribution.Line {
      Distribution.Line(
        region: region, country: region == "A" ? "X" : "Y", jobs: jobs, change: change, growth: 0.1)
    }
    let found = Distribution(
      [line("A", 100, -10), line("B", 100, 5), line("C", 200, -30), line("D", 50, -1)],
      wealth: wealth)
    #expect(found.losses == 41 && found.gains == 5 && found.losers == 3 && found.gainers == 1)
    #expect(found.regionsWithoutWealth == ["D"])
    #expect(found.groups.map(\.category) == RegionalWealth.Category.allCases)
    #expect(found.groups.map(\.shareOfLosses) == [0.25, 0, 0.75])
    #expect(found.groups.map(\.shareOfGains) == [0, 1, 0])
    #expect(found.groups.map(\.change) == [-10, 5, -30])
    #expect(found.groups.map(\.shareOfJobs) == [0.25, 0.25, 0.5])
    // Growth is equal everywhere, so disparity stays.
    let (before, after) = (try #require(found.before), try #require(found.after))
    #expect(near(before.theil, after.theil) && near(before.gini, after.gini))
  }

  /// The shipped categories cover the Union and follow the rule, but where the list in force was read and
  /// departs from it: three of 49 regions, all within two points of a threshold.
  @Test func shippedCategoriesFollowTheRuleOrTheList() throws {
    let wealth = try RegionalWealth.shipped()
    let economy = try Economy.shipped(.euNUTS2)
    for region in economy.regions where region.isEuropeanUnion {
      #expect(wealth[region.code] != nil, "\(region.code)")
    }
    var departures: [String] = []
    for (code, entry) in wealth.entries {
      let rule: RegionalWealth.Category =
        entry.index < 75 ? .lessDeveloped : entry.index <= 100 ? .transition : .moreDeveloped
      guard entry.category != rule else { continue }
      departures.append(code)
      #expect(entry.isListed, "\(code)")
      #expect(min(abs(entry.index - 75), abs(entry.index - 100)) < 2, "\(code)")
    }
    #expect(departures.sorted() == ["ES24", "ITF5", "PT30"])
    #expect(wealth.listed == 49)
    let listed = Set(wealth.entries.filter(\.value.isListed).map { $0.key.prefix(2) })
    #expect(listed == ["ES", "IT", "PT", "SI"])
    // The mean of the Union is 100 by definition.
    let total = wealth.entries.values.reduce(0) { $0 + $1.index * $1.population }
    let persons = wealth.entries.values.reduce(0) { $0 + $1.population }
    #expect(abs(total / persons - 100) < 0.1)
    #expect(wealth["DE11"]?.category == .moreDeveloped)
    #expect(wealth["BG31"]?.category == .lessDeveloped)
  }

  @Test func brokenWealthIsRefusedWithAllFaults() {
    let text = """
      region,population,gdp_per_head,index,category,category_from,flag
      A,0,10000,50.0,less-developed,rule,p
      A,100,20000,100.0,transition,rule,p
      C,200,-1,150.0,rich,guess,x

      """
    #expect {
      _ = try RegionalWealth(csv: Array(text.utf8), file: "wealth.csv")
    } throws: {
      "\($0)" == """
        wealth.csv:2:3: the population is not above zero; expected a number above 0
        wealth.csv:3:1: `A` in `region` appears twice; expected one row for each; the first is on line 2
        wealth.csv:4:7: GDP per head is not above zero; expected a number above 0
        wealth.csv:4:16: there is no category `rich`; expected one of less-developed, transition, more-developed
        wealth.csv:4:21: a category cannot come from `guess`; expected list or rule
        wealth.csv:4:27: the flag `x` is not known; expected p or e
        """
    }
  }
}
