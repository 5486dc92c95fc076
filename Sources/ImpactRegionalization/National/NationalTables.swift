/// National input-output tables with domestic and imported uses kept apart, million EUR.
///
/// Rows are products, columns the S using industries followed by the final uses of `FinalUse`.
/// Cell (i, j) of a country's block stands at `i * columns + j`.
package struct NationalTables: Sendable {
  /// Final uses in storage order; exports stand last.
  package enum FinalUse: Int, CaseIterable {
    case households, nonProfit, government, investment, inventories, exports
  }

  /// Two-letter codes as Eurostat writes them.
  package var countries: [String]
  package var industries: [String]
  package var own: [[Double]]
  package var imported: [[Double]]
  package var output: [[Double]]
  package var valueAdded: [[Double]]

  package var industryCount: Int { industries.count }
  package var columns: Int { industries.count + FinalUse.allCases.count }

  package func at(_ product: Int, _ user: Int) -> Int { product * columns + user }
  package func at(_ product: Int, _ use: FinalUse) -> Int {
    product * columns + industries.count + use.rawValue
  }

  package func industry(_ code: String) throws -> Int {
    guard let index = industries.firstIndex(of: code) else {
      throw BuildFault("the national tables have no industry `\(code)`")
    }
    return index
  }

  package func country(_ code: String) throws -> Int {
    guard let index = countries.firstIndex(of: code) else {
      throw BuildFault("the national tables have no country `\(code)`")
    }
    return index
  }

  /// Exports by product of a country.
  package func exports(_ country: Int) -> [Double] {
    (0..<industryCount).map { own[country][at($0, .exports)] }
  }

  /// Imports by product of a country, summed over its users.
  package func imports(_ country: Int) -> [Double] {
    (0..<industryCount)
      .map { i in
        (0..<columns).reduce(0) { $0 + imported[country][i * columns + $1] }
      }
  }
}

/// A fault in the sources of a build that makes it impossible to go on.
package struct BuildFault: Error, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}
