import Foundation
import ImpactAxes
import ImpactDocuments
import ImpactEconomies
import ImpactEconomyFiles
import ImpactLevers
import ImpactSimulation
import Testing

/// Jobs that the shipped scenarios give on the shipped economy.
///
/// Not a claim about the world: a change of these numbers must be meant, and explained in the
/// changelog. The tolerance is half a per cent or one job: tighter than any change of a method or a
/// parameter, wider than the solver's 1e-8 and the rounding of other processors.
@Suite struct ScenarioResultTests {
  struct Expected: Sendable, CustomTestStringConvertible {
    let scenario: String
    let place: String
    let jobs2030: Double
    let jobs2035: Double
    var testDescription: String { "\(scenario) \(place)" }
  }

  /// The Union, Stuttgart, a region that loses (Saarland, Central Bohemia) and one that gains.
  ///
  /// A supply cut has no gainer; the regions of the small cluster project are pinned to a job.
  static let expected: [Expected] = [
    .init(scenario: "drive-train-2035", place: "EU27", jobs2030: -219_852, jobs2035: -361_388),
    .init(scenario: "drive-train-2035", place: "DE11", jobs2030: -19_032, jobs2035: -32_427),
    .init(scenario: "drive-train-2035", place: "DEC0", jobs2030: -3_476, jobs2035: -5_964),
    .init(scenario: "drive-train-2035", place: "PL51", jobs2030: 9_780, jobs2035: 14_808),
    .init(
      scenario: "emission-standards-100", place: "EU27", jobs2030: -227_002, jobs2035: -348_737),
    .init(scenario: "emission-standards-100", place: "DE11", jobs2030: -20_795, jobs2035: -31_143),
    .init(scenario: "emission-standards-100", place: "DEC0", jobs2030: -3_867, jobs2035: -5_760),
    .init(scenario: "emission-standards-100", place: "PL51", jobs2030: 11_202, jobs2035: 13_139),
    .init(
      scenario: "emission-standards-90", place: "EU27", jobs2030: -194_316, jobs2035: -323_741),
    .init(scenario: "emission-standards-90", place: "DE11", jobs2030: -17_777, jobs2035: -29_487),
    .init(scenario: "emission-standards-90", place: "CZ02", jobs2030: -4_503, jobs2035: -7_606),
    .init(scenario: "emission-standards-90", place: "HU11", jobs2030: 7_069, jobs2035: 10_439),
    .init(
      scenario: "emission-standards-delay", place: "EU27", jobs2030: -164_667, jobs2035: -266_221),
    .init(
      scenario: "emission-standards-delay", place: "DE11", jobs2030: -16_800, jobs2035: -26_054),
    .init(scenario: "emission-standards-delay", place: "DEC0", jobs2030: -2_847, jobs2035: -4_582),
    .init(scenario: "emission-standards-delay", place: "PL51", jobs2030: 8_795, jobs2035: 11_355),
    .init(scenario: "all-levers", place: "EU27", jobs2030: -123_957, jobs2035: -196_555),
    .init(scenario: "all-levers", place: "DE11", jobs2030: -27_398, jobs2035: -40_200),
    .init(scenario: "all-levers", place: "DEC0", jobs2030: -10_595, jobs2035: -12_369),
    .init(scenario: "all-levers", place: "HU11", jobs2030: 19_826, jobs2035: 27_786),
    .init(
      scenario: "use-phase-respending", place: "EU27", jobs2030: -160_831, jobs2035: -219_185),
    .init(scenario: "use-phase-respending", place: "DE11", jobs2030: -17_180, jobs2035: -27_727),
    .init(scenario: "use-phase-respending", place: "CZ02", jobs2030: -4_411, jobs2035: -7_345),
    .init(scenario: "use-phase-respending", place: "HU11", jobs2030: 7_320, jobs2035: 11_239),
    .init(
      scenario: "productivity-and-volume", place: "EU27", jobs2030: -389_724, jobs2035: -615_117),
    .init(scenario: "productivity-and-volume", place: "DE11", jobs2030: -24_767, jobs2035: -37_354),
    .init(scenario: "productivity-and-volume", place: "DEC0", jobs2030: -4_052, jobs2035: -6_166),
    .init(scenario: "productivity-and-volume", place: "PL51", jobs2030: 6_530, jobs2035: 4_712),
    .init(scenario: "supply-cut", place: "EU27", jobs2030: -880_175, jobs2035: 0),
    .init(scenario: "supply-cut", place: "DE11", jobs2030: -35_501, jobs2035: 0),
    .init(scenario: "supply-cut", place: "DE91", jobs2030: -13_905, jobs2035: 0),
    .init(scenario: "supply-cut", place: "CZ02", jobs2030: -9_100, jobs2035: 0),
    .init(scenario: "circular-economy", place: "EU27", jobs2030: 19_784, jobs2035: 19_793),
    .init(scenario: "circular-economy", place: "DE11", jobs2030: 235, jobs2035: 114),
    .init(scenario: "circular-economy", place: "PL22", jobs2030: 445, jobs2035: 418),
    .init(scenario: "circular-economy", place: "CZ07", jobs2030: 143, jobs2035: 308),
    .init(scenario: "software-and-research", place: "EU27", jobs2030: 4_335, jobs2035: 4_474),
    .init(scenario: "software-and-research", place: "DE11", jobs2030: -611, jobs2035: -617),
    .init(scenario: "software-and-research", place: "DE91", jobs2030: -715, jobs2035: -720),
    .init(scenario: "software-and-research", place: "CZ01", jobs2030: 2_815, jobs2035: 2_786),
    .init(scenario: "cluster-internationalisation", place: "EU27", jobs2030: 17, jobs2035: 0),
    .init(scenario: "cluster-internationalisation", place: "DEC0", jobs2030: 4, jobs2035: 0),
    .init(scenario: "cluster-internationalisation", place: "FRF3", jobs2030: 3, jobs2035: 0),
    .init(scenario: "cluster-internationalisation", place: "LU00", jobs2030: 1, jobs2035: 0),
  ]

