import Foundation
import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// How `events` stands in a scenario file.
struct EventsShape: Sendable {
  let common: CommonLeverKeys
  let vocabulary: Vocabulary
  let file: String
  let register = Key(
    "register", required: true, Shape<String>.text("the path of a register of events, CSV"),
    "File of announcements, taken from the folder of the scenario.")
  let guardsTwice = Key(
    "replace-transition", Shape<Bool>.boolean,
    "Whether an event replaces the same plant's part in what other levers do; true when left out.")
  let evidence = Key(
    "evidence",
    Shape<[String]>
      .list(
        of: .choice(["L", "L2", "D", "M", "J", "S"]), "a list of evidence tags", atLeast: 1),
    "Evidence tags that count; all when left out.")

  init(_ context: ReadingContext) {
    common = CommonLeverKeys(context)
    vocabulary = context.vocabulary
    file = context.file
  }

  var outlines: [KeyOutline] {
    common.outlines + [register.outline, guardsTwice.outline, evidence.outline]
  }

  var leverShape: LeverShape {
    LeverShape(key: Events.key, outlines: outlines, tables: []) { node, problems in
      read(node, &problems)
    }
  }

  private func read(_ node: DocumentNode, _ problems: inout [Problem]) -> Events? {
    guard let fields = Fields(node, keys: outlines, &problems) else { return nil }
    let known = problems.count
    let id = fields.value(common.id, &problems)
    let intensity = fields.value(common.intensity, &problems)
    let regions = fields.value(common.regions, &problems)
    let path = fields.value(register, &problems)
    let flag = fields.value(guardsTwice, &problems)
    let tags = fields.value(evidence, &problems)
    guard let path, let events = events(path, node, &problems), problems.count == known else {
      return nil
    }
    return Events(
      id: id ?? Events.key, intensity: intensity ?? 1, regions: regions ?? .eu27,
      register: events, guardsTwice: flag ?? true, evidence: tags ?? [])
  }

  /// Reads the register beside the scenario; its problems carry its own lines.
  private func events(
    _ path: String, _ node: DocumentNode, _ problems: inout [Problem]
  ) -> [AnnouncedEvent]? {
    let base = URL(fileURLWithPath: file).deletingLastPathComponent()
    // Shown as the scenario is: relative where the scenario's own path is.
    let shown =
      path.hasPrefix("/") || !file.contains("/")
      ? path : (file as NSString).deletingLastPathComponent + "/" + path
    let full = URL(fileURLWithPath: path, relativeTo: base).standardizedFileURL.path
    guard let data = FileManager.default.contents(atPath: full) else {
      problems.append(
        Problem(
          at: node[register.name]?.location, path: node.path(of: register.name),
          "the register `\(path)` cannot be read",
          expected: "a CSV file beside the scenario"))
      return nil
    }
    do {
      return try EventRegister.read(
        bytes: Array(data), file: shown, regions: vocabulary.regions,
        industries: vocabulary.industries)
    } catch let report as ProblemReport {
      problems += report.problems
    } catch {
      problems.append(node.mismatch("a register of events (\(error))"))
    }
    return nil
  }
}
