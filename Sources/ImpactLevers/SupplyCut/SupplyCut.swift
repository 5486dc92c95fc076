public import ImpactAxes

/// A supply that fails for some months: what stocks and other suppliers do not replace is not made.
///
///     D = φ·τ·ω,  S = min(σ·D, h·τ·(1 − ω)),  K = min(stock left, D − S),  M = D − S − K
///     λ[j,s] = c_j·d[j,s]·M,  x[j,s] ≤ (1 − λ[j,s])·x₁[j,s]
///
/// shares of a year's use of the product by buyer j in s: φ part of the deliveries that fails, τ part of
/// the year, ω share of the origins that fail, σ part of a failing delivery that others can replace, h
/// what others can add to their deliveries, c how critical the product is, d the part of the output that
/// holds it. Buyers further down the chain follow for `tiers` steps. Sources: Hallegatte (2008), Risk
/// Analysis 28; Pichler et al. (2022), Journal of Economic Dynamics and Control 144; Documentation/Methods.
public struct SupplyCut: Lever {
  /// The word for this lever in scenario files.
  public static let key = "supply-cut"

  /// Unique within a scenario.
  public var id: String
  /// 0 to 1; scales the part of the deliveries that fails.
  public var intensity: Double
  /// Buyers that lack the product.
  public var regions: Scope
  /// Name of a known event; nil when the file gives everything.
  public var preset: String?
  /// Industry code of the product; nil takes the preset's.
  public var product: String?
  /// Origins that fail; nil takes the preset's.
  public var origins: Scope?
  /// Origins among them that go on delivering.
  public var except: Scope?
  /// φ; nil takes the preset's.
  public var cut: Double?
  /// Year of the first month.
  public var from: Int
  /// First month, 1 to 12.
  public var month: Int
  /// How many months it lasts; nil takes the preset's.
  public var months: Int?
  /// Stocks of the buyers in weeks of use; nil takes the preset's, or `supply.stock_weeks`.
  public var stockWeeks: Double?
  /// σ; nil takes the preset's, or `supply.substitution`.
  public var substitution: Double?
  /// h; nil takes `content.capacity.headroom`.
  public var headroom: Double?
  /// Part of the industry's product that is meant; nil takes the preset's, or all of it.
  public var markedShare: Double?
  /// ω where the accounts do not know the product by itself; nil takes the preset's, or the accounts.
  public var originShare: Double?
  /// c by industry that uses the product; an entry replaces that of the preset.
  public var users: [String: Double]
  /// Steps down the chain, 1: the users alone.
  public var tiers: Int

  /// A cut; `problems` says what is missing.
  public init(
    id: String = SupplyCut.key, intensity: Double = 1, regions: Scope = .eu27,
    preset: String? = nil, product: String? = nil, origins: Scope? = nil, except: Scope? = nil,
    cut: Double? = nil, from: Int, month: Int = 1, months: Int? = nil, stockWeeks: Double? = nil,
    substitution: Double? = nil, headroom: Double? = nil, markedShare: Double? = nil,
    originShare: Double? = nil, users: [String: Double] = [:], tiers: Int = 2
  ) {
    self.id = id
    self.intensity = intensity
    self.regions = regions
    self.preset = preset
    self.product = product
    self.origins = origins
    self.except = except
    self.cut = cut
    self.from = from
    self.month = month
    self.months = months
    self.stockWeeks = stockWeeks
    self.substitution = substitution
    self.headroom = headroom
    self.markedShare = markedShare
    self.originShare = originShare
    self.users = users
    self.tiers = tiers
  }
}

/// Supplies that failed or may fail, with their numbers in the catalogue.
package struct SupplyCutPreset: Sendable {
  package let name: String
  let product: String
  let origins: Scope
  /// What the event was, and what the accounts cannot hold of it.
  let remark: String
  /// Whether the catalogue has ω for it.
  let hasOriginShare: Bool

  package static let all: [SupplyCutPreset] = [
    SupplyCutPreset(
      name: "chips-2021", product: "C26", origins: Scope(["WORLD"]),
      remark:
        "the shortage of semiconductors of 2021, worldwide; chips have no industry of their own",
      hasOriginShare: false),
    SupplyCutPreset(
      name: "cells-china", product: AutomotiveBlock.cells, origins: Scope(["CN"]),
      remark: "no battery cells from China; their share is that of the accounts",
      hasOriginShare: false),
    SupplyCutPreset(
      name: "magnets-2025", product: "C25", origins: Scope(["CN"]),
      remark:
        "China's export licences for rare-earth magnets of April 2025; magnets have no industry of "
        + "their own", hasOriginShare: true),
  ]

  static func named(_ name: String?) -> SupplyCutPreset? { all.first { $0.name == name } }

  func key(_ word: String) -> String { "supply.\(name).\(word)" }
  var userPrefix: String { key("user.") }

  /// Every entry of the catalogue that the preset reads, users apart.
  var keys: [String] {
    ["cut", "months", "stock_weeks", "substitution", "marked_share"].map(key)
      + (hasOriginShare ? [key("origin_share")] : [])
  }
}
