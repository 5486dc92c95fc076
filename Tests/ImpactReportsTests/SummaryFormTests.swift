import Foundation
import ImpactAxes
import ImpactDiagnostics
import ImpactSimulation
import Testing

@testable import ImpactReports

/// One place in full, Markdown, pages, and how notices are sorted.
@Suite struct SummaryFormTests {
  private func summary(_ place: String? = nil, notices: [Notice] = []) -> TerminalSummary {
    TerminalSummary(HandMadeResult.make(notices: notices), style: .init(territory: place))
  }

  @Test func aRegionIsShownInFull() {
    let text = summary("DE12").text.replacing("\n  ", with: " ")
    // 55,000 jobs; −1,260 is −2.29 %, second to Stuttgart's −7.30 %.
    #expect(
      text.contains("55,000 jobs today, 25,000 of them (45.5 %) in the automotive industries."))
    #expect(
      text.contains(
        "Of 3 regions of the Union it is number 2 by losses in per cent of jobs in 2035."))
    #expect(text.contains("Automotive industries, Karlsruhe: jobs"))
    #expect(!text.contains("Countries of the European Union") && !text.contains("change most"))
  }

  @Test(arguments: [
    "karlsruhe", "KARLSRUHE", "de12", "Luxembourg", "greater region", "Germany", "EU27",
  ])
  func placesGoByNameToo(name: String) {
    #expect(Places(HandMadeResult.make()).named(name) != nil, "\(name)")
  }

  @Test func accentsDoNotMatterAndPartsAreOffered() {
    #expect(PlaceName.folded("Dolnośląskie") == PlaceName.folded("DOLNOSLASKIE"))
    let places = Places(HandMadeResult.make())
    #expect(places.named("ruhe") == nil)
    #expect(places.expectation(near: "ruhe") == "a place, such as DE12 (Karlsruhe)")
  }

  @Test func unknownJobsAreSaid() {
    #expect(summary("UK").text.contains("No source gives its jobs"))
  }

  @Test func tablesOfMarkdownHaveEqualRows() {
    let text = summary().markdown
    #expect(text.hasPrefix("# Hand-made case (hand-made)\n"))
    var columns: Int?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("|") else {
        columns = nil
        continue
      }
      let count = line.count { $0 == "|" }
      #expect(count == columns ?? count, "\(line)")
      columns = count
    }
    #expect(text.contains("| Jobs, all together | -7,870 | -15,700 |"))
  }

  @Test func markupInNamesStaysText() {
    let notice = Notice("x", "a <b> & c | d_e")
    #expect(summary(notices: [notice]).html.contains("<li>a &lt;b&gt; &amp; c | d_e</li>"))
    #expect(summary(notices: [notice]).markdown.contains("- a \\<b\\> & c \\| d\\_e"))
  }

  @Test func pagesCloseWhatTheyOpen() throws {
    let page = summary().html
    for tag in [
      "html", "head", "body", "table", "thead", "tbody", "tr", "td", "th", "ul", "li", "h1", "h2",
      "p", "div",
    ] {
      let opened = page.matches(of: try Regex("<\(tag)[ >]")).count
      #expect(opened == page.matches(of: try Regex("</\(tag)>")).count, "\(tag)")
    }
    // No region of the hand-made case has a position.
    #expect(!page.contains("<svg"))
  }

  @Test func noticesAreSortedAndShortened() {
    let digest = NoticeDigest([
      Notice("flat-baseline", "the baseline is flat"),
      Notice("local-content-assumptions", "floor: content is by origin; suppliers expand"),
      Notice("budget-binds", "bonus: the budget binds"),
      Notice("budget-binds", "leasing: the budget binds"),
      Notice("budget-binds", "scrap: the budget binds in one year"),
      Notice("bands", "bands hold nine in ten; not all"),
      Notice("a-new-code", "something nobody knows yet"),
    ])
    #expect(digest.groups.map(\.kind) == [.limit, .certainty, .assumption, .accounts])
    #expect(
      digest.groups.flatMap { $0.items.map(\.text) } == [
        "bonus, leasing: the budget binds", "scrap: the budget binds in one year",
        "something nobody knows yet", "bands hold nine in ten", "floor: content is by origin",
        "the baseline is flat",
      ])
    #expect(digest.isShortened)
  }

  @Test func manyOfOneKindAreCounted() {
    let digest = NoticeDigest(
      (1...9).map { Notice("parameter-outside-range", "p\($0) is outside") })
    #expect(
      digest.groups[0].items.map(\.text).suffix(2) == ["p4 is outside", "5 more of this kind"])
  }
}
