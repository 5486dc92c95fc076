import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// Whether a draw leaves all that is bought at zero or above, seen from its row over a layout first.
///
///     a_k[i,j,s] + Σ Δ over everywhere + min_r Σ Δ over the zones that hold r ≥ 0
///
/// up to rounding of single precision, in which draws go on: purchases often fall to nothing. Other cells are looked
/// at in what levers changed (`PurchaseChanges.isNegative`), in double precision.
struct PurchaseFloor: Sendable {
  private let cells: [Place]
  private let sums: LowestSums

  /// Part of a coefficient that single precision may hide: sums of a few numbers of 24 bits.
  private static let hidden: Float = 1e-5

  private struct Place: Hashable {
    let cell: PurchaseCell
    let originClass: Int
  }

  /// The terms of a cell: those of everywhere, and those of zones.
  private struct Found {
    var whole: [Int32] = []
    var zoned: [Int32] = []
    var zones: [ScopeMask] = []
  }

  init(_ layout: PurchaseLayout, _ context: LeverContext) {
    var cells: [Place] = []
    var found: [Found] = []
    var known: [Place: Int] = [:]
    for layer in layout.layers {
      for (n, region) in layer.regions.enumerated() {
        let place = Place(
          cell: PurchaseCell(
            region: Int(region), buyer: layer.buyer, product: layer.key.product),
          originClass: layer.key.originClass)
        let c = known[place] ?? cells.count
        if c == cells.count {
          known[place] = c
          cells.append(place)
          found.append(Found())
        }
        let term = Int32(layer.first + n)
        if let zone = layer.key.zone {
          found[c].zoned.append(term)
          found[c].zones.append(zone)
        } else {
          found[c].whole.append(term)
        }
      }
    }
    self.cells = cells
    var sets: [[[ScopeMask]: [[Int]]]] = [[:], [:]]
    sums = LowestSums(
      least: cells.map { place in
        let cell = place.cell
        let base = Float(
          context.technology.coefficient(
            originClass: place.originClass, product: cell.product, buyer: cell.buyer,
            region: cell.region))
        return base + Self.hidden * abs(base)
      },
      terms: zip(cells, found)
        .map { place, found in
          let k = place.originClass
          let own =
            sets[k][found.zones] ?? context.zonesOfOrigins(found.zones, originClass: k)
          sets[k][found.zones] = own
          var terms = LowestSums.Terms()
          terms.whole = found.whole
          terms.sets = own.map { set in set.map { found.zoned[$0] } }
          return terms
        })
  }

  /// Whether some origin meets a coefficient below zero; `row` is that of the changes.
  func isBroken(
    by row: PurchaseLayout.Row, _ purchases: PurchaseChanges, in context: LeverContext
  ) -> Bool {
    guard row.beyond.isEmpty else { return purchases.isNegative(in: context) }
    for c in sums.falling(with: row.factors) {
      let place = cells[Int(c)]
      if purchases.isNegative(at: place.cell, originClass: place.originClass, in: context) {
        return true
      }
    }
    return false
  }
}
