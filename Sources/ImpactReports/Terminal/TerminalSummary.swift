public import ImpactDocuments
public import ImpactSimulation

/// A result for people: what changes, where, and what to keep in mind, at most 100 columns wide.
///
/// Figures are changes against the baseline, rounded to three significant digits. Years shown are
/// those divisible by five and the last, at most five. Rankings are of the last year.
public struct TerminalSummary {
  /// How the text is set.
  public struct Style: Sendable {
    /// Headings in bold, for terminals that show it.
    public var isBold: Bool
    /// Code of a territory whose regions are listed one by one, whatever their number.
    public var territory: String?

    /// Plain text and short lists by default.
    public init(isBold: Bool = false, territory: String? = nil) {
      self.isBold = isBold
      self.territory = territory
    }
  }

  /// Territories with more regions than this show their sum only.
  static let longestRegionList = 12

  /// Lines of a notice; longer ones end with an ellipsis.
  static let longestNotice = 4

  let sheet: ResultSheet
  let style: Style
  let wealth: RegionalWealth?

  /// Prepares the text of a result.
  ///
  /// With an attribution a section says what each lever contributes, with GDP per head another how the
  /// changes are spread.
  public init(
    _ result: ImpactResult, style: Style = Style(), attribution: Attribution? = nil,
    wealth: RegionalWealth? = nil
  ) {
    sheet = ResultSheet(result, attribution: attribution)
    self.style = style
    self.wealth = wealth
  }

  /// The whole text, with a line end after every line.
  public var text: String {
    var lines = title()
    for section in [
      totals(), contributions(), rankings(byPercent: false), rankings(byPercent: true),
      automotiveBlock(),
      territories(), countries(), distribution(), leverFigures(), notices(), footer(),
    ] where !section.isEmpty {
      lines += [""] + section
    }
    return lines.joined(separator: "\n") + "\n"
  }

  var result: ImpactResult { sheet.result }

  /// Indices of the years shown: those divisible by five and the last, the latest five of them.
  var milestones: [Int] {
    let last = result.years.count - 1
    let round = result.years.indices.filter { result.years[$0] % 5 == 0 || $0 == last }
    return round.suffix(5)
  }

  var lastYear: Int { result.years.count - 1 }

  /// A section's heading, bold where the terminal shows it.
  func heading(_ text: String) -> String { style.isBold ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

  var yearLabels: [String] { milestones.map { "\(result.years[$0])" } }

  private func title() -> [String] {
    let span =
      result.years.count == 1
      ? "\(result.years[0])" : "\(result.years.first ?? 0) to \(result.years.last ?? 0)"
    let name = result.title.isEmpty ? result.scenario : "\(result.title) (\(result.scenario))"
    return TextTable.wrapped(name, first: "").map(heading)
      + ["Economy \(result.economy), \(span). Changes against the baseline without the scenario."]
  }

  private func notices() -> [String] {
    let notices = sheet.allNotices()
    guard !notices.isEmpty else { return [] }
    return [heading("Keep in mind")]
      + notices.flatMap { notice in
        let lines = TextTable.wrapped(notice.message, first: "  - ")
        guard lines.count > Self.longestNotice else { return lines }
        return lines.prefix(Self.longestNotice - 1)
          + ["    … (\(notice.code): the whole text stands in manifest.json)"]
      }
  }

  private func footer() -> [String] {
    TextTable.wrapped(
      "Jobs are persons employed at the place of work. Figures are rounded to three significant "
        + "digits, so parts may not add up; results.csv holds them in full.", first: "")
  }
}
