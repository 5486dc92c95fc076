import ImpactNumerics

/// A change ΔC of trade shares and its effect, split into final and intermediate purchases.
///
///     Δx = L′ ΔC y + L′ ΔC Â x,   L′ = (I − (C + ΔC) Â)⁻¹
///
/// Both parts are exact and add up. Value added gained equals imports displaced as long as prices
/// and volumes stay.
public struct SourcingChange: Sendable {
  /// One product of one buying region whose origins change.
  public struct Shift: Sendable, Hashable {
    /// Index of the product bought, from 0.
    public let product: Int
    /// Index of the region that buys, from 0.
    public let destination: Int
    /// Taken from the foreign share; negative gives to the rest of the world.
    public let fromForeign: Double
    /// Added to each origin (length R); must sum to `fromForeign`.
    public let toOrigins: [Double]

    /// Takes the shift unchecked; `SourcingChange` checks that its column still sums to 1.
    public init(product: Int, destination: Int, fromForeign: Double, toOrigins: [Double]) {
      self.product = product
      self.destination = destination
      self.fromForeign = fromForeign
      self.toOrigins = toOrigins
    }
  }

  /// The effect on output, length n each.
  public struct Effect: Sendable {
    /// Output after the change.
    public let output: [Double]
    /// L′ ΔC y.
    public let throughFinalDemand: [Double]
    /// L′ ΔC Â x.
    public let throughIntermediates: [Double]
    /// Change of purchases from the rest of the world, all uses together.
    public let importChange: Double
    /// Σ over all of their sum.
    public var change: [Double] { zip(throughFinalDemand, throughIntermediates).map { $0 + $1 } }
  }

  /// The model after the change.
  public let changed: CheneryMoses
  private let base: CheneryMoses
  private let difference: [Matrix]

  /// Throws a `ProblemReport` when shares no longer sum to 1.
  public init(_ base: CheneryMoses, shifts: [Shift]) throws {
    var difference = base.shares.map { Matrix(rows: $0.rows, columns: $0.columns) }
    var shares = base.shares
    var foreign = base.foreignShares
    for shift in shifts {
      for (r, amount) in shift.toOrigins.enumerated() {
        difference[shift.product][r, shift.destination] += amount
        shares[shift.product][r, shift.destination] += amount
      }
      foreign[shift.destination][shift.product] -= shift.fromForeign
    }
    changed = try CheneryMoses(
      technology: base.technology, shares: shares, foreignShares: foreign)
    self.base = base
    self.difference = difference
  }

  /// Effect for final demand y by region of use and exports z (length n each).
  public func effect(finalDemand y: [Double], exports z: [Double]) throws -> Effect {
    let x = try base.output(finalDemand: y, exports: z)
    let rise = try changed.model.output(
      for: Matrix(
        rows: y.count, columns: 2,
        values: CheneryMoses.sourced(y, shares: difference)
          + CheneryMoses.sourced(base.purchases(output: x), shares: difference)))
    let output = x.indices.map { x[$0] + rise[$0, 0] + rise[$0, 1] }
    return Effect(
      output: output, throughFinalDemand: rise.column(0), throughIntermediates: rise.column(1),
      importChange: imports(changed, output, y) - imports(base, x, y))
  }

  private func imports(_ model: CheneryMoses, _ x: [Double], _ y: [Double]) -> Double {
    let final = y.indices.map {
      y[$0] * model.foreignShares[$0 / model.products][$0 % model.products]
    }
    return model.foreignPurchases(output: x).reduce(0, +) + final.reduce(0, +)
  }
}
