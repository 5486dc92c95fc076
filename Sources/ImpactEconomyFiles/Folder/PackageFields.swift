import ImpactDiagnostics
import ImpactDocuments

/// Reads the members of a `datapackage.json` and collects what is wrong with them.
struct PackageFields {
  private(set) var problems: [Problem] = []
  let document: JSONValue
  private let file: String

  /// Throws `ProblemReport` when the text is no JSON; other faults are in `problems`.
  init(bytes: [UInt8], file: String) throws {
    self.file = file
    document = try JSONReader.read(bytes, file: file)
  }

  mutating func expectVersion(_ version: Int) {
    if document["formatVersion"]?.integer != version { report("formatVersion", "\(version)") }
  }

  mutating func report(_ path: String, _ expected: String) {
    let value = path.split(separator: ".").reduce(Optional(document)) { $0?[String($1)] }
    let message = value == nil ? "the key is missing" : "the value does not fit"
    problems.append(Problem(at: Location(file: file), path: path, message, expected: expected))
  }

  mutating func expect(_ key: String, _ value: String) {
    if document[key]?.text != value { report(key, "\"\(value)\"") }
  }

  mutating func text(_ key: String) -> String {
    guard let text = document[key]?.text, !text.isEmpty else {
      report(key, "a text")
      return ""
    }
    return text
  }

  mutating func year(_ key: String) -> Int {
    guard let year = document[key]?.integer, (1900...2200).contains(year) else {
      report(key, "a year such as 2014")
      return 0
    }
    return year
  }

  /// Licences, sources, contributors and steps, each of which must be a list.
  mutating func provenance() -> Provenance {
    Provenance(
      description: document["description"]?.text ?? "", version: document["version"]?.text ?? "",
      priceBasis: document["priceBasis"]?.text ?? "",
      licences: objects("licenses", ["name", "title", "path"])
        .map {
          Provenance.Licence(name: $0[0], title: $0[1], path: $0[2])
        },
      sources: objects("sources", ["title", "path", "license"])
        .map {
          Provenance.Source(title: $0[0], path: $0[1], licence: $0[2])
        },
      contributors: objects("contributors", ["title", "role"])
        .map {
          Provenance.Contributor(title: $0[0], role: $0[1])
        },
      steps: objects("steps", ["name", "text"])
        .map {
          Provenance.Step(name: $0[0], text: $0[1])
        })
  }

  /// The members of each object in a list, as texts; a missing member is empty.
  private mutating func objects(_ key: String, _ members: [String]) -> [[String]] {
    guard let list = document[key]?.list else {
      report(key, "a list")
      return []
    }
    return list.map { object in members.map { object[$0]?.text ?? "" } }
  }

  /// Recorded hash of each file, `sha256:` and 64 digits.
  mutating func hashes() -> [String: String] {
    guard let resources = document["resources"]?.list else {
      report("resources", "a list with one entry for each file")
      return [:]
    }
    var hashes: [String: String] = [:]
    for resource in resources {
      if let path = resource["path"]?.text, let hash = resource["hash"]?.text {
        hashes[path] = hash
      }
    }
    return hashes
  }
}
