import ImpactAxes
public import ImpactEconomies

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Solves the accounts of a synthetic economy with plain loops over written-out matrices.
///
/// The formulas stand here a second time on purpose: what they give is compared with the library's.
public struct SyntheticAccounts: Sendable {
  /// x, region-major.
  public private(set) var output: [Double] = []
  /// Σ_i a[i,j,s] x[j,s]: intermediate inputs of each cell.
  public private(set) var inputs: [Double] = []
  /// T_own[i][r,s] at `(i * R + r) * R + s`.
  public let ownTrade: [Double]
  /// T_imported[i][o,s] at `(i * (R + 1) + o) * R + s`; origin R is the rest of the world.
  public let importedTrade: [Double]
  /// a_own of region s with its own-share shift, at `(s * S + i) * S + j`.
  public let ownTechnology: [Double]
  /// a_imported, same shape.
  public let importedTechnology: [Double]

  /// Written-out matrices of an economy and the output that solves its accounts.
  public init(_ economy: Economy) {
    let axes = SyntheticAxes(
      regions: economy.regions, industries: economy.industries, countries: economy.countries)
    self.init(
      axes: axes, technology: economy.technology, demand: economy.finalDemand,
      sourcing: economy.sourcing)
  }

  init(
    axes: SyntheticAxes, technology: Economy.Technology, demand: Economy.FinalDemand,
    sourcing: Economy.Sourcing
  ) {
    let trade = Self.trade(axes, sourcing)
    ownTrade = trade.own
    importedTrade = trade.imported
    let regional = Self.regionalTechnology(axes, technology)
    ownTechnology = regional.own
    importedTechnology = regional.imported
    solve(R: axes.regions.count, S: axes.industries.count, demand)
  }

  /// x ← T(ax + y) + o + z from x = 0.
  ///
  /// Inputs stay below 0.6 of output, so 150 rounds reach
  /// 0.6^150 ≈ 1e-33: the accounts hold to rounding.
  private mutating func solve(R: Int, S: Int, _ demand: Economy.FinalDemand) {
    var x = [Double](repeating: 0, count: R * S)
    for _ in 0..<150 { x = supply(x, R: R, S: S, demand) }
    output = x
    inputs = (0..<R * S)
      .map { cell in
        let (s, j) = (cell / S, cell % S)
        return (0..<S)
          .reduce(0) { sum, i in
            let at = (s * S + i) * S + j
            return sum + (ownTechnology[at] + importedTechnology[at]) * x[cell]
          }
      }
  }

  private func supply(_ x: [Double], R: Int, S: Int, _ demand: Economy.FinalDemand) -> [Double] {
    var supply = (0..<R * S).map { demand.ownRegionUse[$0] + demand.exportsToWorld[$0] }
    for s in 0..<R {
      for i in 0..<S {
        var own = demand.own.reduce(0) { $0 + $1[s * S + i] }
        var imported = demand.imported.reduce(0) { $0 + $1[s * S + i] }
        for j in 0..<S {
          own += ownTechnology[(s * S + i) * S + j] * x[s * S + j]
          imported += importedTechnology[(s * S + i) * S + j] * x[s * S + j]
        }
        for r in 0..<R {
          supply[r * S + i] += ownTrade[(i * R + r) * R + s] * own
          supply[r * S + i] += importedTrade[(i * (R + 1) + r) * R + s] * imported
        }
      }
    }
    return supply
  }

  private static func regionalTechnology(
    _ axes: SyntheticAxes, _ technology: Economy.Technology
  ) -> (own: [Double], imported: [Double]) {
    let S = axes.industries.count
    var own: [Double] = []
    var imported: [Double] = []
    for s in axes.regions.indices {
      for i in 0..<S {
        for j in 0..<S {
          let at = (axes.countryOfRegion[s] * S + i) * S + j
          let total = technology.own[at] + technology.imported[at]
          let share = total == 0 ? 0 : technology.own[at] / total
          let odds = share * exp(technology.ownShareShift[s * S + i])
          let moved = total == 0 ? 0 : odds / (odds + 1 - share)
          own.append(moved * total)
          imported.append(total - moved * total)
        }
      }
    }
    return (own, imported)
  }

  private static func trade(
    _ axes: SyntheticAxes, _ sourcing: Economy.Sourcing
  ) -> (own: [Double], imported: [Double]) {
    let (R, S, C) = (axes.regions.count, axes.industries.count, axes.countries.count)
    let country = axes.countryOfRegion
    var own = [Double](repeating: 0, count: S * R * R)
    var imported = [Double](repeating: 0, count: S * (R + 1) * R)
    for i in 0..<S {
      for s in 0..<R {
        let near = (0..<R)
          .map { r in
            sourcing.attraction[r * S + i]
              * kernel(axes.regions[r], axes.regions[s], exponent: sourcing.distanceExponents[i])
          }
        let home = (0..<R).map { country[$0] == country[s] ? near[$0] : 0 }
        var abroad = (0..<R)
          .map { r in
            country[r] == country[s]
              ? 0 : near[r] * sourcing.pairFactors[(i * (C + 1) + country[r]) * C + country[s]]
          }
        abroad.append(sourcing.pairFactors[(i * (C + 1) + C) * C + country[s]])
        let (homeSum, abroadSum) = (home.reduce(0, +), abroad.reduce(0, +))
        for r in 0..<R where homeSum > 0 { own[(i * R + r) * R + s] = home[r] / homeSum }
        for o in 0...R where abroadSum > 0 {
          imported[(i * (R + 1) + o) * R + s] = abroad[o] / abroadSum
        }
      }
    }
    return (own, imported)
  }

  private static func kernel(_ r: Region, _ s: Region, exponent: Double) -> Double {
    guard let a = r.longitude, let b = r.latitude, let c = s.longitude, let d = s.latitude else {
      return 1
    }
    let degree = Double.pi / 180
    var distance = 0.0
    if r.code == s.code {
      distance = 2.0 / 3.0 * ((r.area ?? 0) / .pi).squareRoot()
    } else {
      let (u, v) = (sin((d - b) * degree / 2), sin((c - a) * degree / 2))
      let h = u * u + cos(b * degree) * cos(d * degree) * v * v
      distance = 2 * 6371 * asin(h.squareRoot())
    }
    return pow(max(distance, 10), -exponent)
  }
}
