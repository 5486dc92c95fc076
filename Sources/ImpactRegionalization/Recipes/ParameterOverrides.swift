import ImpactDiagnostics
import ImpactDocuments

/// Puts values of a recipe in the place of a catalogue's central values.
enum ParameterOverrides {
  /// The same parameter files with other central values.
  ///
  /// Throws `ProblemReport` with every name that no file has.
  static func apply(
    _ parameters: [String: EconomyRecipe.Parameter], to texts: [(file: String, text: String)],
    at location: Location
  ) throws -> [(file: String, text: String)] {
    guard !parameters.isEmpty else { return texts }
    var known: Set<String> = []
    var result: [(file: String, text: String)] = []
    for (file, text) in texts {
      let table = try CSVTable(text: text, file: file)
      let (key, central) = (try table.column("key"), try table.column("central"))
      let source = table.header.firstIndex(of: "source")
      var lines = CSVText.line(table.header)
      for var row in table.rows {
        known.insert(row[key])
        if let parameter = parameters[row[key]] {
          // The shortest text that reads back as the same number.
          row[central] = "\(parameter.value)"
          if let source { row[source] = parameter.source }
        }
        lines += CSVText.line(row)
      }
      result.append((file, lines))
    }
    let unknown = parameters.keys.filter { !known.contains($0) }.sorted()
    guard unknown.isEmpty else {
      throw ProblemReport(
        unknown.map {
          Problem(
            at: location, path: "parameters.\($0)", "the catalogue has no parameter `\($0)`",
            expected: UnknownName.choice(of: known.sorted(), near: $0))
        })
    }
    return result
  }
}
