import ImpactSimulation
import Testing

@testable import ImpactReports

@Suite struct ResultTableTests {
  private func lines(_ detail: TableDetail) -> (lines: [String], counts: ResultTable.Counts) {
    var text = ""
    let table = ResultTable(ResultSheet(HandMadeResult.make()), detail: detail)
    let counts = table.write { text += String(decoding: $0, as: UTF8.self) }
    return (text.split(separator: "\n").map(String.init), counts)
  }

  @Test func theHeaderIsTheAgreedOne() {
    #expect(
      lines(.region).lines.first
        == "scenario,region,industry,year,indicator,effect,lever,value,p05,p50,p95,unit")
  }

  @Test(arguments: [
    // −100 − 6,000.04 + 0 = −6,100.04 persons
    "hand-made,DE11,ALL,2030,employment,direct,all,-6100.0,,,,persons",
    // −6,100.04 − 1,200
    "hand-made,DE11,ALL,2030,employment,total,all,-7300.0,,,,persons",
    "hand-made,DE11,ALL,2030,employment_baseline,total,all,200000.0,,,,persons",
    "hand-made,DE11,AUTO,2035,employment,indirect,all,-2000.0,,,,persons",
    "hand-made,DE11,C29-ICE,2030,employment,total,all,-7000.0,,,,persons",
    // 100 · −610 / 20,000
    "hand-made,DE11,ALL,2030,growth,total,all,-3.0500,,,,percentage points",
    // −610 − 50
    "hand-made,DE,ALL,2030,value_added,total,all,-660.000,,,,million EUR",
    // 57.5 − 630
    "hand-made,greater-region,ALL,2030,employment,total,all,-572.5,,,,persons",
    // −7,300.04 − 630 + 57.5
    "hand-made,EU27,ALL,2030,employment,total,all,-7872.5,,,,persons",
    "hand-made,UK,AUTO,2030,value_added,direct,all,-3.000,,,,million EUR",
  ])
  func aLineComputedByHandIsThere(line: String) {
    #expect(lines(.region).lines.count { $0 == line } == 1)
  }

  @Test func unknownEmploymentHasNoLineAndIsCounted() {
    let (lines, counts) = lines(.region)
    #expect(!lines.contains { $0.contains(",UK,") && $0.contains(",employment") })
    // ALL and AUTO: direct, indirect, total, baseline; two industries: total, baseline; two years.
    // Growth of vehicle assembly in LU00, as region and as country, has a baseline of zero: two years.
    #expect(counts.unknown == (2 * 4 + 2 * 2) * 2 + 2 * 2)
    #expect(counts.rows == lines.count - 1)
  }

  @Test func noLineStandsTwice() {
    let (lines, _) = lines(.full)
    let keys = lines.map { $0.split(separator: ",").prefix(6).joined(separator: ",") }
    #expect(Set(keys).count == keys.count)
  }

  @Test func detailAddsIndustriesThenEffects() {
    let region = lines(.region).lines
    let industry = lines(.industry).lines
    let full = lines(.full).lines
    #expect(!region.contains { $0.contains(",G45,") })
    #expect(industry.contains { $0.contains(",G45,2030,employment,total,") })
    #expect(!industry.contains { $0.contains(",G45,2030,employment,direct,") })
    #expect(full.contains { $0.contains(",G45,2030,employment,direct,") })
    #expect(Set(region).isSubset(of: industry))
    #expect(Set(industry).isSubset(of: full))
  }

  @Test func effectsOfAPlaceAddUpToItsTotal() throws {
    let sheet = ResultSheet(HandMadeResult.make())
    for place in sheet.places.all where place.code != "UK" {
      let parts = sheet.effects.map { sheet.change(.employment, $0, year: 1, in: place) }
      let total = sheet.change(.employment, year: 1, in: place)
      // Sums of a dozen numbers below 1e5: rounding stays below 1e-9.
      #expect(abs(parts.reduce(0, +) - total) < 1e-9, "\(place.code)")
    }
  }

  @Test func aScenarioNameWithAQuoteIsQuoted() {
    #expect(CSVField.text("a \"b\", c") == "\"a \"\"b\"\", c\"")
    #expect(CSVField.text("plain") == "plain")
  }
}
