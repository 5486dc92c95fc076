/// How concentrated the suppliers of a product are: the index of Herfindahl and Hirschman.
///
///     HHI = Σ_o (v_o / Σ v)²
///
/// 1 with one supplier, 1/m with m suppliers of one size. The rest of the world, a single origin in the
/// accounts, counts as one supplier, so that the index is an upper bound where it delivers much. A pure
/// number from 0 to 1; competition authorities multiply it by 10,000. Source: Hirschman (1964),
/// American Economic Review 54.
public struct SupplierConcentration: Sendable, Hashable {
  /// HHI; nan where nothing is supplied.
  public let index: Double
  /// 1/HHI: the number of suppliers of one size that would give the same index.
  public var equivalentSuppliers: Double { 1 / index }

  /// Of amounts by supplier, in any unit; negative amounts are no supply and are left out.
  public init(_ supplies: [Double]) {
    let positive = supplies.filter { $0 > 0 }
    let total = positive.reduce(0, +)
    index =
      total > 0 ? positive.reduce(0) { $0 + ($1 / total) * ($1 / total) } : .nan
  }
}
