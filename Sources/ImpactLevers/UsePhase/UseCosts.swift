import ImpactAxes
import ImpactDocuments

/// What a car costs its user in a year, by drive train, parted into basic prices, margins and taxes.
///
///     price = basic + trade and transport margins + taxes
///
/// EUR a year in prices of 2024. Margins are products too (G45, G46, G47, H49), so that basic prices of
/// all products and the taxes add up to what is paid. Entries `use.*` of the catalogue.
struct UseCosts: Sendable {
  /// One thing that users pay for.
  enum Item: String, CaseIterable, Sendable {
    case fuel, electricity, hydrogen, repair, tyres
  }

  /// What is paid for one item.
  struct Cost: Sendable {
    /// EUR by industry code, basic prices.
    var products: [String: Double] = [:]
    var taxes = 0.0
    var total: Double { products.keys.sorted().reduce(taxes) { $0 + (products[$1] ?? 0) } }
  }

  /// By drive train in the order of `Technology.allCases`.
  let costs: [[Item: Cost]]
  /// Codes of products that some drive train buys, ascending.
  let codes: [String]
  /// The same costs by place in `codes`: by drive train, in the order of `Item.allCases`.
  let lines: [[Line]]

  /// One item of one drive train.
  struct Line: Sendable {
    let item: Item
    let total: Double
    let taxes: Double
    /// Place in `codes`, and EUR at basic prices.
    let products: [(place: Int, value: Double)]
  }

  static let products = [
    "C19", "C20", "C22", "C27", AutomotiveBlock.combustion, AutomotiveBlock.otherComponents, "D35",
    "F", "G45", "G46", "G47", "H49", "J62_J63", "N",
  ]

  static let keys =
    [
      "fuel.litres.ice", "fuel.litres.hev", "fuel.litres.phev", "fuel.litres.efuel",
      "electricity.kwh.bev", "electricity.kwh.phev", "hydrogen.kg.fcev", "fuel.pump_price",
      "fuel.tax_share", "fuel.retail_margin", "fuel.wholesale_margin", "fuel.transport_margin",
      "efuel.pump_price", "efuel.tax_share", "efuel.chemicals_share", "electricity.home_price",
      "electricity.public_price", "electricity.public_share", "electricity.tax_share",
      "charging.hardware", "charging.installation", "charging.smart", "charging.operation",
      "hydrogen.price", "hydrogen.tax_share", "maintenance.ice", "maintenance.ratio.hev",
      "maintenance.ratio.phev", "maintenance.ratio.fcev", "maintenance.parts_share",
      "maintenance.combustion_parts", "maintenance.parts_margin", "tyres.ice", "tyres.ratio.bev",
      "vat_share",
    ]
    .map { "use.\($0)" } + [batteryRepairKey]
  static let batteryRepairKey = "aftermarket.bev_vs_ice_spend"

  private let values: [String: Double]

  init(_ catalogue: ParameterCatalogue) throws {
    var values: [String: Double] = [:]
    for key in Self.keys { values[key] = try catalogue.central(key) }
    self.values = values
    let costs = Technology.allCases.map { Self.costs(of: $0, Values(values)) }
    let codes = Set(costs.flatMap { $0.values.flatMap(\.products.keys) }).sorted()
    (self.costs, self.codes) = (costs, codes)
    lines = costs.map { items in
      Item.allCases.compactMap { item in
        items[item]
          .map { cost in
            Line(
              item: item, total: cost.total, taxes: cost.taxes,
              products: codes.enumerated()
                .compactMap { p, code in cost.products[code].map { (p, $0) } })
          }
      }
    }
  }

  /// Entries by the end of their key; all are there once `init` has read them.
  private struct Values {
    let values: [String: Double]
    init(_ values: [String: Double]) { self.values = values }
    subscript(_ key: String) -> Double { values["use.\(key)"] ?? .nan }
    func share(_ key: String) -> Double { self[key] / 100 }
    var batteryRepair: Double { 1 + (values[UseCosts.batteryRepairKey] ?? .nan) / 100 }
  }

