import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// How `procurement` stands in a scenario file.
struct ProcurementShape: Sendable {
  let common: CommonLeverKeys
  let programme: ProgrammeKeys
  let buses: Key<DatedPath>
  let zeroEmission: Key<DatedPath>
  let zeroEmissionBefore: Key<DatedPath>
  let places: Key<Scope>
  let floor: Key<DatedPath>
  let premium = Key(
    "premium", Shape<Double>.rate,
    "How much more a bus costs that comes from the zone because of the floor.")
  let additional = Key(
    "additional", Shape<Double>.share, "Share of the buses that would not be bought otherwise.")

  init(_ context: ReadingContext) {
    common = CommonLeverKeys(context)
    programme = ProgrammeKeys(context)
    let lastYear = context.years?.last
    let share = Shape<DatedPath>.path(of: .share, lastYear: lastYear)
    buses = Key(
      "buses", required: true, .path(of: .quantity(unit: "buses"), lastYear: lastYear),
      "Buses that public bodies buy in a year.")
    zeroEmission = Key(
      "zero-emission", share, "Share of electric buses under the rule; as today when left out.")
    zeroEmissionBefore = Key(
      "zero-emission-before", share, "Share of electric buses without the rule.")
    places = Key(
      "made-in", .scope(in: context.vocabulary), "Zone of the floor; EU27 when left out.")
    floor = Key(
      "made-in-share", share, "Least share of electric buses that comes from the zone.")
  }

  var outlines: [KeyOutline] {
    common.outlines + [
      buses.outline, zeroEmission.outline, zeroEmissionBefore.outline, places.outline,
      floor.outline, premium.outline, additional.outline,
    ] + programme.outlines
  }

  var leverShape: LeverShape {
    LeverShape(key: Procurement.key, outlines: outlines, tables: []) { node, problems in
      read(node, &problems)
    }
  }

  private func read(_ node: DocumentNode, _ problems: inout [Problem]) -> Procurement? {
    guard let fields = Fields(node, keys: outlines, &problems) else { return nil }
    let known = problems.count
    if fields["zero-emission"] == nil, fields["made-in-share"] == nil, fields["additional"] == nil {
      problems.append(
        Problem(
          at: node.location, path: node.path, "the rule changes no purchase",
          expected: "one of the keys zero-emission, made-in-share, additional"))
    }
    guard let buses = fields.value(self.buses, &problems) else { return nil }
    let lever = Procurement(
      id: fields.value(common.id, &problems) ?? Procurement.key,
      intensity: fields.value(common.intensity, &problems) ?? 1,
      regions: fields.value(common.regions, &problems) ?? .eu27, buses: buses,
      zeroEmission: fields.value(zeroEmission, &problems),
      zeroEmissionBefore: fields.value(zeroEmissionBefore, &problems),
      madeIn: fields.value(places, &problems) ?? .eu27, floor: fields.value(floor, &problems),
      premium: fields.value(premium, &problems),
      additional: fields.value(additional, &problems) ?? 0,
      terms: programme.read(fields, &problems))
    return problems.count == known ? lever : nil
  }
}
