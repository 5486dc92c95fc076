import Foundation
import ImpactDiagnostics
package import ImpactDocuments

/// Reads scenario files: YAML, strictly, with every problem of a file reported at once.
public enum ScenarioFile {
  /// Reads a scenario from text.
  ///
  /// Every code and key is looked up in `vocabulary`. The override blocks named in `overrides` are
  /// applied in that order; the others are checked as well, each on its own. Throws `ProblemReport`
  /// with all problems, sorted by place. `file` names the text in problems; a relative economy
  /// folder is taken from the folder of `file`. `settings` replace single values after all blocks,
  /// `economy` (a name, or the full path of a folder) the economy of the file.
  public static func read(
    text: String, file: String, vocabulary: Vocabulary, overrides: [String] = [],
    settings: [ScenarioSetting] = [], economy: String? = nil
  ) throws -> Scenario {
    try read(
      YamlDocument(text: text, file: file), file: file, vocabulary, overrides, settings, economy)
  }

  /// Reads the scenario file at a path; see `read(text:file:vocabulary:overrides:settings:economy:)`.
  public static func read(
    path: String, vocabulary: Vocabulary, overrides: [String] = [],
    settings: [ScenarioSetting] = [], economy: String? = nil
  ) throws -> Scenario {
    try read(document(at: path), file: path, vocabulary, overrides, settings, economy)
  }

  /// A number of the scenario file at a path that a search may turn; see `ScenarioKnob`.
  package static func knob(
    _ name: String, path: String, scenario: Scenario, catalogue: ParameterCatalogue
  ) throws -> ScenarioKnob {
    let document = try document(at: path)
    guard let root = document.root else { throw ProblemReport(document.problems) }
    let changed = scenario.appliedOverrides.reduce(root) { OverrideMerge.applying($1, to: $0) }
    return try ScenarioKnob.find(name, in: changed, scenario: scenario, catalogue: catalogue)
  }

  /// The economy that a scenario file asks for, which must be known before the vocabulary.
  ///
  /// A name stays as it is; a folder becomes an absolute path. Throws `ProblemReport` when the file is not YAML or names no economy.
  public static func economyName(text: String, file: String) throws -> String {
    try economyName(of: YamlDocument(text: text, file: file), file: file)
  }

  /// The economy that the scenario file at a path asks for; see `economyName(text:file:)`.
  public static func economyName(path: String) throws -> String {
    try economyName(of: document(at: path), file: path)
  }

  /// JSON Schema (draft 2020-12) of scenario files, made from the shapes that read them.
  ///
  /// With a vocabulary the schema lists its regions, parameters and component groups.
  public static func jsonSchema(vocabulary: Vocabulary = .empty) -> String {
    schema(vocabulary: vocabulary).json() + "\n"
  }

  static func schema(vocabulary: Vocabulary) -> SchemaNode {
    let levers = LeverShape.all(ReadingContext(vocabulary: vocabulary, years: nil))
    let outlines = ScenarioShape(vocabulary: vocabulary, file: "").outlines(levers)
    guard case .object(let members) = SchemaNode.record(outlines) else { return .object([]) }
    return .object(
      [
        .init("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
        .init("title", .text("Scenario of a territorial impact assessment")),
      ] + members)
  }

  private static func read(
    _ document: YamlDocument, file: String, _ vocabulary: Vocabulary, _ overrides: [String],
    _ settings: [ScenarioSetting], _ economy: String?
  ) throws -> Scenario {
    var problems: [Problem] = []
    guard let written = document.root else { throw ProblemReport(document.problems) }
    let root = SettingMerge.replacingEconomy(of: written, by: economy)
    let shape = ScenarioShape(vocabulary: vocabulary, file: file)
    let base = shape.read(root, &problems)
    let levers = LeverShape.all(
      ReadingContext(vocabulary: vocabulary, years: nil, file: file))
    let blocks = OverrideShape(levers: levers, shape).blocks(of: root, &problems)
    for block in blocks {
      _ = shape.read(OverrideMerge.applying(block.name, to: root), &problems)
    }
    let names = blocks.map(\.name)
    for name in overrides where !names.contains(name) {
      problems.append(unknownOverride(name, names: names, root))
    }
    var scenario = base
    var changed = overrides.reduce(root) { OverrideMerge.applying($1, to: $0) }
    if !overrides.isEmpty || !settings.isEmpty {
      let merge = SettingMerge(catalogue: vocabulary.catalogue)
      for setting in settings { changed = merge.applying(setting, to: changed, &problems) }
      scenario = shape.read(changed, &problems)
    }
    problems = collected(problems, afterThoseOf: document)
    guard problems.isEmpty, var scenario else { throw ProblemReport(problems) }
    scenario.overrides = blocks
    scenario.appliedOverrides = overrides
    scenario.setAssumptions = SetAssumption.all(in: changed, vocabulary.catalogue)
    return scenario
  }

  private static func unknownOverride(
    _ name: String, names: [String], _ root: DocumentNode
  ) -> Problem {
    Problem(
      at: root["overrides"]?.location ?? root.location, path: "overrides",
      "the scenario has no override block `\(DocumentNode.shortened(name))`, which was asked for",
      expected: names.isEmpty
        ? "no request, since the file has no blocks" : UnknownName.choice(of: names, near: name))
  }

  /// All problems once, sorted by place; a value that the text's own check refused is not
  /// reported again for being absent.
  private static func collected(
    _ problems: [Problem], afterThoseOf document: YamlDocument
  ) -> [Problem] {
    let fresh = problems.filter { !document.refusedPaths.contains($0.path) }
    var seen: Set<Problem> = []
    let unique = (document.problems + fresh).filter { seen.insert($0).inserted }
    return unique.enumerated()
      .sorted { a, b in
        let (p, q) = (a.element.location, b.element.location)
        return (p?.line ?? 0, p?.column ?? 0, a.offset) < (q?.line ?? 0, q?.column ?? 0, b.offset)
      }
      .map(\.element)
  }

  private static func economyName(of document: YamlDocument, file: String) throws -> String {
    guard let root = document.root else { throw ProblemReport(document.problems) }
    guard let node = root["economy"], case .scalar(let name, _) = node.content, !node.isEmpty else {
      let place = root["economy"] ?? root
      throw ProblemReport([
        Problem(
          at: place.location, path: "economy", "the scenario names no economy",
          expected: "the name of an economy, or the path of an economy folder")
      ])
    }
    guard name.contains("/") else { return name }
    let base = URL(fileURLWithPath: file).deletingLastPathComponent()
    return URL(fileURLWithPath: name, relativeTo: base).standardizedFileURL.path
  }

  private static func document(at path: String) throws -> YamlDocument {
    let handle = FileHandle(forReadingAtPath: path)
    guard let handle,
      let data = try? handle.read(upToCount: YamlDocument.Limits.bytes + 1) ?? Data()
    else {
      throw ProblemReport([
        Problem(at: Location(file: path), "the file cannot be read", expected: "a scenario file")
      ])
    }
    return YamlDocument(bytes: Array(data), file: path)
  }
}
