public import ImpactDocuments
public import ImpactSimulation

/// A result for people: what changes, where, and what to keep in mind, at most 100 columns wide.
///
/// Figures are changes against the baseline, rounded to three significant digits. Years shown are
/// those divisible by five and the last, at most five. Rankings are of the last year. The same
/// sections are written as text, Markdown (`markdown`) or a page (`html`).
public struct TerminalSummary {
  /// How the text is set.
  public struct Style: Sendable {
    /// Headings in bold, for terminals that show it.
    public var isBold: Bool
    /// Code or name of a place that is shown in full, in place of rankings and lists of all places: a
    /// region, a country, a territory.
    public var territory: String?
    /// Whether every figure of the levers is shown, in place of the first of each.
    public var showsFigures: Bool
    /// What a reader can do next, below everything else.
    public var hints: [String]

    /// Plain text, all places and short lists by default.
    public init(
      isBold: Bool = false, territory: String? = nil, showsFigures: Bool = false,
      hints: [String] = []
    ) {
      self.isBold = isBold
      self.territory = territory
      self.showsFigures = showsFigures
      self.hints = hints
    }
  }

  let sheet: ResultSheet
  let style: Style
  let wealth: RegionalWealth?
  /// The place that is shown in full, where the style asks for one that the result knows.
  let asked: Place?

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
    asked = style.territory.flatMap(sheet.places.named)
  }

  /// The whole text, with a line end after every line.
  public var text: String {
    sections.map { $0.flatMap(lines).joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  /// The sections in their order; those that have nothing to say are left out.
  var sections: [[SummaryBlock]] {
    let places =
      asked == nil
      ? [
        rankings(byPercent: false), rankings(byPercent: true), automotiveBlock(), territories(),
        countries(), distribution(),
      ] : [automotiveBlock(), members()]
    return
      ([title(), totals(), contributions()] + places + leverFigures() + notices() + [footer()])
      .filter { !$0.isEmpty }
  }

  var result: ImpactResult { sheet.result }

  /// What the totals are about: the place asked for, the Union, or everything.
  var place: Place { asked ?? sheet.places.union ?? sheet.places.everywhere }

  /// Indices of the years shown: those divisible by five and the last, the latest five of them.
  var milestones: [Int] {
    let last = result.years.count - 1
    let round = result.years.indices.filter { result.years[$0] % 5 == 0 || $0 == last }
    return round.suffix(5)
  }

  /// The years shown in tables of places: with bands, whose ends take room, the last two.
  var placeYears: [Int] { hasBands ? milestones.suffix(2) : milestones }

  var lastYear: Int { result.years.count - 1 }

  var hasBands: Bool { result.bands != nil }

  var yearLabels: [String] { milestones.map { "\(result.years[$0])" } }

  /// The scenario's title and its id.
  var name: String {
    result.title.isEmpty ? result.scenario : "\(result.title) (\(result.scenario))"
  }

  private func title() -> [SummaryBlock] {
    let span =
      result.years.count == 1
      ? "\(result.years[0])" : "\(result.years.first ?? 0) to \(result.years.last ?? 0)"
    var words =
      "Economy \(result.economy), \(span). Changes against the baseline without the scenario."
    if let bands = result.bands {
      let made = bands.draws + bands.refused
      let counted =
        bands.refused == 0 ? "\(made) draws" : "the \(bands.draws) of \(made) draws that count"
      words +=
        " Bands, from … to …, hold nine in ten of \(counted) over \(bands.parameters.count) uncertain "
        + "assumptions."
      if bands.refused > 0 { words += " Why \(bands.refused) do not count stands below." }
    }
    return [.title(name), .paragraph(words)]
  }

  private func notices() -> [[SummaryBlock]] {
    let digest = NoticeDigest(sheet.allNotices())
    var sections: [[SummaryBlock]] = digest.groups.map { group in
      [.heading(group.kind.heading), .list(group.items.map(\.text))]
    }
    if digest.isShortened {
      sections[sections.count - 1]
        .append(
          .paragraph(
            "In short; summary.json and manifest.json hold the whole text of \(digest.count) notices."
          ))
    }
    return sections
  }

  private func footer() -> [SummaryBlock] {
    [
      .paragraph(
        "Jobs are persons employed at the place of work. Value added is in million EUR at prices of "
          + "the accounts. Figures are rounded to three significant digits, so parts may not add up; "
          + "results.csv holds them in full.")
    ] + style.hints.map { .paragraph($0) }
  }
}
