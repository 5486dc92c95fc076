import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// How `productivity` stands in a scenario file.
struct ProductivityShape: Sendable {
  let common: CommonLeverKeys
  let rates: Key<[String: DatedPath]>
  let output = Key(
    "output", Shape<String>.choice(Productivity.Output.allCases.map(\.rawValue)),
    "Whether output grows with productivity (jobs stay) or stays (jobs fall).")
  let from = Key(
    "from", Shape<Int>.year,
    "The year after which productivity grows; that of today's mix when left out.")

  init(_ context: ReadingContext) {
    common = CommonLeverKeys(context)
    // A schema without an economy takes any industry.
    let industries = context.vocabulary.industries
    rates = Key(
      "rates", required: true,
      .table(
        of: .path(of: .share, lastYear: context.years?.last),
        names: industries.isEmpty ? [] : Productivity.groups + industries,
        "a mapping of industries, `automotive` or `all` to growth a year", atLeast: 1,
        repeating: false),
      "Growth of labour productivity a year by industry.")
  }

  var outlines: [KeyOutline] {
    common.outlines + [rates.outline, output.outline, from.outline]
  }

  var leverShape: LeverShape {
    LeverShape(key: Productivity.key, outlines: outlines, tables: [rates.name]) { node, problems in
      read(node, &problems)
    }
  }

  private func read(_ node: DocumentNode, _ problems: inout [Problem]) -> Productivity? {
    guard let fields = Fields(node, keys: outlines, &problems) else { return nil }
    let id = fields.value(common.id, &problems)
    let intensity = fields.value(common.intensity, &problems)
    let regions = fields.value(common.regions, &problems)
    let rates = fields.value(self.rates, &problems)
    let word = fields.value(output, &problems)
    let from = fields.value(self.from, &problems)
    guard let rates else { return nil }
    return Productivity(
      id: id ?? Productivity.key, intensity: intensity ?? 1, regions: regions ?? .eu27,
      rates: rates, output: word.flatMap(Productivity.Output.init) ?? .grows, from: from)
  }
}
