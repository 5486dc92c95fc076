import Foundation
package import ImpactAxes
import ImpactNumerics

/// Where buyers' purchases come from, made from the stored factors.
///
///     T_own[i][r,s] ∝ α[i,r]·K_i[r,s]                       r in the country of s
///     T_imp[i][r,s] ∝ α[i,r]·P_i[c(r),c(s)]·K_i[r,s]        r in other countries
///     T_imp[i][W,s] ∝ P_i[W,c(s)]
///     K_i[r,s] = max(d[r,s], d_min)^(−β_i), 1 where a region has no coordinates
///
/// Every column sums to 1 (T_imp with W), or is zero where the product has no supplier.
/// Matrices are R×R in column-major order, entry (r, s) at `r + s * R`; distances in km.
/// Source: gravity with a great-circle distance; own distance 2/3·√(area/π) after Head and Mayer.
package struct SourcingMatrices: Sendable {
  /// d_min in km: nearer regions are treated alike.
  package static let smallestDistance = 10.0
  /// Mean radius of the earth in km.
  package static let earthRadius = 6371.0

  package let regionCount: Int
  package let countryOfRegion: [Int]
  package let countryCount: Int
  /// ln max(d[r,s], d_min), 0 where a region has no coordinates (so that K is 1).
  package let logDistances: [Double]

  package init(regions: [Region], countryOfRegion: [Int], countryCount: Int) {
    precondition(regions.count == countryOfRegion.count, "every region has a country")
    regionCount = regions.count
    self.countryOfRegion = countryOfRegion
    self.countryCount = countryCount
    logDistances =
      concurrentFill(blocks: regions.count, size: regions.count) { s, column in
        for (r, origin) in regions.enumerated() {
          let distance = Self.distance(origin, regions[s])
          column[r] = distance.map { log(max($0, Self.smallestDistance)) } ?? 0
        }
      }
      .values
  }

  /// d[r,s] in km, nil where a region has no coordinates.
  ///
  /// Within a region 2/3·√(area/π), or d_min where its area is unknown.
  package static func distance(_ a: Region, _ b: Region) -> Double? {
    guard let aLongitude = a.longitude, let aLatitude = a.latitude,
      let bLongitude = b.longitude, let bLatitude = b.latitude
    else { return nil }
    if a.code == b.code {
      return a.area.map { 2 / 3 * ($0 / .pi).squareRoot() } ?? smallestDistance
    }
    let radian = Double.pi / 180
    let halfLatitude = sin((bLatitude - aLatitude) * radian / 2)
    let halfLongitude = sin((bLongitude - aLongitude) * radian / 2)
    let haversine =
      halfLatitude * halfLatitude
      + cos(aLatitude * radian) * cos(bLatitude * radian) * halfLongitude * halfLongitude
    return 2 * earthRadius * asin(min(1, haversine.squareRoot()))
  }

  /// K_i[r,s] for β_i, R×R.
  package func kernel(exponent: Double) -> [Double] {
    guard exponent != 0 else { return [Double](repeating: 1, count: logDistances.count) }
    return logDistances.map { exp(-exponent * $0) }
  }

  /// T_own of one product; `attraction` is α[i,·] with R values.
  package func own(attraction: [Double], kernel: [Double]) -> [Double] {
    [Double](unsafeUninitializedCapacity: kernel.count) { buffer, count in
      count = kernel.count
      guard let base = buffer.baseAddress else { return }
      writeOwn(attraction: attraction, kernel: kernel, to: base)
    }
  }

  /// Writes T_own of one product, R×R.
  func writeOwn(
    attraction: [Double], kernel: [Double], to result: UnsafeMutablePointer<Double>
  ) {
    result.initialize(repeating: 0, count: kernel.count)
    for s in 0..<regionCount {
      let column = s * regionCount
      var sum = 0.0
      for r in 0..<regionCount where countryOfRegion[r] == countryOfRegion[s] {
        result[column + r] = attraction[r] * kernel[column + r]
        sum += result[column + r]
      }
      guard sum > 0 else { continue }
      for r in 0..<regionCount { result[column + r] /= sum }
    }
  }

  /// T_imp of one product over modelled origins (R×R), and the shares of W by destination (R).
  ///
  /// `pairFactors` is P_i with (C + 1)×C values, entry (o, c) at `o * C + c`, origin C being W.
  package func imported(
    attraction: [Double], pairFactors: [Double], kernel: [Double]
  ) -> (modelled: [Double], world: [Double]) {
    var world: [Double] = []
    let modelled = [Double](unsafeUninitializedCapacity: kernel.count) { buffer, count in
      count = kernel.count
      guard let base = buffer.baseAddress else { return }
      world = writeImported(
        attraction: attraction, pairFactors: pairFactors, kernel: kernel, to: base)
    }
    return (modelled, world)
  }

  /// Writes T_imp of one product over modelled origins, R×R; returns the shares of W.
  func writeImported(
    attraction: [Double], pairFactors: [Double], kernel: [Double],
    to modelled: UnsafeMutablePointer<Double>
  ) -> [Double] {
    modelled.initialize(repeating: 0, count: kernel.count)
    var world = [Double](repeating: 0, count: regionCount)
    for s in 0..<regionCount {
      let (column, home) = (s * regionCount, countryOfRegion[s])
      world[s] = pairFactors[countryCount * countryCount + home]
      var sum = world[s]
      for r in 0..<regionCount where countryOfRegion[r] != home {
        let pair = pairFactors[countryOfRegion[r] * countryCount + home]
        modelled[column + r] = attraction[r] * pair * kernel[column + r]
        sum += modelled[column + r]
      }
      guard sum > 0 else { continue }
      for r in 0..<regionCount { modelled[column + r] /= sum }
      world[s] /= sum
    }
    return world
  }
}
