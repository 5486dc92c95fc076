package import Foundation
import ImpactAxes
package import ImpactEconomies
import ImpactEconomyFiles
package import ImpactNumerics

/// Countries as pseudo-regions: a bilateral table whose truth is known, and what is left of it when
/// only totals of the union are.
///
/// From the World Input-Output Database, 2013 release, year 2011: the 26 of today's members that it
/// has (Croatia is absent) as regions, all other countries together as one place outside. The truth holds every flow between
/// members; the aggregate adds the members up to one area that a method must take apart again.
package struct PseudoRegions: Sendable {
  /// Members and `ROW`, flows between all of them.
  package let truth: AccountTable
  /// `EU` and `ROW`.
  package let aggregate: AccountTable
  /// Output shares and shares of final use that a statistical office would know of its regions.
  package let split: RegionalSplit
  /// Kilometres between members, ROW at 1 (it is one destination: a constant of its column).
  package let distances: Matrix
  /// Number of members; ROW comes after them.
  package let memberCount: Int

  static let area = "EU"
  static let outside = "ROW"

  /// `folder` holds the arrays of the release, `geography` the regions whose persons place a country.
  package init(folder: URL, geography: Economy) throws {
    let codes = try WIOD2016.codes(folder.appending(path: "countries.csv"))
    let members = CountryCodes.europeanUnion.subtracting(["HR"]).sorted()
    let places = codes.map { code in
      CountryCodes.eurostat[code].flatMap { members.firstIndex(of: $0) } ?? members.count
    }
    memberCount = members.count
    let source = try PseudoTables.Source(folder: folder, countries: codes)
    truth = try PseudoTables.table(
      source, places: places, codes: members + [Self.outside], name: "members")
    aggregate = try PseudoTables.table(
      source, places: places.map { $0 < members.count ? 0 : 1 }, codes: [Self.area, Self.outside],
      name: "union")
    split = try Self.split(aggregate, truth)
    distances = try Self.distances(members, geography)
  }

  /// Output by industry is known; households and investment follow product (output less purchases),
  /// government the output of public services.
  private static func split(
    _ aggregate: AccountTable, _ truth: AccountTable
  ) throws -> RegionalSplit {
    let size = truth.industryCount
    let n = truth.regionCount
    let areas = (0..<n).map { $0 < n - 1 ? area : outside }
    func shares(_ values: [Double]) -> [Double] {
      let total = values[..<(n - 1)].reduce(0, +)
      return values.enumerated().map { $0.offset == n - 1 ? 1 : total > 0 ? $0.element / total : 0 }
    }
    let output = (0..<size)
      .map { i in
        shares((0..<n).map { truth.output[truth.index(region: $0, industry: i)] })
      }
    let product = shares(
      (0..<n)
        .map { r in
          (0..<size)
            .reduce(0) {
              let cell = truth.index(region: r, industry: $1)
              return $0 + truth.output[cell] - truth.intermediate.column(cell).reduce(0, +)
            }
        })
    let services = ["c31", "c32", "c33"]
      .compactMap { code in
        truth.industries.firstIndex { $0.code == code }
      }
    let government = shares(
      (0..<n)
        .map { r in
          services.reduce(0) { $0 + truth.output[truth.index(region: r, industry: $1)] }
        })
    let final = (0..<n)
      .map { r in
        aggregate.finalColumns.map { $0.category == .government ? government[r] : product[r] }
      }
    return try RegionalSplit(
      table: aggregate, regions: truth.regions, areas: areas,
      outputShares: (0..<n).map { r in (0..<size).map { output[$0][r] } }, finalShares: final)
  }

  /// d[r,s] = (Σ_a Σ_b w_a w_b / d_ab)⁻¹ over the regions a of r and b of s, w their persons' shares.
  private static func distances(_ members: [String], _ geography: Economy) throws -> Matrix {
    let size = geography.industryCount
    let persons = geography.regions.indices.map { r in
      geography.satellites.employment[r * size..<(r + 1) * size]
        .reduce(0) { $1.isNaN ? $0 : $0 + $1 }
    }
    let n = members.count
    let inside = members.map { code in
      geography.regions.indices.filter { geography.regions[$0].country == code }
    }
    guard let empty = inside.firstIndex(where: \.isEmpty) else {
      var result = Matrix(
        rows: n + 1, columns: n + 1, values: [Double](repeating: 1, count: (n + 1) * (n + 1)))
      for r in 0..<n {
        for s in 0..<n {
          result[r, s] = try harmonic(inside[r], inside[s], persons, geography.regions)
        }
      }
      return result
    }
    throw BuildFault("the geography has no region of \(members[empty])")
  }

  private static func harmonic(
    _ a: [Int], _ b: [Int], _ persons: [Double], _ regions: [Region]
  ) throws -> Double {
    let (first, second) = (
      a.reduce(0) { $0 + persons[$1] }, b.reduce(0) { $0 + persons[$1] }
    )
    var sum = 0.0
    for k in a {
      for l in b {
        guard let distance = SourcingMatrices.distance(regions[k], regions[l]) else {
          throw BuildFault("\(regions[k].code) or \(regions[l].code) has no coordinates")
        }
        let weight =
          first > 0 && second > 0
          ? persons[k] / first * persons[l] / second : 1 / Double(a.count * b.count)
        sum += weight / max(distance, SourcingMatrices.smallestDistance)
      }
    }
    return 1 / sum
  }
}
