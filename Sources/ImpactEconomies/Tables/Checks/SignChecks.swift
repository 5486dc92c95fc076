extension AccountTable {
  /// Negative numbers where none are expected, and where they are.
  func signChecks(_ options: TableCheckOptions) -> [TableCheck] {
    [
      negativeIntermediate(options), negativeFinalUses(options), negativeValueAdded(options),
      negativeOutput(options), negativeSatellites(options),
    ]
  }

  private func check(
    _ name: String, _ statement: String, _ found: Offenders, _ severity: TableCheck.Severity,
    measure: String, what: String, _ options: TableCheckOptions
  ) -> TableCheck {
    let count = found.all.count
    return TableCheck(
      name, statement, count == 0 ? .holds : severity, count: count, measure: measure,
      message: count == 0 ? "none is negative" : "\(count) \(what) are negative",
      offenders: found.worst(options.offenders))
  }

  private var money: String {
    unit.scale == 1e6 ? "million \(unit.currency)" : "\(unit.currency) × \(unit.scale)"
  }

  private func negativeIntermediate(_ options: TableCheckOptions) -> TableCheck {
    var found = Offenders()
    let n = dimension
    for (k, value) in intermediate.values.enumerated() where value < 0 {
      found.take("\(place(k % n)) to \(place(k / n))", value)
    }
    return check(
      "negative-flows", "Z ≥ 0", found, .warning, measure: money,
      what: "of \(n * n) intermediate flows", options)
  }

  /// Inventories and discrepancies may be negative; nothing else should.
  private func negativeFinalUses(_ options: TableCheckOptions) -> TableCheck {
    var found = Offenders()
    var expected = 0
    let n = dimension
    for (k, value) in finalUses.values.enumerated() where value < 0 {
      switch finalColumns[k / n].category {
      case .inventories, .discrepancy: expected += 1
      default: found.take("\(place(k % n)) to \(finalPlace(k / n))", value)
      }
    }
    let more = expected == 0 ? "" : "; \(expected) more in inventories, where they are usual"
    let count = found.all.count
    return TableCheck(
      "negative-final-uses", "Y ≥ 0 but for inventories and discrepancies",
      count > 0 ? .warning : (expected > 0 ? .remark : .holds), count: count + expected,
      measure: money,
      message: (count == 0 ? "no final use is negative" : "\(count) final uses are negative")
        + more,
      offenders: found.worst(options.offenders))
  }

  private func negativeValueAdded(_ options: TableCheckOptions) -> TableCheck {
    var found = Offenders()
    for (cell, value) in valueAddedByCell.enumerated() where value < 0 {
      found.take(place(cell), value)
    }
    return check(
      "negative-value-added", "Σ_p v[p,j] ≥ 0", found, .warning, measure: money,
      what: "cells of value added", options)
  }

  private func negativeOutput(_ options: TableCheckOptions) -> TableCheck {
    var found = Offenders()
    for (cell, value) in output.enumerated() where value < 0 { found.take(place(cell), value) }
    return check(
      "negative-output", "x ≥ 0", found, .error, measure: money, what: "outputs", options)
  }

  private func negativeSatellites(_ options: TableCheckOptions) -> TableCheck {
    var found = Offenders()
    for account in satellites {
      for (cell, value) in account.values.enumerated() where value < 0 {
        found.take("\(account.code) of \(place(cell))", value)
      }
    }
    return check(
      "negative-satellites", "satellite accounts ≥ 0", found, .warning,
      measure: "unit of the account", what: "satellite values", options)
  }
}

extension AccountTable {
  /// Cells without output, and flows of such cells; cells that buy nothing.
  func emptinessChecks(_ options: TableCheckOptions) -> [TableCheck] {
    let n = dimension
    var (empty, loose, selfMade) = (Offenders(), Offenders(), Offenders())
    var sold = [Double](repeating: 0, count: n)
    for part in [intermediate, finalUses] {
      for j in 0..<part.columns { for i in 0..<n { sold[i] += abs(part.values[j * n + i]) } }
    }
    for cell in 0..<n {
      let bought = intermediate.values[cell * n..<(cell + 1) * n].reduce(0) { $0 + abs($1) }
      if output[cell] != 0 {
        if bought == 0 { selfMade.take(place(cell), output[cell]) }
        continue
      }
      empty.take(place(cell), 0)
      if bought + sold[cell] > 0 { loose.take(place(cell), bought + sold[cell]) }
    }
    return [
      TableCheck(
        "zero-output", "x > 0", empty.all.isEmpty ? .holds : .remark, count: empty.all.count,
        measure: "output",
        message: empty.all.isEmpty
          ? "every cell has output"
          : "\(empty.all.count) of \(n) cells have no output; their columns stay zero",
        offenders: Array(empty.all.prefix(options.offenders))),
      TableCheck(
        "flows-without-output", "x = 0 implies no flows", loose.all.isEmpty ? .holds : .warning,
        count: loose.all.count, measure: "sum of flows",
        message: loose.all.isEmpty
          ? "no cell without output buys or sells"
          : "\(loose.all.count) cells without output buy or sell",
        offenders: loose.worst(options.offenders)),
      TableCheck(
        "no-inputs", "output needs inputs", selfMade.all.isEmpty ? .holds : .remark,
        count: selfMade.all.count, measure: "output",
        message: selfMade.all.isEmpty
          ? "every cell with output buys inputs"
          : "\(selfMade.all.count) cells with output buy no intermediate inputs",
        offenders: selfMade.worst(options.offenders)),
    ]
  }
}
