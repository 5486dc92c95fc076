@testable import ImpactRegionalization

/// Two countries with three industries; rows add up to output, columns to output with small taxes.
///
/// Invented numbers, million EUR. The middle industry keeps negative inventories in both countries.
enum SmallTables {
  static let codes = ["C24", "C29", "G45"]

  /// The tables with other names for the three industries.
  static func make(industries: [String] = codes) -> NationalTables {
    NationalTables(
      countries: ["DE", "SK"], industries: industries,
      own: [germany.own, slovakia.own].map { $0.flatMap(\.self) },
      imported: [germany.imported, slovakia.imported].map { $0.flatMap(\.self) },
      output: [[100, 250, 100], [26, 78, 30]],
      valueAdded: [[60, 120, 70], [10, 20, 19]])
  }

  // Columns: three industries; households, non-profit, government, investment, inventories, exports.
  private static let germany = (
    own: [
      [20, 30, 2, 5, 0, 0, 4, 1, 38],
      [1, 40, 12, 50, 0, 3, 60, -6, 90],
      [2, 10, 3, 60, 1, 0, 4, 0, 20],
    ] as [[Double]],
    imported: [
      [10, 12, 1, 2, 0, 0, 1, 0, 0],
      [0.5, 25, 5, 20, 0, 1, 15, 2, 0],
      [1, 1, 1, 3, 0, 0, 0, 0, 0],
    ] as [[Double]]
  )

  private static let slovakia = (
    own: [
      [5, 8, 1, 2, 0, 0, 1, -1, 10],
      [0, 15, 4, 12, 0, 1, 8, -2, 40],
      [1, 3, 1, 20, 0, 0, 1, 0, 4],
    ] as [[Double]],
    imported: [
      [4, 9, 0.5, 1, 0, 0, 0.5, 0, 0],
      [0, 20, 3, 10, 0, 0, 6, 1, 0],
      [0.5, 1, 0.5, 1, 0, 0, 0, 0, 0],
    ] as [[Double]]
  )
}

extension NationalTables {
  /// Sum of a row over its users, own use and exports.
  func sales(_ country: Int, _ product: Int) -> Double {
    (0..<columns).reduce(0) { $0 + own[country][at(product, $1)] }
  }

  /// Sum of a column over products, own and imported.
  func inputs(_ country: Int, _ user: Int) -> Double {
    (0..<industryCount)
      .reduce(0) {
        $0 + own[country][at($1, user)] + imported[country][at($1, user)]
      }
  }

  /// The tables with some industries added up to one, in rows, columns and primary inputs.
  ///
  /// The sum takes the place of the first and the name `name`.
  func merging(_ codes: [String], as name: String) throws -> NationalTables {
    let places = try codes.map { try industry($0) }
    let first = places.min() ?? 0
    let kept = industries.indices.filter { $0 == first || !places.contains($0) }
    func group(_ k: Int) -> [Int] { k == first ? places : [k] }
    let users = kept.map(group) + (industryCount..<columns).map { [$0] }
    func fold(_ block: [Double]) -> [Double] {
      kept.flatMap { i in
        users.map { members in
          group(i)
            .reduce(0) { sum, row in
              members.reduce(sum) { $0 + block[row * columns + $1] }
            }
        }
      }
    }
    func fold(vector: [Double]) -> [Double] {
      kept.map { group($0).reduce(0) { $0 + vector[$1] } }
    }
    var result = self
    result.industries = kept.map { $0 == first ? name : industries[$0] }
    result.own = own.map { fold($0) }
    result.imported = imported.map { fold($0) }
    result.output = output.map { fold(vector: $0) }
    result.valueAdded = valueAdded.map { fold(vector: $0) }
    return result
  }
}

/// Largest |a − b| of two lists of the same length; infinite when the lengths differ.
func largestGap(_ a: [Double], _ b: [Double]) -> Double {
  guard a.count == b.count else { return .infinity }
  return zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
}
