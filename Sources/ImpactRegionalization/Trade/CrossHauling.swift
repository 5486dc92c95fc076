/// CHARM: gross trade of a region in products that it both buys and sells.
///
///     h_i = (e + m − |e − m|) / (x + z + d)            nation
///     q_i = h_i·(x + z + d),  b_i = x − z − d           region
///     exports = (|b| + q + b) / 2,  imports = (|b| + q − b) / 2
///
/// with output x, intermediate use z and final use d of a product from all origins, exports e and
/// imports m; all in one unit. h = 0 leaves the commodity balance. It gives no origin and no
/// destination. Source: Kronenberg (2009), International Regional Science Review 32.
package struct CrossHauling: Sendable {
  /// What a territory makes and uses of every product.
  package struct Balance: Sendable {
    package let output: [Double]
    package let intermediateUse: [Double]
    package let finalUse: [Double]

    package init(output: [Double], intermediateUse: [Double], finalUse: [Double]) {
      self.output = output
      self.intermediateUse = intermediateUse
      self.finalUse = finalUse
    }

    func turnover(_ i: Int) -> Double { output[i] + intermediateUse[i] + finalUse[i] }
  }

  /// h, share of turnover that crosses the border both ways.
  package let propensity: [Double]

  /// From the nation's balance and its trade; h is 0 for a product without turnover.
  ///
  /// Throws `BuildFault` with every product whose exports or imports are negative.
  package init(
    national: Balance, exports: [Double], imports: [Double], products: [String] = []
  ) throws {
    let wrong = exports.indices.filter { !(exports[$0] >= 0 && imports[$0] >= 0) }
    guard wrong.isEmpty else {
      let names = wrong.map { products.indices.contains($0) ? products[$0] : "\($0)" }
      throw BuildFault(
        "exports or imports are negative for \(names.joined(separator: ", ")); take corrections out of trade first"
      )
    }
    propensity = exports.indices.map { i in
      let turnover = national.turnover(i)
      return turnover > 0 ? 2 * min(exports[i], imports[i]) / turnover : 0
    }
  }

  /// Exports and imports of a region by product, to and from everywhere else.
  package func trade(of region: Balance) -> (exports: [Double], imports: [Double]) {
    var (exports, imports) = ([Double](), [Double]())
    for (i, share) in propensity.enumerated() {
      let balance = region.output[i] - region.intermediateUse[i] - region.finalUse[i]
      let volume = abs(balance) + share * region.turnover(i)
      exports.append((volume + balance) / 2)
      imports.append((volume - balance) / 2)
    }
    return (exports, imports)
  }
}
