import ImpactAxes
public import ImpactDiagnostics
import ImpactDocuments

/// Lift of the basket's mean content: coverage·intensity·E[(F − c)⁺], moved product by product.
///
/// The extra cost Σ w_i(c_i′ − c_i)·premium_i raises prices. Content is by the origin on the invoice:
/// a component counts with its whole price where its maker sits. Source: Documentation/Methods.
extension LocalContent {
  static let passThroughKey = "content.pass_through"
  static let elasticityKey = "demand.aggregate_car_price"
  static let exportElasticityKey = "content.export_elasticity"
  static let dispersionKey = "content.dispersion"

  static func premiumKey(_ group: String) -> String { "content.eu_cost_premium.\(group)" }

  /// Unknown places and component groups, impossible shares, missing assumptions.
  public func problems(in context: LeverContext, years: [Int]) -> [Problem] {
    var problems: [Problem] = []
    let mask = context.economy.mask(of: regions, path: "\(id).regions", problems: &problems)
    _ = context.economy.mask(of: zone, path: "\(id).zone", problems: &problems)
    problems += rangeProblems()
    guard !context.assemblers(in: mask).isEmpty else { return problems }
    var keys: [String] = []
    if passThrough == nil { keys.append(Self.passThroughKey) }
    if demandElasticity == nil { keys.append(Self.elasticityKey) }
    if exportElasticity == nil { keys.append(Self.exportElasticityKey) }
    if dispersion == nil { keys.append(Self.dispersionKey) }
    let entries = floors.keys.flatMap { basketEntries($0, context) }
    let groups = Set(entries.map(\.premiumGroup))
    keys += groups.filter { premiums[$0] == nil }.map(Self.premiumKey)
    problems += context.catalogue.problems(requiring: keys.sorted())
    let known = Set(context.baskets.entries.map(\.premiumGroup))
    problems += premiums.keys.filter { !known.contains($0) }.sorted()
      .map {
        Problem(
          at: nil, path: "\(id).premiums.\($0)", "no product of a basket has this component group",
          expected: "one of \(known.sorted().joined(separator: ", "))")
      }
    return problems
  }

  private func rangeProblems() -> [Problem] {
    var values = [("coverage", coverage, 1.0), ("dispersion", dispersion ?? 0, 1.0)]
    for (basket, path) in floors {
      values += path.points.map { ("floors.\(basket.rawValue).\($0.year)", $0.value, 1.0) }
    }
    values += premiums.map { ("premiums.\($0.key)", $0.value, Double.infinity) }
    return values.filter { !($0.1 >= 0 && $0.1 <= $0.2 && $0.1.isFinite) }
      .sorted { $0.0 < $1.0 }
      .map { name, value, most in
        Problem(
          at: nil, path: "\(id).\(name)", "the share \(value) is impossible",
          expected: most.isFinite ? "a share from 0 to 1" : "a share of at least 0")
      }
  }

  /// Products of a basket that the economy has.
  func basketEntries(_ basket: Basket, _ context: LeverContext) -> [ContentBaskets.Entry] {
    let names = basket == .batteries ? ["packs", "cells"] : [basket.rawValue]
    return names.flatMap { context.baskets.entries(in: $0) }
      .filter { context.industryIndex[$0.industry] != nil }
  }

  /// Moves purchases into the zone where a floor asks for it, and adds their extra cost.
  ///
  /// Throws a `ProblemReport` for what `problems` would have named.
  public func act(on state: inout LeverState) throws {
    let context = state.context
    var problems: [Problem] = []
    let scope = context.economy.mask(of: regions, path: "\(id).regions", problems: &problems)
    let zone = context.economy.mask(of: zone, path: "\(id).zone", problems: &problems)
    guard problems.isEmpty else { throw ProblemReport(problems) }
    guard let vehicles = context.vehicles else { return }
    var cost = [Double](repeating: 0, count: context.economy.dimension)
    // In the order of the declaration, so that results do not depend on a dictionary's order.
    for basket in Basket.allCases {
      guard let path = floors[basket], state.year >= path.first.year else { continue }
      let products = try premiumsByProduct(basket, context)
      var readings: [ContentReading] = []
      for s in context.assemblers(in: scope) {
        let reading = try lift(
          products, of: s, to: path.value(in: state.year), zone: zone, state: &state)
        guard let reading else { continue }
        cost[context.economy.index(region: s, industry: vehicles)] += reading.outcome.cost
        readings.append(reading)
      }
      report(readings, basket: basket, state: &state)
    }
    try respond(to: cost, home: scope.union(zone), state: &state)
  }

  private func premiumsByProduct(
    _ basket: Basket, _ context: LeverContext
  ) throws -> [(product: Int, premium: Double)] {
    try basketEntries(basket, context)
      .compactMap { entry in
        guard let product = context.industryIndex[entry.industry] else { return nil }
        let premium =
          try premiums[entry.premiumGroup]
          ?? context.catalogue.central(Self.premiumKey(entry.premiumGroup)) / 100
        return (product, premium)
      }
  }

  /// Nil where nothing of the basket is bought.
  private func lift(
    _ products: [(product: Int, premium: Double)], of region: Int, to floor: Double,
    zone: ScopeMask, state: inout LeverState
  ) throws -> ContentReading? {
    guard let vehicles = state.context.vehicles else { return nil }
    let basket = BasketMove(
      products.compactMap { product, premium in
        let cell = PurchaseCell(region: region, buyer: vehicles, product: product)
        return ContentAccount(cell, zone: zone, state: state)
          .map { BasketMove.Product(account: $0, premium: premium) }
      })
    guard let basket else { return nil }
    let spread = try dispersion ?? state.context.catalogue.central(Self.dispersionKey) / 100
    let shortfall = ContentLift(floor: floor, mean: basket.content, dispersion: spread)
    let wanted = coverage * intensity * shortfall.meanShortfall
    let lift = wanted < ContentLift.smallest ? 0 : wanted
    return ContentReading(
      region: region, floor: floor, before: basket.content, lift: lift,
      belowFloor: shortfall.probabilityBelow, outcome: basket.apply(lift: lift, state: &state))
  }

  private func respond(
    to cost: [Double], home: ScopeMask, state: inout LeverState
  ) throws {
    guard cost.contains(where: { $0 != 0 }) else { return }
    let catalogue = state.context.catalogue
    state.priceResponses.append(
      PriceResponse(
        lever: id, cost: cost,
        passThrough: try passThrough ?? catalogue.central(Self.passThroughKey),
        demandElasticity: try demandElasticity ?? catalogue.central(Self.elasticityKey),
        exportElasticity: try exportElasticity ?? catalogue.central(Self.exportElasticityKey),
        home: home.regions))
  }
}
