import ImpactDiagnostics
public import ImpactNumerics

/// Production within capacities, with other makers in place of short ones and rationed final demand.
///
///     min c x + ρ (u + w) + σ s
///     (I − A) x + E s + u + w = f,   0 ≤ x ≤ capacity,   0 ≤ s ≤ limit,   0 ≤ u ≤ f,   0 ≤ w ≤ D x
///
/// x is output, u final demand that is not met, s what another maker of a product delivers to the buyers
/// of a short one (E has +1 at the short maker and −1 at the other one), w inputs that their buyers do
/// without (D holds the entries of A that no production stops for), all in the unit of f. All other inputs
/// are used in fixed proportions. The plan is the one that costs least: what a planner who knows everything
/// could save, a bound from above on what markets or rationing in proportion leave. Where f is negative
/// (withdrawals from stocks), u lies between f and 0 and costs nothing: stocks may stay where they are.
///
/// Koks and Thissen (2016), Economic Systems Research 28 (MRIA): the programme with given costs.
public struct CapacityProgramme: Sendable {
  /// One maker that may deliver in place of another.
  public struct Substitution: Sendable, Hashable {
    /// Product of the maker that delivers more.
    public var from: Int
    /// Product of the maker whose buyers it serves.
    public var to: Int
    /// Largest s, in the unit of f.
    public var limit: Double
    /// σ, cost of a unit.
    public var cost: Double

    /// A substitution, unchecked; `CapacityProgramme` checks it.
    public init(from: Int, to: Int, limit: Double, cost: Double) {
      self.from = from
      self.to = to
      self.limit = limit
      self.cost = cost
    }
  }

  /// c and ρ for each product; weights of the objective per unit of output and of unmet demand.
  public struct Costs: Sendable {
    /// c, length n.
    public var output: [Double]
    /// ρ, length n.
    public var rationing: [Double]

    /// Costs, unchecked; `CapacityProgramme` checks them.
    public init(output: [Double], rationing: [Double]) {
      self.output = output
      self.rationing = rationing
    }
  }

  /// A, n×n.
  public let inputCoefficients: Matrix
  /// f, length n.
  public let finalDemand: [Double]
  /// Largest output of each product, length n; infinite without a limit.
  public let capacity: [Double]
  /// Who may stand in for whom.
  public let substitutions: [Substitution]
  /// Most that all substitutions together may replace of a product, by product.
  public let replaceable: [Int: Double]
  /// Buyers that can do without a product, by product: D.
  public let dispensable: [Int: [Int]]
  /// Weights of the objective.
  public let costs: Costs

  /// Most products: the method works on dense matrices of that size.
  public static let largest = 1_500

  /// Throws a `ProblemReport` with every vector of another length, every number that is not finite or
  /// negative where it may not be, and every substitution of products that are not there.
  ///
  /// `place` names a product in problems.
  public init(
    inputCoefficients: Matrix, finalDemand: [Double], capacity: [Double],
    substitutions: [Substitution] = [], replaceable: [Int: Double] = [:],
    dispensable: [Int: [Int]] = [:], costs: Costs,
    place: (Int) -> String = { "product \($0)" }
  ) throws {
    var check = ProgrammeCheck(dimension: inputCoefficients.rows)
    check.sizes(
      columns: inputCoefficients.columns, largest: Self.largest,
      vectors: [
        ("final demand", finalDemand), ("capacities", capacity), ("output costs", costs.output),
        ("rationing costs", costs.rationing),
      ])
    try check.finish()
    check.values(inputCoefficients, finalDemand, capacity, costs, place)
    check.substitutions(substitutions, replaceable, place)
    check.dispensable(dispensable)
    try check.finish()
    self.inputCoefficients = inputCoefficients
    self.finalDemand = finalDemand
    self.capacity = capacity
    self.substitutions = substitutions
    self.replaceable = replaceable
    self.dispensable = dispensable
    self.costs = costs
  }

  /// n, the number of products.
  public var dimension: Int { finalDemand.count }

  /// The plan of least cost; throws `NumericsError`, of which `unbounded` says that costs are negative
  /// along an output without a limit.
  public func solve() throws(NumericsError) -> CapacityPlan {
    let layout = CapacityLayout(self)
    let programme = try LinearProgramme(layout.variables(), rightHandSide: layout.rightHandSide)
    let start = try CapacityStart.basis(self, layout)
    return CapacityPlan(self, layout, try SimplexMethod.solve(programme, from: start))
  }
}
