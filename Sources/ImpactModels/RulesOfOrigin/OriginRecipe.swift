import ImpactDiagnostics

/// What goes into one product, as an officer of origin counts it; all money in one currency.
///
/// A material carries the value that does not originate in it. A material of which only a part does not originate
/// (a battery pack of foreign cells, made at home) may itself pass an origin test and then counts as
/// wholly originating: roll-up.
public struct OriginRecipe: Sendable, Hashable {
  /// A bought-in material.
  public struct Material: Sendable, Hashable {
    /// Name for messages and tables.
    public let name: String
    /// Price paid, customs value or ex-works price of the material.
    public let value: Double
    /// The part of `value` that does not originate, from 0 to `value`.
    public let nonOriginating: Double
    /// Largest non-originating share of its value at which the material originates; nil: it is traced.
    public let ownLimit: Double?

    /// A material as given; `OriginRecipe` checks it.
    public init(name: String, value: Double, nonOriginating: Double, ownLimit: Double? = nil) {
      self.name = name
      self.value = value
      self.nonOriginating = nonOriginating
      self.ownLimit = ownLimit
    }

    /// MaxNOM of the material: non-originating over value, 0 without value.
    public var nonOriginatingShare: Double { value == 0 ? 0 : nonOriginating / value }
    /// Whether it passes its own test; nil when it has none.
    public var originates: Bool? { ownLimit.map { nonOriginatingShare <= $0 } }
  }

  /// Costs that net cost leaves out (19 CFR 182, appendix A, section 7).
  public struct Exclusions: Sendable, Hashable {
    /// Royalties.
    public let royalties: Double
    /// Sales promotion, marketing and after-sales service.
    public let salesPromotion: Double
    /// Shipping and packing.
    public let shippingAndPacking: Double
    /// Interest that may not be counted.
    public let nonAllowableInterest: Double

    /// Exclusions as given; none by default.
    public init(
      royalties: Double = 0, salesPromotion: Double = 0, shippingAndPacking: Double = 0,
      nonAllowableInterest: Double = 0
    ) {
      self.royalties = royalties
      self.salesPromotion = salesPromotion
      self.shippingAndPacking = shippingAndPacking
      self.nonAllowableInterest = nonAllowableInterest
    }

    /// All four together.
    public var total: Double {
      royalties + salesPromotion + shippingAndPacking + nonAllowableInterest
    }
  }

  /// What is made.
  public let product: String
  /// EXW or transaction value TV, in the currency of the recipe.
  public let price: Double
  /// All bought-in materials.
  public let materials: [Material]
  /// Labour and overhead of the maker, exclusions included.
  public let processingCost: Double
  /// The part of the total cost that net cost leaves out.
  public let exclusions: Exclusions

  /// Throws a `ProblemReport` with every value that is negative or not finite, a non-originating part above its
  /// material's value, a limit beyond 0 to 1, a price that is not above zero or exclusions above the total cost.
  public init(
    product: String, price: Double, materials: [Material], processingCost: Double,
    exclusions: Exclusions = Exclusions()
  ) throws {
    self.product = product
    self.price = price
    self.materials = materials
    self.processingCost = processingCost
    self.exclusions = exclusions
    let problems = self.problems
    guard problems.isEmpty else { throw ProblemReport(problems) }
  }

  /// Materials and processing.
  public var totalCost: Double { materials.reduce(processingCost) { $0 + $1.value } }
  /// Price less total cost; may be negative.
  public var profit: Double { price - totalCost }
  /// NC: total cost less exclusions.
  public var netCost: Double { totalCost - exclusions.total }

  private var problems: [Problem] {
    var problems: [Problem] = []
    func require(_ holds: Bool, _ path: String, _ value: Double, _ expected: String) {
      guard !holds else { return }
      problems.append(Problem(at: nil, path: path, "the value is \(value)", expected: expected))
    }
    require(price > 0 && price.isFinite, "price", price, "an amount above zero")
    require(
      processingCost >= 0 && processingCost.isFinite, "processing cost", processingCost,
      "an amount of zero or more")
    for material in materials {
      let path = "materials.\(material.name)"
      require(
        material.value >= 0 && material.value.isFinite, path, material.value,
        "an amount of zero or more")
      require(
        material.nonOriginating >= 0 && material.nonOriginating <= material.value,
        "\(path).non-originating", material.nonOriginating,
        "an amount from zero to the material's value \(material.value)")
      if let limit = material.ownLimit {
        require((0...1).contains(limit), "\(path).limit", limit, "a share from 0 to 1")
      }
    }
    let left = [
      ("royalties", exclusions.royalties), ("sales promotion", exclusions.salesPromotion),
      ("shipping and packing", exclusions.shippingAndPacking),
      ("non-allowable interest", exclusions.nonAllowableInterest),
    ]
    for (path, value) in left {
      require(value >= 0 && value.isFinite, path, value, "an amount of zero or more")
    }
    require(
      exclusions.total <= totalCost, "exclusions", exclusions.total,
      "at most the total cost \(totalCost)")
    return problems
  }
}
