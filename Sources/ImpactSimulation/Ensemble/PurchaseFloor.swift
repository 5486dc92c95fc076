import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// Whether a draw leaves all that is bought at zero or above, seen from its row over a layout first.
///
///     a_k[i,j,s] + Σ Δ over everywhere + Σ min(Δ, 0) over other origins > 0
///
/// Cells that hold surely need no look at what levers changed (`PurchaseChanges.isNegative`), where origins are told
/// apart in double precision.
struct PurchaseFloor: Sendable {
  /// The cell (class, product, buyer, region) of each term.
  private let places: [Int32]
  /// Whether a term is of everywhere.
  private let isWhole: [Bool]
  private let cells: [Cell]
  /// a_k[i,j,s] less what rounding may hide, by cell.
  private let least: [Float]

  /// Part of a coefficient that single precision may hide: sums of a few numbers of 24 bits.
  private static let hidden: Float = 1e-5

  private struct Cell: Hashable {
    let product: Int
    let buyer: Int
    let originClass: Int
    let region: Int32
  }

  init(_ layout: PurchaseLayout, _ context: LeverContext) {
    var (places, isWhole, least): ([Int32], [Bool], [Float]) = ([], [], [])
    var cells: [Cell] = []
    var known: [Cell: Int32] = [:]
    for layer in layout.layers {
      for region in layer.regions {
        let cell = Cell(
          product: layer.key.product, buyer: layer.buyer, originClass: layer.key.originClass,
          region: region)
        let place = known[cell] ?? Int32(least.count)
        if Int(place) == least.count {
          known[cell] = place
          cells.append(cell)
          let base = context.technology.coefficient(
            originClass: cell.originClass, product: cell.product, buyer: cell.buyer,
            region: Int(region))
          least.append(Float(base) - Self.hidden * abs(Float(base)))
        }
        places.append(place)
        isWhole.append(layer.key.zone == nil)
      }
    }
    (self.places, self.isWhole, self.cells, self.least) = (places, isWhole, cells, least)
  }

  /// Whether some origin meets a coefficient below zero; `row` is that of the changes.
  func isBroken(
    by row: PurchaseLayout.Row, _ purchases: PurchaseChanges, in context: LeverContext
  ) -> Bool {
    guard row.beyond.isEmpty else { return purchases.isNegative(in: context) }
    return least.falling(with: row.factors, at: places, isWhole: isWhole)
      .contains { place in
        let cell = cells[place]
        return purchases.isNegative(
          at: PurchaseCell(region: Int(cell.region), buyer: cell.buyer, product: cell.product),
          originClass: cell.originClass, in: context)
      }
  }
}
