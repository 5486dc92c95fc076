import ImpactDiagnostics
import ImpactEconomies

/// What a plant needs for a EUR of output, and whom it employs.
///
/// The recipe of the region's own industry; where its country has none, the mean recipe of the union's
/// makers weighted with output. Value added, jobs and pay likewise. Where a region buys a product is as
/// all its industries buy it.
struct PlantRecipe: Sendable {
  struct Input: Sendable {
    let product: Int
    /// EUR per EUR of output by class: own country, imported.
    var shares: [Double]
  }

  let inputs: [Input]
  /// EUR per EUR of output.
  let valueAdded: Double
  /// Persons per million EUR of output.
  let persons: Double
  /// Million EUR a year for each person.
  let pay: Double
  /// Whether the union's mean stands in for a recipe of the country.
  let isMean: Bool

  /// The recipe of a region, worked out once for an economy; throws a `ProblemReport` naming the lever when
  /// nobody in the union makes the product.
  static func of(
    _ industry: Int, in region: Int, lever: String, _ context: LeverContext
  ) throws -> PlantRecipe {
    try context.economyMemo.value("plant recipe \(industry) \(region)") {
      try PlantRecipe(industry: industry, region: region, lever: lever, context)
    }
  }

  private init(industry: Int, region: Int, lever: String, _ context: LeverContext) throws {
    let mean = UnionMean(industry, context)
    let S = context.economy.industryCount
    func need(_ i: Int, _ s: Int) -> Double {
      context.technology.total(product: i, buyer: industry, region: s)
    }
    let takesMean = (0..<S).reduce(0) { $0 + need($1, region) } <= 0
    isMean = takesMean
    let needs = (0..<S)
      .map { i in
        takesMean ? mean.weighted { need(i, $0) } : need(i, region)
      }
    guard needs.contains(where: { $0 > 0 }) else {
      throw ProblemReport([
        Problem(
          at: nil, path: lever,
          "no region of the union makes \(context.economy.industries[industry].code), so nobody "
            + "knows what a plant needs", expected: "an industry that the union has")
      ])
    }
    let mix = PurchaseClasses(region, context)
    inputs = needs.enumerated()
      .compactMap { i, value in
        guard value > 0, let shares = mix.shares(i) else { return nil }
        return Input(product: i, shares: shares.map { $0 * value })
      }
    let satellites = context.economy.satellites
    let k = context.economy.index(region: region, industry: industry)
    let output = satellites.output[k]
    func own(_ value: Double) -> Double? {
      output > 0 && value.isFinite && value > 0 ? value / output : nil
    }
    valueAdded =
      own(satellites.valueAdded[k]) ?? mean.ratio { satellites.valueAdded[$0] } ?? 0
    persons = own(satellites.employment[k]) ?? mean.ratio { satellites.employment[$0] } ?? 0
    let income = own(context.labourIncome[k] * output) ?? mean.pay
    pay = persons > 0 ? income / persons : 0
  }
}

/// Means over the union's makers of a product, weighted with output.
private struct UnionMean {
  let industry: Int
  let context: LeverContext
  let makers: [Int]
  let total: Double

  init(_ industry: Int, _ context: LeverContext) {
    self.industry = industry
    self.context = context
    makers = context.economy.regions.indices.filter {
      context.economy.regions[$0].isEuropeanUnion && context.output($0, industry) > 0
    }
    total = makers.reduce(0) { $0 + context.output($1, industry) }
  }

  func weighted(_ value: (Int) -> Double) -> Double {
    guard total > 0 else { return 0 }
    return makers.reduce(0) { $0 + context.output($1, industry) * value($1) } / total
  }

  /// Σ value / Σ output over makers where the value is known.
  func ratio(_ value: (Int) -> Double) -> Double? {
    var (sum, output) = (0.0, 0.0)
    for r in makers {
      let amount = value(context.economy.index(region: r, industry: industry))
      guard amount.isFinite else { continue }
      sum += amount
      output += context.output(r, industry)
    }
    return output > 0 && sum > 0 ? sum / output : nil
  }

  /// Compensation per unit of output.
  var pay: Double {
    weighted { context.labourIncome[context.economy.index(region: $0, industry: industry)] }
  }
}

/// How the industries of a region divide their purchases of a product into own country and imports.
struct PurchaseClasses {
  private let region: Int
  private let context: LeverContext

  init(_ region: Int, _ context: LeverContext) {
    self.region = region
    self.context = context
  }

  /// Shares that sum to 1; nil when nobody supplies the product.
  func shares(_ product: Int) -> [Double]? {
    let reached = (0...1)
      .map {
        context.reaches(originClass: $0, product: product, region: region)
      }
    guard reached.contains(true) else { return nil }
    guard reached == [true, true] else { return reached.map { $0 ? 1 : 0 } }
    var bought = [0.0, 0.0]
    for j in context.economy.industries.indices {
      let output = context.output(region, j)
      for k in 0...1 {
        bought[k] +=
          output
          * context.technology.coefficient(
            originClass: k, product: product, buyer: j, region: region)
      }
    }
    let total = bought[0] + bought[1]
    return total > 0 ? bought.map { $0 / total } : [1, 0]
  }
}
