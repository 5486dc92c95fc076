import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// How `fleet-mandate` stands in a scenario file.
struct FleetMandateShape: Sendable {
  let common: CommonLeverKeys
  let preset = Key(
    "preset", Shape<String>.choice(MandatePreset.allCases.map(\.rawValue)),
    "National targets of the catalogue; places of the tables replace theirs.")
  let zeroEmission: Key<[String: DatedPath]>
  let lowEmission: Key<[String: DatedPath]>
  let corporateShare = Key(
    "corporate-share", Shape<Double>.share, "Companies' share of all registrations.")
  let coveredShare = Key(
    "covered-share", Shape<Double>.share,
    "Share of companies' registrations that the mandate covers.")
  let offset = Key(
    "offset", Shape<Double>.share,
    "Share of the shift that makers take back elsewhere, since a fleet standard binds.")

  init(_ context: ReadingContext) {
    common = CommonLeverKeys(context)
    func table(_ what: String) -> Shape<[String: DatedPath]> {
      .table(
        of: .path(of: .share, lastYear: context.years?.last), names: context.vocabulary.places,
        "a mapping of places of sale to \(what) by year", atLeast: 1, repeating: false)
    }
    zeroEmission = Key(
      "zero-emission", table("shares of cars without emissions"),
      "Required share of battery and fuel-cell cars, by place of sale and year.")
    lowEmission = Key(
      "low-emission", table("shares of cars with low emissions"),
      "Required share of these and plug-in hybrids, by place of sale and year.")
  }

  var outlines: [KeyOutline] {
    common.outlines + [
      preset.outline, zeroEmission.outline, lowEmission.outline, corporateShare.outline,
      coveredShare.outline, offset.outline,
    ]
  }

  var leverShape: LeverShape {
    LeverShape(
      key: FleetMandate.key, outlines: outlines, tables: [zeroEmission.name, lowEmission.name]
    ) { node, problems in read(node, &problems) }
  }

  private func read(_ node: DocumentNode, _ problems: inout [Problem]) -> FleetMandate? {
    guard let fields = Fields(node, keys: outlines, &problems) else { return nil }
    let known = problems.count
    let lever = FleetMandate(
      id: fields.value(common.id, &problems) ?? FleetMandate.key,
      intensity: fields.value(common.intensity, &problems) ?? 1,
      regions: fields.value(common.regions, &problems) ?? .eu27,
      zeroEmission: fields.value(zeroEmission, &problems) ?? [:],
      lowEmission: fields.value(lowEmission, &problems) ?? [:],
      preset: fields.value(preset, &problems).flatMap(MandatePreset.init),
      corporateShare: fields.value(corporateShare, &problems),
      coveredShare: fields.value(coveredShare, &problems),
      offset: fields.value(offset, &problems) ?? 0)
    if fields["preset"] == nil, fields["zero-emission"] == nil, fields["low-emission"] == nil {
      problems.append(
        Problem(
          at: node.location, path: node.path, "the mandate asks for nothing",
          expected: "one of the keys preset, zero-emission, low-emission"))
    }
    return problems.count == known ? lever : nil
  }
}
