import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// How `export-promotion` stands in a scenario file.
struct ExportPromotionShape: Sendable {
  let id: CommonLeverKeys
  let regions: Key<Scope>
  let products: Key<[String]>
  let uplift: Key<DatedPath>
  let firmShare = Key(
    "firm-share", Shape<Double>.share, "Share of the firms in the exports of their industries.")
  let markets: Key<Scope>
  let cost: Key<DatedPath>
  let unionShare = Key(
    "union-share", Shape<Double>.share, "Part of the cost that the Union pays.")
  let financing = Key(
    "financing", Shape<String>.choice(Financing.allCases.map(\.rawValue)),
    "Who pays in the end; deficit when left out.")

  init(_ context: ReadingContext) {
    id = CommonLeverKeys(context)
    let last = context.years?.last
    regions = Key(
      "regions", required: true, .scope(in: context.vocabulary), "Where the firms are.")
    products = Key(
      "products", required: true,
      .list(
        of: .industry(in: context.vocabulary), "a list of industries such as [C29-OTH, C25]",
        atLeast: 1), "Industries of the firms.")
    uplift = Key(
      "uplift", required: true, .path(of: .rate, lastYear: last),
      "How much more the firms export, by year.")
    markets = Key(
      "markets", .scope(in: context.vocabulary),
      "Where they sell more; the world outside their country when left out.")
    cost = Key(
      "cost",
      .path(of: .amount, lastYear: last)
        .checked { path, node, problems in
          guard path.first.year == 0 else { return true }
          problems.append(
            Problem(
              at: node.location, path: node.path, "the project has no years",
              expected: "a mapping of years to million EUR, such as {2025: 0.5, 2028: 0.5}"))
          return false
        }, "Cost of the project by year, million EUR of 2024.")
  }

  var outlines: [KeyOutline] {
    [
      id.id.outline, id.intensity.outline, regions.outline, products.outline, uplift.outline,
      firmShare.outline, markets.outline, cost.outline, unionShare.outline, financing.outline,
    ]
  }

  var leverShape: LeverShape {
    LeverShape(key: ExportPromotion.key, outlines: outlines, tables: []) { node, problems in
      read(node, &problems)
    }
  }

  private func read(_ node: DocumentNode, _ problems: inout [Problem]) -> ExportPromotion? {
    guard let fields = Fields(node, keys: outlines, &problems) else { return nil }
    let name = fields.value(id.id, &problems)
    let intensity = fields.value(id.intensity, &problems)
    let regions = fields.value(self.regions, &problems)
    let products = fields.value(self.products, &problems)
    let uplift = fields.value(self.uplift, &problems)
    let firmShare = fields.value(self.firmShare, &problems)
    let markets = fields.value(self.markets, &problems)
    let cost = fields.value(self.cost, &problems)
    let unionShare = fields.value(self.unionShare, &problems)
    let word = fields.value(financing, &problems)
    guard let regions, let products, let uplift else { return nil }
    if let twice = products.first(where: { code in products.count { $0 == code } > 1 }) {
      problems.append(
        Problem(
          at: fields[self.products.name]?.location, path: fields.node.path(of: self.products.name),
          "`\(twice)` is listed twice", expected: "each industry once"))
      return nil
    }
    return ExportPromotion(
      id: name ?? ExportPromotion.key, intensity: intensity ?? 1, regions: regions,
      products: products, uplift: uplift, firmShare: firmShare,
      markets: markets ?? Scope(["WORLD"]), cost: cost, unionShare: unionShare,
      financing: word.flatMap(Financing.init) ?? .deficit)
  }
}
