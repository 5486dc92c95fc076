/// A change of purchases, kept as a list of changed coefficients.
///
/// An entry changes what industry j of region s buys of product i by origin class k:
/// demand gains Δ·x[j,s]. With a zone, the extra demand reaches only the origins inside the zone
/// mask: x[i,r] += mask_z[r] · T_k[i][r,s] · Δ · x[j,s].
public struct StructureChange: Sendable {
  public struct Entry: Sendable, Hashable {
    /// Origin class: 0 own country, 1 imported.
    public let originClass: Int
    /// Index into `zones`; nil reaches all origins.
    public let zone: Int?
    public let product: Int
    public let buyer: Int
    public let region: Int
    public let delta: Double

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

  public var entries: [Entry]
  /// Origin masks of length R.
  public var zones: [[Bool]]

  public init(entries: [Entry] = [], zones: [[Bool]] = []) {
    self.entries = entries
    self.zones = zones
  }

  public var isEmpty: Bool { entries.isEmpty }
}
