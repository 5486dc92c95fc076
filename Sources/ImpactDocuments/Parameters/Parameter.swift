import Synchronization

/// One entry of the parameter catalogue: a value with its range, unit, source and evidence.
public struct Parameter: Sendable, Hashable {
  /// Dotted name, for example `battery.pack.price.world.2030`.
  public let key: String
  /// Lower end of the range in `unit`; nil when no source has one.
  public let low: Double?
  /// Default value in `unit`; nil when only a range is known.
  public let central: Double?
  /// Upper end of the range in `unit`; nil when no source has one.
  public let high: Double?
  /// Unit of the three values, never empty.
  public let unit: String
  /// Where the value comes from.
  public let source: String
  /// Tag that says how good the source is.
  ///
  /// L: from the originating body; L2: secondary page; D: derived; M: general knowledge, an
  /// assumption; J: judgement, an assumption; S: a stakeholder's own demand.
  public let evidence: String

  /// One entry; low ≤ central ≤ high where present is checked by the reader.
  public init(
    key: String, low: Double?, central: Double?, high: Double?, unit: String, source: String,
    evidence: String
  ) {
    self.key = key
    self.low = low
    self.central = central
    self.high = high
    self.unit = unit
    self.source = source
    self.evidence = evidence
  }
}

/// The parameters that levers read, by key.
public struct ParameterCatalogue: Sendable {
  /// Every entry by its key.
  public let parameters: [String: Parameter]
  /// Values of one draw of an ensemble that stand in the place of central values.
  private var drawn: [String: Double] = [:]
  /// Notes which entries are asked for.
  package var reads: ParameterReads?

  /// A catalogue of entries with unique keys.
  public init(_ parameters: [Parameter]) {
    self.parameters = Dictionary(uniqueKeysWithValues: parameters.map { ($0.key, $0) })
  }

  /// The entry of a key; nil when the catalogue has none.
  public subscript(key: String) -> Parameter? {
    reads?.note(key)
    guard let entry = parameters[key] else { return nil }
    guard !drawn.isEmpty, let value = drawn[key] else { return entry }
    return entry.with(central: value)
  }

  /// The central value of an entry, as `subscript(key:)` has it; nil where there is none.
  package func centralValue(_ key: String) -> Double? {
    reads?.note(key)
    if !drawn.isEmpty, let value = drawn[key] { return parameters[key] == nil ? nil : value }
    return parameters[key]?.central
  }

  /// The same catalogue where draws stand in the place of central values; unknown keys reach nothing.
  package func drawing(_ values: [String: Double]) -> ParameterCatalogue {
    var copy = self
    copy.drawn = values
    copy.reads = nil
    return copy
  }

  /// Entries whose key begins with a prefix, by key in ascending order.
  package func entries(withPrefix prefix: String) -> [Parameter] {
    parameters.keys.filter { $0.hasPrefix(prefix) }.sorted().compactMap { self[$0] }
  }
}

extension Parameter {
  /// The same entry with another central value.
  fileprivate func with(central: Double) -> Parameter {
    Parameter(
      key: key, low: low, central: central, high: high, unit: unit, source: source,
      evidence: evidence)
  }
}

/// The keys of a catalogue that were asked for; threads may share it.
package final class ParameterReads: Sendable {
  private let seen = Mutex<Set<String>>([])

  package init() {}

  func note(_ key: String) { seen.withLock { _ = $0.insert(key) } }

  /// Ascending.
  package var keys: [String] { seen.withLock { $0.sorted() } }
}
