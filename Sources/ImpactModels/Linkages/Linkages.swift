public import ImpactNumerics

/// Backward and forward linkages.
///
///     direct backward i'A, direct forward B i = x̂⁻¹ A x,  backward i'L,  forward L i and G i = x̂⁻¹ L x
///
/// Chenery and Watanabe (1958) for the direct ones, Rasmussen (1956) for i'L and L i, Ghosh's
/// G = (I − B)⁻¹ = x̂⁻¹ L x̂ for the forward linkage that weighs deliveries by their size. Power and
/// sensitivity of dispersion are linkages over their mean, taken over products with output. Miller
/// and Blair (2009), chapter 12.
public struct Linkages: Sendable {
  /// i'A: direct inputs per unit of output.
  public let directBackward: [Double]
  /// B i: share of output that goes to other producers; 0 for a product without output.
  public let directForward: [Double]
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
    guard model.output.count == model.dimension else {
      throw NumericsError.shapeMismatch(
        what: "output", expected: model.dimension, found: model.output.count)
    }
    try self.init(model.system, output: model.output)
  }

  /// Three solves: one transposed, two for the rows.
  ///
  /// Throws `shapeMismatch`, `nonFinite` or `notConverged`.
  public init(_ system: InputOutputSystem, output: [Double]) throws(NumericsError) {
    try system.require("output", output)
    let n = system.dimension
    let ones = [Double](repeating: 1, count: n)
    directBackward = system.costs(at: ones)
    directForward = zip(system.inputs(for: output), output).map { $1 == 0 ? 0 : $0 / $1 }
    backward = try system.totals(of: ones)
    let rows = try system.outputs(for: Matrix(rows: n, columns: 2, values: ones + output))
    forward = rows.column(0)
    forwardGhosh = zip(rows.column(1), output).map { $1 == 0 ? 1 : $0 / $1 }
    powerOfDispersion = Self.overMean(backward, output)
    sensitivityOfDispersion = Self.overMean(forward, output)
    sensitivityGhosh = Self.overMean(forwardGhosh, output)
  }

  /// What a product's two linkages make of it.
  public enum Role: String, Sendable, CaseIterable {
    /// Both above the mean: a key industry.
    case key
    /// Buys more from others than the mean: pulls its suppliers.
    case backward
    /// Delivers more to others than the mean: serves its buyers.
    case forward
    /// Both at or below the mean.
    case weak
  }

  /// Role by power of dispersion (i'L) and sensitivity (G i), each against 1.
  public func role(of product: Int) -> Role {
    switch (powerOfDispersion[product] > 1, sensitivityGhosh[product] > 1) {
    case (true, true): .key
    case (true, false): .backward
    case (false, true): .forward
    case (false, false): .weak
    }
  }

  /// Standard deviation (n − 1) over mean of each column of L: how evenly a product's pull spreads.
  public static func backwardVariation(_ model: LeontiefModel) throws -> [Double] {
    try backwardVariation(of: Array(0..<model.dimension), in: model.system)
  }

  /// The same for each row of L.
  public static func forwardVariation(_ model: LeontiefModel) throws -> [Double] {
    try forwardVariation(of: Array(0..<model.dimension), in: model.system)
  }

  /// Standard deviation (n − 1) over mean of the columns of L of some products; one solve each.
  public static func backwardVariation(
    of products: [Int], in system: InputOutputSystem
  ) throws(NumericsError) -> [Double] {
    let columns = try system.outputs(for: units(products, of: system.dimension))
    return products.indices.map { variation(columns.column($0)) }
  }

  /// The same for rows of L.
  public static func forwardVariation(
    of products: [Int], in system: InputOutputSystem
  ) throws(NumericsError) -> [Double] {
    let rows = try system.totals(of: units(products, of: system.dimension))
    return products.indices.map { variation(rows.column($0)) }
  }

  /// Columns of the identity.
  private static func units(_ products: [Int], of n: Int) -> Matrix {
    var units = Matrix(rows: n, columns: products.count)
    for (k, product) in products.enumerated() { units[product, k] = 1 }
    return units
  }

  private static func overMean(_ values: [Double], _ output: [Double]) -> [Double] {
    let counted = values.indices.filter { output[$0] != 0 }
    let mean = counted.reduce(0) { $0 + values[$1] } / Double(counted.count)
    return values.map { $0 / mean }
  }

  private static func variation(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
    return (squares / Double(values.count - 1)).squareRoot() / mean
  }
}
