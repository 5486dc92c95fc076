import ImpactLevers
import ImpactNumerics

/// Parameters of draws as a surface reads them: centred, of one size, a choice among m values as m − 1
/// columns of its own.
enum DrawFeatures {
  /// One row for each draw; `values` are by parameter and draw.
  static func matrix(
    _ parameters: [UncertainParameter], _ values: [[Double]], draws: Int
  ) -> Matrix {
    var columns: [[Double]] = []
    for (parameter, drawn) in zip(parameters, values) {
      let own = Array(drawn.prefix(draws))
      if case .discrete(let choices) = parameter.distribution {
        for choice in Set(choices).sorted().dropFirst() {
          columns.append(own.map { $0 == choice ? 1 : 0 })
        }
      } else {
        columns.append(own)
      }
    }
    let standard = columns.compactMap(standardized)
    return Matrix(rows: draws, columns: standard.count, values: standard.flatMap(\.self))
  }

  /// (v − mean)/deviation; nil for a value that never moves.
  private static func standardized(_ values: [Double]) -> [Double]? {
    guard !values.isEmpty else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    guard square > 0 else { return nil }
    let scale = 1 / square.squareRoot()
    return values.map { ($0 - mean) * scale }
  }
}
