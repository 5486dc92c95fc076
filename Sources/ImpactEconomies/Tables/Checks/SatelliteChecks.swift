extension AccountTable {
  /// Unknown values, values without output, and published totals.
  func satelliteChecks(_ options: TableCheckOptions) -> [TableCheck] {
    guard !satellites.isEmpty || !options.totals.isEmpty else { return [] }
    return [unknownSatellites(options), satellitesWithoutOutput(options)]
      + (options.totals.isEmpty ? [] : [satelliteTotals(options)])
  }

  private func unknownSatellites(_ options: TableCheckOptions) -> TableCheck {
    var found = Offenders()
    for account in satellites {
      for r in 0..<regionCount {
        let cells = r * industryCount..<(r + 1) * industryCount
        let unknown = cells.count { account.values[$0].isNaN && output[$0] != 0 }
        if unknown > 0 { found.take("\(account.code) of \(regions[r].code)", Double(unknown)) }
      }
    }
    let count = found.all.reduce(0) { $0 + Int($1.value) }
    return TableCheck(
      "unknown-satellites", "every cell with output has its accounts",
      count == 0 ? .holds : .remark, count: count, measure: "cells",
      message: count == 0
        ? "all values are known" : "\(count) values are unknown; sums leave them out",
      offenders: found.worst(options.offenders))
  }

  private func satellitesWithoutOutput(_ options: TableCheckOptions) -> TableCheck {
    var found = Offenders()
    for account in satellites {
      for (cell, value) in account.values.enumerated()
      where output[cell] == 0 && !value.isNaN && value != 0 {
        found.take("\(account.code) of \(place(cell))", value)
      }
    }
    let count = found.all.count
    return TableCheck(
      "satellites-without-output", "x = 0 implies no jobs, no emissions",
      count == 0 ? .holds : .warning, count: count, measure: "unit of the account",
      message: count == 0
        ? "no account stands where there is no output"
        : "\(count) values stand where there is no output and cannot be attributed",
      offenders: found.worst(options.offenders))
  }

  /// Published totals against sums; an unknown name is an offender too.
  private func satelliteTotals(_ options: TableCheckOptions) -> TableCheck {
    var found = Offenders()
    for total in options.totals {
      let place =
        "\(total.account) of \(total.region ?? "all regions"), \(total.industry ?? "all industries")"
      guard let sum = sum(of: total) else {
        found.take("\(place): no such account, region or industry", .nan)
        continue
      }
      let gap = (sum - total.value) / max(abs(total.value), 1)
      if !(abs(gap) <= options.tolerance) { found.take(place, gap) }
    }
    let count = found.all.count
    return TableCheck(
      "satellite-totals", "Σ account = published total", count == 0 ? .holds : .warning,
      count: count, measure: "share of the total",
      message: count == 0
        ? "\(options.totals.count) totals are met"
        : "\(count) of \(options.totals.count) totals are missed by more than \(options.tolerance)",
      offenders: found.worst(options.offenders))
  }

  /// Sum of the known cells that a total is about; nil when it names something the table lacks.
  private func sum(of total: SatelliteTotal) -> Double? {
    guard let account = satellites.first(where: { $0.code == total.account }) else { return nil }
    let rows = regions.indices.filter {
      total.region == nil || regions[$0].code == total.region || regions[$0].country == total.region
    }
    let columns = industries.indices.filter {
      total.industry == nil || industries[$0].code == total.industry
    }
    guard !rows.isEmpty, !columns.isEmpty else { return nil }
    return rows.reduce(0) { sum, r in
      columns.reduce(sum) { sum, i in
        let value = account.values[index(region: r, industry: i)]
        return value.isNaN ? sum : sum + value
      }
    }
  }
}
