import Foundation
import ImpactDiagnostics
import ImpactRegionalization
import Testing

/// Faulty files are refused with every place that is wrong.
@Suite struct EmploymentSourceTests {
  func file(_ text: String) throws -> URL {
    let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
    try Data(text.utf8).write(to: url)
    return url
  }

  func problems(_ body: () throws -> Void) -> [Problem] {
    do {
      try body()
      return []
    } catch {
      return (error as? ProblemReport)?.problems ?? []
    }
  }

  @Test func statisticsRefuseWordsNegativesAndDuplicates() throws {
    let url = try file(
      """
      nace_r2,geo,level,persons_2015,flag
      C29,DE11,2,many,
      C29,DE12,2,-3,
      C29,DE13,2,,
      C29,DE13,2,5,
      """)
    let found = problems { _ = try BusinessStatistics(url) }
    #expect(found.compactMap(\.location?.line) == [2, 3, 5])
    #expect(found.map(\.path) == ["persons_2015", "persons_2015", "geo"])
  }

  @Test func aConfidentialCellIsNotZero() throws {
    let url = try file(
      "nace_r2,geo,level,persons_2015,flag\nC29,DE91,2,,\nC29,DE80,2,0.0,\nD,DE91,2,17,\n")
    let table = try BusinessStatistics(url)
    #expect(table.persons("C29", "DE91") == nil)
    #expect(table.persons("C29", "DE80") == 0)
    #expect(table.persons("D35", "DE91") == 17)
    #expect(table.regionCodes == ["DE80", "DE91"])
  }

  @Test func theTableNeedsManufacturingInsideIndustry() throws {
    let url = try file(
      """
      year,geo,A,B-E,C,F,G-I,J,K,L,M-N,O-Q,R-U,TOTAL
      2017,DE11,1,10,12,1,1,1,1,1,1,1,1,20
      2016,DE11,1,10,12,1,1,1,1,1,1,1,1,20
      2017,DE12,1,10,7,1,1,1,1,1,1,1,1,20
      """)
    let found = problems { _ = try EmploymentTable(url, year: 2017) }
    #expect(found.map(\.message) == ["B-E is smaller than C"])
    #expect(found.first?.location?.line == 2)
  }

  @Test func groupsComeInOrderWithUtilitiesAsTheDifference() throws {
    let url = try file(
      """
      year,geo,A,B-E,C,F,G-I,J,K,L,M-N,O-Q,R-U,TOTAL
      2017,DE12,1,10,7,2,4,5,6,8,9,11,12,68
      2017,FR10,,,,,,,,,,,,6314860
      """)
    let table = try EmploymentTable(url, year: 2017)
    #expect(table.groups("DE12") == [1, 3, 7, 2, 4, 5, 6, 8, 9, 11, 12])
    #expect(table.groups("FR10") == nil)
    #expect(table.total("FR10") == 6_314_860)
  }

  @Test func theRegisterCountsWorkingPlantsOnly() throws {
    let url = try file(
      """
      plant,group,kind,nuts2,country,status,capacity_gwh,persons
      One,X,assembly,DE91,DE,open,,60000
      Two,X,powertrain,DE91,DE,converting,,
      Three,X,battery,DE91,DE,open,20,900
      Four,X,assembly,DE91,DE,planned,,5000
      """)
    // 60,000 and the usual 3,000 of a powertrain plant.
    #expect(try PlantRegister(url).persons(in: "DE91") == 63_000)
    #expect(try PlantRegister(url).persons(in: "DE92") == 0)
    let elsewhere = problems { _ = try PlantRegister(url, regions: ["DE92"]) }
    #expect(elsewhere.count == 4)
    #expect(elsewhere.first?.message == "`DE91` is no region")
    let bad = try file(
      "plant,group,kind,nuts2,country,status,capacity_gwh,persons\nA,X,foundry,DE91,DE,open,,1\n")
    #expect(
      problems { _ = try PlantRegister(bad) }.map(\.message) == ["`foundry` is no kind of plant"])
  }

  @Test func theShippedRegisterReads() throws {
    let register = try PlantRegister(ReferenceData.plants)
    #expect(register.persons(in: "DE91") == 74_000)
  }

  @Test func missingFilesAreReportedTogether() throws {
    let nowhere = URL(filePath: "/nonexistent")
    let sources = EmploymentSources(
      folder: nowhere, plants: try SourceTable(ReferenceData.plants))
    let found = problems { _ = try RegionalEmployment.estimate(from: sources) }
    let files = found.compactMap { $0.location?.file }
    #expect(files.contains("/nonexistent/wiod-2016-niot/industries.csv"))
    #expect(files.contains("/nonexistent/nuts/crosswalk_nuts2.csv"))
    #expect(files.contains("/nonexistent/eurostat/sbs_r_nuts06_r2_2015.csv"))
  }
}
