import ImpactEconomies
import ImpactNumerics

/// Where the products come from that some industries need, directly and through the whole table.
///
///     direct[i,o] = Σ_s Σ_{j∈K} Σ_k a_k[i,j,s]·T_k[i][o,s]·x[j,s]
///     whole[i,o]  = (A x*)[i,o] for modelled origins,  Σ_{j,s} a_imp[i,j,s]·T_imp[i][W,s]·x*[j,s] for W
///
/// K are the buyers, x their output, o an origin: a modelled region, or the rest of the world W. x* is
/// the output of all industries that the output of the buyers needs, with K held at x and everything
/// else following (`MixedModel`), so that no purchase is counted twice. What W's makers buy themselves is
/// not seen. Million EUR at basic prices of the accounts. Source: Miller and Blair (2009), sections 3.4
/// and 13.2; Baldwin and Freeman (2022), Annual Review of Economics 14, for the two views of exposure.
public struct ImportDependence: Sendable {
  /// Cells of the buyers, ascending.
  public let cells: [Int]
  /// Purchases of the buyers by product and origin: R + 1 values at `i * (R + 1)`, the last one W.
  public let direct: [Double]
  /// The same for the whole supply chain.
  public let whole: [Double]
  private let economy: Economy

  /// What of a supply counts.
  public enum View: Sendable, CaseIterable {
    /// What the buyers buy themselves.
    case direct
    /// What they and all their suppliers buy.
    case whole
  }

  /// Throws what the solver throws.
  public init(_ model: EconomyModel, cells: [Int]) throws {
    economy = model.economy
    self.cells = Array(Set(cells)).sorted()
    let output = model.output
    let n = output.count
    var held = [Double](repeating: 0, count: n)
    for k in self.cells { held[k] = output[k] }
    direct = Self.purchases(of: held, model)
    let chain = try model.naming("import dependence") { [cells = self.cells] in
      try MixedModel(model.system, exogenous: cells)
        .solve(output: held, finalDemand: [Double](repeating: 0, count: n))
    }
    whole = Self.purchases(of: chain.output, model)
  }

  /// Purchases by product and origin of makers of `output`.
  private static func purchases(of output: [Double], _ model: EconomyModel) -> [Double] {
    let (R, S) = (model.economy.regionCount, model.economy.industryCount)
    let bought = model.system.inputs(for: output)
    let technology = model.matrices.technology
    let world = concurrentMap(S) { i in
      (0..<R)
        .reduce(0) { sum, s in
          let share = model.matrices.worldShares[i * R + s]
          guard share > 0 else { return sum }
          return sum + share
            * (0..<S)
            .reduce(0) {
              let made = output[s * S + $1]
              return made == 0
                ? $0
                : $0 + made
                  * technology.coefficient(originClass: 1, product: i, buyer: $1, region: s)
            }
        }
    }
    return (0..<S).flatMap { i in (0..<R).map { bought[$0 * S + i] } + [world[i]] }
  }

  /// Purchases of a product by origin region, W last.
  public func origins(of product: Int, _ view: View) -> [Double] {
    let width = economy.regionCount + 1
    let values = view == .direct ? direct : whole
    return Array(values[product * width..<(product + 1) * width])
  }

  /// Purchases of a product by origin country in the order of the economy, W last.
  public func countries(of product: Int, _ view: View) -> [Double] {
    var sums = [Double](repeating: 0, count: economy.countryCount + 1)
    for (r, value) in origins(of: product, view).enumerated() {
      sums[r < economy.regionCount ? economy.countryOfRegion[r] : economy.countryCount] += value
    }
    return sums
  }

  /// Share of a product that comes from some regions, or from W; nil where nothing is bought.
  public func share(
    of product: Int, from regions: [Bool], includesWorld: Bool, _ view: View
  ) -> Double? {
    let values = origins(of: product, view)
    let total = values.reduce(0, +)
    guard total > 0 else { return nil }
    let inside = regions.indices.reduce(includesWorld ? values[regions.count] : 0) {
      regions[$1] ? $0 + values[$1] : $0
    }
    return inside / total
  }
}
