import Foundation
import ImpactEconomies
import ImpactEconomyFiles

@testable import ImpactRegionalization

/// Steps of the default build from the public sources, each made once for all tests.
enum ReferenceBuild {
  static let sources: BuildSources? = {
    guard let employment = ReferenceData.sources,
      let parameters = try? ["parameters.csv", "build.csv"]
        .map({ try ShippedCatalogue.text($0) }),
      let territories = try? ShippedCatalogue.text("territories.csv")
    else { return nil }
    let data = employment.businessStatistics.deletingLastPathComponent()
      .deletingLastPathComponent()
    return BuildSources(
      data: data, parameters: parameters, plants: employment.plants, territories: territories)
  }()

  /// National tables before and after the split, with bilateral trade.
  struct Split {
    let published: NationalTables
    let accounts: SplitAccounts
  }

  static let split = Result<Split?, any Error> {
    guard let sources, let estimate = try ReferenceData.estimate.get() else { return nil }
    var quality = QualityReport()
    let published = try WIOD2016.read(
      folder: sources.folder("wiod-2016-niot"), quality: &quality)
    let facts = RegionalFacts(estimate, quality: &quality)
    return Split(
      published: published, accounts: try SplitAccounts(sources, facts, quality: &quality))
  }

  static let economy = Result<Economy?, any Error> {
    try sources.map { try DefaultEconomy.build($0).economy }
  }
}
