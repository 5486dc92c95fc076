import ImpactDiagnostics
import ImpactDocuments

/// A number in a lever's own line that stands in place of an entry of the parameter catalogue.
///
/// The lever does not read the entry then, so neither draws nor values set for the entry reach it.
public struct SetAssumption: Sendable, Hashable {
  /// Key of the catalogue.
  public let parameter: String
  /// Id of the lever and its keys, joined by dots, as `ScenarioSetting` takes them.
  public let path: String
  /// Where it is set: `line 41`, or `--set` for a value from outside the file.
  public let place: String
  /// Whether the entry fills the key and nothing else does.
  ///
  /// Else it may have another use in the lever, which only a run tells.
  package let isFilled: Bool

  package init(parameter: String, path: String, place: String, isFilled: Bool) {
    (self.parameter, self.path, self.place, self.isFilled) = (parameter, path, place, isFilled)
  }

  /// All of a document, in the order of its lines.
  static func all(in root: DocumentNode, _ catalogue: ParameterCatalogue) -> [SetAssumption] {
    (root["levers"]?.items ?? []).compactMap { $0.entries?.first }
      .flatMap { lever -> [SetAssumption] in
        guard let reference = LeverReference.of(lever.key) else { return [] }
        let id = LeverListShape.id(of: lever)
        return (lever.value.entries ?? [])
          .flatMap { key -> [(names: [String], node: DocumentNode)] in
            [([key.key], key.value)]
              + (key.value.entries ?? []).map { ([key.key, $0.key], $0.value) }
          }
          .compactMap { names, node in
            // Existence is asked of the table, since a question to the catalogue counts as a reading.
            guard let parameter = reference.parameter(of: names),
              catalogue.parameters[parameter] != nil, isNumeric(node)
            else { return nil }
            return SetAssumption(
              parameter: parameter, path: ([id] + names).joined(separator: "."),
              place: place(of: node.location), isFilled: reference.isFilled(names))
          }
      }
  }

  /// A number, or numbers by year.
  private static func isNumeric(_ node: DocumentNode) -> Bool {
    if case .scalar(let text, _) = node.content { return NumberText.split(text) != nil }
    guard let entries = node.entries, !entries.isEmpty else { return false }
    return entries.allSatisfy { Int($0.key) != nil && isNumeric($0.value) }
  }

  private static func place(of location: Location) -> String {
    location.file.hasPrefix("--set") ? "--set" : "line \(location.line)"
  }
}

extension LeverReference {
  /// Whether an entry of the catalogue is the first thing that stands in for a key left out.
  func isFilled(_ names: [String]) -> Bool {
    guard let key = names.first, let first = fallbacks(of: key).first else { return false }
    switch first {
    case .parameter, .parameters: return true
    case .words, .fixed: return false
    }
  }
}
