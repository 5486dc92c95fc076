/// Splits one industry of every national table into children that add up to it in every cell.
///
/// Columns first: the inputs of the children are the biproportional fit of
/// Z[i,p]·ω_k·γ_k(i) to the parent's inputs and the children's outputs less primary inputs. Then
/// rows: domestic sales of the children are the fit of Z[p,u]·σ_k(u) to the parent's sales and the
/// children's outputs; imports keep σ_k(u), scaled so that the world imports what it exports.
struct IndustrySplit {
  struct Child {
    let code: String
    /// Share of the parent's output by country; sums to 1 over children.
    let outputShare: [Double]
    /// Value added per output, up to a common factor.
    let valueAddedShare: Double
    /// γ_k(i), up to a common factor by product.
    let intensity: (String) -> Double
    /// σ_k(u): composition of purchases, up to a common factor by user (industry code or final use).
    let composition: (User) -> Double
  }

  enum User { case industry(String), final(NationalTables.FinalUse) }

  let parent: String
  let children: [Child]

  func callAsFunction(_ tables: NationalTables) throws -> NationalTables {
    let p = try tables.industry(parent)
    let wide = try splitColumns(tables, p)
    return try splitRows(wide, p)
  }

  // MARK: Columns

  /// The table with children's columns in place of the parent's, rows still unsplit.
  private func splitColumns(_ t: NationalTables, _ p: Int) throws -> Wide {
    let s = t.industryCount
    let users = Array(t.industries[..<p]) + children.map(\.code) + Array(t.industries[(p + 1)...])
    let width = users.count + NationalTables.FinalUse.allCases.count
    var wide = Wide(
      tables: t, users: users, width: width, own: [], imported: [], output: [], valueAdded: [])
    for c in t.countries.indices {
      let inputs = try childInputs(t, c, p)
      for (k, source) in [t.own[c], t.imported[c]].enumerated() {
        var block = [Double](repeating: 0, count: s * width)
        for i in 0..<s {
          for u in 0..<t.columns where u != p {
            let target = u < p ? u : u + children.count - 1
            block[i * width + target] = source[i * t.columns + u]
          }
          for child in children.indices {
            block[i * width + p + child] = inputs[(k * s + i) * children.count + child]
          }
        }
        if k == 0 { wide.own.append(block) } else { wide.imported.append(block) }
      }
      let x = t.output[c][p]
      wide.output.append(replace(t.output[c], p, children.map { x * $0.outputShare[c] }))
      wide.valueAdded.append(replace(t.valueAdded[c], p, valueAdded(t, c, p)))
    }
    return wide
  }

  private func replace(_ values: [Double], _ p: Int, _ parts: [Double]) -> [Double] {
    Array(values[..<p]) + parts + Array(values[(p + 1)...])
  }

  private func valueAdded(_ t: NationalTables, _ c: Int, _ p: Int) -> [Double] {
    let weights = children.map { $0.outputShare[c] * $0.valueAddedShare }
    let total = weights.reduce(0, +)
    return weights.map { total > 0 ? t.valueAdded[c][p] * $0 / total : 0 }
  }

  /// Inputs of the children: 2·S rows (domestic, imported) × children.
  private func childInputs(_ t: NationalTables, _ c: Int, _ p: Int) throws -> [Double] {
    let s = t.industryCount
    let cells =
      (0..<s).map { t.own[c][$0 * t.columns + p] }
      + (0..<s).map { t.imported[c][$0 * t.columns + p] }
    let x = t.output[c][p]
    guard x > 0 else { return [Double](repeating: 0, count: 2 * s * children.count) }
    let purchases = cells.reduce(0, +)
    let added = valueAdded(t, c, p)
    let taxes = x - purchases - t.valueAdded[c][p]
    let targets = children.indices.map { k in
      children[k].outputShare[c] * (x - taxes) - added[k]
    }
    let prior = (0..<2 * s)
      .flatMap { row in
        children.map { cells[row] * $0.outputShare[c] * $0.intensity(t.industries[row % s]) }
      }
    return try BiproportionalFit.fit(prior: prior, rows: cells, columns: targets).values
  }

  // MARK: Rows

