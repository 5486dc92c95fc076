package import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
package import ImpactEconomies

/// Groups of regions for the results: `my-cluster: [DE11, FRF3]`, in the order of the file.
///
/// Members are regions, countries, territories or zones of the economy. A group is no scope for levers.
struct TerritoriesShape {
  let vocabulary: Vocabulary

  var shape: Shape<[Territory]> {
    let expectation = "a mapping of names to lists of places"
    let list = Shape<Scope>.scope(in: vocabulary)
    let taken = Set(vocabulary.places)
    return Shape(
      expectation: expectation,
      schema: .type("object", [.init("additionalProperties", list.schema)])
    ) { node, problems in
      guard let entries = node.entries else {
        problems.append(node.mismatch(expectation))
        return nil
      }
      return entries.compactMap { entry in
        let name = DocumentNode(
          .scalar(text: entry.key, quoted: false), at: entry.keyLocation, path: entry.value.path)
        let code = Shape<String>.identifier.read(name, &problems)
        if taken.contains(entry.key) {
          problems.append(
            Problem(
              at: entry.keyLocation, path: entry.value.path,
              "`\(DocumentNode.shortened(entry.key))` is a place of the economy already",
              expected: "a name of its own"))
        }
        guard let scope = list.read(entry.value, &problems), let code else { return nil }
        return Territory(code: code, name: code, regions: scope.names)
      }
    }
  }
}

extension Economy {
  /// Groups with their members as codes of regions.
  package func resolved(_ territories: [Territory]) -> [Territory] {
    territories.map { territory in
      let indices = Set(territory.regions.flatMap { regionIndices(named: $0) })
      return Territory(
        code: territory.code, name: territory.name,
        regions: indices.sorted().map { regions[$0].code },
        note: territory.note)
    }
  }
}
