import ImpactDiagnostics
import ImpactDocuments

/// Values that replace entries of the catalogue: `key: {value, unit, source}`.
struct ParametersShape {
  let catalogue: ParameterCatalogue

  static let value = Key(
    "value", required: true, Shape<Double>.number("a number in the unit of the catalogue"),
    "The value that replaces the catalogue's.")
  static let unit = Key(
    "unit", required: true, Shape<String>.text("the unit of the catalogue"),
    "The unit, as the catalogue writes it.")
  static let source = Key(
    "source", required: true, Shape<String>.text("who says so, and when"),
    "Where the value comes from.")
  static let outlines = [value.outline, unit.outline, source.outline]

  var shape: Shape<[String: ParameterOverride]> {
    let expectation = "a mapping of catalogue keys to {value, unit, source}"
    let names = catalogue.parameters.keys.sorted()
    let entry = SchemaNode.record(Self.outlines)
    let schema: SchemaNode =
      names.isEmpty
      ? .type("object", [.init("additionalProperties", entry)])
      : .type(
        "object",
        [
          .init("properties", .object(names.map { .init($0, entry) })),
          .init("additionalProperties", .boolean(false)),
        ])
    return Shape(expectation: expectation, schema: schema) { node, problems in
      guard let entries = node.entries else {
        problems.append(node.mismatch(expectation))
        return nil
      }
      var values: [String: ParameterOverride] = [:]
      for entry in entries {
        guard let parameter = catalogue[entry.key] else {
          problems.append(
            Problem(
              at: entry.keyLocation, path: node.path(of: entry.key),
              "the catalogue has no parameter `\(DocumentNode.shortened(entry.key))`",
              expected: UnknownName.choice(of: names, near: entry.key)))
          continue
        }
        values[entry.key] = read(entry.value, replacing: parameter, &problems)
      }
      return values
    }
  }

  private func read(
    _ node: DocumentNode, replacing parameter: Parameter, _ problems: inout [Problem]
  ) -> ParameterOverride? {
    guard let fields = Fields(node, keys: Self.outlines, &problems) else { return nil }
    let value = fields.value(Self.value, &problems)
    let unit = fields.value(Self.unit, &problems)
    let source = fields.value(Self.source, &problems)
    if let unit, unit != parameter.unit, let place = fields["unit"] {
      problems.append(
        Problem(
          at: place.location, path: place.path, "the unit `\(unit)` is not the catalogue's",
          expected: "`\(parameter.unit)`"))
      return nil
    }
    guard let value, unit != nil, let source else { return nil }
    if let limits = Self.limits(of: parameter), !limits.holds(value), let place = fields["value"] {
      problems.append(
        Problem(
          at: place.location, path: place.path, "\(value) \(parameter.unit) is impossible",
          expected: limits.expectation))
      return nil
    }
    return ParameterOverride(value: value, source: source)
  }

  /// What a value of this unit can be at all, whatever its source.
  private static func limits(
    of parameter: Parameter
  ) -> (holds: (Double) -> Bool, expectation: String)? {
    switch parameter.unit {
    case "share": return ({ $0 >= 0 && $0 <= 1 }, "a share from 0 to 1")
    case "x": return ({ $0 > 0 }, "a ratio above 0")
    case "elasticity":
      guard let central = parameter.central, central != 0 else { return nil }
      return central < 0
        ? ({ $0 <= 0 }, "an elasticity at or below 0")
        : ({ $0 >= 0 }, "an elasticity at or above 0")
    case "km", "jobs/GWh", "USD/kWh": return ({ $0 > 0 }, "a number above 0")
    case let unit where unit.hasPrefix("pct"): return ({ $0 >= -100 }, "per cent, not below -100")
    default: return nil
    }
  }

  /// Says which values lie outside the range of the catalogue, in the order of their keys.
  func notices(for overrides: [String: ParameterOverride]) -> [Notice] {
    overrides.sorted { $0.key < $1.key }
      .compactMap { key, override in
        guard let parameter = catalogue[key] else { return nil }
        let isLow = parameter.low.map { override.value < $0 } ?? false
        let isHigh = parameter.high.map { override.value > $0 } ?? false
        guard isLow || isHigh else { return nil }
        let range = [parameter.low, parameter.high].map { $0.map { "\($0)" } ?? "…" }
        return Notice(
          "parameter-outside-range",
          "\(key) is \(override.value) \(parameter.unit), outside the catalogue's range "
            + "\(range[0]) to \(range[1]) (source given: \(override.source))")
      }
  }
}
