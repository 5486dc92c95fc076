package import ImpactNumerics

/// Where each cell (region and industry) of a table goes, as weights in compressed rows.
///
///     x′[q] = Σ_c w[c,q] x[c]
package struct CellMap: Sendable {
  /// Number of cells of the new table.
  package let targetCount: Int
  /// Parts of cell c stand at `starts[c]..<starts[c + 1]`.
  package private(set) var starts: [Int] = [0]
  package private(set) var targets: [Int] = []
  package private(set) var weights: [Double] = []

  /// Cells region-major; `part` gives the parts of a cell of the old table.
  package init(cells: Int, targetCount: Int, parts: (Int) -> [AxisMap.Part]) {
    self.targetCount = targetCount
    starts.reserveCapacity(cells + 1)
    for cell in 0..<cells {
      for part in parts(cell) {
        targets.append(part.target)
        weights.append(part.weight)
      }
      starts.append(targets.count)
    }
  }

  /// The product of a map of regions and a map of industries.
  package init(regions: AxisMap, industries: AxisMap) {
    let (S, newS) = (industries.parts.count, industries.targets.count)
    self.init(
      cells: regions.parts.count * S, targetCount: regions.targets.count * newS
    ) { cell in
      regions.parts[cell / S]
        .flatMap { region in
          industries.parts[cell % S]
            .map { industry in
              AxisMap.Part(
                target: region.target * newS + industry.target,
                weight: region.weight * industry.weight)
            }
        }
    }
  }

  /// Number of cells of the old table.
  package var sourceCount: Int { starts.count - 1 }

  /// Σ_c w[c,q] x[c] for a vector.
  package func applied(to values: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: targetCount)
    for cell in values.indices where values[cell] != 0 {
      for k in starts[cell]..<starts[cell + 1] { result[targets[k]] += weights[k] * values[cell] }
    }
    return result
  }

  /// Rows of a matrix that stand for cells.
  package func rows(of matrix: Matrix) -> Matrix {
    var result = Matrix(rows: targetCount, columns: matrix.columns)
    for j in 0..<matrix.columns {
      let (from, to) = (j * matrix.rows, j * targetCount)
      for cell in 0..<matrix.rows {
        let value = matrix.values[from + cell]
        guard value != 0 else { continue }
        for k in starts[cell]..<starts[cell + 1] {
          result.values[to + targets[k]] += weights[k] * value
        }
      }
    }
    return result
  }

  /// Columns of a matrix that stand for cells.
  package func columns(of matrix: Matrix) -> Matrix {
    let m = matrix.rows
    var result = Matrix(rows: m, columns: targetCount)
    for cell in 0..<matrix.columns {
      for k in starts[cell]..<starts[cell + 1] {
        let (to, weight) = (targets[k] * m, weights[k])
        for i in 0..<m { result.values[to + i] += weight * matrix.values[cell * m + i] }
      }
    }
    return result
  }

  /// Sums of an account with unknown values (nan).
  ///
  /// A target of which no part is known is unknown; elsewhere the known parts are summed and the
  /// cells left out are listed.
  package func knownSums(of values: [Double]) -> (values: [Double], leftOut: [Int]) {
    var isKnown = [Bool](repeating: false, count: targetCount)
    for cell in values.indices where !values[cell].isNaN {
      for k in starts[cell]..<starts[cell + 1] { isKnown[targets[k]] = true }
    }
    var sums = applied(to: values.map { $0.isNaN ? 0 : $0 })
    for target in sums.indices where !isKnown[target] { sums[target] = .nan }
    let leftOut = values.indices.filter { cell in
      values[cell].isNaN
        && (starts[cell]..<starts[cell + 1]).contains { isKnown[targets[$0]] }
    }
    return (sums, leftOut)
  }
}
