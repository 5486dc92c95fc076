import ImpactRegionalization
import Testing

/// The steps of the estimate on tables small enough to check by hand.
@Suite struct EmploymentStepTests {
  typealias Section = EmploymentClassification.Section

  /// Two regions, two divisions; one published cell, totals of both regions and both divisions.
  @Test func marginsDetermineConfidentialCells() throws {
    let known: [String: [String: Double]] = [
      "G": ["XX": 100, "XX11": 60, "XX21": 40],
      "G45": ["XX": 30], "G46": ["XX": 70, "XX11": 45],
    ]
    let fitting = SectionFitting(
      SectionFitting.Input(
        country: "XX", section: Section(code: "G", leaves: ["G45", "G46"], group: "G-I"),
        regions: ["XX11", "XX21"], published: { known[$0]?[$1] }, nationalLeaves: [30, 70],
        regionWeights: [1, 1], plantPersons: [0, 0]))
    let output = try fitting.fit(tolerance: 0)
    // 60 − 45, 30 − 15, 70 − 45; sums stop at 1e-6 of their targets.
    #expect(abs(output.values[0][0] - 15) < 1e-3)
    #expect(abs(output.values[1][0] - 15) < 1e-3)
    #expect(abs(output.values[1][1] - 25) < 1e-3)
    #expect(output.values[0][1] == 45)
    #expect(output.isPublished == [[false, true], [false, false]])
    #expect(output.unknownCells == 3)
  }

  @Test func vehicleMakersFollowTheRegister() throws {
    let known: [String: [String: Double]] = [
      "C": ["XX": 200, "XX11": 100, "XX12": 100], "C28": ["XX": 100], "C29": ["XX": 100],
    ]
    let fitting = SectionFitting(
      SectionFitting.Input(
        country: "XX", section: Section(code: "C", leaves: ["C28", "C29"], group: "C"),
        regions: ["XX11", "XX12"], published: { known[$0]?[$1] }, nationalLeaves: [100, 100],
        regionWeights: [1, 1], plantPersons: [80, 0]))
    let output = try fitting.fit(tolerance: 0)
    // Priors 50, 85 and 50, 5: odds of 17, so x² = 17 (100 − x)² for the first region's C29.
    let expected = 100 * 17.0.squareRoot() / (1 + 17.0.squareRoot())
    #expect(abs(output.values[0][1] - expected) < 1e-2)
    #expect(abs(output.values[1][1] - (100 - expected)) < 1e-2)
  }

  @Test func contradictingMarginsAreNamed() {
    let known: [String: [String: Double]] = [
      "G": ["XX": 100, "XX11": 60, "XX12": 70], "G45": ["XX": 50], "G46": ["XX": 50],
    ]
    let fitting = SectionFitting(
      SectionFitting.Input(
        country: "XX", section: Section(code: "G", leaves: ["G45", "G46"], group: "G-I"),
        regions: ["XX11", "XX12"], published: { known[$0]?[$1] }, nationalLeaves: [50, 50],
        regionWeights: [1, 1], plantPersons: [0, 0]))
    #expect {
      try fitting.fit(tolerance: 4)
    } throws: { error in
      (error as? MarginFitting.Infeasible)?.margin.contains(" of XX") == true
    }
  }

  @Test func everyIndustryStandsInOneGroup() {
    let named = EmploymentClassification.groups.flatMap(\.industries)
    #expect(named.count == 56)
    #expect(Set(named).count == 56)
    for section in EmploymentClassification.sections {
      let group = EmploymentClassification.groups.first { $0.code == section.group }
      for leaf in section.leaves {
        #expect(
          group?.industries.contains(EmploymentClassification.industry(ofLeaf: leaf)) == true,
          "\(leaf)")
      }
    }
  }

  @Test func frenchGroupsMeetRegionsAndCountry() throws {
    let count = EmploymentClassification.groups.count
    let groups = (0..<count).map { Double(10 + $0) }
    let sum = groups.reduce(0, +)
    let totals = FrenchHeadOffices.Totals(
      regions: ["FR10", "FRB0"], all: [sum * 0.4, sum * 0.6], groups: groups,
      statistics: [[Double](repeating: 3, count: count), [Double](repeating: 1, count: count)],
      inhabitants: [100, 150], area: [1, 100])
    let fitted = try FrenchHeadOffices.groups(totals)
    for g in 0..<count {
      // The fitting stops at 1e-12 of each target.
      #expect(abs(fitted[0][g] + fitted[1][g] - groups[g]) < 1e-9)
    }
    #expect(abs(fitted[0].reduce(0, +) - sum * 0.4) < 1e-9)
    // Manufacturing follows the statistics, 3 to 1, whatever the jobs.
    let made = EmploymentClassification.groups.firstIndex { $0.code == "C" } ?? 0
    #expect(abs(fitted[0][made] / fitted[1][made] - 3) < 1e-9)
    // Agriculture goes with land: 1 km² against 150 × 0.02 = 3 km² before fitting.
    #expect(fitted[0][0] < fitted[1][0])
  }
}
