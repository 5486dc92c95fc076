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

  /// What is known of a lever; nil for one without a page.
  package static func of(_ lever: String) -> LeverReference? { all[lever] }

  private static let all: [String: LeverReference] = [
    DriveTrain.key: driveTrain,
    Productivity.key: LeverReference(
      page: "Documentation/Methods/productivity.md", fallbacks: [:], further: ["productivity."]),
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
  ]

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
