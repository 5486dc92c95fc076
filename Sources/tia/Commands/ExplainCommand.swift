import ArgumentParser
import ImpactDocuments
import ImpactLevers

/// `tia explain`: every parameter of a lever, with its range and source.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Print every parameter of a lever: default, range, unit, source and evidence.",
    discussion: """
      Evidence: L from the originating body, L2 from a secondary page, D derived, M general \
      knowledge, J judgement, S a stakeholder's own demand. `tia list levers` prints all levers.
      """)

  @Argument(help: "The kind of lever, as in a scenario file; with --scenario also an id.")
  var lever: String

  @Option(help: "A scenario file, so that the ids of its levers go as well.")
  var scenario: String?

  @Option(help: "table for people, csv for programs.")
  var format: ListFormat = .table

  func run() async throws {
    try await Fault.reported {
      let levers = try LeverListing.shapes()
      let ids = try scenario.map { try Self.kinds(in: $0) } ?? [:]
      let kind = ids[lever] ?? lever
      guard let shape = levers.first(where: { $0.key == kind }) else {
        throw Fault.problem(
          "there is no kind of lever `\(lever)`"
            + (scenario == nil
              ? "; if it is the `id` of a lever in a file, give the file: --scenario FILE"
              : ", and no lever of \(scenario ?? "") has this id"),
          expected: UnknownName.choice(of: ids.keys.sorted() + levers.map(\.key), near: lever))
      }
      if format == .table, let page = LeverReference.of(kind)?.page {
        let name = kind == lever ? kind : "\(lever) is a lever of the kind \(kind)"
        try Console.write("\(name): equations and limits in \(page)\n\n")
      }
      try LeverListing.listing([shape], withSummary: format == .csv).write(format)
    }
  }

  /// Kinds of the levers of a scenario file by their ids.
  private static func kinds(in path: String) throws -> [String: String] {
    let levers = try ScenarioSource.open(path: path, economy: nil, overrides: []).scenario.levers
    return Dictionary(
      levers.map { ($0.id, type(of: $0).key) }, uniquingKeysWith: { first, _ in first })
  }
}

/// The parameters of levers as rows of text.
enum LeverListing {
  static func shapes() throws -> [LeverShape] {
    let vocabulary = Vocabulary(
      economies: EconomySource.shippedNames, regions: [], countries: [], territories: [],
      industries: [], catalogue: try ParameterCatalogue.shipped())
    return LeverShape.all(ReadingContext(vocabulary: vocabulary, years: nil))
  }

  static func listing(_ shapes: [LeverShape], withSummary: Bool) throws -> Listing {
    let catalogue = try ParameterCatalogue.shipped()
    let header =
      ["lever", "key", "default", "low", "high", "unit", "evidence", "source"]
      + (withSummary ? ["page", "summary"] : [])
    return Listing(
      header: header, leading: 3, trailing: withSummary ? 5 : 3,
      rows: shapes.flatMap { shape -> [[String]] in
        guard let reference = LeverReference.of(shape.key) else {
          return shape.outlines.map {
            [shape.key, $0.name, $0.isRequired ? "required" : "", "", "", "", "", ""]
              + (withSummary ? ["", $0.summary] : [])
          }
        }
        return reference.lines(shape.outlines, catalogue)
          .map {
            [shape.key, $0.key, $0.value, $0.low, $0.high, $0.unit, $0.evidence, $0.source]
              + (withSummary ? [reference.page, $0.summary] : [])
          }
      })
  }
}
