import ImpactAxes
import ImpactEconomies
import ImpactNumerics

/// The arrays of a table of regions while they are filled, product by product.
struct RegionalTableParts {
  private let split: RegionalSplit
  private var intermediate: Matrix
  private var finalUses: Matrix
  /// Source column and region of every final column; region −1 for sales to no region.
  private let columns: [(source: Int, region: Int)]
  private let columnOf: [Int]

  init(_ split: RegionalSplit) {
    self.split = split
    let t = split.table
    let n = split.regions.count * t.industryCount
    var columns: [(source: Int, region: Int)] = []
    var columnOf = [Int](repeating: -1, count: split.regions.count * t.finalColumns.count)
    for r in split.regions.indices {
      for c in split.finalColumns(of: split.areaOf[r]) {
        columnOf[r * t.finalColumns.count + c] = columns.count
        columns.append((c, r))
      }
    }
    columns += split.outsideColumns.map { ($0, -1) }
    self.columns = columns
    self.columnOf = columnOf
    intermediate = Matrix(rows: n, columns: n)
    finalUses = Matrix(rows: n, columns: columns.count)
  }

  /// Writes the rows of one product of one area.
  mutating func fill(area o: Int, product i: Int, _ uses: RegionalUses, _ trade: ProductTrade) {
    let (members, n) = (split.members[o], split.regions.count)
    for s in 0..<n where uses.demand[s] > 0 {
      let home = members.firstIndex(of: s)
      let total = members.indices.reduce(0) { $0 + ($1 == home ? 0 : trade.flows[$1 * n + s]) }
      for (u, amount) in uses.amounts[s].enumerated() where amount != 0 {
        let own = home.map { trade.ownShares[$0][u] } ?? 0
        for m in members.indices {
          let part =
            m == home ? own : total > 0 ? (1 - own) * trade.flows[m * n + s] / total : 0
          add(amount * part, from: members[m], product: i, to: s, user: u)
        }
      }
    }
    fillUntraded(o, i)
  }

  private mutating func add(_ value: Double, from r: Int, product i: Int, to s: Int, user u: Int) {
    guard value != 0 else { return }
    let size = split.industryCount
    let row = r * size + i
    if u < size {
      intermediate[row, s * size + u] += value
    } else {
      let c = split.finalColumns(of: split.areaOf[s])[u - size]
      finalUses[row, columnOf[s * split.finalCount + c]] += value
    }
  }

  /// Own inventories stay with their maker; negative cells and sales to no region are shared by output.
  private mutating func fillUntraded(_ o: Int, _ i: Int) {
    let t = split.table
    let (row, size) = (t.index(region: o, industry: i), split.industryCount)
    for r in split.members[o] {
      let share = split.outputShare(r, i)
      let target = r * size + i
      for s in split.regions.indices {
        let d = split.areaOf[s]
        for j in 0..<size {
          let cell = t.intermediate[row, t.index(region: d, industry: j)]
          if cell < 0 {
            intermediate[target, s * size + j] += cell * share * split.outputShare(s, j)
          }
        }
        for c in split.finalColumns(of: d) {
          let cell = t.finalUses[row, c]
          let column = columnOf[s * split.finalCount + c]
          if d == o, t.finalColumns[c].category == .inventories {
            if s == r { finalUses[target, column] += cell * share }
          } else if cell < 0 {
            finalUses[target, column] += cell * share * split.finalShare(s, c)
          }
        }
      }
      for (k, column) in columns.enumerated() where column.region < 0 {
        finalUses[target, k] += t.finalUses[row, column.source] * share
      }
    }
  }

  func table(name: String, title: String) throws -> AccountTable {
    let t = split.table
    let (size, k) = (split.industryCount, t.primaryRows.count)
    let n = split.regions.count * size
    var primary = Matrix(rows: k, columns: n)
    var output = [Double](repeating: 0, count: n)
    for r in split.regions.indices {
      for j in 0..<size {
        let source = t.index(region: split.areaOf[r], industry: j)
        output[r * size + j] = split.output(r, j)
        for p in 0..<k {
          primary[p, r * size + j] = t.primaryInputs[p, source] * split.outputShare(r, j)
        }
      }
    }
    var primaryOfFinal = Matrix(rows: k, columns: columns.count)
    for (c, column) in columns.enumerated() {
      let share = column.region < 0 ? 1 : split.finalShare(column.region, column.source)
      for p in 0..<k { primaryOfFinal[p, c] = t.primaryInputsOfFinalUses[p, column.source] * share }
    }
    return try AccountTable(
      name: name, title: title, year: t.year, unit: t.unit, kind: t.kind, regions: split.regions,
      industries: t.industries, intermediate: intermediate, finalColumns: columns.map(final),
      finalUses: finalUses, primaryRows: t.primaryRows, primaryInputs: primary,
      primaryInputsOfFinalUses: primaryOfFinal, output: output,
      satellites: t.satellites.map(satellite))
  }

  private func final(_ column: (source: Int, region: Int)) -> AccountTable.FinalColumn {
    let source = split.table.finalColumns[column.source]
    return AccountTable.FinalColumn(
      region: column.region < 0 ? nil : split.regions[column.region].code, code: source.code,
      name: source.name, category: source.category)
  }

  /// Shared by output, as coefficients are those of the area.
  private func satellite(_ account: AccountTable.SatelliteAccount) -> AccountTable.SatelliteAccount
  {
    let t = split.table
    let values = split.regions.indices.flatMap { r in
      (0..<split.industryCount)
        .map { i in
          account.values[t.index(region: split.areaOf[r], industry: i)] * split.outputShare(r, i)
        }
    }
    return AccountTable.SatelliteAccount(
      code: account.code, name: account.name, unit: account.unit, values: values)
  }
}
