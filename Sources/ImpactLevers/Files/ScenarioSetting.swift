import ImpactDiagnostics
import ImpactDocuments

/// One value of a scenario replaced from outside the file: `PATH=VALUE`.
///
/// PATH is a key of the parameter catalogue (`content.dispersion`), or the id of a lever and its keys
/// (`floor.floors.cells.2030`, `transition.intensity`). VALUE is written as in the file (`75 %`); for a
/// catalogue key it is a number in the catalogue's unit. Settings come after override blocks.
public struct ScenarioSetting: Sendable, Hashable {
  /// Names joined by dots.
  public let path: String
  /// As it would stand in the file.
  public let value: String

  /// A setting from its parts.
  public init(path: String, value: String) {
    self.path = path
    self.value = value
  }

  /// Reads `PATH=VALUE`; throws a `ProblemReport` when one of them is missing.
  public init(_ text: String) throws {
    guard let sign = text.firstIndex(of: "=") else { throw Self.malformed(text) }
    let path = text[..<sign].filter { !$0.isWhitespace }
    let value = text[text.index(after: sign)...].drop { $0 == " " }
    guard !path.isEmpty, !value.isEmpty else { throw Self.malformed(text) }
    self.init(path: path, value: String(value))
  }

  private static func malformed(_ text: String) -> ProblemReport {
    ProblemReport([
      Problem(
        at: nil, path: "--set", "`\(DocumentNode.shortened(text))` sets nothing",
        expected: "PATH=VALUE, such as floor.intensity=50 % or content.dispersion=0.12")
    ])
  }

  /// `PATH=VALUE`.
  public var text: String { "\(path)=\(value)" }
}

/// Lays settings over a document.
struct SettingMerge {
  let catalogue: ParameterCatalogue

  /// The document with a setting in place; a path that leads nowhere is reported.
  func applying(
    _ setting: ScenarioSetting, to root: DocumentNode, _ problems: inout [Problem]
  ) -> DocumentNode {
    let place = Location(file: "--set \(setting.path)")
    if let parameter = catalogue[setting.path] {
      return replacing(parameter, by: setting, at: place, in: root)
    }
    let names = setting.path.split(separator: ".", omittingEmptySubsequences: false)
      .map(String.init)
    let ids = OverrideShape.leverIds(in: root)
    guard names.count > 1, !names.contains(""), let levers = root["levers"],
      let items = levers.items, ids.contains(names[0])
    else {
      let known = ids + catalogue.parameters.keys.sorted()
      problems.append(
        Problem(
          at: place, path: setting.path,
          "the scenario has no lever with a key of this path, and the catalogue no such parameter",
          expected: "LEVER.KEY with one of the levers \(ids.joined(separator: ", ")), or a "
            + "catalogue key"
            + (NearestName.nearest(to: setting.path, among: known)
              .map { " (did you mean `\($0)`?)" }
              ?? "")))
      return root
    }
    let changed = items.map { item -> DocumentNode in
      guard let entry = item.entries?.first, LeverListShape.id(of: entry) == names[0] else {
        return item
      }
      let lever = self.setting(Array(names.dropFirst()), setting.value, in: entry.value, at: place)
      return DocumentNode(
        .mapping([.init(key: entry.key, keyLocation: entry.keyLocation, value: lever)]),
        at: item.location, path: item.path)
    }
    return self.setting(
      "levers", in: root,
      to: DocumentNode(.sequence(changed), at: levers.location, path: levers.path), at: place)
  }

  /// The document with another economy; nil leaves that of the file.
  static func replacingEconomy(of root: DocumentNode, by economy: String?) -> DocumentNode {
    guard let economy, let entries = root.entries else { return root }
    let old = entries.first { $0.key == "economy" }
    let place = old?.value.location ?? root.location
    let entry = DocumentNode.Entry(
      key: "economy", keyLocation: old?.keyLocation ?? place,
      value: DocumentNode(.scalar(text: economy, quoted: true), at: place, path: "economy"))
    return DocumentNode(
      .mapping(entries.filter { $0.key != "economy" } + [entry]), at: root.location,
      path: root.path)
  }

  /// The node with a value at a path below it; what stands in the way is replaced.
  private func setting(
    _ names: [String], _ value: String, in node: DocumentNode, at place: Location
  ) -> DocumentNode {
    guard let name = names.first else {
      return DocumentNode(.scalar(text: value, quoted: false), at: place, path: node.path)
    }
    let below =
      node[name] ?? DocumentNode(.mapping([]), at: place, path: node.path(of: name))
    return setting(
      name, in: node, to: setting(Array(names.dropFirst()), value, in: below, at: place), at: place)
  }

  private func setting(
    _ name: String, in node: DocumentNode, to value: DocumentNode, at place: Location
  ) -> DocumentNode {
    var entries = node.entries ?? []
    if let index = entries.firstIndex(where: { $0.key == name }) {
      entries[index] = .init(key: name, keyLocation: entries[index].keyLocation, value: value)
    } else {
      entries.append(.init(key: name, keyLocation: place, value: value))
    }
    // Years of a path ascend in the file; a new one takes its place among them.
    if entries.count > 1, entries.allSatisfy({ Int($0.key) != nil }) {
      entries.sort { (Int($0.key) ?? 0) < (Int($1.key) ?? 0) }
    }
    return DocumentNode(.mapping(entries), at: node.location, path: node.path)
  }

  /// A value of the catalogue: checked as those of the file are.
  private func replacing(
    _ parameter: Parameter, by setting: ScenarioSetting, at place: Location, in root: DocumentNode
  ) -> DocumentNode {
    func leaf(_ text: String, quoted: Bool, _ key: String) -> DocumentNode.Entry {
      .init(
        key: key, keyLocation: place,
        value: DocumentNode(
          .scalar(text: text, quoted: quoted), at: place, path: "parameters.\(parameter.key).\(key)"
        ))
    }
    let entry = DocumentNode(
      .mapping([
        leaf(setting.value, quoted: false, "value"), leaf(parameter.unit, quoted: true, "unit"),
        leaf("set on the command line", quoted: true, "source"),
      ]), at: place, path: "parameters.\(parameter.key)")
    let old = root["parameters"]
    let table = DocumentNode(
      .mapping(old?.entries ?? []), at: old?.location ?? place, path: "parameters")
    return self.setting(
      "parameters", in: root, to: self.setting(parameter.key, in: table, to: entry, at: place),
      at: place)
  }
}
