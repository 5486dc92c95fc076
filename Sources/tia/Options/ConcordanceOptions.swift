import ArgumentParser
import Foundation
import ImpactEconomies
import ImpactEconomyFiles

/// Concordances of an aggregation, named or as files.
struct ConcordanceOptions: ParsableArguments {
  @Option(
    help: "Concordance of industries: a shipped name (`tia list concordances`), or a CSV file.")
  var industries: String?

  @Option(help: "Concordance of regions: a CSV file with the columns from,to[,weight][,to_name].")
  var regions: String?

  /// Whether any is named.
  var isEmpty: Bool { industries == nil && regions == nil }

  /// A file when there is one of that name, else a shipped concordance.
  static func open(_ name: String) throws -> Concordance {
    if Concordance.shippedNames.contains(name) { return try Concordance.shipped(name) }
    guard FileManager.default.fileExists(atPath: name) else {
      return try Concordance.shipped(name)
    }
    return try Concordance.read(at: URL(filePath: name))
  }

  func open() throws -> (regions: Concordance?, industries: Concordance?) {
    (try regions.map(Self.open), try industries.map(Self.open))
  }
}
