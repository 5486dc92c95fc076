import ImpactDiagnostics
import Yams

/// Walks the parser's tree once: places every node, refuses what scenario files do not use.
struct YamlWalk {
  let file: String
  let originalKeys: [YamlComposition.Place: String]
  private(set) var problems: [Problem] = []
  /// Paths of values that were refused and stand empty in the tree.
  private(set) var refusedPaths: Set<String> = []
  private var count = 0
  /// True when walking stopped at the limit of nodes.
  var isOversized: Bool { count > YamlDocument.Limits.nodes }
  private var anchors: Set<YamlComposition.Place> = []

  init(file: String, originalKeys: [YamlComposition.Place: String]) {
    self.file = file
    self.originalKeys = originalKeys
  }

  /// `fallback` places a missing value at its key.
  mutating func node(_ node: Node, path: String, depth: Int, fallback: Location?) -> DocumentNode {
    let location = location(of: node, fallback: fallback)
    let nothing = DocumentNode(.scalar(text: "", quoted: false), at: location, path: path)
    guard isAccepted(node, at: location, path: path, depth: depth) else {
      refusedPaths.insert(path)
      return nothing
    }
    switch node {
    case .scalar(let scalar):
      return DocumentNode(
        .scalar(text: scalar.string, quoted: scalar.style != .plain), at: location, path: path)
    case .sequence(let sequence):
      var items: [DocumentNode] = []
      for (k, item) in sequence.enumerated() where count <= YamlDocument.Limits.nodes {
        items.append(
          self.node(item, path: "\(path)[\(k)]", depth: depth + 1, fallback: location))
      }
      return DocumentNode(.sequence(items), at: location, path: path)
    case .mapping(let mapping):
      return DocumentNode(
        .mapping(entries(of: mapping, path: path, depth: depth)), at: location, path: path)
    case .alias:
      return nothing
    }
  }

  private mutating func entries(
    of mapping: Node.Mapping, path: String, depth: Int
  ) -> [DocumentNode.Entry] {
    var entries: [DocumentNode.Entry] = []
    var places: [String: Location] = [:]
    for (key, value) in mapping where count <= YamlDocument.Limits.nodes {
      let location = location(of: key, fallback: nil)
      guard case .scalar(let scalar) = key, key.anchor == nil else {
        problems.append(
          Problem(at: location, path: path, "the key is not plain text", expected: "a word"))
        continue
      }
      let place = YamlComposition.Place(line: location.line, column: location.column)
      let name = originalKeys[place] ?? scalar.string
      let below = path.isEmpty ? name : "\(path).\(name)"
      if let first = places[name] {
        problems.append(
          Problem(
            at: location, path: below, "the key is given twice, first in line \(first.line)",
            expected: "one entry for each key"))
        continue
      }
      places[name] = location
      let child = node(value, path: below, depth: depth + 1, fallback: location)
      entries.append(DocumentNode.Entry(key: name, keyLocation: location, value: child))
    }
    return entries
  }

  private mutating func isAccepted(
    _ node: Node, at location: Location, path: String, depth: Int
  ) -> Bool {
    count += 1
    func refuse(_ message: String, _ expected: String, isDeep: Bool = false) -> Bool {
      problems.append(
        Problem(at: location, path: isDeep ? "" : path, message, expected: expected))
      return false
    }
    if count == YamlDocument.Limits.nodes + 1 {
      return refuse("the file holds too many values", "at most \(YamlDocument.Limits.nodes)")
    }
    guard count <= YamlDocument.Limits.nodes else { return false }
    guard depth <= YamlDocument.Limits.depth else {
      return refuse(
        "the values are nested too deeply", "at most \(YamlDocument.Limits.depth) levels",
        isDeep: true)
    }
    if let anchor = node.anchor {
      let place = YamlComposition.Place(line: location.line, column: location.column)
      guard anchors.insert(place).inserted else { return false }
      return refuse(
        "an anchor (`&\(anchor.rawValue)`) stands here",
        "the value itself; anchors and aliases are not read")
    }
    if let tag = explicitTag(of: node) {
      return refuse("a tag (`\(tag)`) stands here", "the value alone")
    }
    return true
  }

  /// A tag written in the file; quoted text carries the parser's own tag for text.
  private func explicitTag(of node: Node) -> String? {
    let tag: String
    switch node {
    case .scalar(let scalar): tag = scalar.style == .plain ? scalar.tag.description : ""
    case .sequence(let sequence): tag = sequence.tag.description
    case .mapping(let mapping): tag = mapping.tag.description
    case .alias: tag = ""
    }
    let standard = "tag:yaml.org,2002:"
    guard tag.hasPrefix(standard) else { return tag.isEmpty ? nil : tag }
    return "!!" + tag.dropFirst(standard.count)
  }

  private func location(of node: Node, fallback: Location?) -> Location {
    if case .scalar(let scalar) = node, scalar.string.isEmpty, scalar.style == .plain, let fallback
    {
      return fallback
    }
    guard let mark = node.mark else { return fallback ?? Location(file: file) }
    return Location(file: file, line: mark.line, column: mark.column)
  }
}
