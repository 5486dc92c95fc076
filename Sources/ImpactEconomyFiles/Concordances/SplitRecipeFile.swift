public import Foundation
import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
public import ImpactEconomies

extension SplitRecipe {
  /// Reads a recipe: YAML with the tables it names beside it, strictly, all problems at once.
  ///
  ///     industry: C29
  ///     into:
  ///       - {code: C29-ICE, name: Combustion cars, weight: 0.7}
  ///       - {code: C29-BEV, name: Battery cars, weight: 0.3}
  ///     weights: weights.csv      # region,child,output and accounts; in place of `weight`
  ///     inputs: inputs.csv        # child,input,factor,moved_to
  ///
  /// Throws a `ProblemReport`.
  public static func read(at url: URL) throws -> SplitRecipe {
    let document = YamlDocument(bytes: try TextFile.bytes(url), file: url.relativePath)
    guard let root = document.root else { throw ProblemReport(document.problems) }
    var problems: [Problem] = []
    let parts = SplitRecipeShape().read(root, &problems)
    let fresh = problems.filter { !document.refusedPaths.contains($0.path) }
    guard let parts, document.problems.isEmpty, fresh.isEmpty else {
      throw ProblemReport(document.problems + fresh)
    }
    let folder = url.deletingLastPathComponent()
    func beside(_ path: String) -> URL { URL(filePath: path, relativeTo: folder) }
    var weights = parts.children.compactMap { child in
      child.weight.map { Weight(region: nil, child: child.code, output: $0) }
    }
    if let path = parts.weights { weights += try SplitTables.weights(beside(path)) }
    let inputs = try parts.inputs.map { try SplitTables.inputs(beside($0)) } ?? []
    return SplitRecipe(
      industry: parts.industry,
      children: parts.children.map {
        Industry(
          code: $0.code, name: $0.name ?? $0.code, parent: parts.industry,
          section: String($0.code.prefix(1)), isAutomotiveBlock: false)
      }, weights: weights, inputs: inputs)
  }
}

/// The keys of a recipe.
private struct SplitRecipeShape: Sendable {
  struct Child: Sendable {
    let code: String
    let name: String?
    let weight: Double?
  }

  struct Parts {
    let industry: String
    let children: [Child]
    let weights: String?
    let inputs: String?
  }

  let industry = Key("industry", required: true, Shape<String>.text(), "The industry to split.")
  let into = Key(
    "into", required: true,
    Shape<[Child]>.list(of: childShape, "a list of two or more industries", atLeast: 2),
    "What it is split into.")
  let weights = Key("weights", Shape<String>.text(), "CSV with weights by region.")
  let inputs = Key("inputs", Shape<String>.text(), "CSV with what tells the inputs apart.")

  private static var childShape: Shape<Child> {
    let code = Key("code", required: true, Shape<String>.text(), "Code of the new industry.")
    let name = Key("name", Shape<String>.text(), "Its name.")
    let weight = Key("weight", Shape<Double>.number(), "Its weight in every region.")
    return .record([code.outline, name.outline, weight.outline]) { fields, problems in
      let (code, name) = (fields.value(code, &problems), fields.value(name, &problems))
      let weight = fields.value(weight, &problems)
      return code.map { Child(code: $0, name: name, weight: weight) }
    }
  }

  func read(_ node: DocumentNode, _ problems: inout [Problem]) -> Parts? {
    let keys = [industry.outline, into.outline, weights.outline, inputs.outline]
    guard let fields = Fields(node, keys: keys, &problems) else { return nil }
    let industry = fields.value(industry, &problems)
    let children = fields.value(into, &problems)
    let weights = fields.value(weights, &problems)
    let inputs = fields.value(inputs, &problems)
    guard let industry, let children else { return nil }
    return Parts(industry: industry, children: children, weights: weights, inputs: inputs)
  }
}

/// The tables beside a recipe.
private enum SplitTables {
  /// `region,child,output` and one column for each account with weights of its own; an empty region
  /// stands for all that have no rows.
  static func weights(_ url: URL) throws -> [SplitRecipe.Weight] {
    let bytes = try TextFile.bytes(url)
    let required = ["region", "child", "output"]
    let header = try CSVTable(bytes: bytes, file: url.relativePath).header
    let accounts = header.filter { !required.contains($0) }
    var reader = try TableReader(
      bytes: bytes, file: url.relativePath, columns: required + accounts)
    let weights = (0..<reader.rowCount)
      .map { row in
        var satellites: [String: Double] = [:]
        for (k, account) in accounts.enumerated() {
          satellites[account] = reader.number(row, 3 + k) ?? .nan
        }
        return SplitRecipe.Weight(
          region: reader.isEmpty(row, 0) ? nil : reader.text(row, 0),
          child: reader.required(row, 1), output: reader.number(row, 2) ?? .nan,
          satellites: satellites)
      }
    try reader.finish()
    return weights
  }

  /// `child,input,factor` and perhaps `moved_to`.
  static func inputs(_ url: URL) throws -> [SplitRecipe.Input] {
    let table = try OptionalColumns.reader(
      TextFile.bytes(url), file: url.relativePath, required: ["child", "input", "factor"],
      optional: ["moved_to"])
    var reader = table.reader
    let inputs = (0..<reader.rowCount)
      .map { row in
        let other = table.place("moved_to").map { reader.text(row, $0) } ?? ""
        return SplitRecipe.Input(
          child: reader.required(row, 0), input: reader.required(row, 1),
          factor: reader.number(row, 2) ?? .nan, movedTo: other.isEmpty ? nil : other)
      }
    try reader.finish()
    return inputs
  }
}
