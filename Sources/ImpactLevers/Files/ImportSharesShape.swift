import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// Where registrations come from: `observed`, or origins and shares by drive train.
enum ImportSharesShape {
  enum Value: Sendable, Equatable {
    case observed
    case table([String: [String: DatedPath]])
  }

  static let word = "observed"

  static func shape(_ context: ReadingContext) -> Shape<Value> {
    let origins = Shape<[String: DatedPath]>
      .table(
        of: .path(of: .share, lastYear: context.years?.last), names: context.vocabulary.places,
        "a mapping of origins to shares by year", atLeast: 1, repeating: false
      )
      .checked { paths, node, problems in
        DriveTrainMarketKeys.isWithinWhole(
          paths, years: context.years ?? [], node, &problems)
      }
    let table = Shape<[String: [String: DatedPath]]>
      .table(
        of: origins, names: Technology.allCases.map(\.rawValue),
        "a mapping of drive trains to origins and their shares", atLeast: 1)
    let expectation = "`\(word)`, or \(table.expectation)"
    let schema = SchemaNode.anyOf([table.schema, .type("string", [.init("enum", .texts([word]))])])
    return Shape(expectation: expectation, schema: schema) { node, problems in
      if case .scalar(let text, _) = node.content {
        guard text == word else {
          problems.append(node.mismatch(expectation))
          return nil
        }
        return .observed
      }
      return table.read(node, &problems).map { .table($0) }
    }
  }
}
