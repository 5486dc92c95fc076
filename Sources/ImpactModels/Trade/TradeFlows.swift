import ImpactNumerics

/// Exports and final sales of every cell, home and abroad, by country.
///
///     E[cell] = (A − A_D) x + final sales abroad + z,   all flows that leave the country
struct TradeFlows {
  /// E, gross exports, length n.
  let exports: [Double]
  /// Final sales abroad and to W, length n.
  let finalExports: [Double]
  /// Final sales at home, length n.
  let homeSales: [Double]
  /// Final demand by country of use, n×C.
  let demandByCountry: Matrix

  init(_ table: InterregionalTable) {
    let (axes, n) = (table.axes, table.dimension)
    let demand = table.finalDemandByCountry
    var home = [Double](repeating: 0, count: n)
    var abroad = table.exportsToWorld
    for c in 0..<axes.countryCount {
      for cell in 0..<n {
        if axes.country(of: cell) == c {
          home[cell] = demand.values[c * n + cell]
        } else {
          abroad[cell] += demand.values[c * n + cell]
        }
      }
    }
    let all = table.inputs.applied(to: table.output)
    let within = table.domestic.applied(to: table.output)
    exports = (0..<n).map { all[$0] - within[$0] + abroad[$0] }
    finalExports = abroad
    homeSales = home
    demandByCountry = demand
  }
}

/// Sums and masks over the cells of one country.
struct CountryCells {
  let axes: TableAxes
  private let countryOfCell: [Int]

  init(_ axes: TableAxes) {
    self.axes = axes
    countryOfCell = (0..<axes.dimension).map(axes.country(of:))
  }

  var groups: [Int] { countryOfCell }

  /// Σ p[cell] f[cell] over the cells of a country.
  func dot(_ p: ArraySlice<Double>, _ f: ArraySlice<Double>, inside c: Int) -> Double {
    var sum = 0.0
    for cell in countryOfCell.indices where countryOfCell[cell] == c {
      sum += p[p.startIndex + cell] * f[f.startIndex + cell]
    }
    return sum
  }

  /// The same over all other cells.
  func dot(_ p: ArraySlice<Double>, _ f: ArraySlice<Double>, outside c: Int) -> Double {
    var sum = 0.0
    for cell in countryOfCell.indices where countryOfCell[cell] != c {
      sum += p[p.startIndex + cell] * f[f.startIndex + cell]
    }
    return sum
  }

  /// n×C: column c holds the values of country c, zero elsewhere.
  func spread(_ values: [Double]) -> Matrix {
    var result = Matrix(rows: values.count, columns: axes.countryCount)
    for (cell, value) in values.enumerated() {
      result.values[countryOfCell[cell] * values.count + cell] = value
    }
    return result
  }

  /// n×C: column c without the values of country c.
  func clearingOwn(_ block: Matrix) -> Matrix {
    var result = block
    for (cell, c) in countryOfCell.enumerated() { result.values[c * block.rows + cell] = 0 }
    return result
  }
}

extension Matrix {
  /// Column j without a copy.
  func slice(_ j: Int) -> ArraySlice<Double> { values[j * rows..<(j + 1) * rows] }
}
