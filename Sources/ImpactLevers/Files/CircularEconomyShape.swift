import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// How `circular-economy` stands in a scenario file.
struct CircularEconomyShape: Sendable {
  let common: CommonLeverKeys
  let catalogue: ParameterCatalogue
  let preset = Key(
    "preset", Shape<String>.choice(CircularEconomy.Preset.allCases.map(\.rawValue)),
    "Recycled shares of the rules of the Union; keys of the file win.")
  let recycledContent: Key<[String: DatedPath]>
  let vehiclesKept: Key<DatedPath>
  let repairCostCut: Key<DatedPath>
  let households = Key(
    "households", Shape<String>.choice(UsePhase.Households.allCases.map(\.rawValue)),
    "What households do with what they save.")

  init(_ context: ReadingContext) {
    common = CommonLeverKeys(context)
    catalogue = context.vocabulary.catalogue
    let last = context.years?.last
    recycledContent = Key(
      "recycled-content",
      .table(
        of: .path(of: .share, lastYear: last),
        names: CircularEconomy.Material.allCases.map(\.rawValue),
        "a mapping of materials to recycled shares", atLeast: 1),
      "Recycled share of a material in new vehicles by year.")
    vehiclesKept = Key(
      "vehicles-kept", .path(of: .amount, lastYear: last),
      "Old vehicles a year that are treated in the regions instead of leaving unseen.")
    repairCostCut = Key(
      "repair-cost-cut", .path(of: .share, lastYear: last), "How far the price of repair falls.")
  }

  var outlines: [KeyOutline] {
    common.outlines + [
      preset.outline, recycledContent.outline, vehiclesKept.outline, repairCostCut.outline,
      households.outline,
    ]
  }

  var leverShape: LeverShape {
    LeverShape(key: CircularEconomy.key, outlines: outlines, tables: [recycledContent.name]) {
      node, problems in
      read(node, &problems)
    }
  }

  private func read(_ node: DocumentNode, _ problems: inout [Problem]) -> CircularEconomy? {
    guard let fields = Fields(node, keys: outlines, &problems) else { return nil }
    let known = problems.count
    let id = fields.value(common.id, &problems)
    let intensity = fields.value(common.intensity, &problems)
    let regions = fields.value(common.regions, &problems)
    let content = fields.value(recycledContent, &problems) ?? [:]
    let kept = fields.value(vehiclesKept, &problems)
    let repair = fields.value(repairCostCut, &problems)
    let word = fields.value(households, &problems)
    var paths = fields.value(preset, &problems).flatMap { preset($0, fields, &problems) } ?? [:]
    for (name, path) in content {
      guard let material = CircularEconomy.Material(rawValue: name) else { continue }
      paths[material] = path
    }
    guard problems.count == known else { return nil }
    let isEmpty = [preset.name, recycledContent.name, vehiclesKept.name, repairCostCut.name]
      .allSatisfy { fields[$0] == nil }
    if isEmpty {
      problems.append(
        Problem(
          at: node.location, path: node.path, "the lever changes nothing",
          expected:
            "at least one of `preset`, `recycled-content`, `vehicles-kept`, `repair-cost-cut`"))
      return nil
    }
    return CircularEconomy(
      id: id ?? CircularEconomy.key, intensity: intensity ?? 1, regions: regions ?? .eu27,
      recycledContent: paths, vehiclesKept: kept, repairCostCut: repair,
      households: word.flatMap(UsePhase.Households.init) ?? .respend)
  }

  private func preset(
    _ name: String, _ fields: Fields, _ problems: inout [Problem]
  ) -> [CircularEconomy.Material: DatedPath]? {
    guard let preset = CircularEconomy.Preset(rawValue: name) else { return nil }
    if let paths = CircularEconomy.paths(of: preset, catalogue) { return paths }
    problems.append(
      Problem(
        at: fields.node.location, path: fields.node.path,
        "the preset `\(name)` needs entries `circular.*`",
        expected: "a parameter catalogue with central values for them"))
    return nil
  }
}
