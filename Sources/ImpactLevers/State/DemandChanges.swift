/// Changes of final demand that levers make in one year, million EUR at basic prices of the base year.
///
/// Δf = T_own·Δy_own + T_imported·Δy_imported + Δz: purchases of a region by class of origin (index
/// `s * S + i`) are sourced as the region's other purchases are; Δz is added where it is made.
package struct DemandChanges: Sendable {
  package private(set) var own: IndexTable
  package private(set) var imported: IndexTable
  /// At the place of origin (index `r * S + i`): exports to the rest of the world.
  package private(set) var atOrigin: IndexTable
  /// What is bought from W without a class of origin; it leaves the model.
  package private(set) var fromWorld = 0.0

  /// Changes that expect indices below `room`.
  package init(room: Int = 0) {
    own = IndexTable(room: room)
    (imported, atOrigin) = (own, own)
  }

  /// Takes all changes back and keeps their room.
  mutating func clear() {
    own.clear()
    imported.clear()
    atOrigin.clear()
    fromWorld = 0
  }

  package var isEmpty: Bool {
    own.isEmpty && imported.isEmpty && atOrigin.isEmpty && fromWorld == 0
  }

  /// Σ over all products, places and classes, million EUR; the part that W delivers is in it.
  ///
  /// Added in ascending order of indices, so that the last bits do not move from run to run.
  package var total: Double {
    var sum = fromWorld
    for part in [own, imported, atOrigin] { part.forEachValue { sum += $1 } }
    return sum
  }

  /// Adds to the purchases of a region; a change of exactly zero leaves no trace.
  package mutating func add(_ value: Double, at index: Int, originClass: Int) {
    guard value != 0 else { return }
    if originClass == 0 {
      own.add(value, at: index)
    } else {
      imported.add(value, at: index)
    }
  }

  package mutating func addAtOrigin(_ value: Double, at index: Int) {
    guard value != 0 else { return }
    atOrigin.add(value, at: index)
  }

  package mutating func addFromWorld(_ value: Double) { fromWorld += value }

  /// Adds all of another set of changes.
  package mutating func add(_ other: DemandChanges) {
    for (k, value) in other.own { add(value, at: k, originClass: 0) }
    for (k, value) in other.imported { add(value, at: k, originClass: 1) }
    for (k, value) in other.atOrigin { addAtOrigin(value, at: k) }
    addFromWorld(other.fromWorld)
  }

  /// What these changes hold beyond earlier ones.
  package func difference(from other: DemandChanges) -> DemandChanges {
    func less(_ a: IndexTable, _ b: IndexTable) -> IndexTable {
      var result = IndexTable()
      a.forEachValue { k, value in
        let change = value - b[k, default: 0]
        if change != 0 { result[k] = change }
      }
      b.forEachValue { k, value in
        if a[k] == nil, value != 0 { result[k] = -value }
      }
      return result
    }
    var result = DemandChanges()
    result.own = less(own, other.own)
    result.imported = less(imported, other.imported)
    result.atOrigin = less(atOrigin, other.atOrigin)
    result.fromWorld = fromWorld - other.fromWorld
    return result
  }
}

/// Where the money of a lever's purchases goes in one year, million EUR of the base year.
///
///     spending = basic + taxes
///     byHouseholds + respent + respentTaxes + saved + taxesRaised = transfers
///     byGovernment + transfers + otherPurchases = deficit + taxesRaised
///
/// The audit of a run checks all three, and that what reaches final demand is
/// basic + respent + vehicles + otherPurchases + displacedSales + exports.
package struct SpendingAccount: Sendable {
  package let lever: String
  /// Change at purchasers' prices.
  package var spending = 0.0
  /// Part of `spending` at basic prices: products, trade and transport margins.
  package var basic = 0.0
  /// Part of `spending` that are duties and taxes on products.
  package var taxes = 0.0
  /// Part of `spending` that households bear; businesses bear the rest out of profits.
  package var byHouseholds = 0.0
  /// Other purchases of households, at basic prices, and the taxes on them.
  package var respent = 0.0
  package var respentTaxes = 0.0
  /// What households save more.
  package var saved = 0.0
  /// Purchases of vehicles that a path of volumes or prices moves, and of goods that duties move, at
  /// basic prices.
  package var vehicles = 0.0

  /// Part of `spending` that governments bear.
  package var byGovernment = 0.0
  /// Money that governments pay to households.
  package var transfers = 0.0
  /// What governments borrow more.
  package var deficit = 0.0
  /// What households pay more in taxes, or get less in other transfers.
  package var taxesRaised = 0.0
  /// Change of what governments buy otherwise, at basic prices; negative where they cut.
  package var otherPurchases = 0.0
  /// Change of other makers' sales, at basic prices: a new plant takes them, a closure leaves them.
  package var displacedSales = 0.0

  /// What the rest of the world buys more, at basic prices.
  package var exports = 0.0

  package init(lever: String) { self.lever = lever }

  private static let entries: [any WritableKeyPath<SpendingAccount, Double> & Sendable] = [
    \.spending, \.basic, \.taxes, \.byHouseholds, \.respent, \.respentTaxes, \.saved, \.vehicles,
    \.byGovernment, \.transfers, \.deficit, \.taxesRaised, \.otherPurchases,
  ]

  /// Adds every entry of another account, times a factor.
  mutating func add(_ other: SpendingAccount, times factor: Double) {
    for entry in Self.entries { self[keyPath: entry] += factor * other[keyPath: entry] }
  }
}

/// What labour productivity does to levels and changes of one region-industry in one year.
package struct ProductivityGrowth: Sendable, Hashable {
  /// G = Π(1 + g), output per person against the first year.
  package let factor: Double
  /// Whether output grows by G as well, so that jobs stay; else jobs fall by 1/G.
  package let outputGrows: Bool

  package init(factor: Double, outputGrows: Bool) {
    self.factor = factor
    self.outputGrows = outputGrows
  }
}
