package import Foundation
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomyFiles

/// Carries a recipe out and writes what it makes.
package enum RecipeBuild {
  /// Builds and writes into `target`; returns lines for people.
  ///
  /// `sources` takes the place of the recipe's folder of sources; `catalogue` gives the parameter
  /// files, the plant register and the territories of the default economy. Nothing is written when
  /// anything fails.
  package static func run(
    _ recipe: EconomyRecipe, sources: URL?,
    catalogue: (String) throws -> (file: String, text: String),
    to target: URL
  ) throws -> [String] {
    switch recipe.method {
    case .defaultEconomy(let parameters):
      let built = try DefaultEconomy.build(
        buildSources(recipe, parameters, sources, catalogue))
      guard built.economy.name == recipe.name, built.economy.baseYear == recipe.year else {
        throw ProblemReport([
          Problem(
            at: recipe.location, path: "name",
            "the recipe says \(recipe.name) of \(recipe.year), the method makes \(built.economy.name) of \(built.economy.baseYear)",
            expected: "the name and the year of the default economy")
        ])
      }
      try EconomyFolder.write(built.economy, provenance: built.provenance, to: target)
      return ["The economy \(built.economy.name) is in \(target.path)"]
    case .regions(let regional):
      let built = try RegionalRecipeBuilder.build(recipe, regional)
      let quality =
        [["step", "figure", "value", "unit", "note"]]
        + built.quality.inOrder.map { [$0.step, $0.figure, $0.value, $0.unit, $0.note] }
      let statistics = [["region", "industry", "value", "flag"]] + built.statistics
      try TableFolder.write(
        built.table, provenance: built.provenance,
        companions: [
          TableFolder.Companion.quality: text(quality),
          TableFolder.Companion.statistics: text(statistics),
        ], to: target)
      return ["The table \(built.table.name) is in \(target.path)"]
        + built.quality.inOrder.map { figure in
          let note = figure.note.isEmpty ? "" : " (\(figure.note))"
          return "\(figure.figure): \(figure.value) \(figure.unit)\(note)"
        }
    }
  }

  private static func text(_ rows: [[String]]) -> [UInt8] {
    Array(rows.map(CSVText.line).joined().utf8)
  }

  private static func buildSources(
    _ recipe: EconomyRecipe, _ parameters: [String: EconomyRecipe.Parameter], _ sources: URL?,
    _ catalogue: (String) throws -> (file: String, text: String)
  ) throws -> BuildSources {
    guard let data = sources ?? recipe.sources.map({ recipe.url($0) }) else {
      throw ProblemReport([
        Problem(
          at: recipe.location, path: "sources", "the recipe names no folder of sources",
          expected: "the key `sources`, or the option --sources")
      ])
    }
    let plants = try catalogue("plants.csv")
    return BuildSources(
      data: data,
      parameters: try ParameterOverrides.apply(
        parameters, to: [try catalogue("parameters.csv"), try catalogue("build.csv")],
        at: recipe.location),
      plants: try SourceTable(text: plants.text, file: plants.file),
      territories: try catalogue("territories.csv"))
  }
}
