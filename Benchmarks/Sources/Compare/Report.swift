import Foundation

/// The figures for programs, for people and for the repository.
extension Comparison {
  var json: Data {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      return try encoder.encode(figures)
    }
  }

  var table: String {
    figures.map { figure in
      let ratio = figure.ratio.map { "  \(Self.short($0)) × \(figure.against ?? "")" } ?? ""
      let note = figure.note.map { "  (\($0))" } ?? ""
      return "\(figure.name)  \(Self.short(figure.value)) \(figure.unit)\(ratio)\(note)"
    }
    .joined(separator: "\n")
  }

  var markdown: String {
    var text = """
      # Measured

      Written by `Benchmarks/compare\(quick ? " --quick" : "") --write`; all figures are of one run on one machine. A ratio
      says how many times the reference in the same run takes, or what share of it is reached; compare ratios, not
      seconds.

      Machine: \(Machine.processor), \(ProcessInfo.processInfo.activeProcessorCount) cores, \(Machine.memory) GB;
      \(Machine.system). Versions: \(versionLine).

      | Figure | Value | Unit | Ratio | Against | Note |
      |---|---:|---|---:|---|---|

      """
    for figure in figures {
      text += "| \(figure.name) | \(Self.short(figure.value)) | \(figure.unit) | "
      text += "\(figure.ratio.map(Self.short) ?? "") | \(figure.against ?? "") | \(figure.note ?? "") |\n"
    }
    return text
  }

  private var versionLine: String {
    (versions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" } + [Machine.blas])
      .joined(separator: ", ")
  }

  /// Four significant digits.
  private static func short(_ value: Double) -> String { String(format: "%.4g", value) }
}
