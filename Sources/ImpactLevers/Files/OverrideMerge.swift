import ImpactDocuments

/// Lays an override block over a document; every value keeps its place in the file.
enum OverrideMerge {
  /// The document with one block applied; blocks with faults in form change what they can.
  static func applying(_ name: String, to root: DocumentNode) -> DocumentNode {
    guard let block = root["overrides"]?[name] else { return root }
    var result = root
    if let parameters = block["parameters"], parameters.entries != nil || root["parameters"] == nil
    {
      result = replacing(
        "parameters", in: result, by: merged(root["parameters"], parameters, isBase: true))
    } else if let parameters = block["parameters"] {
      result = replacing("parameters", in: result, by: parameters)
    }
    guard let levers = result["levers"], let items = levers.items,
      let changes = block["levers"]?.entries
    else { return result }
    let changed = items.map { item -> DocumentNode in
      guard let entry = item.entries?.first,
        let change = changes.first(where: { $0.key == LeverListShape.id(of: entry) }),
        change.value["id"] == nil
      else { return item }
      let lever = lever(entry.value, changed: change.value, kind: entry.key)
      return replacing(entry.key, in: item, by: lever)
    }
    return replacing(
      "levers", in: result,
      by: DocumentNode(.sequence(changed), at: levers.location, path: levers.path))
  }

  private static func lever(
    _ base: DocumentNode, changed change: DocumentNode, kind: String
  ) -> DocumentNode {
    let tables = LeverShape.tablesByKey[kind] ?? []
    var result = base
    for entry in change.entries ?? [] {
      let value =
        tables.contains(entry.key)
        ? merged(base[entry.key], entry.value, isBase: false) : entry.value
      result = replacing(entry.key, in: result, by: value, keyAt: entry)
    }
    return result
  }

  /// The entries of both, those of `change` winning; the place is that of the base or the change.
  private static func merged(
    _ base: DocumentNode?, _ change: DocumentNode, isBase: Bool
  ) -> DocumentNode {
    guard let base, let old = base.entries, let new = change.entries else { return change }
    let names = Set(new.map(\.key))
    let place = isBase ? base : change
    return DocumentNode(
      .mapping(old.filter { !names.contains($0.key) } + new), at: place.location, path: place.path)
  }

  private static func replacing(
    _ key: String, in node: DocumentNode, by value: DocumentNode,
    keyAt entry: DocumentNode.Entry? = nil
  ) -> DocumentNode {
    guard var entries = node.entries else { return node }
    let place = entry?.keyLocation ?? value.location
    let new = DocumentNode.Entry(key: key, keyLocation: place, value: value)
    if let index = entries.firstIndex(where: { $0.key == key }) {
      entries[index] = new
    } else {
      entries.append(new)
    }
    return DocumentNode(.mapping(entries), at: node.location, path: node.path)
  }
}
