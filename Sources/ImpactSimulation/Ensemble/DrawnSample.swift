import ImpactNumerics

/// Draws of a sample that were solved in full, with what coordinates are made of and nothing else.
struct DrawnSample: Sendable {
  /// A draw and year.
  struct Member: Sendable {
    let system: DrawYear
    /// Δx, length n.
    let output: [Float]
    /// What it adds to indicators beside its change of output.
    let extras: [CellExtra]
    /// Δp by extra cost, length n each; none where those of others do.
    let prices: [[Float]]
  }

  /// Those that were solved; draws that contradict themselves are missing.
  private(set) var members: [Member] = []

  var output: [[Float]] { members.map(\.output) }
  var extras: [[CellExtra]] { members.map(\.extras) }
  var prices: [[Float]] { members.flatMap(\.prices) }

  /// Takes over what a block came to, with the prices of every `stride`-th member.
  mutating func add(_ block: EnsembleSolver.Block, _ systems: [DrawYear], stride: Int) {
    let (n, first) = (block.output.rows, members.count)
    let columns = Dictionary(grouping: block.priceSystems.indices) { block.priceSystems[$0] }
    members += concurrentMap(systems.count) { j in
      let prices = (first + j) % stride == 0 ? columns[j] ?? [] : []
      return Member(
        system: systems[j],
        output: block.output.values[j * n..<(j + 1) * n].map { Float($0) },
        extras: block.accounts[j].extras { block.output.values[$0 + j * n] },
        prices: prices.map { block.prices.values[$0 * n..<($0 + 1) * n].map { Float($0) } })
    }
  }

  /// Some of the members.
  func only(_ isWanted: (DrawYear) -> Bool) -> DrawnSample {
    DrawnSample(members: members.filter { isWanted($0.system) })
  }

  /// Columns of the run without draws and of a sample, each brought to the same size, so that small years
  /// count as large ones do; columns that are nothing beside the largest are left out.
  static func columns(_ central: [ArraySlice<Double>], _ sample: [[Float]], rows n: Int) -> Matrix {
    let count = central.count + sample.count
    let norms = concurrentMap(count) { c -> Double in
      c < central.count
        ? central[c].reduce(0) { $0 + $1 * $1 }.squareRoot()
        : sample[c - central.count].reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    }
    let largest = norms.max() ?? 0
    let kept = norms.indices.filter { norms[$0] > 1e-9 * largest }
    let columns = concurrentFill(blocks: kept.count, size: n) { place, column in
      let (c, scale) = (kept[place], 1 / norms[kept[place]])
      guard c >= central.count else {
        for (k, value) in central[c].enumerated() { column[k] = scale * value }
        return
      }
      for (k, value) in sample[c - central.count].enumerated() { column[k] = scale * Double(value) }
    }
    return Matrix(rows: n, columns: kept.count, values: columns.values)
  }
}
