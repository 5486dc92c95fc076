package import Foundation

/// Conversion between versions of the NUTS-2 regions by population (JRC).
package struct RegionCrosswalk: Sendable {
  /// A piece of an older region that lies in a newer one.
  package struct Piece: Sendable {
    package let from: String
    package let to: String
    /// Inhabitants of the piece, 2021.
    package let population: Double
    /// Square kilometres.
    package let area: Double
  }

  /// Pieces by the pair of versions, in ascending order of codes.
  private let pieces: [String: [Piece]]

  package init(_ url: URL) throws {
    var source = try SourceTable(url)
    let from = try source.column("from_code")
    let to = try source.column("to_code")
    let fromVersion = try source.column("from_version")
    let toVersion = try source.column("to_version")
    let area = try source.column("areaKm")
    let population = try source.column("pop21")
    var pieces: [String: [Piece]] = [:]
    for row in 0..<source.rowCount {
      guard let people = source.requiredNumber(row, population),
        let surface = source.requiredNumber(row, area)
      else { continue }
      let key = "\(source.text(row, fromVersion))-\(source.text(row, toVersion))"
      pieces[key, default: []]
        .append(
          Piece(
            from: source.text(row, from), to: source.text(row, to), population: people,
            area: surface)
        )
    }
    try source.finish()
    self.pieces = pieces.mapValues { list in
      list.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
    }
  }

  /// All pieces between two versions, by code.
  package func pieces(from: Int, to: Int) -> [Piece] { pieces["\(from)-\(to)"] ?? [] }

  /// Codes of a country's NUTS-2 regions in a version that others are converted to.
  package func regions(of country: String, version: Int) -> [String] {
    let later = pieces(from: version, to: version == 2021 ? 2024 : 2021)
    return Set(later.map(\.from).filter { $0.hasPrefix(country) }).sorted()
  }
}
