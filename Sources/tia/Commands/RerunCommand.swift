import ArgumentParser
import Foundation
import ImpactDiagnostics
import ImpactEconomyFiles
import ImpactReports
import ImpactSimulation
import TerritorialImpact

/// `tia rerun`: makes a result again from its own folder.
struct RerunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rerun",
    abstract: "Make a result again from its folder and say whether it is the same.",
    discussion: """
      The folder holds the scenario's text, the options and the fingerprint of the economy. An economy \
      that does not come with the program is looked for where it was. Every file of the folder is \
      compared with what the run gives now. Exit code 65 when a number differs by more than 1e-6 of the \
      largest of its kind, or a file is missing or was changed.
      """)

  @Argument(help: "A folder that `tia run --out` wrote.")
  var folder: String

  @Option(help: "Folder for the new result. Default: none is kept.")
  var out: String?

  func run() async throws {
    try await Fault.reported {
      let url = URL(filePath: folder, directoryHint: .isDirectory)
      let recipe = try RunRecipe(folder: url)
      let text = FileManager.default.contents(atPath: recipe.scenario) ?? Data()
      for difference in recipe.differences(
        version: Tia.version, hash: SHA256.hexadecimal(Array(text)))
      {
        Console.message("notice: \(difference)")
      }
      let command = try self.command(of: recipe)
      let target = try out.map { path in
        let target = URL(filePath: path, directoryHint: .isDirectory)
        guard target.standardizedFileURL.path != url.standardizedFileURL.path else {
          throw Fault.problem("--out is the folder itself", expected: "another folder")
        }
        try ResultFolder.check(target)
        return target
      }
      let place = target ?? Self.temporaryFolder()
      defer { if target == nil { try? FileManager.default.removeItem(at: place) } }
      _ = try await Interruption.cancelling { try await command.outcome(in: place) }
      let hash = try command.scenario.open().folder.fingerprint
      if let old = recipe.economyHash, old != hash {
        Console.message("notice: the economy \(recipe.economy) has other accounts than it had")
      }
      try report(try RepeatedResult(old: url, new: place))
    }
  }

  private func report(_ repeated: RepeatedResult) throws {
    guard repeated.problems.isEmpty else { throw ProblemReport(repeated.problems) }
    try Console.write(
      repeated.rounded.isEmpty
        ? "The run gives the same result, to the last byte.\n"
        : "The run gives the same numbers, within \(RepeatedResult.tolerance) of the largest; bytes "
          + "differ in \(repeated.rounded.joined(separator: ", ")).\n")
  }

  /// The command that the folder's manifest holds.
  private func command(of recipe: RunRecipe) throws -> RunCommand {
    // Runs made before draws were usual say nothing of them.
    let draws = recipe.options.contains("--draws") ? [] : ["--draws", "0"]
    do {
      return try RunCommand.parse(
        [recipe.scenario] + recipe.options + (recipe.hasBands ? [] : draws))
    } catch {
      throw Fault.problem(
        "the options in the manifest of \(folder) cannot be understood: "
          + RunCommand.message(for: error),
        expected: "the options of `tia run`")
    }
  }

  private static func temporaryFolder() -> URL {
    FileManager.default.temporaryDirectory
      .appending(path: "tia-rerun-\(UUID().uuidString)", directoryHint: .isDirectory)
  }
}
