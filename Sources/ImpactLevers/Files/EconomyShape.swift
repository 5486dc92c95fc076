import Foundation
import ImpactDiagnostics
import ImpactDocuments

/// The economy of a scenario: a name that the program knows, or the path of an economy folder.
///
/// A path holds a slash. It is taken from the folder of the scenario file.
struct EconomyShape: Sendable {
  let names: [String]
  let file: String

  var shape: Shape<String> {
    let expectation = "the name of an economy, or the path of an economy folder such as ./economy"
    let text = Shape<String>.text(expectation)
    return Shape(expectation: expectation, schema: text.schema) { node, problems in
      guard let name = text.read(node, &problems) else { return nil }
      return name.contains("/") ? folder(name, node, &problems) : shipped(name, node, &problems)
    }
  }

  private func shipped(
    _ name: String, _ node: DocumentNode, _ problems: inout [Problem]
  ) -> String? {
    if names.contains(name) { return name }
    problems.append(
      Problem(
        at: node.location, path: node.path,
        "there is no economy `\(DocumentNode.shortened(name))`",
        expected: "\(UnknownName.choice(of: names, near: name)), or the path of an economy folder"))
    return nil
  }

  private func folder(
    _ name: String, _ node: DocumentNode, _ problems: inout [Problem]
  ) -> String? {
    let base = URL(fileURLWithPath: file).deletingLastPathComponent()
    let folder = URL(fileURLWithPath: name, relativeTo: base).standardizedFileURL
    let description = folder.appendingPathComponent("datapackage.json").path
    guard !FileManager.default.fileExists(atPath: description) else { return folder.path }
    problems.append(
      Problem(
        at: node.location, path: node.path,
        "there is no economy folder `\(DocumentNode.shortened(name))`",
        expected: "a folder with a datapackage.json, as seen from the scenario file"))
    return nil
  }
}
