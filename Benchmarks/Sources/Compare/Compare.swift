import Foundation

/// Measures a whole run, and one solve against dense LU of the same system, in one go.
@main
enum Compare {
  static let usage = """
    usage: compare --tia PROGRAM --scenario FILE [--quick] [--json] [--write RESULTS.md]

      --quick   the largest country's regions alone, in place of the whole economy
      --json    one JSON array in place of name,value,unit,ratio
      --write   also write the lines as a table into a Markdown file

    """

  static func main() throws {
    let arguments = CommandLine.arguments
    func option(_ name: String) -> String? {
      guard let at = arguments.firstIndex(of: name), at + 1 < arguments.count else { return nil }
      return arguments[at + 1]
    }
    let quick = arguments.contains("--quick")
    if let kind = option("--measure").flatMap(Measuring.init) {
      let measurement = try kind.run(quick: quick)
      try FileHandle.standardOutput.write(contentsOf: JSONEncoder().encode(measurement))
      return
    }
    guard let tia = option("--tia"), let scenario = option("--scenario") else {
      try FileHandle.standardError.write(contentsOf: Data(usage.utf8))
      exit(64)
    }
    let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path
    let lines = try Comparison(
      program: FileManager.default.fileExists(atPath: program) ? program : arguments[0], tia: tia,
      scenario: scenario, quick: quick
    )
    .lines()
    if arguments.contains("--json") {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      encoder.nonConformingFloatEncodingStrategy = .convertToString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
      try FileHandle.standardOutput.write(contentsOf: encoder.encode(lines) + Data("\n".utf8))
    } else {
      print("name,value,unit,ratio")
      for line in lines {
        print("\"\(line.name)\",\(short(line.value)),\(line.unit),\(line.ratio.map(short) ?? "")")
      }
    }
    if let file = option("--write") { try markdown(lines, quick: quick, to: file) }
  }

  /// Four significant digits.
  private static func short(_ value: Double) -> String { String(format: "%.4g", value) }

  private static func markdown(_ lines: [Line], quick: Bool, to file: String) throws {
    var text = "# Measured\n\nWritten by `Benchmarks/compare\(quick ? " --quick" : "") --write`; "
    text += "all lines are of one run on one machine.\n\n| | value | unit | ratio |\n"
    text += "|---|---:|---|---:|\n"
    for line in lines {
      text += "| \(line.name) | \(short(line.value)) | \(line.unit) | "
      text += "\(line.ratio.map(short) ?? "") |\n"
    }
    try Data(text.utf8).write(to: URL(filePath: file))
  }
}
