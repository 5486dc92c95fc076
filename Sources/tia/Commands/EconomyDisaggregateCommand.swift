import ArgumentParser
import Foundation
import ImpactEconomies
import ImpactEconomyFiles
import ImpactRegionalization

/// `tia economy disaggregate`: one industry split into several.
struct EconomyDisaggregateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disaggregate", abstract: "Split an industry of a table; its totals stay.",
    discussion: """
      The recipe (YAML) names the industry, what it is split into, weights by region and what tells \
      the inputs of the children apart. Without inputs the split is proportional: the children buy \
      alike, and a switch between them has no effect on other industries.
      """)

  @Argument(help: "Path of a table folder.")
  var input: String

  @Option(help: "The recipe, a YAML file.")
  var recipe: String

  @Option(help: "The folder to write; one that exists is replaced only if it is a table folder.")
  var out: String

  func run() async throws {
    try await Fault.reported {
      guard case .table(let folder) = try AnalysisSource.open(input) else {
        throw Fault.problem(
          "`\(input)` is an economy in factors, whose industries cannot be split here",
          expected: "a table folder; `tia economy aggregate` or `export --as folder` makes one")
      }
      let recipe = try SplitRecipe.read(at: URL(filePath: recipe))
      let split = try TableDisaggregation(folder.table, recipe)
      var provenance = folder.provenance
      let children = recipe.children.map(\.code).joined(separator: ", ")
      provenance.steps.append(
        Provenance.Step(
          name: "disaggregate", text: "Split \(recipe.industry) into \(children); totals kept"))
      try TableFolder.write(
        split.table, provenance: provenance, to: URL(filePath: out, directoryHint: .isDirectory))
      for notice in folder.notices + split.notices { Console.message("notice: \(notice.message)") }
      Console.message("\(out): \(recipe.industry) is split into \(children)")
    }
  }
}
