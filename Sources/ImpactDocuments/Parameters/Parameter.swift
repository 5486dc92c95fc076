/// One entry of the parameter catalogue: a value with its range, unit, source and evidence.
public struct Parameter: Sendable, Hashable {
  public let key: String
  public let low: Double?
  public let central: Double?
  public let high: Double?
  public let unit: String
  public let source: String
  /// L: from the originating body; L2: secondary page; D: derived; M: general knowledge, an
  /// assumption; J: judgement, an assumption; S: a stakeholder's own demand.
  public let evidence: String

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
  public let parameters: [String: Parameter]

  public init(_ parameters: [Parameter]) {
    self.parameters = Dictionary(uniqueKeysWithValues: parameters.map { ($0.key, $0) })
  }

  public subscript(key: String) -> Parameter? { parameters[key] }
}
