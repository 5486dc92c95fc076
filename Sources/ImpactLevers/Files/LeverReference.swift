package import ImpactDocuments

/// What a lever's keys are when a file leaves them out, and where that comes from.
package struct LeverReference: Sendable {
  /// What stands in place of a key.
  package enum Fallback: Sendable {
    /// In words: a fixed value, or that the key must be given.
    case words(String)
    /// A fixed value with the values that may stand there.
    case fixed(String, low: String = "", high: String = "", unit: String)
    /// One entry of the catalogue.
    case parameter(String)
    /// Every entry of the catalogue that begins so, with a key for each ending.
    case parameters(prefix: String)
  }

  /// One line: a key of the file with its value, range, unit and source.
  package struct Line: Sendable, Hashable {
    package let key: String
    package let value: String
    package let low: String
    package let high: String
    package let unit: String
    package let evidence: String
    package let source: String
    package let summary: String
  }

  /// Page with the lever's equations.
  package let page: String
  let fallbacks: [String: [Fallback]]
  /// Entries of the catalogue that no key stands for, though the lever reads them.
  let further: [String]

  init(page: String, fallbacks: [String: [Fallback]], further: [String]) {
    self.page = page
    self.fallbacks = fallbacks
    self.further = further
  }

  /// What is known of a lever; nil for one without a page.
  package static func of(_ lever: String) -> LeverReference? {
    all[lever] ?? investment[lever]
  }

  private static let all: [String: LeverReference] = [
    DriveTrain.key: driveTrain,
    Productivity.key: LeverReference(
      page: "Documentation/Methods/productivity.md", fallbacks: [:], further: ["productivity."]),
    TradePolicy.key: LeverReference(
      page: "Documentation/Methods/trade.md",
      fallbacks: [
        "preset": [.words("none")], "measures": [.words("those of the preset")],
        "elasticities": [.words("gtap")], "sigma": [.words("that of the set")],
        "sigma-domestic": [.words("that of the set")],
        "pass-through": [.parameter("trade.pass_through")],
        "cost-pass-through": [.parameter("trade.cost_pass_through")],
        "demand-elasticity": [.parameter("demand.aggregate_car_price")],
        "export-elasticity": [
          .words("minus the elasticity between origins; for dearer vehicles of the importer:"),
          .parameter("content.export_elasticity"),
        ],
        "adjustment": [.parameter("trade.adjustment_5y")], "revenue": [.words("kept")],
      ],
      further: [
        "us.tariff.", "cvd.china", "trade.unit_value.", "mfn.eu.car",
        "trade.preference_utilisation", "theta.cp2015.",
        "sigma.cepii2022.", "armington.cars.", "gtap.esubd.", "trade_elasticity.",
      ]),
    LocalContent.key: LeverReference(
      page: "Documentation/Methods/local-content.md",
      fallbacks: [
        "zone": [.fixed("[EU27]", unit: "places")],
        "definition": [.fixed("invoice-origin", unit: "word")],
        "floors": [.fixed("those of the preset", low: "0 %", high: "100 %", unit: "share by year")],
        "preset": [.fixed("none", unit: "word"), .parameters(prefix: "rule.")],
        "penalty": [
          .fixed("none: every vehicle complies", low: "0 %", unit: "share of the vehicle's value"),
          .parameter("mfn.eu.car"),
        ],
        "coverage": [
          .fixed("100 %", low: "0 %", high: "100 %", unit: "share of production"),
          .parameters(prefix: "content.coverage."),
        ],
        "dispersion": [.parameter("content.dispersion")],
        "premiums": [.parameters(prefix: "content.eu_cost_premium.")],
        "capacity": [
          .fixed("none: suppliers expand without limit", unit: "mapping"),
          .fixed("battery-plants: announced", unit: "word"),
          .fixed("cell-regions: accounts", unit: "word"),
          .fixed("battery-pack-price: price of 2025 throughout", low: "0", unit: "USD/kWh by year"),
          .parameters(prefix: "content.capacity."), .parameters(prefix: "cell_plants."),
        ],
        "pass-through": [.parameter("content.pass_through")],
        "demand-elasticity": [.parameter("demand.aggregate_car_price")],
        "export-elasticity": [.parameter("content.export_elasticity")],
      ],
      further: [
        "content.active_materials.", "content.eu_share.cam_precursor", "vehicle.factory_value",
        "use.price_level",
      ]),
    SupplyCut.key: LeverReference(
      page: "Documentation/Methods/supply-cut.md",
      fallbacks: [
        "product": [.words("that of the preset")], "origins": [.words("those of the preset")],
        "cut": [.words("that of the preset")], "month": [.words("1")],
        "months": [.words("that of the preset")],
        "stock-weeks": [.words("those of the preset"), .parameter("supply.stock_weeks")],
        "substitution": [.words("that of the preset"), .parameter("supply.substitution")],
        "headroom": [.parameter("content.capacity.headroom")],
        "marked-share": [.words("that of the preset, or 100 %")],
        "origin-share": [.words("that of the preset, or the accounts'")],
        "users": [.words("those of the preset")], "tiers": [.words("2")],
      ], further: ["supply.", "drive_train.factory_cost_share", "bom.bev2025."]),
    CircularEconomy.key: LeverReference(
      page: "Documentation/Methods/circular-economy.md",
      fallbacks: ["households": [.words("respend")]],
      further: [
        "circular.", "use.maintenance.parts", "use.vat_share", "use.price_level",
        "use.respending.tax_share", "content.pass_through", "demand.aggregate_car_price",
        "content.export_elasticity",
      ]),
    Innovation.key: LeverReference(
      page: "Documentation/Methods/innovation.md",
      fallbacks: [
        "until": [.parameter("innovation.software_until")],
        "from": [.words("year of the technology mix")],
        "hardware-offset": [.parameter("innovation.hardware_offset")],
        "valued-share": [.parameter("innovation.valued_share")],
        "financing": [.words("deficit")],
        "pass-through": [.parameter("drive_train.pass_through")],
        "demand-elasticity": [.parameter("demand.aggregate_car_price")],
        "export-elasticity": [.parameter("content.export_elasticity")],
      ], further: ["innovation.", "use.price_level"]),
    ExportPromotion.key: LeverReference(
      page: "Documentation/Methods/export-promotion.md",
      fallbacks: [
        "firm-share": [.parameter("export_promotion.firm_share")],
        "markets": [.words("[WORLD]")],
        "union-share": [.parameter("export_promotion.union_share")],
        "financing": [.words("deficit")],
      ], further: ["export_promotion.", "use.price_level"]),
  ]
  .merging(DemandReference.all) { first, _ in first }

  /// Levers of investment and announced events.
  private static let investment: [String: LeverReference] = [
    Charging.key: LeverReference(
      page: "Documentation/Methods/charging.md",
      fallbacks: [
        "mix": [.parameters(prefix: "charging.mix.")],
        "public-share": [
          .words("100 % of a public company's, 0 % without money"),
          .parameter("charging.public_share"),
        ],
        "where": [.words("registrations")],
        "equipment": [.words("as the region's investment is bought")],
        "owner": [.words("private")], "users": [.words("save")],
        "preset": [.words("none"), .parameter("fund.afif")],
      ]
      .merging(funds) { $1 },
      further: [
        "charging.capex.", "charging.opex.", "charging.hardware.", "charging.grid.",
        "charging.operation.", "charging.return", "charging.foreign_owned",
        "charging.border_distance", "charging.points.", "valuation.", PriceLevel.key,
      ]),
    BatteryPlants.key: LeverReference(
      page: "Documentation/Methods/battery-plants.md",
      fallbacks: [
        "register": [.words("announced"), .parameters(prefix: "plants.cells.")],
        "jobs-per-gwh": [.parameters(prefix: "labour.battery.jobs_per_gwh")],
        "utilisation": [.parameter("battery.utilisation")],
        "battery-pack-price": [.parameter("battery.pack.price.bev.2025")],
        "investment": [.parameter("battery.capex")], "aid": [.parameter("battery.aid")],
        "equipment": [.words("as the region's investment is bought")],
        "displaced-imports": [.parameter("battery.displaced_imports")],
        "displaced-makers": [.parameter("battery.displaced_makers")],
      ]
      .merging(funds) { $1 },
      further: [
        "battery.build_years", "content.capacity.cell_value", "content.capacity.ramping_",
        "content.capacity.planned_", "investment.cells.", "valuation.", PriceLevel.key,
      ]),
    Plant.key: LeverReference(
      page: "Documentation/Methods/plants.md",
      fallbacks: plant.merging(funds) { $1 }
        .merging([
          "change": [.words("opening")], "full": [.words("the first year")],
          "jobs": [.words("from sales and the region's industry")],
          "sales": [.words("from jobs and the region's industry")],
          "conditions": [
            .words("none: a plant like its industry"), .parameters(prefix: "fdi."),
          ],
        ]) { $1 },
      further: [
        "plant.build_years", "investment.plant.", "investment.conversion.", "valuation.",
        PriceLevel.key,
      ]),
    StateAid.key: LeverReference(
      page: "Documentation/Methods/state-aid.md",
      fallbacks: plant.merging(funds) { $1 }
        .merging([
          "preset": [.words("none"), .parameters(prefix: "fund.")],
          "aid-intensity": [.parameter("state_aid.intensity")],
          "additionality": [.parameter("state_aid.additionality")],
          "where": [.words("vehicle-output")],
          "battery-pack-price": [.parameter("battery.pack.price.bev.2025")],
        ]) { $1 },
      further: [
        "state_aid.capital_output", "state_aid.loan_grant_equivalent", "plant.build_years",
        "battery.capex", "battery.utilisation", "battery.displaced_", "investment.cells.",
        "investment.plant.", "valuation.", PriceLevel.key,
      ]),
    Research.key: LeverReference(
      page: "Documentation/Methods/research.md",
      fallbacks: [
        "co-funding": [.parameter("research.co_funding")],
        "test-beds": [.parameter("research.test_beds")], "where": [.words("vehicle-output")],
        "equipment": [.words("as the region's investment is bought")],
      ]
      .merging(funds) { $1 },
      further: ["investment.research.", "investment.test_bed.", "valuation.", PriceLevel.key]),
    Events.key: LeverReference(
      page: "Documentation/Methods/events.md",
      fallbacks: ["replace-transition": [.words("true")], "evidence": [.words("all")]],
      further: ["calib.erm2024.net_losses"]),
  ]

  private static let funds: [String: [Fallback]] = [
    "financing": [.words("deficit"), .parameter("financing.consumption_share")],
    "payers": [.words("[EU27]")],
  ]

  private static let plant: [String: [Fallback]] = [
    "equipment": [.words("as the region's investment is bought")],
    "displaced-imports": [.parameter("plant.displaced_imports")],
    "displaced-makers": [.parameter("plant.displaced_makers")],
    "replace-transition": [.words("true")],
  ]

  func fallbacks(of key: String) -> [Fallback] { fallbacks[key] ?? [] }

  /// Every key of the lever, then what else it reads, with values of a catalogue.
  package func lines(_ outlines: [KeyOutline], _ catalogue: ParameterCatalogue) -> [Line] {
    let common: [String: Fallback] = [
      "id": .fixed("the kind of lever", unit: "identifier"),
      "intensity": .fixed("100 %", low: "0 %", high: "100 %", unit: "share"),
      "regions": .fixed("[EU27]", unit: "places"),
    ]
    var lines = outlines.flatMap { outline -> [Line] in
      let word = Fallback.words(outline.isRequired ? "required" : "none")
      return (fallbacks[outline.name] ?? [common[outline.name] ?? word])
        .flatMap { self.lines(outline.name, $0, outline.summary, catalogue) }
    }
    lines += further.flatMap {
      self.lines("parameters", .parameters(prefix: $0), "read by the lever", catalogue)
    }
    return lines
  }

  private func lines(
    _ key: String, _ fallback: Fallback, _ summary: String, _ catalogue: ParameterCatalogue
  ) -> [Line] {
    switch fallback {
    case .words(let words):
      return [
        Line(
          key: key, value: words, low: "", high: "", unit: "", evidence: "", source: "",
          summary: summary)
      ]
    case .fixed(let value, let low, let high, let unit):
      return [
        Line(
          key: key, value: value, low: low, high: high, unit: unit, evidence: "D",
          source: "by definition", summary: summary)
      ]
    case .parameter(let name):
      return catalogue[name].map { [Self.line(key, $0, summary)] } ?? []
    case .parameters(let prefix):
      return catalogue.parameters.values.filter { $0.key.hasPrefix(prefix) }
        .sorted { $0.key < $1.key }
        .map { parameter in
          let ending = parameter.key.dropFirst(key == "parameters" ? 0 : prefix.count)
          return Self.line("\(key).\(ending)", parameter, summary)
        }
    }
  }

  private static func line(_ key: String, _ parameter: Parameter, _ summary: String) -> Line {
    func text(_ value: Double?) -> String {
      guard let value else { return "" }
      return value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    }
    return Line(
      key: key, value: text(parameter.central), low: text(parameter.low),
      high: text(parameter.high), unit: parameter.unit, evidence: parameter.evidence,
      source: parameter.source, summary: summary)
  }
}
