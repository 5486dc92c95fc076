import ArgumentParser
import Foundation
import ImpactEconomyFiles
import ImpactRegionalization

/// `tia economy build`: an economy or a table of regions from a recipe.
struct EconomyBuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Build an economy from a recipe, or the default one.",
    discussion: """
      A recipe (`tia schema --recipe`) names tables, regional statistics, the method for trade and \
      its parameters. Without a recipe the default economy is built from the published tables in \
      --sources (`wiod-2016-niot`, `wiod-2013-wiot`, `oecd-icio-2020-77x11`, `us-bea-2017-detail`, \
      `eurostat`, `nuts`, `market`). Parameters, the plant register and territories come from the \
      catalogue of this program; a file of the same name in --catalogue takes the place of its \
      shipped version.
      """)

  @Argument(help: "Recipe file; the default economy when left out.")
  var recipe: String?

  @Option(help: "Folder with the published sources, in place of the recipe's.")
  var sources: String?

  @Option(help: "Folder with replacements for catalogue files.")
  var catalogue: String?

  @Option(
    help: "The folder to write; one that exists is replaced only if it holds what a build writes.")
  var out: String

  func validate() throws {
    guard recipe != nil || sources != nil else {
      throw ValidationError("Name a recipe file, or the folder of --sources.")
    }
  }

  func run() async throws {
    try await Fault.reported {
      let lines = try RecipeBuild.run(
        recipe.map { try RecipeFile.read(URL(filePath: $0)) } ?? .standard,
        sources: sources.map { URL(filePath: $0, directoryHint: .isDirectory) },
        catalogue: text, to: URL(filePath: out, directoryHint: .isDirectory))
      for line in lines { Console.message(line) }
    }
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
