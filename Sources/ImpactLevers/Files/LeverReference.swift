package import ImpactDocuments

/// What a lever's keys are when a file leaves them out, and where that comes from.
package struct LeverReference: Sendable {
  /// What stands in place of a key.
  package enum Fallback: Sendable {
    /// In words: a fixed value, or that the key must be given.
    case words(String)
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
  private let fallbacks: [String: [Fallback]]
  /// Entries of the catalogue that no key stands for, though the lever reads them.
  private let further: [String]

  init(page: String, fallbacks: [String: [Fallback]], further: [String]) {
    self.page = page
    self.fallbacks = fallbacks
    self.further = further
  }

  /// What is known of a lever; nil for one without a page.
  package static func of(_ lever: String) -> LeverReference? { all[lever] }

  private static let all: [String: LeverReference] = [
    DriveTrain.key: LeverReference(
      page: "Documentation/Methods/drive-train.md",
      fallbacks: [
        "factory-cost-share": [.parameter("drive_train.factory_cost_share")],
        "pass-through": [.parameter("drive_train.pass_through")],
        "demand-elasticity": [.parameter("demand.aggregate_car_price")],
        "battery-pack-price": [.words("recipes of 2025 and 2035")],
      ],
      further: [
        "bom.", "labour.ratio.", "labour.set.", "preset.", "averaging.", "conversion.", "plants.",
        "vehicles.",
      ]),
    Productivity.key: LeverReference(
      page: "Documentation/Methods/productivity.md", fallbacks: [:], further: ["productivity."]),
    LocalContent.key: LeverReference(
      page: "Documentation/Methods/local-content.md",
      fallbacks: [
        "zone": [.words("[EU27]")], "definition": [.words("invoice-origin")],
        "floors": [.words("those of the preset")], "preset": [.words("none")],
        "penalty": [.words("none: every vehicle complies")],
        "coverage": [.words("100 %"), .parameters(prefix: "content.coverage.")],
        "dispersion": [.parameter("content.dispersion")],
        "premiums": [.parameters(prefix: "content.eu_cost_premium.")],
        "capacity": [
          .words("none: suppliers expand without limit"),
          .parameters(prefix: "content.capacity."),
        ],
        "pass-through": [.parameter("content.pass_through")],
        "demand-elasticity": [.parameter("demand.aggregate_car_price")],
        "export-elasticity": [.parameter("content.export_elasticity")],
      ], further: ["rule.", "mfn.eu.car", "content.active_materials.", "vehicle.factory_value"]),
  ]
  .merging(DemandReference.all) { first, _ in first }

  /// Every key of the lever, then what else it reads, with values of a catalogue.
  package func lines(_ outlines: [KeyOutline], _ catalogue: ParameterCatalogue) -> [Line] {
    let common = [
      "id": "the kind of lever", "intensity": "100 %", "regions": "[EU27]",
    ]
    var lines = outlines.flatMap { outline -> [Line] in
      let words = outline.isRequired ? "required" : common[outline.name] ?? "none"
      return (fallbacks[outline.name] ?? [.words(words)])
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
