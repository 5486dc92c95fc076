import ImpactDiagnostics
import ImpactDocuments

/// The section `uncertainty`: what the catalogue's ranges do not say.
///
///     uncertainty:
///       parameters:
///         demand.aggregate_car_price: {distribution: uniform, low: -1.5, high: -0.5}
///         use.price_level: {distribution: fixed}
///         content.dispersion: {widen: 1.5}
///       correlations:
///         - {of: [battery.a, battery.b], value: 0.6}
struct UncertaintyShape {
  let catalogue: ParameterCatalogue

  static let distribution = Key(
    "distribution",
    Shape<String>.choice(["triangular", "uniform", "lognormal", "discrete", "fixed"]),
    "How the value is spread; triangular when left out.")
  static let low = Key("low", Shape<Double>.number(), "Lower end, in the unit of the catalogue.")
  static let mode = Key(
    "mode", Shape<Double>.number(), "Most likely value, or the median of a lognormal law.")
  static let high = Key("high", Shape<Double>.number(), "Upper end, in the unit of the catalogue.")
  static let values = Key(
    "values", Shape<[Double]>.list(of: .number(), "a list of at least one number", atLeast: 1),
    "The values of a discrete choice, equally likely.")
  static let widen = Key(
    "widen", Shape<Double>.number("a factor above 0"),
    "Factor on the catalogue's range around the value, in place of a distribution.")
  static let entryOutlines = [
    distribution.outline, low.outline, mode.outline, high.outline, values.outline, widen.outline,
  ]

  let of: Key<[String]>
  static let value = Key(
    "value", required: true, Shape<Double>.number("a correlation between -1 and 1"),
    "Rank correlation of every pair.")
  let parameters: Key<[String: Uncertainty.Choice]>
  let correlations: Key<[Uncertainty.Correlation]>

  init(catalogue: ParameterCatalogue) {
    self.catalogue = catalogue
    let names = catalogue.parameters.keys.sorted()
    let of = Key(
      "of", required: true,
      Shape<[String]>
        .list(
          of: names.isEmpty ? .text("a key of the catalogue") : .choice(names),
          "a list of at least two keys of the catalogue", atLeast: 2),
      "Parameters that go together.")
    self.of = of
    let entry = Shape<Uncertainty.Choice>(
      expectation: "a mapping such as {distribution: uniform, low: 1, high: 2}",
      schema: .record(Self.entryOutlines)
    ) { node, problems in Self.choice(node, catalogue, &problems) }
    parameters = Key(
      "parameters",
      Shape<[String: Uncertainty.Choice]>
        .table(
          of: entry, names: names, "a mapping of catalogue keys to distributions",
          repeating: false),
      "Distributions of parameters; others follow the catalogue.")
    let outlines = [of.outline, Self.value.outline]
    let correlation = Shape<Uncertainty.Correlation>
      .record(outlines) { fields, problems in
        guard let keys = fields.value(of, &problems),
          let value = fields.value(Self.value, &problems)
        else { return nil }
        // Below −1/(n − 1) no n quantities can be correlated pairwise.
        let least = -1 / Double(max(1, keys.count - 1))
        guard value > least, value < 1 else {
          problems.append(
            Problem(
              at: fields["value"]?.location, path: fields.node.path + ".value",
              "no \(keys.count) parameters have the correlation \(value) pairwise",
              expected: "a number between \(least) and 1"))
          return nil
        }
        return Uncertainty.Correlation(parameters: keys, value: value)
      }
    correlations = Key(
      "correlations", Shape.list(of: correlation, "a list of groups {of, value}"),
      "Parameters that rise and fall together.")
  }

  var shape: Shape<Uncertainty> {
    let (parameters, correlations) = (parameters, correlations)
    return .record([parameters.outline, correlations.outline]) { fields, problems in
      let known = problems.count
      let choices = fields.value(parameters, &problems) ?? [:]
      let groups = fields.value(correlations, &problems) ?? []
      var seen: Set<String> = []
      for key in groups.flatMap(\.parameters) where !seen.insert(key).inserted {
        problems.append(
          Problem(
            at: fields["correlations"]?.location, path: fields.node.path + ".correlations",
            "`\(key)` stands in two groups", expected: "each parameter in one group at most"))
      }
      guard problems.count == known else { return nil }
      return Uncertainty(parameters: choices, correlations: groups)
    }
  }
}

extension UncertaintyShape {
  /// One entry; its faults are reported together.
  private static func choice(
    _ node: DocumentNode, _ catalogue: ParameterCatalogue, _ problems: inout [Problem]
  ) -> Uncertainty.Choice? {
    let known = problems.count
    guard let fields = Fields(node, keys: entryOutlines, &problems) else { return nil }
    let name = fields.value(distribution, &problems)
    let (low, high) = (fields.value(low, &problems), fields.value(high, &problems))
    let (mode, widen) = (fields.value(mode, &problems), fields.value(widen, &problems))
    let values = fields.value(values, &problems)
    guard problems.count == known else { return nil }
    func refuse(_ message: String, _ expected: String) -> Uncertainty.Choice? {
      problems.append(
        Problem(at: node.location, path: node.path, message, expected: expected))
      return nil
    }
    if let widen {
      guard widen > 0, widen.isFinite else {
        return refuse("the factor \(widen) is impossible", "a factor above 0")
      }
      guard name == nil, low == nil, high == nil, mode == nil, values == nil else {
        return refuse("a factor and a distribution stand side by side", "one of them")
      }
      return .widened(widen)
    }
    if name == "fixed" {
      guard low == nil, high == nil, mode == nil, values == nil else {
        return refuse("a fixed parameter keeps its value", "`distribution: fixed` alone")
      }
      return .fixed
    }
    if name == "discrete" {
      guard let values, low == nil, high == nil, mode == nil else {
        return refuse("a discrete choice needs its values", "`values` and no ends")
      }
      return .distribution(.discrete(values))
    }
    guard values == nil else { return refuse("values belong to a discrete choice", "ends instead") }
    let entry = node.path.split(separator: ".").isEmpty ? nil : Self.entry(of: node, catalogue)
    guard let low = low ?? entry?.low, let high = high ?? entry?.high else {
      return refuse("the catalogue has no range for it", "`low` and `high`")
    }
    guard low < high else { return refuse("\(low) is not below \(high)", "low below high") }
    let middle = mode ?? entry?.central ?? (low + high) / 2
    switch name ?? "triangular" {
    case "uniform":
      guard mode == nil else { return refuse("a uniform law has no mode", "`low` and `high`") }
      return .distribution(.uniform(low: low, high: high))
    case "lognormal":
      guard low > 0, middle > low, middle < high else {
        return refuse(
          "a lognormal law lies above zero with its median between the ends",
          "0 < low < mode < high")
      }
      return .distribution(.lognormal(low: low, median: middle, high: high))
    default:
      guard middle >= low, middle <= high else {
        return refuse("the mode \(middle) lies outside \(low) to \(high)", "low ≤ mode ≤ high")
      }
      return .distribution(.triangular(low: low, mode: middle, high: high))
    }
  }

  /// The catalogue's entry of a node under `uncertainty.parameters`.
  private static func entry(of node: DocumentNode, _ catalogue: ParameterCatalogue) -> Parameter? {
    let prefix = "uncertainty.parameters."
    guard node.path.hasPrefix(prefix) else { return nil }
    return catalogue[String(node.path.dropFirst(prefix.count))]
  }
}
