import ImpactAxes
import ImpactDocuments
import ImpactEconomies

/// Labour value content: the part of a vehicle's net cost that is paid at plants with high wages.
///
///     LVC_s = (ω[VEH,s]·1[h(VEH,s) ≥ T] + Σ_i Σ_{r ∈ zone} a_i[r,s]·1[h(i,r) ≥ T]) / NC_s
///     h(i,r) = w[i,r]·ν·P·u / (e[i,r]·H)
///
/// ω compensation per unit of vehicle output, a purchases of the goods of the whole-vehicle basket by
/// origin, NC net cost; h the hourly wage in USD of 2024: w compensation (million EUR of the base year), ν
/// wages in compensation, P prices since then, u USD per EUR, e persons, H hours a year. T is 16 USD.
/// A region-industry counts in full or not at all, as a plant does. Source: treaty of the USA, Mexico
/// and Canada, appendix on automotive goods, article 7; entries `rule.usmca.*`.
struct LabourValue {
  static let keys =
    [
      "rule.usmca.wage", "rule.usmca.hours", "rule.usmca.wage_part", "rule.usmca.usd_per_eur",
    ] + [UsePhase.levelKey]

  /// 1 where wages reach the threshold, else 0, by index of the region-industry.
  private let high: ZoneContent
  private let context: LeverContext

  init(_ context: LeverContext) throws {
    self.context = context
    let catalogue = context.catalogue
    let threshold = try catalogue.central(Self.keys[0])
    let hours = try catalogue.central(Self.keys[1])
    let scale =
      try catalogue.central(Self.keys[2]) * catalogue.central(Self.keys[3])
      * catalogue.central(UsePhase.levelKey) * 1e6 / hours
    let satellites = context.economy.satellites
    let values = satellites.output.indices.map { k in
      let persons = satellites.employment[k]
      guard persons > 0 else { return 0.0 }
      return context.labourIncome[k] * satellites.output[k] / persons * scale >= threshold ? 1 : 0
    }
    high = ZoneContent(content: values, rest: [])
  }

  /// LVC of the vehicle makers of some buyers of the purchases, share.
  func content(of regions: [Int], _ purchases: ContentPurchases) -> [Double] {
    regions.map { content($0, purchases) }
  }

  private func content(_ s: Int, _ purchases: ContentPurchases) -> Double {
    let sources = purchases.sources
    let place = s - sources.regions.lowerBound
    var (weight, base, counted) = (0.0, 0.0, 0.0)
    for item in sources.products.indices {
      let account = purchases[item, place]
      // Also of what is not bought any more, as in `ContentMeasure`.
      base += sources.base[sources.part(item).lowerBound + place]
      guard account.weight > 0 else { continue }
      weight += account.weight
      counted += account.insideBought * purchases.meanContent(item, place, high, context).inside
    }
    let vehicles = sources.buyer
    let k = context.economy.index(region: s, industry: vehicles)
    let cost = 1 + weight - base - context.surplus(region: s, industry: vehicles)
    return (counted + high.content[k] * context.labourIncome[k]) / cost
  }
}

extension ContentRuleTrace {
  /// Labour value content before and after, by region, country and the union.
  func labourReadings(_ early: LeverState, _ late: LeverState) throws -> [LeverReading] {
    guard measuresLabour else { return [] }
    let context = late.context
    let labour = try LabourValue(context)
    let regions = makers.sorted()
    let sources = ContentSources(
      Self.products(context), buyer: vehicles, of: regions, zone: zone, context)
    let (before, after) = (
      labour.content(of: regions, ContentPurchases(sources, state: early)),
      labour.content(of: regions, ContentPurchases(sources, state: late))
    )
    let values = Dictionary(
      uniqueKeysWithValues: zip(regions, zip(before, after).map { ($0, $1) }))
    let wanted = context.catalogue["rule.usmca.lvc"]?.low
    return places(context)
      .flatMap { place, members in
        var figures = [
          ("before", mean(members.map { values[$0]?.0 ?? 0 }, of: members, context)),
          ("after", mean(members.map { values[$0]?.1 ?? 0 }, of: members, context)),
        ]
        if let wanted { figures.append(("required of cars", wanted / 100)) }
        return figures.map {
          LeverReading(
            lever: lever, place: place, year: late.year,
            figure: "\($0.0), labour value content", value: 100 * $0.1, unit: "percent")
        }
      }
  }
}
