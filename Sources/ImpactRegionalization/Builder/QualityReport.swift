import Foundation
package import ImpactEconomies

/// What a build measured about itself, in the order of its steps.
package struct QualityReport: Sendable {
  package private(set) var figures: [Economy.QualityFigure] = []

  package init() {}

  package mutating func add(
    _ step: String, _ figure: String, _ value: Double, _ unit: String, _ note: String = ""
  ) {
    add(step, figure, Self.text(value), unit, note)
  }

  package mutating func add(
    _ step: String, _ figure: String, _ value: String, _ unit: String, _ note: String = ""
  ) {
    figures.append(
      Economy.QualityFigure(step: step, figure: figure, value: value, unit: unit, note: note))
  }

  /// Figures by step; within a step in the order they were measured.
  package var inOrder: [Economy.QualityFigure] {
    figures.enumerated()
      .sorted {
        let (a, b) = ($0.element.step.prefix(1), $1.element.step.prefix(1))
        return a == b ? $0.offset < $1.offset : a < b
      }
      .map(\.element)
  }

  /// Six significant digits: residuals below rounding are printed as zero-like powers of ten.
  package static func text(_ value: Double) -> String { String(format: "%.6g", value) }
}
