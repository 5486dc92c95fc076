/// A change of purchases, kept as a list of changed coefficients.
///
/// An entry changes what industry j of region s buys of product i by origin class k:
/// demand gains Δ·x[j,s]. With a zone, the extra demand reaches only the origins inside the zone
/// mask: x[i,r] += mask_z[r] · T_k[i][r,s] · Δ · x[j,s].
public struct StructureChange: Sendable {
  /// One changed coefficient; all indices count from 0.
  public struct Entry: Sendable, Hashable {
    /// Origin class: 0 own country, 1 imported.
    public let originClass: Int
    /// Index into `zones`; nil reaches all origins.
    public let zone: Int?
    /// Product that is bought, i.
    public let product: Int
    /// Industry that buys, j.
    public let buyer: Int
    /// Region of the buyer, s.
    public let region: Int
    /// Δ, EUR of input per EUR of output; negative for less.
    public let delta: Double

    /// Takes the entry unchecked; `changed(by:)` stops on an index outside.
    public init(originClass: Int, zone: Int?, product: Int, buyer: Int, region: Int, delta: Double)
    {
      self.originClass = originClass
      self.zone = zone
      self.product = product
      self.buyer = buyer
      self.region = region
      self.delta = delta
    }
  }

  /// In any order; entries of one coefficient add up.
  public var entries: [Entry]
  /// Origin masks of length R, true for the origins that an entry reaches.
  public var zones: [[Bool]]

  /// A change with these entries; without any it is the base itself.
  public init(entries: [Entry] = [], zones: [[Bool]] = []) {
    self.entries = entries
    self.zones = zones
  }

  /// True when no coefficient changes.
  public var isEmpty: Bool { entries.isEmpty }
}
