import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// Whether a draw leaves all that is bought at zero or above, seen from its row over a layout first.
///
///     a_k[i,j,s] + Σ Δ over everywhere + Σ min(Δ, 0) over other origins ≥ 0
///
/// up to rounding of single precision, in which draws go on: purchases often fall to nothing. Other cells are looked
/// at in what levers changed (`PurchaseChanges.isNegative`), where origins are told apart.
struct PurchaseFloor: Sendable {
  /// The cell (class, product, buyer, region) of each term.
  private let places: [Int32]
  /// Whether a term is of everywhere.
  private let isWhole: [Bool]
  private let cells: [(cell: PurchaseCell, originClass: Int)]
  /// a_k[i,j,s] and what rounding may hide, by cell.
  private let least: [Float]

  /// Part of a coefficient that single precision may hide: sums of a few numbers of 24 bits.
  private static let hidden: Float = 1e-5

  private struct Place: Hashable {
    let cell: PurchaseCell
    let originClass: Int
  }

  init(_ layout: PurchaseLayout, _ context: LeverContext) {
    var (places, isWhole, least): ([Int32], [Bool], [Float]) = ([], [], [])
    var cells: [(cell: PurchaseCell, originClass: Int)] = []
    var known: [Place: Int32] = [:]
    for layer in layout.layers {
      for region in layer.regions {
        let k = layer.key.originClass
        let cell = PurchaseCell(
          region: Int(region), buyer: layer.buyer, product: layer.key.product)
        let place = known[Place(cell: cell, originClass: k)] ?? Int32(least.count)
        if Int(place) == least.count {
          known[Place(cell: cell, originClass: k)] = place
          cells.append((cell, k))
          let base = context.technology.coefficient(
            originClass: k, product: cell.product, buyer: cell.buyer, region: cell.region)
          least.append(Float(base) + Self.hidden * abs(Float(base)))
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
    let doubtful = least.falling(with: row.factors, at: places, isWhole: isWhole)
    return !doubtful.isEmpty
      && purchases.isNegative(at: doubtful.lazy.map { cells[$0] }, in: context)
  }
}