  private static func costs(of technology: Technology, _ v: Values) -> [Item: Cost] {
    var costs: [Item: Cost] = [:]
    switch technology {
    case .ice, .hev, .phev, .efuel:
      costs[.fuel] = fuel(
        litres: v["fuel.litres.\(technology.rawValue)"], isSynthetic: technology == .efuel, v)
    case .bev, .fcev: break
    }
    if technology == .bev || technology == .phev {
      costs[.electricity] = electricity(v["electricity.kwh.\(technology.rawValue)"], v)
    }
    if technology == .fcev {
      let paid = v["hydrogen.kg.fcev"] * v["hydrogen.price"]
      let taxes = paid * v.share("hydrogen.tax_share")
      costs[.hydrogen] = Cost(products: ["C20": paid - taxes], taxes: taxes)
    }
    costs[.repair] = repair(technology, v)
    costs[.tyres] = tyres(technology, v)
    return costs
  }

  private static func fuel(litres: Double, isSynthetic: Bool, _ v: Values) -> Cost {
    let kind = isSynthetic ? "efuel" : "fuel"
    let paid = litres * v["\(kind).pump_price"]
    let taxes = paid * v.share("\(kind).tax_share")
    var cost = Cost(taxes: taxes)
    cost.products["G47"] = litres * v["fuel.retail_margin"]
    cost.products["G46"] = litres * v["fuel.wholesale_margin"]
    cost.products["H49"] = litres * v["fuel.transport_margin"]
    let margins =
      litres * (v["fuel.retail_margin"] + v["fuel.wholesale_margin"] + v["fuel.transport_margin"])
    let product = paid - taxes - margins
    let chemicals = isSynthetic ? v["efuel.chemicals_share"] : 0
    cost.products["C19"] = product * (1 - chemicals)
    if isSynthetic { cost.products["C20"] = product * chemicals }
    return cost
  }

  /// At home and in public; what public charging costs more pays hardware, installation and operation.
  private static func electricity(_ amount: Double, _ v: Values) -> Cost {
    let (home, out) = (v["electricity.home_price"], v["electricity.public_price"])
    let share = v.share("electricity.public_share")
    let net = 1 - v.share("electricity.tax_share")
    let paid = amount * ((1 - share) * home + share * out)
    let services = amount * share * (out - home) * net
    var cost = Cost(taxes: paid * (1 - net))
    cost.products["D35"] = paid * net - services
    let parts = [
      ("C27", "charging.hardware"), ("F", "charging.installation"), ("J62_J63", "charging.smart"),
      ("N", "charging.operation"),
    ]
    let sum = parts.reduce(0) { $0 + v[$1.1] }
    for (industry, key) in parts { cost.products[industry] = services * v[key] / sum }
    return cost
  }

  private static func repair(_ technology: Technology, _ v: Values) -> Cost {
    let ratio: Double =
      switch technology {
      case .ice, .efuel: 1
      case .bev: v.batteryRepair
      default: v["maintenance.ratio.\(technology.rawValue)"]
      }
    let paid = v["maintenance.ice"] * ratio
    let taxes = paid * v.share("vat_share")
    let parts = (paid - taxes) * v.share("maintenance.parts_share")
    let margin = parts * v.share("maintenance.parts_margin")
    let hasEngine = technology != .bev && technology != .fcev
    let engine = hasEngine ? v.share("maintenance.combustion_parts") : 0
    var cost = Cost(taxes: taxes)
    cost.products["G45"] = paid - taxes - parts + margin
    cost.products[AutomotiveBlock.otherComponents] = (parts - margin) * (1 - engine)
    if hasEngine { cost.products[AutomotiveBlock.combustion] = (parts - margin) * engine }
    return cost
  }

  private static func tyres(_ technology: Technology, _ v: Values) -> Cost {
    let paid = v["tyres.ice"] * (technology == .bev ? v["tyres.ratio.bev"] : 1)
    let taxes = paid * v.share("vat_share")
    let margin = (paid - taxes) * v.share("maintenance.parts_margin")
    return Cost(products: ["G45": margin, "C22": paid - taxes - margin], taxes: taxes)
  }
}
