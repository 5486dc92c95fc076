import ImpactDiagnostics

extension AccountTable {
  /// Codes that are empty, stand twice, differ only by letter case, or have blanks around them;
  /// columns of final uses whose region the table lacks.
  func labelChecks(_ options: TableCheckOptions) -> [TableCheck] {
    var codes = CodeFaults()
    codes.examine("region", regions.map(\.code))
    codes.examine("industry", industries.map(\.code))
    codes.examine("final use", finalColumns.indices.map(finalPlace))
    codes.examine("primary input", primaryRows.map(\.code))
    codes.examine("satellite account", satellites.map(\.code))
    let known = Set(regions.map(\.code))
    for column in finalColumns.indices {
      if let region = finalColumns[column].region, !known.contains(region) {
        codes.faults.take("final use `\(finalPlace(column))` belongs to no region of the table", 1)
      }
    }
    let (faults, near) = (codes.faults.all, codes.near.all)
    let count = faults.count + near.count
    return [
      TableCheck(
        "labels", "every code stands once, and is plain text without blanks around it",
        faults.isEmpty ? (near.isEmpty ? .holds : .remark) : .warning, count: count,
        measure: "times",
        message: count == 0 ? "all codes stand once" : "\(count) codes are doubtful",
        offenders: Array((faults + near).prefix(options.offenders)))
    ]
  }
}

/// Collects the faults of lists of codes.
private struct CodeFaults {
  /// What is wrong.
  var faults = Offenders()
  /// Codes that differ by letter case alone.
  var near = Offenders()

  mutating func examine(_ what: String, _ codes: [String]) {
    var seen: [String: Int] = [:]
    var folded: [String: String] = [:]
    for code in codes {
      if code.isEmpty { faults.take("\(what) with an empty code", 1) }
      if code.first?.isWhitespace == true || code.last?.isWhitespace == true {
        faults.take("\(what) `\(code)` has blanks around it", 1)
      }
      if code.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0xFFFD }) {
        faults.take("\(what) `\(code)` has characters that are no text", 1)
      }
      seen[code, default: 0] += 1
      if seen[code] == 2 { faults.take("\(what) `\(code)` stands more than once", 2) }
      let small = code.lowercased()
      if let other = folded[small], other != code {
        near.take("\(what) `\(other)` and `\(code)` differ only by letter case", 1)
      }
      folded[small] = code
    }
  }
}
