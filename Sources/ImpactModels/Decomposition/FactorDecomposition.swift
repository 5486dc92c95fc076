import ImpactDiagnostics

/// A change split over its factors: a difference of two values of one function.
///
///     Δ = F(1, …, 1) − F(0, …, 0) = Σ_k effect_k
///
/// An order of the n factors moves one after the other from old to new; the effect of k is its step.
/// `mean` is the mean over all n! orders, which is the Shapley value; `twoPolar` the mean of the given order
/// and its reverse; `smallest` and `largest` are taken over all orders. The step of k depends only on which
/// factors moved before it, so 2ⁿ values of F give all of them. Dietzenbacher and Los (1998).
public struct FactorDecomposition: Sendable {
  /// One effect in every element, such as a region.
  public struct Effect: Sendable {
    /// Name of the factor.
    public let factor: String
    /// Shapley value.
    public let mean: [Double]
    /// Mean of the two polar orders.
    public let twoPolar: [Double]
    /// The factor's step when factors move in the given order.
    public let forward: [Double]
    /// The factor's step when they move in the reverse order.
    public let backward: [Double]
    /// Over all orders, element by element.
    public let smallest: [Double]
    /// Over all orders, element by element.
    public let largest: [Double]
  }

  /// F(0, …, 0).
  public let before: [Double]
  /// F(1, …, 1).
  public let after: [Double]
  /// One entry for each factor, in the given order.
  public let effects: [Effect]

  /// Most factors; 2¹² values of F.
  public static let mostFactors = 12

  /// Evaluates F at all 2ⁿ combinations; bit k of its argument is set where factor k is new.
  ///
  /// Values of F have one length. Throws `ProblemReport` for no factor or more than `mostFactors`,
  /// and what `value` throws.
  public init(factors: [String], value: (Int) throws -> [Double]) throws {
    guard (1...Self.mostFactors).contains(factors.count) else {
      throw ProblemReport([
        Problem(
          at: nil, path: "factors", "there are \(factors.count)",
          expected: "1 to \(Self.mostFactors) factors")
      ])
    }
    let values = try (0..<1 << factors.count).map(value)
    self.init(factors: factors, values: values)
  }

  /// From the 2ⁿ values of F.
  init(factors: [String], values: [[Double]]) {
    before = values[0]
    after = values[values.count - 1]
    effects = factors.indices.map { Self.effect($0, factors: factors, values: values) }
  }

  /// Σ_k mean_k − Δ, the largest absolute value: rounding only; unknown elements are left out.
  public var residual: Double {
    before.indices
      .map { i in abs(effects.reduce(before[i] - after[i]) { $0 + $1.mean[i] }) }
      .filter { !$0.isNaN }.max() ?? 0
  }

  private static func effect(_ k: Int, factors: [String], values: [[Double]]) -> Effect {
    let n = factors.count
    let size = values[0].count
    var mean = [Double](repeating: 0, count: size)
    var smallest = [Double](repeating: .infinity, count: size)
    var largest = [Double](repeating: -.infinity, count: size)
    for moved in 0..<1 << n where moved & (1 << k) == 0 {
      let weight = weight(of: moved.nonzeroBitCount, among: n)
      let (old, new) = (values[moved], values[moved | 1 << k])
      for i in 0..<size {
        let step = new[i] - old[i]
        mean[i] += weight * step
        smallest[i] = min(smallest[i], step)
        largest[i] = max(largest[i], step)
      }
    }
    func step(after moved: Int) -> [Double] {
      zip(values[moved | 1 << k], values[moved]).map { $0 - $1 }
    }
    let forward = step(after: (1 << k) - 1)
    let backward = step(after: (1 << n) - (1 << (k + 1)))
    return Effect(
      factor: factors[k], mean: mean, twoPolar: zip(forward, backward).map { ($0 + $1) / 2 },
      forward: forward, backward: backward, smallest: smallest, largest: largest)
  }

  /// m! (n − m − 1)! / n!: the share of orders in which exactly these m factors come before.
  private static func weight(of before: Int, among n: Int) -> Double {
    var binomial = 1.0
    for i in 0..<before { binomial = binomial * Double(n - 1 - i) / Double(i + 1) }
    return 1 / (Double(n) * binomial)
  }
}
