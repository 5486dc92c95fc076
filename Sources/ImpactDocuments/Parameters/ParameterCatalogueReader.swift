import ImpactDiagnostics

extension ParameterCatalogue {
  /// Reads the catalogue from CSV bytes.
  ///
  /// Columns: `key, low, central, high, unit, source, evidence`; an empty value is unknown. Throws
  /// `ProblemReport` with every fault: a repeated key, no value at all, a value that is not finite,
  /// low ≤ central ≤ high broken, an empty unit, an unknown evidence tag.
  public init(csv bytes: [UInt8], file: String) throws {
    var reader = try TableReader(
      bytes: bytes, file: file,
      columns: ["key", "low", "central", "high", "unit", "source", "evidence"])
    var seen: [String: Int] = [:]
    var parameters: [Parameter] = []
    for row in 0..<reader.rowCount {
      let parameter = Self.parameter(row, &reader)
      if reader.isNew(parameter.key, row, 0, in: &seen) { parameters.append(parameter) }
    }
    try reader.finish()
    self.init(parameters)
  }

  private static func parameter(_ row: Int, _ reader: inout TableReader) -> Parameter {
    let key = reader.required(row, 0)
    let low = reader.optionalNumber(row, 1)
    let central = reader.optionalNumber(row, 2)
    let high = reader.optionalNumber(row, 3)
    if (1...3).allSatisfy({ reader.isEmpty(row, $0) }) {
      reader.report(row, 1, "parameter `\(key)` has no value", expected: "low, central or high")
    }
    let values = [low, central, high].compactMap { $0 }
    if zip(values, values.dropFirst()).contains(where: { $0 > $1 }) {
      reader.report(
        row, 1, "the values of `\(key)` do not ascend", expected: "low ≤ central ≤ high")
    }
    return Parameter(
      key: key, low: low, central: central, high: high, unit: reader.required(row, 4),
      source: reader.text(row, 5), evidence: reader.evidence(row, 6))
  }
}
