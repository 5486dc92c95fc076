import ArgumentParser
import ImpactLevers
import ImpactReports

/// `tia origin`: rules of origin for one recipe.
struct OriginCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "origin",
    abstract: "Content of one product by the definitions of rules of origin.",
    discussion: """
      The recipe is a YAML file with product, currency, price, processing, materials (name, value, \
      non-originating, max-nom) and, if wanted, exclusions and max-nom; \
      Documentation/Methods/rules-of-origin.md shows one. These shares are of prices of one firm: \
      do not compare them with value-added shares of `tia content`.
      """)

  @Argument(help: "The recipe file.", completion: .file(extensions: ["yaml", "yml"]))
  var recipe: String

  @Option(help: "Standard output: table, csv or json.")
  var format: RunFormat = .table

  func run() async throws {
    try await Fault.reported {
      let file = try OriginRecipeFile(path: recipe)
      var options = TableOptions()
      options.format = format
      try options.write(
        OriginTable.tracings(file.recipe, currency: file.currency, limit: file.limit))
    }
  }
}
