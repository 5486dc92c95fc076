import ImpactNumerics

extension AccountTable {
  /// Rows, columns, and value added against final demand.
  func balanceChecks(_ options: TableCheckOptions) -> [TableCheck] {
    let (uses, costs) = (usesByCell, costsByCell)
    var checks = [
      balance(
        "row-balance", "x[i] = Σ_j Z[i,j] + Σ_c Y[i,c]", "uses miss output", uses, options)
    ]
    guard !primaryRows.isEmpty else {
      return checks + [
        TableCheck(
          "column-balance", "x[j] = Σ_i Z[i,j] + Σ_p W[p,j]", .remark,
          message: "the table has no primary inputs: columns cannot be checked")
      ]
    }
    checks.append(
      balance(
        "column-balance", "x[j] = Σ_i Z[i,j] + Σ_p W[p,j]", "costs miss output", costs, options))
    checks.append(closure(uses: uses, costs: costs, options))
    return checks
  }

  /// Σ_j Z[i,j] + Σ_c Y[i,c] by cell.
  private var usesByCell: [Double] {
    var sums = [Double](repeating: 0, count: dimension)
    for part in [intermediate, finalUses] {
      for j in 0..<part.columns {
        for i in sums.indices { sums[i] += part.values[j * part.rows + i] }
      }
    }
    return sums
  }

  /// Σ_i Z[i,j] + Σ_p W[p,j] by cell.
  private var costsByCell: [Double] {
    output.indices.map { j in
      [intermediate, primaryInputs]
        .reduce(0) { sum, part in
          part.values[j * part.rows..<(j + 1) * part.rows].reduce(sum, +)
        }
    }
  }

  /// A thousandth of the mean output: smaller cells are measured against it, since sources round to
  /// a unit and a gap of one says nothing about a cell of two.
  var smallOutput: Double {
    let sum = output.reduce(0) { $0 + abs($1) }
    return sum > 0 ? sum / Double(output.count) / 1000 : 1
  }

  private func balance(
    _ name: String, _ statement: String, _ fault: String, _ sums: [Double],
    _ options: TableCheckOptions
  ) -> TableCheck {
    let least = smallOutput
    var found = Offenders()
    var worst = 0.0
    for cell in output.indices {
      let gap = (sums[cell] - output[cell]) / max(abs(output[cell]), least)
      worst = max(worst, abs(gap))
      if abs(gap) > options.tolerance { found.take(place(cell), gap) }
    }
    let count = found.all.count
    let message =
      count == 0
      ? "the largest gap is \(worst) of output"
      : "\(fault) by more than \(options.tolerance) of it in \(count) of \(output.count) cells"
    return TableCheck(
      name, statement, count == 0 ? .holds : .warning, count: count, measure: "share of output",
      message: message, offenders: found.worst(options.offenders))
  }

  /// Value added of a region against what its production leaves for final users and other regions.
  ///
  ///     Σ_j v[j] = Σ_i (uses of i) − Σ_j (Σ_i Z[i,j] + taxes, margins, imports of j)
  ///
  /// and for all regions together Σ v = Σ Y − Σ other primary inputs.
  private func closure(
    uses: [Double], costs: [Double], _ options: TableCheckOptions
  ) -> TableCheck {
    let S = industryCount
    var found = Offenders()
    var worst = 0.0
    var (all, allGap) = (0.0, 0.0)
    let added = valueAddedByCell
    for r in 0..<regionCount {
      var (valueAdded, gap) = (0.0, 0.0)
      for cell in r * S..<(r + 1) * S {
        valueAdded += added[cell]
        gap += costs[cell] - uses[cell]
      }
      all += valueAdded
      allGap += gap
      let share = gap / max(abs(valueAdded), smallOutput)
      worst = max(worst, abs(share))
      if abs(share) > options.tolerance { found.take(regions[r].code, share) }
    }
    let share = allGap / max(abs(all), smallOutput)
    if abs(share) > options.tolerance { found.take("all regions", share) }
    worst = max(worst, abs(share))
    let count = found.all.count
    return TableCheck(
      "closure", "Σv = Σ uses − Σ intermediate inputs − taxes, margins, imports, by region",
      count == 0 ? .holds : .warning, count: count, measure: "share of value added",
      message: count == 0
        ? "the largest gap is \(worst) of value added"
        : "value added misses final demand by more than \(options.tolerance) of it in \(count) places",
      offenders: found.worst(options.offenders))
  }

  /// Σ of the rows of value added, by cell; 0 where the table has none.
  package var valueAddedByCell: [Double] {
    let rows = primaryRows.indices.filter { primaryRows[$0].category.isValueAdded }
    return output.indices.map { j in
      rows.reduce(0) { $0 + primaryInputs.values[j * primaryRows.count + $1] }
    }
  }
}
