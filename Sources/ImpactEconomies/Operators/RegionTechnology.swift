import Foundation
import ImpactNumerics

/// Input coefficients by region, made from those of the country and the shift of the own share.
///
///     o = a_own / (a_own + a_imp),  o′ = o·e^d / (o·e^d + 1 − o)
///     a_own′ = o′·(a_own + a_imp),  a_imp′ = (1 − o′)·(a_own + a_imp)
///
/// d[i,s] is the shift of product i in region s; shares of 0 and 1 stay. R blocks of S×S in
/// column-major order, entry (i, j) of region s at `(s * S + j) * S + i`, EUR per EUR of output.
package struct RegionTechnology: Sendable {
  package let industryCount: Int
  package let own: [Double]
  package let imported: [Double]

  /// Arrays in the layout of `Economy.Technology`.
  package init(country: Economy.Technology, countryOfRegion: [Int], industryCount: Int) {
    let size = industryCount
    let layer = size * size
    // A block holds both classes of a region until they are parted.
    let both = concurrentFill(blocks: countryOfRegion.count, size: 2 * layer) { s, own in
      Self.write(
        country, of: countryOfRegion[s], region: s, size: size, own: own, imported: own + layer)
    }
    .values
    func part(_ k: Int) -> [Double] {
      concurrentFill(blocks: countryOfRegion.count, size: layer) { s, block in
        both.withUnsafeBufferPointer { both in
          for at in 0..<layer { block[at] = both[(2 * s + k) * layer + at] }
        }
      }
      .values
    }
    self.industryCount = size
    own = part(0)
    imported = part(1)
  }

  /// Writes both classes of one region, S×S each.
  private static func write(
    _ country: Economy.Technology, of c: Int, region s: Int, size: Int,
    own: UnsafeMutablePointer<Double>, imported: UnsafeMutablePointer<Double>
  ) {
    for i in 0..<size {
      let shift = exp(country.ownShareShift[s * size + i])
      for j in 0..<size {
        let from = (c * size + i) * size + j
        let to = j * size + i
        let (home, abroad) = (country.own[from], country.imported[from])
        let total = home + abroad
        guard shift != 1, home != 0, abroad != 0 else {
          (own[to], imported[to]) = (home, abroad)
          continue
        }
        let share = home / total
        let moved = share * shift / (share * shift + 1 - share)
        own[to] = moved * total
        imported[to] = (1 - moved) * total
      }
    }
  }

  /// a_k′[i,j,s]; class 0 is the own country, 1 imported.
  package func coefficient(originClass: Int, product: Int, buyer: Int, region: Int) -> Double {
    let place = (region * industryCount + buyer) * industryCount + product
    return originClass == 0 ? own[place] : imported[place]
  }

  package func total(product: Int, buyer: Int, region: Int) -> Double {
    coefficient(originClass: 0, product: product, buyer: buyer, region: region)
      + coefficient(originClass: 1, product: product, buyer: buyer, region: region)
  }
}
