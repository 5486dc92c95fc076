import ImpactDiagnostics
import ImpactDocuments

/// The years of a scenario: `{from: 2024, to: 2040}`, with a `step`, or a list of years.
enum HorizonShape {
  /// Years between the first and the last.
  static let longest = 60

  static let from = Key("from", required: true, Shape<Int>.year, "First year.")
  static let to = Key("to", required: true, Shape<Int>.year, "Last year.")
  static let step = Key(
    "step", .integer(1...longest, "a whole number of years from 1 to \(longest)"),
    "Years between two results; 1 when left out.")
  static let outlines = [from.outline, to.outline, step.outline]

  static var shape: Shape<[Int]> {
    let list = Shape<[Int]>.list(of: .year, "a list of years", atLeast: 1)
    let record = Shape<[Int]>.record(outlines) { fields, problems in years(of: fields, &problems) }
    let expectation = "years such as {from: 2024, to: 2040} or [2024, 2030, 2035]"
    return Shape(
      expectation: expectation, schema: .anyOf([record.schema, list.schema])
    ) { node, problems in
      switch node.content {
      case .scalar:
        problems.append(node.mismatch(expectation))
        return nil
      case .mapping:
        return record.read(node, &problems)
      case .sequence(let items):
        let known = problems.count
        let years = list.read(node, &problems)
        guard problems.count == known, let years else { return nil }
        return isAscending(years, items, &problems) && isShort(years, node, &problems) ? years : nil
      }
    }
  }

  private static func years(of fields: Fields, _ problems: inout [Problem]) -> [Int]? {
    let first = fields.value(from, &problems)
    let last = fields.value(to, &problems)
    let stride = fields.value(step, &problems)
    guard let first, let last, fields["step"] == nil || stride != nil else { return nil }
    func refuse(_ key: String, _ message: String, _ expected: String) -> [Int]? {
      let node = fields[key] ?? fields.node
      problems.append(
        Problem(at: node.location, path: node.path, message, expected: expected))
      return nil
    }
    guard last >= first else {
      return refuse(
        "to", "the last year \(last) is before the first year \(first)", "\(first) or later")
    }
    guard isShort([first, last], fields.node, &problems) else { return nil }
    let distance = stride ?? 1
    guard (last - first) % distance == 0 else {
      return refuse(
        "step", "steps of \(distance) years from \(first) do not reach \(last)",
        "a step that divides \(last - first)")
    }
    return Array(Swift.stride(from: first, through: last, by: distance))
  }

  private static func isAscending(
    _ years: [Int], _ items: [DocumentNode], _ problems: inout [Problem]
  ) -> Bool {
    guard let late = years.indices.dropFirst().first(where: { years[$0] <= years[$0 - 1] }) else {
      return true
    }
    problems.append(
      Problem(
        at: items[late].location, path: items[late].path,
        "the years are not in order: \(years[late]) stands after \(years[late - 1])",
        expected: "ascending years"))
    return false
  }

  private static func isShort(
    _ years: [Int], _ node: DocumentNode, _ problems: inout [Problem]
  ) -> Bool {
    guard let first = years.first, let last = years.last, last - first > longest else {
      return true
    }
    problems.append(
      Problem(
        at: node.location, path: node.path, "the horizon spans \(last - first) years",
        expected: "at most \(longest)"))
    return false
  }
}
