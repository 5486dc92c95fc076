import ImpactDiagnostics

extension ParameterCatalogue {
  /// Reads the catalogue from CSV bytes with the columns
  /// `key, low, central, high, unit, source, evidence`; an empty value is unknown.
  ///
  /// Throws `ProblemReport` with every fault: a repeated key, no value at all, a value that is not
  /// finite, low ≤ central ≤ high broken, an empty unit, an unknown evidence tag.
  public init(csv bytes: [UInt8], file: String) throws {
    let names = ["key", "low", "central", "high", "unit", "source", "evidence"]
    var reader = try CatalogueReader(bytes: bytes, file: file, columns: names)
    var firstRow: [String: Int] = [:]
    var parameters: [Parameter] = []
    for row in reader.table.rows.indices {
      let parameter = Self.parameter(row, &reader)
      if let first = firstRow[parameter.key] {
        reader.report(
          row, "key", "key `\(parameter.key)` appears twice",
          expected: "one row for each key; the first is on line \(reader.table.lines[first])")
      } else {
        firstRow[parameter.key] = row
        parameters.append(parameter)
      }
    }
    try reader.finish()
    self.init(parameters)
  }

  private static func parameter(_ row: Int, _ reader: inout CatalogueReader) -> Parameter {
    let key = reader.required(row, "key")
    let low = reader.optionalNumber(row, "low")
    let central = reader.optionalNumber(row, "central")
    let high = reader.optionalNumber(row, "high")
    let values = [low, central, high].compactMap { $0 }
    if ["low", "central", "high"].allSatisfy({ reader.text(row, $0).isEmpty }) {
      reader.report(
        row, "low", "parameter `\(key)` has no value", expected: "low, central or high")
    }
    if zip(values, values.dropFirst()).contains(where: { $0 > $1 }) {
      reader.report(
        row, "low", "the values of `\(key)` do not ascend", expected: "low ≤ central ≤ high")
    }
    return Parameter(
      key: key, low: low, central: central, high: high, unit: reader.required(row, "unit"),
      source: reader.text(row, "source"), evidence: reader.evidence(row))
  }
}
