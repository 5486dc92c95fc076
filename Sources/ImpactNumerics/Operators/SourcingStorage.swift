/// How the sourcing shares T_k[i][r,s] of an economy are stored and applied to panels.
///
/// Regions are counted by their place in the storage's order. Between technology and sourcing demand lies
/// region-major: demand_k[i,s] at row `s·K·S + k·S + i`; deliveries x[i,r] at row `r·S + i`.
protocol SourcingStorage: Sendable {
  /// True when no share is below zero.
  var isNonNegative: Bool { get }
  /// Multiplications of the whole step for one column.
  var multiplications: Double { get }
  /// Bytes held.
  var bytes: Int { get }

  /// The whole step: deliveries from demand, or the price of demand from the price of deliveries.
  func trade<P: KernelPair>(
    _ pair: P.Type, _ layout: SourcingLayout, from: UnsafePointer<P.Value>,
    into: UnsafeMutablePointer<P.Value>, width: Int, transposed: Bool, pieces: Crew)

  /// C ← T_k[i] B or T_k[i]ᵀ B for one product; B and C are panels of R rows.
  func trade<P: KernelPair>(
    _ pair: P.Type, originClass k: Int, product i: Int, from: UnsafePointer<P.Value>,
    into: UnsafeMutablePointer<P.Value>, width: Int, transposed: Bool)
}

/// Sizes that the steps of an application share.
struct SourcingLayout {
  let regions: Int
  let products: Int
  let classes: Int

  /// K·S, the demand of one region.
  var layer: Int { classes * products }
}
