import ArgumentParser
import Foundation
import ImpactEconomyFiles
import ImpactRegionalization

/// `tia economy build`: the default economy from published sources.
struct EconomyBuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Build the default economy from published sources.",
    discussion: """
      The folder of sources holds the published tables (`wiod-2016-niot`, `wiod-2013-wiot`, \
      `oecd-icio-2020-77x11`, `us-bea-2017-detail`, `eurostat`, `nuts`, `market`). Parameters, the \
      plant register and territories come from the catalogue of this program; a file of the same \
      name in --catalogue takes the place of its shipped version.
      """)

  @Option(help: "Folder with the published sources.")
  var sources: String

  @Option(help: "Folder with replacements for catalogue files.")
  var catalogue: String?

  @Option(help: "The folder to write; one that exists is replaced only if it is an economy folder.")
  var out: String

  func run() async throws {
    try await Fault.reported {
      let built = try DefaultEconomy.build(buildSources())
      let target = URL(filePath: out, directoryHint: .isDirectory)
      try EconomyFolder.write(built.economy, provenance: built.provenance, to: target)
      Console.message("The economy \(built.economy.name) is in \(out)")
    }
  }

  private func buildSources() throws -> BuildSources {
    let plants = try text("plants.csv")
    return BuildSources(
      data: URL(filePath: sources, directoryHint: .isDirectory),
      parameters: [try text("parameters.csv"), try text("build.csv")],
      plants: try SourceTable(text: plants.text, file: plants.file),
      territories: try text("territories.csv"))
  }

  private func text(_ name: String) throws -> (file: String, text: String) {
    if let catalogue {
      let url = URL(filePath: catalogue, directoryHint: .isDirectory).appending(path: name)
      if FileManager.default.fileExists(atPath: url.path) {
        return (url.path, try String(contentsOf: url, encoding: .utf8))
      }
    }
    return try ShippedCatalogue.text(name)
  }
}
