import ImpactNumerics

/// Backward and forward linkages of a small table.
///
/// Backward: i'L. Forward: L i (Rasmussen 1956) or G i with Ghosh's G = (I − B)⁻¹ = x̂⁻¹ L x̂.
/// Power and sensitivity of dispersion are linkages over their mean. Miller and Blair, chapter 12.
public struct Linkages: Sendable {
  /// i'A: direct inputs per unit of output.
  public let directBackward: [Double]
  /// i'L.
  public let backward: [Double]
  /// L i.
  public let forward: [Double]
  /// G i; 1 for a product without output.
  public let forwardGhosh: [Double]
  /// n (i'L)_j / (i'L i).
  public let powerOfDispersion: [Double]
  /// n (L i)_i / (i'L i).
  public let sensitivityOfDispersion: [Double]
  /// n (G i)_i / (i'G i).
  public let sensitivityGhosh: [Double]

  /// Needs a model made from flows, for its output.
  public init(_ model: LeontiefModel) throws {
    let n = model.dimension
    guard model.output.count == n else {
      throw NumericsError.shapeMismatch(what: "output", expected: n, found: model.output.count)
    }
    let ones = [Double](repeating: 1, count: n)
    directBackward = (0..<n).map { model.inputCoefficients.column($0).reduce(0, +) }
    backward = try model.outputMultipliers()
    forward = try model.output(for: Matrix(column: ones)).values
    let weighted = try model.output(for: Matrix(column: model.output)).values
    forwardGhosh = zip(weighted, model.output).map { $1 == 0 ? 1 : $0 / $1 }
    powerOfDispersion = Self.overMean(backward)
    sensitivityOfDispersion = Self.overMean(forward)
    sensitivityGhosh = Self.overMean(forwardGhosh)
  }

  /// Standard deviation (n − 1) over mean of each column of L: how evenly a product's pull spreads.
  public static func backwardVariation(_ model: LeontiefModel) throws -> [Double] {
    let inverse = try model.totalRequirements()
    return (0..<inverse.columns).map { variation(inverse.column($0)) }
  }

  /// The same for each row of L.
  public static func forwardVariation(_ model: LeontiefModel) throws -> [Double] {
    let inverse = try model.totalRequirements().transpose
    return (0..<inverse.columns).map { variation(inverse.column($0)) }
  }

  private static func overMean(_ values: [Double]) -> [Double] {
    let mean = values.reduce(0, +) / Double(values.count)
    return values.map { $0 / mean }
  }

  private static func variation(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
    return (squares / Double(values.count - 1)).squareRoot() / mean
  }
}