  private static let scenarios = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Scenarios")

  @Test func shippedScenariosGiveTheirJobs() async throws {
    let bench = try Bench(Economy.shipped(.euNUTS2))
    let vocabulary = Vocabulary(
      economy: bench.economy, shipped: ["eu-nuts2"], catalogue: try .shipped())
    for name in Set(Self.expected.map(\.scenario)).sorted() {
      let path = Self.scenarios.appendingPathComponent("\(name).yaml").path
      let scenario = try ScenarioFile.read(path: path, vocabulary: vocabulary)
      let result = try await bench.engine.run(scenario)
      #expect(result.checks.allSatisfy { $0.passed })
      for expected in Self.expected where expected.scenario == name {
        for (year, jobs) in [(2030, expected.jobs2030), (2035, expected.jobs2035)] {
          let found = result.employmentChange(in: expected.place, year: year)?.value ?? .nan
          #expect(
            abs(found - jobs) <= max(1, 0.005 * abs(jobs)),
            "\(expected.testDescription) \(year): \(found), not \(jobs)")
        }
      }
    }
  }

  /// Figures of levers that jobs alone do not pin: half a per cent, as above.
  @Test func shippedScenariosGiveTheirFigures() async throws {
    let bench = try Bench(Economy.shipped(.euNUTS2))
    let vocabulary = Vocabulary(
      economy: bench.economy, shipped: ["eu-nuts2"], catalogue: try .shipped())
    let expected: [(scenario: String, blocks: [String], figure: String, value: Double)] = [
      ("supply-cut", [], "vehicles that cannot be made", 1_898.2),
      ("supply-cut", ["cells"], "vehicles that cannot be made", 659.4),
      ("supply-cut", ["magnets-year"], "vehicles that cannot be made", 802.0),
      ("circular-economy", [], "spending that households save, repair", 2_712),
      ("software-and-research", [], "extra cost of a vehicle for software", 376.7),
      (
        "cluster-internationalisation", [],
        "exports for a EUR, project money in prices of the accounts so far", 11.97
      ),
      (
        "cluster-internationalisation", [],
        "person-years for a million EUR, project money in prices of the accounts so far",
        52.29
      ),
    ]
    for (name, blocks, figure, value) in expected {
      let path = Self.scenarios.appendingPathComponent("\(name).yaml").path
      let scenario = try ScenarioFile.read(
        path: path, vocabulary: vocabulary, overrides: blocks)
      let result = try await bench.engine.run(scenario)
      let found =
        result.leverFigures
        .first { $0.place == "EU27" && $0.year == 2030 && $0.figure == figure }?
        .value ?? .nan
      #expect(abs(found - value) <= 0.005 * value, "\(name) \(figure): \(found), not \(value)")
    }
  }

  /// The end is the same, the way there is not: person-years tell the difference.
  @Test func aDelayIsAMatterOfPersonYears() {
    let law = ImpactResult.personYears([0, -100, -100], years: [2030, 2031, 2032])
    let delay = ImpactResult.personYears([0, 0, -100], years: [2030, 2031, 2032])
    #expect(law == -200 && delay == -100)
    // 2025 to 2030 on a straight line: 0, −2, −4, −6, −8, −10.
    #expect(abs(ImpactResult.personYears([0, -10], years: [2025, 2030]) + 30) < 1e-12)
    #expect(ImpactResult.personYears([-7], years: [2025]) == -7)
  }
}
