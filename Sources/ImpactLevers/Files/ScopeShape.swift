package import ImpactAxes
import ImpactDiagnostics
package import ImpactDocuments

extension Shape where Value == Scope {
  /// A list of regions, countries, territories and zones that the economy knows.
  package static func scope(in vocabulary: Vocabulary) -> Shape<Scope> {
    let place = Shape<String>.place(in: vocabulary)
    return Shape<[String]>
      .list(of: place, "a list of places such as [EU27] or [DE11, FRF3]", atLeast: 1)
      .checked { names, node, problems in
        var seen: Set<String> = []
        guard let twice = names.first(where: { !seen.insert($0).inserted }) else { return true }
        problems.append(
          Problem(
            at: node.location, path: node.path, "`\(twice)` is listed twice",
            expected: "each place once"))
        return false
      }
      .map(Scope.init)
  }
}

extension Shape where Value == String {
  /// A region, country, territory or zone that the economy knows.
  static func place(in vocabulary: Vocabulary) -> Shape {
    let expectation = "a region, country, territory or zone of the economy"
    let places = Set(vocabulary.places)
    let schema: SchemaNode =
      places.isEmpty
      ? .type("string") : .type("string", [.init("enum", .texts(vocabulary.places))])
    return text(expectation)
      .checked(schema: schema) { name, node, problems in
        if places.contains(name) { return true }
        let former = FormerRegionCodes.successors(of: name, in: vocabulary)
        let nearest = NearestPlace.name(near: name, in: vocabulary)
        let suggestions = former.isEmpty ? nearest.map { [$0] } ?? [] : former
        let hint = suggestions.map { "`\($0)`" }.joined(separator: ", ")
        problems.append(
          Problem(
            at: node.location, path: node.path,
            "the economy knows no place `\(DocumentNode.shortened(name))`",
            expected: hint.isEmpty ? expectation : "\(expectation) (did you mean \(hint)?)"))
        return false
      }
  }
}

/// Suggests places.
///
/// Codes are short, so that only words and zones are compared by spelling.
enum NearestPlace {
  static func name(near name: String, in vocabulary: Vocabulary) -> String? {
    NearestName.nearest(to: name, among: vocabulary.zones + vocabulary.territories)
  }
}
