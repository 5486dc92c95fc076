package import Foundation
package import ImpactDiagnostics

/// What a recipe file says: from which sources and by which method an economy or a table is made.
package struct EconomyRecipe: Sendable {
  /// A number with where it comes from and how far it may be off.
  package struct Parameter: Sendable, Equatable {
    package let value: Double
    package let low: Double?
    package let high: Double?
    package let source: String
  }

  /// How the thing is made.
  package enum Method: Sendable {
    /// The seven steps of the default economy; parameters take the place of the catalogue's.
    case defaultEconomy(parameters: [String: Parameter])
    /// A table taken apart into regions.
    case regions(RegionalRecipe)
  }

  package let name: String
  package let title: String
  /// Year of the accounts.
  package let year: Int
  /// Folder with the published sources, as written; nil when the file names none.
  package let sources: String?
  package let method: Method
  /// Place of the recipe, against which its paths are read.
  package let location: Location

  /// The default economy with the catalogue's parameters.
  package static let standard = EconomyRecipe(
    name: "eu-nuts2", title: "European Union by NUTS-2 region with sixteen other economies",
    year: 2014, sources: nil, method: .defaultEconomy(parameters: [:]),
    location: Location(file: "the default economy"))

  /// A path of the recipe: absolute, or relative to the recipe's folder.
  package func url(_ path: String) -> URL {
    path.hasPrefix("/")
      ? URL(filePath: path)
      : URL(filePath: location.file).deletingLastPathComponent().appending(path: path)
  }
}

/// The parts of a recipe that takes a table apart into regions.
package struct RegionalRecipe: Sendable {
  /// What decides own use.
  package enum OwnUse: String, Sendable, CaseIterable {
    case gravity
    case slq
    case cilq
    case flq
    case aflq
    case pool = "supply-demand-pool"
    case charm
  }

  package enum Decay: String, Sendable, CaseIterable { case power, exponential }

  /// Conversion of statistics from one version of regions to another.
  package struct Conversion: Sendable {
    package let crosswalk: String
  }

  /// Regional sizes by industry.
  package struct Statistics: Sendable {
    package let file: String
    /// What is counted, for the report: persons, output, value added.
    package let measure: String
    /// Known sums that bound confidential cells; nil without.
    package let margins: String?
    package let conversion: Conversion?
  }

  package struct Trade: Sendable {
    package let ownUse: OwnUse
    /// δ of the Flegg quotients; required by them alone.
    package let delta: EconomyRecipe.Parameter?
    package let decay: Decay
    /// β; nil leaves distance out.
    package let exponent: EconomyRecipe.Parameter?
    /// β by industry, from a file, in place of `exponent` where it names an industry.
    package let exponents: String?
    /// Distances by pair of regions; nil for great circles between the coordinates.
    package let distances: String?
  }

  /// Table folder, or a publisher's file or archive.
  package let table: String
  /// Regions with their areas.
  package let regions: String
  package let statistics: Statistics
  /// Column of the file of regions that shares each category of final use; others follow value added.
  package let finalDemand: [String: String]
  package let trade: Trade
  /// Largest error of a margin, relative to the product's trade.
  package let tolerance: Double
}
