import ImpactAxes

extension ElectricComponents {
  /// One country's electric components: what they sell at home and abroad, and what they buy.
  struct Parts {
    let position: Int
    let vehicles: Int
    /// Sales to the own country's vehicle assembly, purchases from abroad, exports, by component.
    let domestic: [Double]
    let imported: [Double]
    let exports: [Double]
    let output: [Double]
    /// Share of the parent's inputs of product i (own and imported alike), `[k][i]`.
    let inputShare: [[Double]]

    init(
      _ t: NationalTables, _ c: Int, _ p: Int, _ flows: [[Double]],
      _ cellIntensity: [String: Double]
    ) throws {
      let count = t.countries.count
      let width = count + 1
      position = p
      vehicles = try t.industry(AutomotiveBlock.vehicles)
      domestic = flows.map { $0[c * width + c] }
      imported = flows.map { f in
        (0..<width).reduce(0) { $1 == c ? $0 : $0 + f[$1 * width + c] }
      }
      exports = flows.map { f in
        (0..<count).reduce(0) { $1 == c ? $0 : $0 + f[c * width + $1] }
      }
      output = zip(domestic, exports).map { $0 + $1 }
      let x = t.output[c][p]
      let made = output
      let inputs = (0..<t.industryCount).map { t.own[c][t.at($0, p)] + t.imported[c][t.at($0, p)] }
      let total = inputs.reduce(0, +)
      inputShare = (0..<3)
        .map { k in
          let relative = t.industries.map { k == 1 ? cellIntensity[$0] ?? 1 : 1 }
          // The same share of inputs in output as the parent, another composition.
          let weighted = zip(inputs, relative).reduce(0) { $0 + $1.0 * $1.1 }
          guard x > 0, weighted > 0 else { return relative.map { _ in 0 } }
          return relative.map { made[k] / x * $0 * total / weighted }
        }
      let taken = (0..<t.industryCount).map { i in inputShare.reduce(0) { $0 + $1[i] } }
      guard taken.allSatisfy({ $0 < 1 }) else {
        throw BuildFault(
          "electric components of \(t.countries[c]) need more than all inputs of C27")
      }
    }

    /// The country's block with the parent's row and column reduced and the components added.
    func expand(_ block: [Double], _ t: NationalTables, imported isImport: Bool) -> [Double] {
      let p = position
      var rows = (0..<t.industryCount)
        .map { i -> [Double] in
          let row = Array(block[i * t.columns..<(i + 1) * t.columns])
          let parts = inputShare.map { row[p] * $0[i] }
          return Array(row[..<p]) + [row[p] - parts.reduce(0, +)] + parts + Array(row[(p + 1)...])
        }
      let width = t.columns + 3
      let buyer = vehicles < p ? vehicles : vehicles + 3
      let exportColumn = t.industryCount + 3 + NationalTables.FinalUse.exports.rawValue
      let added = (0..<3)
        .map { k in
          var row = [Double](repeating: 0, count: width)
          row[buyer] = isImport ? imported[k] : domestic[k]
          if !isImport { row[exportColumn] = exports[k] }
          return row
        }
      for row in added { for u in row.indices { rows[p][u] -= row[u] } }
      rows.insert(contentsOf: added, at: p + 1)
      return rows.flatMap { $0 }
    }
  }
}
