package import Foundation
import ImpactDiagnostics
package import ImpactDocuments

/// Reads recipe files strictly: unknown keys, missing keys and wrong values are all reported together.
package enum RecipeFile {
  /// Reads a file; throws `ProblemReport` with every problem and its place.
  package static func read(_ url: URL) throws -> EconomyRecipe {
    let data: Data
    do {
      data = try Data(contentsOf: url)
    } catch {
      throw ProblemReport([
        Problem(
          at: Location(file: url.path), "the file cannot be read: \(error.localizedDescription)",
          expected: "a recipe, as `tia schema --recipe` describes it")
      ])
    }
    return try read(bytes: [UInt8](data), file: url.path)
  }

  /// Reads the bytes of a file that problems call `file`.
  package static func read(bytes: [UInt8], file: String) throws -> EconomyRecipe {
    let document = YamlDocument(bytes: bytes, file: file)
    var problems = document.problems
    let recipe = document.root.flatMap { shape.read($0, &problems) }
    guard problems.isEmpty, let recipe else {
      throw ProblemReport(
        problems.isEmpty
          ? [Problem(at: Location(file: file), "the file is empty", expected: "a recipe")]
          : problems)
    }
    return recipe
  }

  /// The JSON Schema (draft 2020-12) of recipe files.
  package static func jsonSchema() -> String {
    guard case .object(let members) = shape.schema else { return "" }
    return
      SchemaNode.object(
        [
          SchemaNode.Member("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
          SchemaNode.Member("title", .text("TerritorialImpact recipe of an economy")),
        ] + members
      )
      .json() + "\n"
  }

  private static let version = Key(
    "recipe", required: true, Shape<Int>.integer(1...1, "the version 1"),
    "Version of the format.")
  private static let name = Key(
    "name", required: true, Shape<String>.identifier, "Short name of what is made.")
  private static let title = Key(
    "title", required: true, Shape<String>.text("a line for people"), "One line for people.")
  private static let year = Key(
    "year", required: true, Shape<Int>.year, "Year of the accounts.")
  private static let method = Key(
    "method", required: true, Shape<String>.choice(["default-economy", "regions"]),
    "default-economy: the steps of the shipped economy; regions: a table taken apart into regions.")
  private static let sources = Key(
    "sources", Shape<String>.text("the path of a folder"),
    "Folder with the published sources; --sources takes its place.")
  private static let parameters = Key(
    "parameters", RecipeShapes.parameters,
    "Parameters of the default economy that take the place of the catalogue's.")
  private static let regions = Key(
    "regions", RecipeShapes.regional, "How a table is taken apart into regions.")

  /// Shape of a whole file.
  package static let shape = Shape<EconomyRecipe>
    .record([
      version.outline, name.outline, title.outline, year.outline, method.outline, sources.outline,
      parameters.outline, regions.outline,
    ]) { fields, problems in
      _ = fields.value(version, &problems)
      let head = (
        fields.value(name, &problems), fields.value(title, &problems),
        fields.value(year, &problems), fields.value(method, &problems)
      )
      let folder = fields.value(sources, &problems)
      let given = fields.value(parameters, &problems)
      let recipe = fields.value(regions, &problems)
      guard let kind = head.3 else { return nil }
      let isRegional = kind == "regions"
      for (key, belongs) in [("regions", isRegional), ("parameters", !isRegional)] where !belongs {
        guard let node = fields[key] else { continue }
        problems.append(
          Problem(
            at: node.location, path: node.path, "the key `\(key)` has no meaning for `\(kind)`",
            expected: "the other method, or no such key"))
      }
      if isRegional, fields["regions"] == nil {
        problems.append(
          Problem(
            at: fields.node.location, path: "regions", "the key `regions` is missing",
            expected: regions.outline.expectation))
      }
      guard let name = head.0, let title = head.1, let year = head.2 else { return nil }
      let method: EconomyRecipe.Method
      if isRegional {
        guard let recipe else { return nil }
        method = .regions(recipe)
      } else {
        method = .defaultEconomy(parameters: given ?? [:])
      }
      return EconomyRecipe(
        name: name, title: title, year: year, sources: folder, method: method,
        location: fields.node.location)
    }
}
