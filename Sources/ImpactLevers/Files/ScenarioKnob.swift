import ImpactDiagnostics
package import ImpactDocuments

/// A number of a scenario that a search may turn.
package struct ScenarioKnob: Sendable, Hashable {
  /// The path that `ScenarioSetting` takes.
  package let path: String
  /// Unit of the numbers below, as the file or the catalogue writes it; empty for a pure number.
  package let unit: String
  /// Where the scenario has it now; nil when neither file nor catalogue says.
  package let now: Double?
  /// The catalogue's range; nil where there is none.
  package let low: Double?
  package let high: Double?
  /// Whether the unit stands behind the number in the file.
  private let writesUnit: Bool

  private init(
    path: String, unit: String, now: Double?, low: Double?, high: Double?, writesUnit: Bool
  ) {
    self.path = path
    self.unit = unit
    self.now = now
    self.low = low
    self.high = high
    self.writesUnit = writesUnit
  }

  /// The setting that turns the knob to a value.
  package func setting(_ value: Double) -> ScenarioSetting {
    ScenarioSetting(path: path, value: writesUnit ? "\(value) \(unit)" : "\(value)")
  }

  /// An entry of the catalogue, with the scenario's own value.
  package init(_ parameter: Parameter, in scenario: Scenario) {
    self.init(
      path: parameter.key, unit: parameter.unit,
      now: scenario.parameters[parameter.key]?.value ?? parameter.central, low: parameter.low,
      high: parameter.high, writesUnit: false)
  }

  /// The knob of a path: a key of the catalogue, or of a lever of the document.
  ///
  /// A key that a lever leaves to the catalogue is the catalogue's entry. Throws a `ProblemReport`
  /// when the path names no number.
  package static func find(
    _ path: String, in root: DocumentNode, scenario: Scenario, catalogue: ParameterCatalogue
  ) throws -> ScenarioKnob {
    if let parameter = catalogue[path] {
      if let (written, node) = replacement(of: path, in: root) {
        throw ProblemReport([
          Problem(
            at: node.location, path: written,
            "the file gives this itself, so that nothing reads `\(path)` of the catalogue",
            expected: "`\(written)` in place of `\(path)`, or a file without that key")
        ])
      }
      return ScenarioKnob(parameter, in: scenario)
    }
    var names = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let id = names.removeFirst()
    let entry = (root["levers"]?.items ?? []).compactMap { $0.entries?.first }
      .first { LeverListShape.id(of: $0) == id }
    guard let entry, !names.isEmpty else {
      let ids = OverrideShape.leverIds(in: root)
      throw problem(
        path, "it is neither LEVER.KEY nor a key of the catalogue",
        UnknownName.choice(of: ids, near: id) + " with a key, or a key of `tia list parameters`")
    }
    var node: DocumentNode? = entry.value
    for name in names { node = node?[name] }
    if let node { return try written(node, path, catalogue, entry.key, names) }
    if let key = LeverReference.of(entry.key)?.parameter(of: names), let parameter = catalogue[key]
    {
      return ScenarioKnob(parameter, in: scenario)
    }
    if names == ["intensity"] {
      return ScenarioKnob(path: path, unit: "share", now: 1, low: 0, high: 1, writesUnit: false)
    }
    throw problem(
      path, "the file does not give it, and the catalogue has no value for it",
      "a number that the file gives, or a key with a catalogue value in `tia explain \(entry.key)`")
  }

  /// The key of the file that stands in place of a catalogue's entry; nil where some lever reads the entry.
  private static func replacement(
    of parameter: String, in root: DocumentNode
  ) -> (path: String, node: DocumentNode)? {
    var found: (String, DocumentNode)?
    for entry in (root["levers"]?.items ?? []).compactMap({ $0.entries?.first }) {
      guard let reference = LeverReference.of(entry.key) else { continue }
      if reference.further.contains(where: { parameter.hasPrefix($0) }) { return nil }
      for names in reference.keys(for: parameter) {
        var node: DocumentNode? = entry.value
        for name in names { node = node?[name] }
        guard let node else { return nil }
        let id = LeverListShape.id(of: entry)
        if found == nil { found = (([id] + names).joined(separator: "."), node) }
      }
    }
    return found
  }

  /// A number as it stands in the file.
  private static func written(
    _ node: DocumentNode, _ path: String, _ catalogue: ParameterCatalogue, _ kind: String,
    _ names: [String]
  ) throws -> ScenarioKnob {
    if let entries = node.entries {
      throw problem(
        path, "a mapping stands there",
        "one of its numbers: "
          + entries.prefix(8).map { "\(path).\($0.key)" }.joined(separator: ", "))
    }
    guard case .scalar(let text, _) = node.content, let split = NumberText.split(text),
      let now = Double(split.number)
    else {
      throw problem(path, "\(node.inWords), which is no number", "a number")
    }
    let parameter = LeverReference.of(kind)?.parameter(of: names).flatMap { catalogue[$0] }
    // The range holds in the unit of the file: a share may stand there as per cent.
    let scale: Double? =
      switch (parameter?.unit, split.rest) {
      case (nil, _): nil
      case ("share", "%"): 100
      case (let unit?, "%") where unit.hasPrefix("pct"): 1
      case (let unit?, let rest): rest.isEmpty || rest == unit ? 1 : nil
      }
    let isShare = names == ["intensity"]
    let most = split.rest == "%" ? 100.0 : 1
    return ScenarioKnob(
      path: path, unit: split.rest, now: now,
      low: scale.flatMap { s in parameter?.low.map { $0 * s } } ?? (isShare ? 0 : nil),
      high: scale.flatMap { s in parameter?.high.map { $0 * s } } ?? (isShare ? most : nil),
      writesUnit: !split.rest.isEmpty)
  }

  private static func problem(_ path: String, _ message: String, _ expected: String)
    -> ProblemReport
  {
    ProblemReport([Problem(at: nil, path: path, message, expected: expected)])
  }
}

extension LeverReference {
  /// Keys of a file that stand in place of a catalogue's entry: names from the lever inwards.
  func keys(for parameter: String) -> [[String]] {
    fallbacks.keys.sorted()
      .flatMap { key in
        fallbacks(of: key)
          .compactMap { fallback -> [String]? in
            switch fallback {
            case .parameter(let name) where name == parameter:
              return self.parameter(of: [key]) == parameter ? [key] : nil
            case .parameters(let prefix) where parameter.hasPrefix(prefix):
              let names = [key, String(parameter.dropFirst(prefix.count))]
              return self.parameter(of: names) == parameter ? names : nil
            default: return nil
            }
          }
      }
  }

  /// The catalogue's entry that stands in place of a key, such as `premiums.cells`.
  func parameter(of names: [String]) -> String? {
    guard let key = names.first else { return nil }
    for fallback in fallbacks(of: key) {
      switch fallback {
      case .words: continue
      case .fixed: if names.count == 1 { return nil }
      case .parameter(let name): if names.count == 1 { return name }
      case .parameters(let prefix): if names.count == 2 { return prefix + names[1] }
      }
    }
    return nil
  }
}
