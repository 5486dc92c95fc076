package import ImpactNumerics

/// What one buyer in one region buys of one product.
package struct PurchaseCell: Sendable, Hashable, Comparable {
  package let region: Int
  package let buyer: Int
  package let product: Int

  package init(region: Int, buyer: Int, product: Int) {
    self.region = region
    self.buyer = buyer
    self.product = product
  }

  package static func < (a: Self, b: Self) -> Bool {
    (a.region, a.buyer, a.product) < (b.region, b.buyer, b.product)
  }
}

/// Changes of input coefficients that levers have made so far in one year.
///
/// The coefficient that origin r of class k meets is a_k′[i,j,s] + Σ Δ over the parts of the cell
/// whose zone holds r; a part without zone holds everywhere.
package struct PurchaseChanges: Sendable {
  /// One change of a cell.
  package struct Part: Sendable, Hashable {
    /// 0 own country, 1 imported.
    package let originClass: Int
    /// Index into `zones`; nil reaches all origins.
    package let zone: Int?
    /// EUR per EUR of output.
    package var delta: Double
  }

  /// Sets of origins that parts refer to.
  package private(set) var zones: [ScopeMask] = []
  package private(set) var parts: [PurchaseCell: [Part]] = [:]

  package init() {}

  package var isEmpty: Bool { parts.isEmpty }

  /// Adds Δ to a coefficient; a change of exactly zero leaves no trace.
  package mutating func add(_ delta: Double, to cell: PurchaseCell, originClass: Int, zone: Int?) {
    guard delta != 0 else { return }
    var list = parts[cell] ?? []
    if let k = list.firstIndex(where: { $0.originClass == originClass && $0.zone == zone }) {
      list[k].delta += delta
    } else {
      list.append(Part(originClass: originClass, zone: zone, delta: delta))
    }
    parts[cell] = list
  }

  /// Index of a set of origins, added when it is new.
  package mutating func zone(_ mask: ScopeMask) -> Int {
    if let index = zones.firstIndex(of: mask) { return index }
    zones.append(mask)
    return zones.count - 1
  }

  /// The part of zone `index` (nil: everywhere) inside another set of origins.
  package mutating func intersection(_ index: Int?, _ mask: ScopeMask) -> Int {
    guard let index else { return zone(mask) }
    return zone(zones[index].intersection(mask))
  }

  /// Parts of a cell by class, none when it is unchanged.
  package func parts(of cell: PurchaseCell, originClass: Int) -> [Part] {
    (parts[cell] ?? []).filter { $0.originClass == originClass }
  }

  /// The entries for the operator, in ascending order of cells.
  package var structureChange: StructureChange {
    let entries = parts.keys.sorted()
      .flatMap { cell in
        (parts[cell] ?? [])
          .map {
            StructureChange.Entry(
              originClass: $0.originClass, zone: $0.zone, product: cell.product, buyer: cell.buyer,
              region: cell.region, delta: $0.delta)
          }
      }
    return StructureChange(entries: entries, zones: zones.map(\.regions))
  }
}

extension PurchaseChanges {
  /// What has been added since an earlier state of the same list, by cell in ascending order.
  package func added(since earlier: PurchaseChanges) -> [(cell: PurchaseCell, part: Part)] {
    parts.keys.sorted()
      .flatMap { cell in
        (parts[cell] ?? [])
          .compactMap { part in
            let before = earlier.parts[cell]?
              .first { $0.originClass == part.originClass && $0.zone == part.zone }
            let delta = part.delta - (before?.delta ?? 0)
            guard delta != 0 else { return nil }
            return (
              cell, Part(originClass: part.originClass, zone: part.zone, delta: delta)
            )
          }
      }
  }

  /// The lowest change that any origin of a class meets, EUR per EUR of output.
  ///
  /// W is an origin of the imported class.
  package func lowest(of cell: PurchaseCell, originClass: Int) -> Double {
    let list = parts(of: cell, originClass: originClass)
    let everywhere = list.filter { $0.zone == nil }.reduce(0) { $0 + $1.delta }
    let zoned = list.compactMap { part in part.zone.map { (zones[$0], part.delta) } }
    guard let regionCount = zoned.first?.0.regions.count else { return everywhere }
    var lowest = (0..<regionCount)
      .reduce(Double.infinity) { least, r in
        min(least, zoned.reduce(0) { $1.0.regions[r] ? $0 + $1.1 : $0 })
      }
    if originClass == 1 {
      lowest = min(lowest, zoned.reduce(0) { $1.0.includesWorld ? $0 + $1.1 : $0 })
    }
    return everywhere + lowest
  }
}
