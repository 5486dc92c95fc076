import Foundation

/// Measures everything side by side in one run: see `usage`.
@main
enum Compare {
  static let usage = """
    usage: compare --tia PROGRAM --scenario FILE [--quick] [--json] [--write RESULTS.md] [--python PROGRAM]

      --quick   ends within 50 s: the largest factorization is made only if it fits, otherwise extrapolated by n³
      --json    one JSON array in place of lines
      --write   also write the figures as tables into a Markdown file
      --python  a Python with numpy, scipy and pymrio to compare with

    """

  static func main() throws {
    let arguments = CommandLine.arguments
    func option(_ name: String) -> String? {
      guard let at = arguments.firstIndex(of: name), at + 1 < arguments.count else { return nil }
      return arguments[at + 1]
    }
    if let name = option("--measure") {
      let job = Job(
        name: name, size: option("--size").flatMap { Int($0) } ?? 0, file: option("--file"))
      try FileHandle.standardOutput.write(contentsOf: JSONEncoder().encode(try job.run()))
      return
    }
    guard let tia = option("--tia"), let scenario = option("--scenario"),
      let reference = option("--reference")
    else {
      try FileHandle.standardError.write(contentsOf: Data(usage.utf8))
      exit(64)
    }
    let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path
    var comparison = Comparison(
      jobs: Jobs(
        program: FileManager.default.fileExists(atPath: program) ? program : arguments[0],
        python: option("--python"), reference: reference),
      tia: tia, scenario: scenario, quick: arguments.contains("--quick"))
    try comparison.run()
    if arguments.contains("--json") {
      try FileHandle.standardOutput.write(contentsOf: comparison.json + Data("\n".utf8))
    } else {
      print(comparison.table)
    }
    if let file = option("--write") {
      try Data(comparison.markdown.utf8).write(to: URL(filePath: file))
    }
  }
}
