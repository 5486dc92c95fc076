import ArgumentParser
import ImpactDocuments
import ImpactEconomyFiles
import ImpactLevers
import ImpactRegionalization

/// `tia schema`: the JSON schema of scenario files, or of recipes.
struct SchemaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract:
      "Print the JSON schema of scenario files or recipes, for editors that complete and check.",
    discussion: """
      With --economy the schema also lists the regions and territories that a scenario may name.
      """)

  @Option(help: "Name of a shipped economy, or path of an economy folder.")
  var economy: String?

  @Flag(help: "The schema of recipes for `tia economy build`.")
  var recipe = false

  func run() async throws {
    try await Fault.reported {
      if recipe {
        try Console.write(RecipeFile.jsonSchema())
        return
      }
      guard let economy else {
        try Console.write(ScenarioFile.jsonSchema())
        return
      }
      let vocabulary = try Vocabulary(
        economy: EconomySource.open(economy).economy, shipped: EconomySource.shippedNames,
        catalogue: ParameterCatalogue.shipped())
      try Console.write(ScenarioFile.jsonSchema(vocabulary: vocabulary))
    }
  }
}
