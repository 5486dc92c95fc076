/// Output of every industry by region of a country.
///
/// Value added by region and industry is the biproportional fit of persons × the country's value
/// added per person to the country's value added by industry and to regional gross domestic product
/// (scaled to the country's value added); output follows value added within an industry.
package enum RegionalOutput {
  /// - Parameters:
  ///   - persons: `persons[r][i]`, the prior.
  ///   - output: national output by industry, million EUR.
  ///   - valueAdded: national value added by industry, million EUR.
  ///   - product: gross domestic product by region, any unit.
  /// - Returns: `output[r][i]`, million EUR; sums over regions equal the national output.
  /// - Throws: `BuildFault` when the fit cannot meet its totals.
  package static func distribute(
    persons: [[Double]], output: [Double], valueAdded: [Double], product: [Double]
  ) throws -> [[Double]] {
    let (r, s) = (persons.count, output.count)
    guard r > 1 else { return [output] }
    let employed = (0..<s).map { i in persons.reduce(0) { $0 + $1[i] } }
    // Industries without a positive value added, or without any recorded person, follow total
    // employment and stay outside the fit.
    let inside = (0..<s).filter { valueAdded[$0] > 0 && employed[$0] > 0 }
    let totals = persons.map { $0.reduce(0, +) }
    let added = inside.reduce(0) { $0 + valueAdded[$1] }
    let gross = product.reduce(0, +)
    let prior = (0..<r)
      .flatMap { k in
        inside.map { persons[k][$0] * valueAdded[$0] / employed[$0] }
      }
    let fit = try BiproportionalFit.fit(
      prior: prior, rows: product.map { $0 / gross * added },
      columns: inside.map { valueAdded[$0] })
    var result = [[Double]](repeating: [Double](repeating: 0, count: s), count: r)
    for i in 0..<s {
      if let column = inside.firstIndex(of: i) {
        for k in 0..<r {
          result[k][i] = output[i] * fit.values[k * inside.count + column] / valueAdded[i]
        }
      } else {
        let weights = employed[i] > 0 ? persons.map { $0[i] } : totals
        let sum = weights.reduce(0, +)
        for k in 0..<r { result[k][i] = output[i] * weights[k] / sum }
      }
    }
    return result
  }
}
