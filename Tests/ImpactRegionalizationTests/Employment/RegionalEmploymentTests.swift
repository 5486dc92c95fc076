import Foundation
import ImpactRegionalization
import Testing

/// The public sources, where they are present: `TIA_REFERENCE_DATA` or `../shared`.
enum ReferenceData {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let sources: EmploymentSources? = {
    let given = ProcessInfo.processInfo.environment["TIA_REFERENCE_DATA"]
    let folder =
      given.map { URL(filePath: $0) } ?? root.deletingLastPathComponent().appending(path: "shared")
    let data = folder.appending(path: "data")
    let probe = data.appending(path: "eurostat/sbs_r_nuts06_r2_2015.csv")
    guard FileManager.default.fileExists(atPath: probe.path) else { return nil }
    return EmploymentSources(
      folder: data, plants: root.appending(path: "Sources/CImpactShipped/catalogue/plants.csv"))
  }()
}

@Suite(.enabled(if: ReferenceData.sources != nil)) struct RegionalEmploymentTests {
  @Test func dump() throws {
    let sources = try #require(ReferenceData.sources)
    let result = try RegionalEmployment.estimate(from: sources)
    var text = "code," + result.industries.joined(separator: ",") + "\n"
    for (r, region) in result.regions.enumerated() {
      text += region.code + "," + result.persons[r].map { String($0) }.joined(separator: ",") + "\n"
    }
    for (k, v) in result.economies { text += k + "," + v.map { String($0) }.joined(separator: ",") + "\n" }
    try text.write(toFile: "/tmp/emp.csv", atomically: true, encoding: .utf8)
    try result.quality.map { "\($0.step)|\($0.figure)|\($0.value)|\($0.unit)|\($0.note)" }
      .joined(separator: "\n").write(toFile: "/tmp/quality.txt", atomically: true, encoding: .utf8)
    #expect(result.regions.count == 242)
  }
}
