/// How a changed purchase divides between own country and imports.
///
/// The own share of the cell itself, a_own′/(a_own′ + a_imp′); where the cell is empty, the own
/// share of all intermediate use of the product in the country; else all imported. A class without
/// supplier leaves its part to the other one.
struct OriginSplitter {
  let buyer: Int
  private var countryShares: [Key: Double] = [:]

  private struct Key: Hashable {
    let country: Int
    let product: Int
  }

  init(buyer: Int) { self.buyer = buyer }

  /// Shares of the classes own and imported by region, summing to 1 where anybody supplies the product.
  final class Table: Sendable {
    let own: [Double]
    let imported: [Double]
    let isSupplied: [Bool]

    init(_ shares: [[Double]?]) {
      own = shares.map { $0?[0] ?? 0 }
      imported = shares.map { $0?[1] ?? 0 }
      isSupplied = shares.map { $0 != nil }
    }
  }

  /// The shares of a product in all regions.
  ///
  /// They hang on the accounts alone, so they are worked out once for an economy.
  func table(ofProduct product: Int, context: LeverContext) -> Table {
    context.economyMemo.value("origins:\(buyer):\(product)") {
      var splitter = self
      return Table(
        context.economy.regions.indices.map { region in
          splitter.worked(
            PurchaseCell(region: region, buyer: buyer, product: product), context: context)
        })
    }
  }

  /// Shares of the classes own and imported, summing to 1; nil when nobody supplies the product.
  func shares(of cell: PurchaseCell, context: LeverContext) -> [Double]? {
    let table = table(ofProduct: cell.product, context: context)
    guard table.isSupplied[cell.region] else { return nil }
    return [table.own[cell.region], table.imported[cell.region]]
  }

  private mutating func worked(_ cell: PurchaseCell, context: LeverContext) -> [Double]? {
    let reached = [0, 1]
      .map {
        context.reaches(originClass: $0, product: cell.product, region: cell.region)
      }
    switch (reached[0], reached[1]) {
    case (false, false): return nil
    case (true, false): return [1, 0]
    case (false, true): return [0, 1]
    case (true, true): break
    }
    let technology = context.technology
    let total = technology.total(product: cell.product, buyer: cell.buyer, region: cell.region)
    if total > 0 {
      let own = technology.coefficient(
        originClass: 0, product: cell.product, buyer: cell.buyer, region: cell.region)
      return [own / total, 1 - own / total]
    }
    let own = countryShare(cell, context: context)
    return [own, 1 - own]
  }

  private mutating func countryShare(_ cell: PurchaseCell, context: LeverContext) -> Double {
    let economy = context.economy
    let key = Key(country: economy.countryOfRegion[cell.region], product: cell.product)
    if let known = countryShares[key] { return known }
    var use = [0.0, 0.0]
    for s in economy.regions.indices where economy.countryOfRegion[s] == key.country {
      for j in economy.industries.indices {
        let output = economy.satellites.output[economy.index(region: s, industry: j)]
        for k in 0...1 {
          use[k] +=
            output
            * context.technology.coefficient(
              originClass: k, product: cell.product, buyer: j, region: s)
        }
      }
    }
    let share = use[0] + use[1] > 0 ? use[0] / (use[0] + use[1]) : 0
    countryShares[key] = share
    return share
  }
}
