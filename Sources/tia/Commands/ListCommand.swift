import ArgumentParser
import Foundation
import ImpactAxes
import ImpactDocuments
import ImpactEconomies
import ImpactEconomyFiles
import ImpactLevers

/// `tia list`: the names that scenario files and options may use.
struct ListCommand: AsyncParsableCommand {
  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case regions, industries, territories, levers, parameters, scenarios, economies, concordances
  }

  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the names that scenario files and options may use.")

  @Argument(help: "What to list: \(Subject.allCases.map(\.rawValue).joined(separator: ", ")).")
  var subject: Subject

  @Option(help: "Name of a shipped economy, or path of a folder with an economy or a table.")
  var economy: String = EconomySource.standard

  @Option(help: "Folder of scenario files, for `scenarios`.")
  var folder: String = "Scenarios"

  @Option(help: "table for people, csv for programs.")
  var format: ListFormat = .table

  func run() async throws {
    try await Fault.reported { try listing().write(format) }
  }

  private func listing() throws -> Listing {
    switch subject {
    case .regions: Self.regions(try AnalysisSource.open(economy).places)
    case .industries: Self.industries(try AnalysisSource.open(economy).places)
    case .territories: Self.territories(try AnalysisSource.open(economy).places)
    case .levers: try LeverListing.listing(LeverListing.shapes(), withSummary: format == .csv)
    case .parameters: Self.parameters(try ParameterCatalogue.shipped())
    case .scenarios: try Self.scenarios(in: folder)
    case .economies: Self.economies()
    case .concordances: try Self.concordances()
    }
  }

  private static func regions(_ economy: NamedPlaces) -> Listing {
    Listing(
      header: ["code", "name", "country", "european_union"], leading: 4,
      rows: economy.regions.map {
        [$0.code, $0.name, $0.country, $0.isEuropeanUnion ? "yes" : "no"]
      })
  }

  private static func industries(_ economy: NamedPlaces) -> Listing {
    Listing(
      header: ["code", "name", "parent", "automotive_block"], leading: 4,
      rows: economy.industries.map {
        [$0.code, $0.name, $0.parent, $0.isAutomotiveBlock ? "yes" : "no"]
      })
  }

  private static func territories(_ economy: NamedPlaces) -> Listing {
    Listing(
      header: ["code", "name", "regions"], leading: 3,
      rows: economy.territories.map { [$0.code, $0.name, $0.regions.joined(separator: " ")] })
  }

  private static func parameters(_ catalogue: ParameterCatalogue) -> Listing {
    func text(_ value: Double?) -> String {
      guard let value else { return "" }
      return value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    }
    return Listing(
      header: ["key", "low", "central", "high", "unit", "evidence", "source"], leading: 1,
      trailing: 3,
      rows: catalogue.parameters.values.sorted { $0.key < $1.key }
        .map {
          [$0.key, text($0.low), text($0.central), text($0.high), $0.unit, $0.evidence, $0.source]
        })
  }

  private static func scenarios(in folder: String) throws -> Listing {
    guard EconomySource.isFolder(folder) else {
      throw Fault.problem(
        "there is no folder `\(folder)`",
        expected: "a folder of scenario files, which --folder names")
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
    return Listing(
      header: ["file", "title", "overrides"], leading: 3,
      rows: try files.map { file in
        let path = folder + "/" + file
        let scenario = try ScenarioSource.open(path: path, economy: nil, overrides: []).scenario
        return [path, scenario.title, scenario.overrides.map(\.name).joined(separator: " ")]
      })
  }

  private static func concordances() throws -> Listing {
    Listing(
      header: ["name", "from", "to"], leading: 3,
      rows: try Concordance.shippedNames.map { name in
        let links = try Concordance.shipped(name).links
        let targets = links.reduce(into: [String]()) { list, link in
          if list.last != link.to, !list.contains(link.to) { list.append(link.to) }
        }
        let more = targets.count > 6 ? ", …" : ""
        return [
          name, "\(links.count) codes",
          "\(targets.count): \(targets.prefix(6).joined(separator: ", "))\(more)",
        ]
      })
  }

  private static func economies() -> Listing {
    Listing(
      header: ["name", "where"], leading: 2,
      rows: EconomySource.shippedNames.map { [$0, "compiled into this program"] })
  }
}
