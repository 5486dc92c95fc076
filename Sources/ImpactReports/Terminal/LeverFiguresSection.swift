import ImpactSimulation

extension TerminalSummary {
  /// What the levers report beside jobs and growth: the first figures of each, or all.
  ///
  /// Figures are those of the place asked for where it has any, else of the Union. Figures whose names
  /// share what follows their first comma, such as a basket, share a table.
  func leverFigures() -> [[SummaryBlock]] {
    let own = known(asked?.code)
    let (figures, code) = own.isEmpty ? (known("EU27"), "EU27") : (own, asked?.code ?? "EU27")
    return Self.distinct(figures.map(\.lever))
      .flatMap { lever in
        let mine = figures.filter { $0.lever == lever }
        return style.showsFigures ? all(mine, lever, code) : [first(mine, lever, code)]
      }
  }

  /// Figures of a place that have a value in some year shown.
  private func known(_ code: String?) -> [LeverFigure] {
    let years = Set(milestones.map { result.years[$0] })
    let figures = result.leverFigures.filter { $0.place == code && $0.value.isFinite }
    let shown = Set(figures.filter { years.contains($0.year) }.map { [$0.lever, $0.figure] })
    return figures.filter { shown.contains([$0.lever, $0.figure]) }
  }

  private func all(_ figures: [LeverFigure], _ lever: String, _ code: String) -> [[SummaryBlock]] {
    Self.distinct(figures.map { Self.parts($0.figure).subject })
      .map { subject in
        let part = figures.filter { Self.parts($0.figure).subject == subject }
        let title =
          subject.isEmpty ? "Lever \(lever), \(code)" : "Lever \(lever), \(code): \(subject)"
        return [
          .heading(title),
          .table(table(Self.distinct(part.map(\.figure)), part) { Self.parts($0).figure }),
        ]
      }
  }

  /// Figures about the lever as a whole, and about its parts, that are shown without being asked for.
  private static let headlines = 3

  private func first(_ figures: [LeverFigure], _ lever: String, _ code: String) -> [SummaryBlock] {
    let names = Self.distinct(figures.map(\.figure))
    let whole = names.filter { Self.parts($0).subject.isEmpty }
    let parts = names.filter { !whole.contains($0) }
    let fromWhole = whole.prefix(max(Self.headlines, 2 * Self.headlines - parts.count))
    let chosen = Array(fromWhole + parts.prefix(2 * Self.headlines - fromWhole.count))
    let left = names.count - chosen.count
    return [
      .heading("Lever \(lever), \(code)"),
      .table(table(names.filter(chosen.contains), figures) { $0 }),
    ]
      + (left > 0
        ? [.paragraph("\(left) more figure\(left == 1 ? "" : "s") in lever-figures.csv.")] : [])
  }

  private func table(
    _ names: [String], _ figures: [LeverFigure], label: (String) -> String
  ) -> TextTable {
    var table = TextTable([""] + yearLabels + ["unit"], trailing: 1)
    for name in names {
      let own = figures.filter { $0.figure == name }
      let values = milestones.map { year in
        own.first { $0.year == result.years[year] }
          .map { ReadableNumber.figure($0.value, unit: $0.unit) } ?? ReadableNumber.unknown
      }
      table.add([label(name)] + values + [own[0].unit])
    }
    return table
  }

  /// The figure's own name, and what it is about.
  private static func parts(_ name: String) -> (figure: String, subject: String) {
    guard let comma = name.range(of: ", ") else { return (name, "") }
    return (String(name[..<comma.lowerBound]), String(name[comma.upperBound...]))
  }

  private static func distinct(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
