package import ImpactDiagnostics
package import ImpactDocuments

extension ParameterCatalogue {
  /// The central value of an entry; throws a `ProblemReport` when it is missing or not finite.
  package func central(_ key: String) throws -> Double {
    guard let value = centralValue(key), value.isFinite else {
      throw ProblemReport([missing(key)])
    }
    return value
  }

  /// The whole number nearest to an entry, such as a number of years: draws fall between whole numbers.
  ///
  /// Throws as `central` does.
  package func whole(_ key: String) throws -> Int { Int(try central(key).rounded()) }

  /// Problems for every key without a central value.
  package func problems(requiring keys: [String]) -> [Problem] {
    // A question whether an entry exists is no reading of its value.
    keys.filter { !(parameters[$0]?.central?.isFinite ?? false) }.map(missing)
  }

  private func missing(_ key: String) -> Problem {
    Problem(
      at: nil, path: "parameters.\(key)", "the parameter catalogue has no central value for it",
      expected: "an entry with a finite central value, or a value in the scenario")
  }

  /// The same catalogue with central values replaced; throws a `ProblemReport` naming unknown keys.
  package func replacing(_ overrides: [String: ParameterOverride]) throws -> ParameterCatalogue {
    guard !overrides.isEmpty else { return self }
    var entries = parameters
    var problems: [Problem] = []
    for (key, override) in overrides.sorted(by: { $0.key < $1.key }) {
      guard let entry = entries[key] else {
        problems.append(
          Problem(
            at: nil, path: "parameters.\(key)", "the parameter catalogue has no such entry",
            expected: "a key of the catalogue"))
        continue
      }
      guard override.value.isFinite else {
        problems.append(
          Problem(
            at: nil, path: "parameters.\(key)", "the value \(override.value) is no number",
            expected: "a finite number of unit \(entry.unit)"))
        continue
      }
      entries[key] = Parameter(
        key: key, low: entry.low, central: override.value, high: entry.high, unit: entry.unit,
        source: override.source, evidence: entry.evidence)
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    var catalogue = ParameterCatalogue(Array(entries.values))
    catalogue.reads = reads
    return catalogue
  }
}
