import ImpactDiagnostics
import ImpactDocuments

/// Checks of a stored array against the axes.
enum ArrayChecks {
  static func problems(
    _ stored: NumpyArray, _ array: EconomyLayout.NumericArray, _ axes: EconomyAxes, file: String
  ) -> [Problem] {
    let labels = array.axes.map { axes.labels($0) }
    let shape = labels.map(\.count)
    guard stored.shape == shape else {
      let names = array.axes.map(\.rawValue).joined(separator: ", ")
      return [
        Problem(
          at: Location(file: file), "the array has the shape \(text(stored.shape))",
          expected: "\(text(shape)) for (\(names))")
      ]
    }
    var problems: [Problem] = []
    report(
      stored, labels, file, &problems, "is not a finite number", "finite numbers"
    ) { !$0.isFinite }
    if array.isNonNegative {
      report(stored, labels, file, &problems, "is negative", "zero or more") { $0 < 0 }
    }
    return problems
  }

  /// One problem that names the first entry at fault and how many there are.
  private static func report(
    _ stored: NumpyArray, _ labels: [[String]], _ file: String, _ problems: inout [Problem],
    _ fault: String, _ expected: String, where isAtFault: (Double) -> Bool
  ) {
    guard let first = stored.values.firstIndex(where: isAtFault) else { return }
    let others = stored.values[(first + 1)...].count(where: isAtFault)
    let more = others == 0 ? "" : " and \(others) more"
    problems.append(
      Problem(
        at: Location(file: file), "entry \(entry(first, labels))\(more) \(fault)",
        expected: expected))
  }

  private static func entry(_ index: Int, _ labels: [[String]]) -> String {
    var rest = index
    var names: [String] = []
    for axis in labels.reversed() {
      names.append(axis[rest % axis.count])
      rest /= axis.count
    }
    return "(" + names.reversed().joined(separator: ", ") + ")"
  }

  private static func text(_ shape: [Int]) -> String {
    "(" + shape.map(String.init).joined(separator: ", ") + ")"
  }
}
