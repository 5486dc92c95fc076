import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// How `innovation` stands in a scenario file.
struct InnovationShape: Sendable {
  let common: CommonLeverKeys
  let response = PriceResponseKeys()
  let softwareGrowth: Key<DatedPath>
  let until = Key("until", Shape<Int>.year, "Last year in which software value grows.")
  let from = Key(
    "from", Shape<Int>.year,
    "Year of today's software value; that of the technology mix when left out.")
  let hardwareOffset = Key(
    "hardware-offset", Shape<Double>.share,
    "Part of new software that replaces control units and wiring.")
  let valuedShare = Key(
    "valued-share", Shape<Double>.share,
    "Part of the extra cost that buyers pay willingly since the vehicle does more.")
  let research: Key<DatedPath>
  let financing = Key(
    "financing", Shape<String>.choice(Financing.allCases.map(\.rawValue)),
    "Who pays for research in the end; deficit when left out.")
  let exportElasticity = Key(
    "export-elasticity", Shape<Double>.demandElasticity,
    "Price elasticity of exports to the rest of the world, negative.")

  init(_ context: ReadingContext) {
    common = CommonLeverKeys(context)
    let last = context.years?.last
    softwareGrowth = Key(
      "software-growth", .path(of: .rate, lastYear: last),
      "Growth of the value of software in a vehicle, a year.")
    research = Key(
      "research", .path(of: .amount, lastYear: last),
      "Public money for research, million EUR of 2024 a year.")
  }

  var outlines: [KeyOutline] {
    common.outlines + [
      softwareGrowth.outline, until.outline, from.outline, hardwareOffset.outline,
      valuedShare.outline, research.outline, financing.outline,
    ] + response.outlines + [exportElasticity.outline]
  }

  var leverShape: LeverShape {
    LeverShape(key: Innovation.key, outlines: outlines, tables: []) { node, problems in
      read(node, &problems)
    }
  }

  private func read(_ node: DocumentNode, _ problems: inout [Problem]) -> Innovation? {
    guard let fields = Fields(node, keys: outlines, &problems) else { return nil }
    var lever = Innovation(
      id: fields.value(common.id, &problems) ?? Innovation.key,
      intensity: fields.value(common.intensity, &problems) ?? 1,
      regions: fields.value(common.regions, &problems) ?? .eu27)
    lever.softwareGrowth = fields.value(softwareGrowth, &problems)
    lever.until = fields.value(until, &problems)
    lever.from = fields.value(from, &problems)
    lever.hardwareOffset = fields.value(hardwareOffset, &problems)
    lever.valuedShare = fields.value(valuedShare, &problems)
    lever.research = fields.value(research, &problems)
    let word = fields.value(financing, &problems)
    lever.financing = word.flatMap(Financing.init) ?? .deficit
    lever.passThrough = fields.value(response.passThrough, &problems)
    lever.demandElasticity = fields.value(response.demandElasticity, &problems)
    lever.exportElasticity = fields.value(exportElasticity, &problems)
    guard fields[softwareGrowth.name] == nil, fields[research.name] == nil else { return lever }
    problems.append(
      Problem(
        at: node.location, path: node.path, "the lever changes nothing",
        expected: "at least one of `software-growth`, `research`"))
    return nil
  }
}