  private func splitRows(_ wide: Wide, _ p: Int) throws -> NationalTables {
    let scale = importScale(wide, p)
    var result = wide.tables
    result.industries = wide.users
    result.output = wide.output
    result.valueAdded = wide.valueAdded
    for c in wide.tables.countries.indices {
      let ownRows = try domesticSales(wide, c, p)
      let importRows = importedSales(wide, c, p, scale)
      result.own[c] = wide.insert(ownRows, into: wide.own[c], at: p)
      result.imported[c] = wide.insert(importRows, into: wide.imported[c], at: p)
    }
    return result
  }

  private func user(_ wide: Wide, _ u: Int) -> User {
    guard u >= wide.users.count,
      let use = NationalTables.FinalUse(rawValue: u - wide.users.count)
    else { return .industry(wide.users[u]) }
    return .final(use)
  }

  private func shares(_ wide: Wide, _ u: Int, _ scale: [Double]) -> [Double] {
    let weights = children.indices.map { children[$0].composition(user(wide, u)) * scale[$0] }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }

  private func domesticSales(_ wide: Wide, _ c: Int, _ p: Int) throws -> [[Double]] {
    let row = (0..<wide.width).map { wide.own[c][p * wide.width + $0] }
    var sales = [[Double]](
      repeating: [Double](repeating: 0, count: wide.width), count: children.count)
    guard wide.tables.output[c][p] > 0 else { return sales }
    // Negative cells (inventories, disposals, corrections) follow output and are never clipped.
    var targets = children.indices.map { wide.output[c][p + $0] }
    for u in 0..<wide.width where row[u] < 0 {
      for k in children.indices {
        sales[k][u] = row[u] * children[k].outputShare[c]
        targets[k] -= sales[k][u]
      }
    }
    let users = (0..<wide.width).filter { row[$0] > 0 }
    let one = [Double](repeating: 1, count: children.count)
    let prior = children.indices.flatMap { k in users.map { row[$0] * shares(wide, $0, one)[k] } }
    // The targets miss the row by its published rounding: spread in proportion.
    let sum = targets.reduce(0, +)
    let total = users.reduce(0) { $0 + row[$1] }
    let fit = try BiproportionalFit.fit(
      prior: prior, rows: targets.map { $0 * total / sum }, columns: users.map { row[$0] })
    for k in children.indices {
      for (n, u) in users.enumerated() { sales[k][u] = fit.values[k * users.count + n] }
    }
    return sales
  }

  private func importedSales(_ wide: Wide, _ c: Int, _ p: Int, _ scale: [Double]) -> [[Double]] {
    var sales = [[Double]](
      repeating: [Double](repeating: 0, count: wide.width), count: children.count)
    for u in 0..<wide.width {
      let cell = wide.imported[c][p * wide.width + u]
      guard cell != 0 else { continue }
      for (k, share) in shares(wide, u, scale).enumerated() { sales[k][u] = cell * share }
    }
    return sales
  }

  /// Factors that make the composition of world imports equal that of world exports.
  private func importScale(_ wide: Wide, _ p: Int) -> [Double] {
    var exports = [Double](repeating: 0, count: children.count)
    let column = wide.users.count + NationalTables.FinalUse.exports.rawValue
    for c in wide.tables.countries.indices {
      guard let rows = try? domesticSales(wide, c, p) else { continue }
      for k in children.indices { exports[k] += max(rows[k][column], 0) }
    }
    let target = exports.map { $0 / exports.reduce(0, +) }
    var scale = [Double](repeating: 1, count: children.count)
    for _ in 0..<50 {
      var imports = [Double](repeating: 0, count: children.count)
      for c in wide.tables.countries.indices {
        for (k, row) in importedSales(wide, c, p, scale).enumerated() {
          imports[k] += row.reduce(0, +)
        }
      }
      let total = imports.reduce(0, +)
      for k in children.indices where imports[k] > 0 {
        scale[k] *= target[k] / (imports[k] / total)
      }
    }
    return scale
  }

  /// Tables whose columns are split and whose rows are not.
  private struct Wide {
    let tables: NationalTables
    let users: [String]
    let width: Int
    var own: [[Double]]
    var imported: [[Double]]
    var output: [[Double]]
    var valueAdded: [[Double]]

    /// The block with the children's rows in place of row p.
    func insert(_ rows: [[Double]], into block: [Double], at p: Int) -> [Double] {
      Array(block[..<(p * width)]) + rows.flatMap { $0 } + Array(block[((p + 1) * width)...])
    }
  }
}
