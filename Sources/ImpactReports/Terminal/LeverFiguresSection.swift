import Foundation
import ImpactSimulation

extension TerminalSummary {
  /// What the levers report for the European Union beside jobs and growth.
  ///
  /// Figures whose names share what follows their first comma, such as a basket, share a table.
  func leverFigures() -> [String] {
    let figures = result.leverFigures.filter { $0.place == "EU27" && $0.value.isFinite }
    var lines: [String] = []
    for lever in Self.distinct(figures.map(\.lever)) {
      let own = figures.filter { $0.lever == lever }
      for subject in Self.distinct(own.map { Self.parts($0.figure).subject }) {
        let part = own.filter { Self.parts($0.figure).subject == subject }
        let title = subject.isEmpty ? "Lever \(lever), EU27" : "Lever \(lever), EU27: \(subject)"
        if !lines.isEmpty { lines.append("") }
        lines += [heading(title)] + table(part).lines()
      }
    }
    return lines
  }

  private func table(_ figures: [LeverFigure]) -> TextTable {
    var table = TextTable([""] + yearLabels + ["unit"], trailing: 1)
    for name in Self.distinct(figures.map(\.figure)) {
      let own = figures.filter { $0.figure == name }
      let values = milestones.map { year in
        own.first { $0.year == result.years[year] }
          .map { ReadableNumber.figure($0.value, unit: $0.unit) } ?? ReadableNumber.unknown
      }
      table.add([Self.parts(name).figure] + values + [own[0].unit])
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
