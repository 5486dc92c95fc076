import Foundation
import ImpactDiagnostics
import ImpactSimulation
import Testing

@testable import ImpactReports

@Suite struct TerminalSummaryTests {
  private func reference(_ name: String) throws -> String {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "References/\(name)")
    return try String(contentsOf: url, encoding: .utf8)
  }

  private let notices = [
    Notice(
      "estimated-residence",
      "Where workers live is estimated from distances, since no commuting matrix is given; induced "
        + "jobs by region carry this estimate.")
  ]

  @Test func theSummaryIsTheReference() throws {
    let text = TerminalSummary(HandMadeResult.make(notices: notices)).text
    let actual = FileManager.default.temporaryDirectory.appending(path: "tia-summary-actual.txt")
    try Data(text.utf8).write(to: actual)
    let expected = try reference("summary.txt")
    #expect(text == expected, "the text of this run stands in \(actual.path)")
  }

  @Test func noLineIsWiderThanTheTerminal() {
    let text = TerminalSummary(HandMadeResult.make(notices: notices)).text
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= TextTable.width })
  }

  @Test func inducedJobsLeftOutHaveNoLine() {
    let hand = HandMadeResult.make()
    let jobs = hand.change[.employment] ?? [:]
    let followed = ImpactResult(
      scenario: hand.scenario, title: hand.title, economy: hand.economy, years: hand.years,
      regions: hand.regions, industries: hand.industries, territories: hand.territories,
      baseline: hand.baseline,
      change: [.employment: jobs.merging([.induced: jobs[.direct] ?? []]) { first, _ in first }],
      leverFigures: [], notices: [], certificates: [])
    #expect(TerminalSummary(followed).text.contains("induced (household spending)"))
    let text = TerminalSummary(followed.withoutInducedEffects()).text
    #expect(!text.contains("induced"))
    #expect(text.contains("indirect (suppliers)"))
  }

  @Test func aTerritoryAskedForListsItsRegionsAlone() {
    let style = TerminalSummary.Style(territory: "greater-region")
    let text = TerminalSummary(HandMadeResult.make(), style: style).text
    #expect(text.contains("Greater Region: jobs"))
    #expect(!text.contains("Countries of the European Union: jobs"))
  }

  @Test func headingsAreBoldOnlyWhenAskedFor() {
    let plain = TerminalSummary(HandMadeResult.make()).text
    let bold = TerminalSummary(HandMadeResult.make(), style: .init(isBold: true)).text
    #expect(!plain.contains("\u{1B}"))
    #expect(bold.contains("\u{1B}[1mEuropean Union\u{1B}[0m"))
  }

  @Test func aLongFirstColumnIsCut() {
    var table = TextTable(["Region", "jobs"])
    table.add(["A name that is far too long for the line", "-1,230"])
    let lines = table.lines(width: 30)
    #expect(lines.allSatisfy { $0.count <= 30 })
    #expect(lines[1].contains("…"))
  }
}
