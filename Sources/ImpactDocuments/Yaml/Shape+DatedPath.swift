package import ImpactAxes
import ImpactDiagnostics

extension Shape where Value == DatedPath {
  /// A value that changes over the years: `{2025: 17.4 %, 2030: 50 %}`, one value for all years, or
  /// `{points: {…}, interpolation: step}`.
  ///
  /// Years ascend strictly in the order of the file. A path must start before `lastYear` ends.
  package static func path(of value: Shape<Double>, lastYear: Int?) -> Shape<DatedPath> {
    let expectation =
      "\(value.expectation), or a mapping of years to such values"
    let points = pointsShape(of: value, lastYear: lastYear)
    let keys = PathKeys(points: points)
    let schema = SchemaNode.anyOf([value.schema, points.schema, keys.schema])
    return Shape(expectation: expectation, schema: schema) { node, problems in
      switch node.content {
      case .scalar where node.isEmpty:
        problems.append(node.mismatch(expectation))
        return nil
      case .scalar:
        return value.read(node, &problems).map { DatedPath(constant: $0) }
      case .sequence:
        problems.append(node.mismatch(expectation))
        return nil
      case .mapping(let entries):
        guard entries.contains(where: { PathKeys.names.contains($0.key) }) else {
          return points.read(node, &problems).map { DatedPath(points: $0) }
        }
        return keys.read(node, &problems)
      }
    }
  }

  private static func pointsShape(
    of value: Shape<Double>, lastYear: Int?
  ) -> Shape<[DatedPath.Point]> {
    let expectation = "a mapping of years to values"
    let schema = SchemaNode.type(
      "object",
      [
        .init("patternProperties", .object([.init(DocumentYears.pattern, value.schema)])),
        .init("additionalProperties", .boolean(false)), .init("minProperties", .integer(1)),
      ])
    return Shape<[DatedPath.Point]>(expectation: expectation, schema: schema) { node, problems in
      guard let entries = node.entries, let first = entries.first else {
        problems.append(
          node.entries == nil
            ? node.mismatch(expectation)
            : Problem(
              at: node.location, path: node.path, "the path has no years", expected: expectation))
        return nil
      }
      let known = problems.count
      var points: [DatedPath.Point] = []
      for entry in entries {
        let year = self.year(of: entry, in: node, after: points.last?.year, &problems)
        let number = value.read(entry.value, &problems)
        if let year, let number { points.append(DatedPath.Point(year: year, value: number)) }
      }
      guard problems.count == known, points.count == entries.count else { return nil }
      if let lastYear, points[0].year > lastYear {
        problems.append(
          Problem(
            at: first.keyLocation, path: node.path,
            "the path starts in \(points[0].year), after the horizon's end",
            expected: "a first year up to \(lastYear)"))
        return nil
      }
      return points
    }
  }

  private static func year(
    of entry: DocumentNode.Entry, in node: DocumentNode, after previous: Int?,
    _ problems: inout [Problem]
  ) -> Int? {
    guard entry.key.count == 4, let year = Int(entry.key), DocumentYears.range.contains(year) else {
      problems.append(
        Problem(
          at: entry.keyLocation, path: node.path(of: entry.key),
          "`\(DocumentNode.shortened(entry.key))` is not a year",
          expected: DocumentYears.expectation))
      return nil
    }
    if let previous, year <= previous {
      problems.append(
        Problem(
          at: entry.keyLocation, path: node.path(of: entry.key),
          "the years are not in order: \(year) stands after \(previous)",
          expected: "ascending years"))
      return nil
    }
    return year
  }
}

/// The long form of a dated path.
private struct PathKeys: Sendable {
  static let names = ["points", "interpolation"]
  let points: Key<[DatedPath.Point]>
  let interpolation = Key(
    "interpolation", .choice(["linear", "step"]),
    "How values run between two years: on a straight line, or at the earlier value.")

  init(points: Shape<[DatedPath.Point]>) {
    self.points = Key("points", required: true, points, "Values by year.")
  }

  var outlines: [KeyOutline] { [points.outline, interpolation.outline] }
  var schema: SchemaNode { .record(outlines) }

  func read(_ node: DocumentNode, _ problems: inout [Problem]) -> DatedPath? {
    let known = problems.count
    guard let fields = Fields(node, keys: outlines, &problems) else { return nil }
    let word = fields.value(interpolation, &problems)
    guard let points = fields.value(points, &problems), problems.count == known else { return nil }
    return DatedPath(
      points: points, interpolation: word.flatMap(DatedPath.Interpolation.init) ?? .linear)
  }
}
