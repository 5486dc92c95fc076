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

  @Argument(help: "The lever, as a scenario file names it.")
  var lever: String

  @Option(help: "table for people, csv for programs.")
  var format: ListFormat = .table

  func run() async throws {
    try await Fault.reported {
      let levers = try LeverListing.shapes()
      guard let shape = levers.first(where: { $0.key == lever }) else {
        throw Fault.problem(
          "there is no lever `\(lever)`",
          expected: UnknownName.choice(of: levers.map(\.key), near: lever))
      }
      if format == .table, let page = LeverReference.of(lever)?.page {
        try Console.write("\(lever): equations and limits in \(page)\n\n")
      }
      try LeverListing.listing([shape], withSummary: format == .csv).write(format)
    }
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
