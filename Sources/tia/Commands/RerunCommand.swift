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
      that does not come with the program is looked for where it was. Exit code 65 when the numbers \
      differ by more than 1e-6 of the largest change.
      """)

  @Argument(help: "A folder that `tia run --out` wrote.")
  var folder: String

  @Option(help: "Folder for the new result.")
  var out: String?

  func run() async throws {
    try await Fault.reported {
      let url = URL(filePath: folder, directoryHint: .isDirectory)
      let before = try ComparedRun(folder: url)
      let recipe = try RunRecipe(folder: url)
      let text = FileManager.default.contents(atPath: recipe.scenario) ?? Data()
      for difference in recipe.differences(
        version: Tia.version, hash: SHA256.hexadecimal(Array(text)))
      {
        Console.message("notice: \(difference)")
      }
      let command = try RunCommand.parse([recipe.scenario] + recipe.options)
      let target = try out.map { path in
        let target = URL(filePath: path, directoryHint: .isDirectory)
        try ResultFolder.check(target)
        return target
      }
      let outcome = try await Interruption.cancelling { try await command.outcome(in: target) }
      let hash = try command.scenario.open().folder.fingerprint
      if let old = before.economyHash, old != hash {
        Console.message("notice: the economy \(before.economy) has other accounts than it had")
      }
      let after = ComparedRun(outcome.result, label: before.label, economyHash: hash)
      let gap = after.largestDifference(from: before)
      guard gap <= Self.tolerance else {
        throw Fault.problem(
          "the new numbers differ from those of \(folder) by up to \(gap) of the largest change",
          expected: "the same numbers to \(Self.tolerance)")
      }
      try Console.write(
        gap == 0
          ? "The run gives the same numbers, to the last bit.\n"
          : "The run gives the same numbers, within \(String(format: "%.0e", gap)) of the largest "
            + "change.\n")
    }
  }

  /// The accuracy that solves have on any machine.
  private static let tolerance = 1e-6
}
