public import ImpactNumerics

/// Solutions of (I − A) x = f and (I − Aᵀ) p = v for one matrix A of input coefficients.
///
/// A is held as an operator and solved by iteration, or as a small matrix and factored (LU). Every
/// model of this module asks a system, so each works on a national table and on a structured economy
/// alike; an inverse is never formed. Vectors have length n.
public struct InputOutputSystem: Sendable {
  /// x ↦ A x.
  ///
  /// With several variants the first is used.
  public let inputs: any InputOperator
  /// Σ|r| ≤ tolerance · Σ|b| for each column that is solved by iteration.
  public let tolerance: Double
  private let factors: LUFactorization?

  /// Solves by iteration; suits structured operators and large tables.
  public init(_ inputs: any InputOperator, tolerance: Double = 1e-10) {
    self.inputs = inputs
    self.tolerance = tolerance
    factors = nil
  }

  /// Factors I − A once (n×n); suits tables of up to a few thousand products.
  ///
  /// Throws `shapeMismatch`, `nonFinite`, `sizeOverflow` or `singular`.
  public init(factoring coefficients: Matrix) throws(NumericsError) {
    try self.init(
      matrix: coefficients, factors: LUFactorization.leontief(coefficients))
  }

  init(matrix: Matrix, factors: LUFactorization) throws(NumericsError) {
    inputs = try DenseOperator(matrix)
    tolerance = 0
    self.factors = factors
  }

  /// Number of products or region-industries, n.
  public var dimension: Int { inputs.dimension }
  /// Whether I − A is factored rather than solved by iteration.
  public var isFactored: Bool { factors != nil }

  /// A x (n×k): what is bought of each product to make x.
  public func inputs(for x: Matrix) -> Matrix {
    inputs.applied(to: x, systems: [Int](repeating: 0, count: x.columns))
  }

  /// A x for one vector.
  public func inputs(for x: [Double]) -> [Double] { inputs(for: Matrix(column: x)).values }

  /// Aᵀ p (n×k): what the inputs of a unit of each product cost at prices p.
  public func costs(at p: Matrix) -> Matrix {
    inputs.transposedApplied(to: p, systems: [Int](repeating: 0, count: p.columns))
  }

  /// Aᵀ p for one vector.
  public func costs(at p: [Double]) -> [Double] { costs(at: Matrix(column: p)).values }

  /// x = (I − A)⁻¹ f for all columns (n×k), in the unit of f.
  ///
  /// Throws `shapeMismatch`, `nonFinite` or `notConverged`.
  public func outputs(for demand: Matrix) throws(NumericsError) -> Matrix {
    if let factors { return try factors.solve(demand) }
    return
      try LinearSolver.solve(
        inputs, rightHandSide: demand, systems: [Int](repeating: 0, count: demand.columns),
        options: SolverOptions(tolerance: tolerance)
      )
      .x
  }

  /// x = (I − A)⁻¹ f for one vector.
  public func outputs(for demand: [Double]) throws(NumericsError) -> [Double] {
    try outputs(for: Matrix(column: demand)).values
  }

  /// p = (I − Aᵀ)⁻¹ v for all columns (n×k): totals per unit of final demand, or prices from costs.
  ///
  /// Throws as `outputs(for:)`.
  public func totals(of coefficients: Matrix) throws(NumericsError) -> Matrix {
    if let factors { return try factors.solveTransposed(coefficients) }
    return
      try LinearSolver.solveTransposed(
        inputs, rightHandSide: coefficients,
        systems: [Int](repeating: 0, count: coefficients.columns),
        options: SolverOptions(tolerance: tolerance)
      )
      .x
  }

  /// p = (I − Aᵀ)⁻¹ v for one vector.
  public func totals(of coefficients: [Double]) throws(NumericsError) -> [Double] {
    try totals(of: Matrix(column: coefficients)).values
  }

  /// The same economy with A′ = Σ_t diag(rows_t) A diag(columns_t), solved in the same way.
  package func scaled(
    _ terms: [ScaledTermsOperator.Term]
  ) throws(NumericsError) -> InputOutputSystem {
    let scaled = ScaledTermsOperator(base: inputs, terms: terms)
    guard isFactored else { return InputOutputSystem(scaled, tolerance: tolerance) }
    var identity = Matrix(rows: dimension, columns: dimension)
    for i in 0..<dimension { identity[i, i] = 1 }
    let systems = [Int](repeating: 0, count: dimension)
    return try InputOutputSystem(factoring: scaled.applied(to: identity, systems: systems))
  }

  /// Throws `shapeMismatch` when a vector has not n values.
  func require(_ what: String, _ values: [Double]) throws(NumericsError) {
    guard values.count == dimension else {
      throw .shapeMismatch(what: what, expected: dimension, found: values.count)
    }
  }
}

extension LeontiefModel {
  /// The same matrix with the factors it already has, for the models that ask a system.
  public var system: InputOutputSystem {
    get throws { try InputOutputSystem(matrix: inputCoefficients, factors: factors) }
  }
}
