extension AccountTable {
  /// Every check of the accounts: numbers, labels, balances, signs, productivity, units, region codes.
  ///
  /// Costs two passes over Z and a few solves. A table with numbers that are not finite gets only the
  /// checks of numbers and labels, since nothing else can be computed.
  public func checks(_ options: TableCheckOptions = TableCheckOptions()) -> [TableCheck] {
    let numbers = numberChecks(options)
    let labels = labelChecks(options)
    guard numbers.allSatisfy({ $0.severity < .error }) else { return numbers + labels }
    return numbers + labels + balanceChecks(options) + satelliteChecks(options)
      + signChecks(options) + emptinessChecks(options) + productivityChecks(options)
      + unitChecks(options) + regionVersionChecks(options)
  }

  /// Place of a final column: `DE P3_S14`, or the code alone.
  func finalPlace(_ column: Int) -> String {
    let final = finalColumns[column]
    return final.region.map { "\($0) \(final.code)" } ?? final.code
  }

  /// Numbers that are not finite, anywhere but in satellite accounts, where nan is unknown.
  private func numberChecks(_ options: TableCheckOptions) -> [TableCheck] {
    var found = Offenders()
    let n = dimension
    for (k, value) in intermediate.values.enumerated() where !value.isFinite {
      found.take("\(place(k % n)) to \(place(k / n))", value)
    }
    for (k, value) in finalUses.values.enumerated() where !value.isFinite {
      found.take("\(place(k % n)) to \(finalPlace(k / n))", value)
    }
    let rows = max(1, primaryRows.count)
    for (k, value) in primaryInputs.values.enumerated() where !value.isFinite {
      found.take("\(primaryRows[k % rows].code) of \(place(k / rows))", value)
    }
    for (k, value) in primaryInputsOfFinalUses.values.enumerated() where !value.isFinite {
      found.take("\(primaryRows[k % rows].code) of \(finalPlace(k / rows))", value)
    }
    for (cell, value) in output.enumerated() where !value.isFinite {
      found.take("output of \(place(cell))", value)
    }
    for account in satellites {
      for (cell, value) in account.values.enumerated() where value.isInfinite {
        found.take("\(account.code) of \(place(cell))", value)
      }
    }
    let count = found.all.count
    return [
      TableCheck(
        "numbers", "every flow is a finite number", count == 0 ? .holds : .error, count: count,
        measure: "value",
        message: count == 0 ? "all flows are finite" : "\(count) flows are no finite numbers",
        offenders: found.worst(options.offenders))
    ]
  }
}
