import Synchronization

/// What one industry buys of one product in every region before any lever: a_k[i,j,s] by class k and
/// region s, EUR per EUR of output.
///
/// The accounts hold a region's column together; levers walk through regions, so they read a copy that
/// lies region by region.
package final class InputColumn: Sendable {
  /// By class, then by region.
  package let classes: [[Double]]

  init(classes: [[Double]]) { self.classes = classes }
}

/// Columns that were asked for, each copied once; threads may share it.
///
/// Columns made from others are copies: runs side by side, each with its own, do not wait for each other
/// to count who reads what.
final class InputColumns: Sendable {
  /// By key.
  private let columns = Mutex<[InputColumn?]>([])
  private let source: InputColumns?

  init(copying source: InputColumns? = nil) { self.source = source }

  func column(_ key: Int, _ make: () -> InputColumn) -> InputColumn {
    if let known = columns.withLock({ key < $0.count ? $0[key] : nil }) { return known }
    let made =
      source.map { InputColumn(classes: $0.column(key, make).classes.map { $0.map { $0 } }) }
      ?? make()
    columns.withLock {
      if key >= $0.count { $0 += repeatElement(nil, count: key + 1 - $0.count) }
      $0[key] = made
    }
    return made
  }
}

extension LeverContext {
  /// a_k[i,j,·] of the accounts.
  package func inputColumn(product: Int, buyer: Int) -> InputColumn {
    columns.column(buyer * economy.industryCount + product) {
      InputColumn(
        classes: [0, 1]
          .map { k in
            economy.regions.indices.map {
              technology.coefficient(originClass: k, product: product, buyer: buyer, region: $0)
            }
          })
    }
  }
}
