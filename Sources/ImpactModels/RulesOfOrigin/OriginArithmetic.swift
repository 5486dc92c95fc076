/// Content of a recipe by the definitions of rules of origin.
///
///     MaxNOM = NOM / EXW            build-down: RVC = (TV − VNM) / TV
///     build-up: RVC = VOM / TV      net cost:   RVC = (NC − VNM) / NC
///
/// NOM and VNM are non-originating materials, VOM originating ones. Build-up counts materials only: labour,
/// overhead and profit are in neither, so build-up and build-down do not add up to 1. EXW and TV are prices at the
/// factory gate of one firm: never compare these shares with shares of value added from a table.
/// Sources: EU-UK Trade and Cooperation Agreement, annexes on origin; USMCA article 4.5 and 19 CFR 182, appendix A.
public struct OriginArithmetic: Sendable, Hashable {
  /// How a material with foreign parts is counted.
  public enum Tracing: String, Sendable, CaseIterable {
    /// A material that passes its own limit counts as wholly originating; one that fails, as wholly
    /// non-originating; one without a limit is traced.
    case rolledUp = "rolled-up"
    /// Only the non-originating part of every material counts.
    case traced
    /// Every material with any non-originating part counts as wholly non-originating.
    case strict
  }

  /// The recipe.
  public let recipe: OriginRecipe
  /// How materials are counted.
  public let tracing: Tracing
  /// NOM, VNM: what does not originate, money of the recipe.
  public let nonOriginating: Double

  /// Counts a recipe.
  public init(_ recipe: OriginRecipe, tracing: Tracing) {
    self.recipe = recipe
    self.tracing = tracing
    nonOriginating = recipe.materials.reduce(0) { $0 + Self.counted($1, tracing) }
  }

  /// VOM: originating materials.
  public var originating: Double {
    recipe.materials.reduce(0) { $0 + $1.value } - nonOriginating
  }
  /// MaxNOM = NOM / EXW, a share; its limit is an upper one.
  public var nonOriginatingShare: Double { nonOriginating / recipe.price }
  /// RVC, build-down.
  public var buildDown: Double { (recipe.price - nonOriginating) / recipe.price }
  /// RVC, build-up on materials.
  public var buildUp: Double { originating / recipe.price }
  /// RVC, net cost; nil when the net cost is zero.
  public var netCostContent: Double? {
    recipe.netCost > 0 ? (recipe.netCost - nonOriginating) / recipe.netCost : nil
  }

  /// The largest non-originating value that a MaxNOM limit (a share of EXW) allows.
  public func allowance(limit: Double) -> Double { limit * recipe.price }
  /// Whether MaxNOM stays within a limit, the limit included.
  public func passes(limit: Double) -> Bool { nonOriginatingShare <= limit }
  /// Value that must become originating to meet a limit; 0 when it is met.
  public func toRelocate(limit: Double) -> Double {
    max(0, nonOriginating - allowance(limit: limit))
  }

  private static func counted(_ material: OriginRecipe.Material, _ tracing: Tracing) -> Double {
    switch tracing {
    case .traced: return material.nonOriginating
    case .strict: return material.nonOriginating > 0 ? material.value : 0
    case .rolledUp:
      guard let originates = material.originates else { return material.nonOriginating }
      return originates ? 0 : material.value
    }
  }
}
