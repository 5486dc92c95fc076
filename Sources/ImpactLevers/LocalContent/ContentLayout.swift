import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import Synchronization

/// Everything about a content rule that does not change from year to year, for the floors that have begun.
final class ContentLayout: Sendable {
  /// One basket whose buyers the economy has.
  struct Part: Sendable {
    let basket: LocalContent.Basket
    /// σ.
    let spread: Double
    let items: BasketItems
    /// Where makers in the scope can buy the items.
    let sources: ContentSources
  }

  let scope: ScopeMask
  let zone: ScopeMask
  /// Both together.
  let home: ScopeMask
  /// Regions of the scope that make vehicles.
  let assemblers: [Int]
  /// In the order of `Basket`.
  let parts: [Part]

  init(scope: ScopeMask, zone: ScopeMask, assemblers: [Int], parts: [Part]) {
    (self.scope, self.zone, home) = (scope, zone, scope.union(zone))
    (self.assemblers, self.parts) = (assemblers, parts)
  }
}

/// Layouts of a run, each worked out once; threads may share them.
final class ContentLayouts: Sendable {
  /// What a layout hangs on.
  struct Key: Sendable, Equatable {
    let id: String
    let regions: [String]
    let zone: [String]
    let begun: [LocalContent.Basket]
    let dispersion: Double?
    let premiums: [String: Double]
    let premiumScale: Double
  }

  private let known = Mutex<[(key: Key, layout: ContentLayout)]>([])

  func layout(_ key: Key, _ make: () throws -> ContentLayout) rethrows -> ContentLayout {
    if let known = known.withLock({ $0.first { $0.key == key }?.layout }) { return known }
    let made = try make()
    known.withLock { $0.append((key, made)) }
    return made
  }
}

extension LocalContent {
  /// Baskets whose floor has begun, in the order of `Basket`.
  func begun(in year: Int) -> [Basket] {
    Basket.allCases.filter { floors[$0].map { year >= $0.first.year } ?? false }
  }

  /// The layout of a run for some baskets, worked out once; throws a `ProblemReport` for what `problems`
  /// names.
  func layout(of begun: [Basket], _ context: LeverContext) throws -> ContentLayout {
    let key = ContentLayouts.Key(
      id: id, regions: regions.names, zone: zone.names, begun: begun, dispersion: dispersion,
      premiums: premiums, premiumScale: premiumScale)
    return try context.contentLayouts.layout(key) {
      var problems: [Problem] = []
      let scope = context.mask(of: regions, path: "\(id).regions", problems: &problems)
      let zone = context.mask(of: zone, path: "\(id).zone", problems: &problems)
      guard problems.isEmpty else { throw ProblemReport(problems) }
      return ContentLayout(
        scope: scope, zone: zone, assemblers: context.assemblers(in: scope),
        parts: try begun.compactMap { try part($0, scope: scope, zone: zone, context) })
    }
  }

  /// Nil where the economy has no industry that buys the basket.
  private func part(
    _ basket: Basket, scope: ScopeMask, zone: ScopeMask, _ context: LeverContext
  ) throws -> ContentLayout.Part? {
    guard let buyer = Self.buyer(of: basket, context) else { return nil }
    let items = BasketItems(try items(basket, zone: zone, context))
    return ContentLayout.Part(
      basket: basket,
      spread: try dispersion ?? context.catalogue.central(Self.dispersionKey) / 100, items: items,
      // What hangs on the accounts alone serves all runs.
      sources: context.economyMemo.value("content sources:\(basket)", of: zone, and: scope) {
        let makers = context.economy.regions.indices
          .filter { scope.regions[$0] && context.output($0, buyer) > 0 }
        return ContentSources(items.products, buyer: buyer, of: makers, zone: zone, context)
      })
  }

  /// Vehicle makers buy all baskets but active materials, which makers of cells buy.
  static func buyer(of basket: Basket, _ context: LeverContext) -> Int? {
    basket == .activeMaterials ? context.industryIndex["C27-CEL"] : context.vehicles
  }

  private func items(
    _ basket: Basket, zone: ScopeMask, _ context: LeverContext
  ) throws -> [BasketItems.Item] {
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
        return BasketItems.Item(
          product: product, group: entry.premiumGroup, premium: premium * premiumScale,
          share: share, localShare: local)
      }
  }
}
