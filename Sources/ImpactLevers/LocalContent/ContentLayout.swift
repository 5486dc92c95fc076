import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// Everything about a content rule that does not change from year to year, for the floors that have begun.
struct ContentLayout: Sendable {
  /// One basket whose buyers the economy has.
  struct Part: Sendable {
    let basket: LocalContent.Basket
    /// Index of the industry that buys.
    let buyer: Int
    /// σ.
    let spread: Double
    let items: [ContentMeasure.Item]
    /// Where makers in the scope can buy each item; nil for what nobody trades.
    let sources: [ContentSources?]
  }

  let scope: ScopeMask
  let zone: ScopeMask
  /// Both together.
  let home: ScopeMask
  /// In the order of `Basket`.
  let parts: [Part]
}

extension LocalContent {
  /// The layout of a run in a year, worked out once; throws a `ProblemReport` for what `problems` names.
  func layout(in year: Int, _ context: LeverContext) throws -> ContentLayout {
    let begun = Basket.allCases.filter { floors[$0].map { year >= $0.first.year } ?? false }
    return try context.runMemo.value("content layout:\(layoutKey(begun))") {
      var problems: [Problem] = []
      let scope = context.mask(of: regions, path: "\(id).regions", problems: &problems)
      let zone = context.mask(of: zone, path: "\(id).zone", problems: &problems)
      guard problems.isEmpty else { throw ProblemReport(problems) }
      let parts = try begun.compactMap { try part($0, scope: scope, zone: zone, context) }
      return ContentLayout(scope: scope, zone: zone, home: scope.union(zone), parts: parts)
    }
  }

  /// What the layout hangs on, for the memo of a run.
  private func layoutKey(_ begun: [Basket]) -> Int {
    var hasher = Hasher()
    hasher.combine(id)
    hasher.combine(regions.names)
    hasher.combine(zone.names)
    hasher.combine(begun)
    hasher.combine(dispersion)
    hasher.combine(premiums)
    hasher.combine(premiumScale)
    return hasher.finalize()
  }

  /// Nil where the economy has no industry that buys the basket.
  private func part(
    _ basket: Basket, scope: ScopeMask, zone: ScopeMask, _ context: LeverContext
  ) throws -> ContentLayout.Part? {
    guard let buyer = Self.buyer(of: basket, context) else { return nil }
    let makers = context.economy.regions.indices
      .filter { scope.regions[$0] && context.output($0, buyer) > 0 }
    let items = try items(basket, zone: zone, context)
    return ContentLayout.Part(
      basket: basket, buyer: buyer,
      spread: try dispersion ?? context.catalogue.central(Self.dispersionKey) / 100, items: items,
      sources: items.map {
        ContentSources(
          product: $0.product, buyer: buyer, regions: makers, zone: zone, context)
      })
  }

  /// Vehicle makers buy all baskets but active materials, which makers of cells buy.
  static func buyer(of basket: Basket, _ context: LeverContext) -> Int? {
    basket == .activeMaterials ? context.industryIndex["C27-CEL"] : context.vehicles
  }

  private func items(
    _ basket: Basket, zone: ScopeMask, _ context: LeverContext
  ) throws -> [ContentMeasure.Item] {
    // The sourced share is the union's, so the zone must hold the union.
    let isUnion = context.economy.regions.indices.allSatisfy {
      zone.regions[$0] || !context.economy.regions[$0].isEuropeanUnion
    }
    let local =
      basket == .activeMaterials && isUnion
      ? try context.catalogue.central(Self.materialContentKey) / 100 : nil
    return try basketEntries(basket, context)
      .compactMap { entry in
        guard let product = context.industryIndex[entry.industry] else { return nil }
        let premium =
          try premiums[entry.premiumGroup]
          ?? context.catalogue.central(Self.premiumKey(entry.premiumGroup)) / 100
        let share =
          basket == .activeMaterials
          ? try context.catalogue.central(Self.materialKey(entry.industry)) / 100 : 1
        return ContentMeasure.Item(
          product: product, group: entry.premiumGroup, premium: premium * premiumScale,
          share: share, localShare: local)
      }
  }
}
