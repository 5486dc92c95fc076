public import ImpactEconomies
public import ImpactNumerics

/// An economy made ready for the models: its matrices, its operator and a system on it.
public struct EconomyModel: Sendable {
  /// The accounts.
  public let economy: Economy
  package let matrices: EconomyMatrices
  /// x ↦ A x of the economy.
  public let accounts: OriginClassOperator
  /// The same operator with a way to solve.
  public let system: InputOutputSystem

  /// Solves to `tolerance`, Σ|r| over Σ|b|.
  ///
  /// Throws `NumericsError.nonFinite` where an array of the economy holds no finite number.
  public init(_ economy: Economy, tolerance: Double = 1e-10) throws {
    self.economy = economy
    matrices = EconomyMatrices(economy)
    accounts = try economy.inputOperator(from: matrices)
    system = InputOutputSystem(accounts, tolerance: tolerance)
  }

  /// The same economy with households closed in.
  ///
  /// Throws `shapeMismatch` or `nonFinite`.
  public func closed(by households: HouseholdClosure) throws -> InputOutputSystem {
    InputOutputSystem(try accounts.closed(by: households), tolerance: system.tolerance)
  }

  /// x₀, million EUR.
  public var output: [Double] { economy.satellites.output }

  /// Runs a numerical step; a failure names region and industry.
  package func naming<T>(_ step: String, _ body: () throws -> T) throws -> T {
    try ModelFault.naming(step, of: economy.name, axes: TableAxes(economy), body)
  }
}
