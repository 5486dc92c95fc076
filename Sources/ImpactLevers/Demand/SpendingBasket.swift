import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// What a EUR of public spending buys, by product.
///
///     money of product i = S·w[i]/Σ w,  w from the file or `<prefix>.<product>` of the catalogue
///
/// Each product is stripped of margins as its kind is; public buyers of transport and energy plants
/// deduct value added tax. Goods may have to come from a zone; services are bought as usual.
struct SpendingBasket: Sendable {
  /// Shares by industry code, summing to 1.
  let shares: [(product: String, share: Double)]
  private let valuations: [Valuation.Kind: Valuation]
  private let level: PriceLevel

  /// Kinds of purchase by industry code.
  static func kind(of product: String) -> Valuation.Kind {
    if product == AutomotiveVehicles.code { return .vehicles }
    if product == "F" { return .construction }
    return product.hasPrefix("C") ? .equipment : .services
  }

  private enum AutomotiveVehicles { static let code = "C29-VEH" }

  static func entries(_ prefix: String, _ catalogue: ParameterCatalogue) -> [String: Double] {
    var weights: [String: Double] = [:]
    for (key, parameter) in catalogue.parameters where key.hasPrefix(prefix + ".") {
      weights[String(key.dropFirst(prefix.count + 1))] = parameter.central
    }
    return weights
  }

  init(_ weights: [String: Double], _ catalogue: ParameterCatalogue) throws {
    let total = weights.keys.sorted().reduce(0) { $0 + (weights[$1] ?? 0) }
    shares = weights.sorted { $0.key < $1.key }.filter { $0.value > 0 }
      .map { ($0.key, $0.value / total) }
    valuations = Dictionary(
      uniqueKeysWithValues: try Valuation.Kind.allCases.map {
        ($0, try Valuation($0, deductsTax: true, catalogue))
      })
    level = try PriceLevel(catalogue)
  }

  /// Buys for an amount of million EUR of 2024 in a region.
  ///
  /// `zone` with a share holds for goods. Returns what is paid in prices of the accounts.
  func buy(
    _ amount: Double, in s: Int, zone: (mask: ScopeMask, share: Double)?,
    _ book: inout PurchaseBook, _ state: inout LeverState
  ) throws {
    for (product, share) in shares {
      let kind = Self.kind(of: product)
      guard let valuation = valuations[kind] else { continue }
      let bill = valuation.bill(level.inAccounts(amount) * share, for: product)
      guard let zone, kind == .equipment || kind == .vehicles else {
        try book.buy(bill, in: s, origin: .asBought(.investment), payer: .government, &state)
        continue
      }
      var goods = PurchaseBill()
      goods.add(bill.value(of: product) ?? 0, of: product)
      try book.buy(
        goods, in: s, origin: .zone(zone.mask, share: zone.share), payer: .government, &state)
      try book.buy(
        bill.removing(product), in: s, origin: .asBought(.investment), payer: .government, &state)
    }
  }

  /// Missing entries, unknown products and shares that sum to nothing.
  static func problems(
    _ id: String, _ weights: [String: Double], _ terms: ProgrammeTerms, in context: LeverContext
  ) -> [Problem] {
    var problems = terms.problems(id)
    problems += context.catalogue.problems(
      requiring: PurchaseBook.keys
        + Set(Valuation.Kind.allCases.flatMap { Valuation.keys($0) }).sorted())
    let services = Valuation.Kind.allCases.flatMap { Valuation.industries($0) }
    for code in Set(weights.keys).union(services).sorted() where context.industryIndex[code] == nil
    {
      problems.append(
        Problem(
          at: nil, path: "\(id).vector", "the economy has no industry `\(code)`",
          expected: "an industry of the economy"))
    }
    if weights.values.reduce(0, +) <= 0 {
      problems.append(
        Problem(
          at: nil, path: "\(id).vector", "the spending buys nothing",
          expected: "at least one product with a share above zero"))
    }
    return problems
  }
}

/// Spending of governments on a basket, spread over regions.
struct PublicSpending {
  let id: String
  let intensity: Double
  let regions: Scope
  /// Million EUR a year in prices of 2024.
  let budget: DatedPath
  let terms: ProgrammeTerms
  let places: ProgrammePlaces
  let weights: [String: Double]
  let madeIn: Scope?
  let madeInShare: Double

  /// Spends, reports and finances the year of the state.
  ///
  ///     S = λ·min(most of `terms`, budget),  S_s = S·key_s
  func act(on state: inout LeverState) throws {
    guard intensity != 0, terms.isActive(in: state.year) else { return }
    let context = state.context
    var problems: [Problem] = []
    let mask = context.mask(of: regions, path: "\(id).regions", problems: &problems)
    let zone = madeIn.map {
      context.mask(of: $0, path: "\(id).made-in", problems: &problems)
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    guard let shares = places.shares(in: mask, context) else {
      throw ProblemReport(places.problems(id, in: mask, context))
    }
    let asked = budget.value(in: state.year)
    let total = intensity * asked * terms.served(asked, in: state.year)
    guard total != 0 else { return }
    var book = try PurchaseBook(lever: id, context)
    let basket = try SpendingBasket(weights, context.catalogue)
    let level = try PriceLevel(context.catalogue)
    var figures = PlaceFigures(lever: id)
    for (s, share) in shares.enumerated() where share != 0 {
      try basket.buy(
        total * share, in: s, zone: zone.map { ($0, madeInShare) }, &book, &state)
      figures.add(
        "public money", total * share, "million EUR of 2024", at: context.economy.regions[s])
    }
    let paid = shares.map { level.inAccounts(total * $0) }
    try book.finance(byRegion: paid, by: terms.financing, &state)
    figures.report(to: &state)
    book.reportTaxes(level, &state)
    book.close(&state)
  }

  func problems(in context: LeverContext) -> [Problem] {
    var problems: [Problem] = []
    let mask = context.mask(of: regions, path: "\(id).regions", problems: &problems)
    if let madeIn {
      _ = context.mask(of: madeIn, path: "\(id).made-in", problems: &problems)
    }
    problems += SpendingBasket.problems(id, weights, terms, in: context)
    guard problems.isEmpty else { return problems }
    return places.problems(id, in: mask, context)
  }

  func notices(_ states: [LeverState]) -> [Notice] {
    guard intensity != 0, states.contains(where: { terms.isActive(in: $0.year) }) else { return [] }
    return [
      Notice(
        "public-spending",
        "\(id): public buyers deduct value added tax; what the plants and services bring in later "
          + "(fares, fuel, power) and what they replace is not counted")
    ]
  }
}
