import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// The keys of a scenario file and how a scenario is read from them.
struct ScenarioShape: Sendable {
  let vocabulary: Vocabulary
  let file: String
  let scenario = Key(
    "scenario", required: true, Shape<String>.identifier, "Identifier of the scenario in results.")
  let title = Key("title", required: true, Shape<String>.text("a title"), "Title for people.")
  let description = Key(
    "description", Shape<String>.text("a description"), "What the scenario assumes, and why.")
  let economy: Key<String>
  let years = Key("years", required: true, HorizonShape.shape, "The years of the results.")
  let induced = Key(
    "induced", Shape<Bool>.boolean, "Whether spending out of earned income is followed.")
  let parameters: Key<[String: ParameterOverride]>
  let uncertainty: Key<Uncertainty>
  let territories: Key<[Territory]>

  init(vocabulary: Vocabulary, file: String) {
    self.vocabulary = vocabulary
    self.file = file
    economy = Key(
      "economy", required: true, EconomyShape(names: vocabulary.economies, file: file).shape,
      "Name of an economy that comes with the program, or path of an economy folder.")
    parameters = Key(
      "parameters", ParametersShape(catalogue: vocabulary.catalogue).shape,
      "Values that replace those of the parameter catalogue in this scenario.")
    uncertainty = Key(
      "uncertainty", UncertaintyShape(catalogue: vocabulary.catalogue).shape,
      "How uncertain parameters are, where the catalogue's ranges do not hold.")
    territories = Key(
      "territories", TerritoriesShape(vocabulary: vocabulary).shape,
      "Groups of regions that results show beside those of the economy.")
  }

  func outlines(_ levers: [LeverShape]) -> [KeyOutline] {
    [
      scenario.outline, title.outline, description.outline, economy.outline, years.outline,
      induced.outline, territories.outline, parameters.outline, uncertainty.outline,
      KeyOutline(
        name: "overrides", isRequired: false, expectation: "a mapping of names to blocks",
        schema: OverrideShape(levers: levers, self).schema),
      KeyOutline(
        name: "levers", isRequired: true, expectation: LeverListShape.expectation,
        schema: LeverListShape(levers: levers).schema
          .described(
            "What is done to the economy, in order; [] is the baseline.")),
    ]
  }

  /// The scenario in a document, without its override blocks; nil when it has faults.
  func read(_ root: DocumentNode, _ problems: inout [Problem]) -> Scenario? {
    let known = problems.count
    let shapes = LeverShape.all(
      ReadingContext(vocabulary: vocabulary, years: horizon(of: root), file: file))
    guard let fields = Fields(root, keys: outlines(shapes), &problems) else { return nil }
    let id = fields.value(self.scenario, &problems)
    let title = fields.value(self.title, &problems)
    let description = fields.value(self.description, &problems)
    let economy = fields.value(self.economy, &problems)
    let years = fields.value(self.years, &problems)
    let induced = fields.value(self.induced, &problems)
    let parameters = fields.value(self.parameters, &problems) ?? [:]
    let uncertainty = fields.value(self.uncertainty, &problems) ?? Uncertainty()
    let territories = fields.value(self.territories, &problems) ?? []
    let levers = fields["levers"].map { LeverListShape(levers: shapes).read($0, &problems) }
    guard problems.count == known, let id, let title, let economy, let years, let levers else {
      return nil
    }
    return Scenario(
      id: id, title: title, description: description ?? "", economy: economy, years: years,
      levers: levers, parameters: parameters, inducedEffects: induced ?? true,
      uncertainty: uncertainty, territories: territories,
      notices: ParametersShape(catalogue: vocabulary.catalogue).notices(for: parameters))
  }

  /// The years alone; their faults are reported when the scenario is read.
  private func horizon(of root: DocumentNode) -> [Int]? {
    guard let node = root[years.name] else { return nil }
    var reportedLater: [Problem] = []
    return years.shape.read(node, &reportedLater)
  }
}
