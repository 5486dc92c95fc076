import ArgumentParser
import Foundation
import Testing

@testable import tia

/// What the pages name is there: links, files, commands and options.
@Suite struct DocumentationTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Folders that hold pages and scenarios, and the pages beside them.
  private static let places = ["Documentation", "Scenarios", "Benchmarks", "Sources", "Economies"]

  /// Every Markdown page and scenario file of the package, as paths from its root.
  static let pages: [String] = {
    let files = FileManager.default
    let top =
      ((try? files.contentsOfDirectory(atPath: root.path)) ?? []).filter { $0.hasSuffix(".md") }
    let below = places.flatMap { place in
      ((try? files.subpathsOfDirectory(atPath: root.appending(path: place).path)) ?? [])
        .filter { !$0.hasPrefix(".") && !$0.contains("/.") }
        .map { "\(place)/\($0)" }
        .filter { $0.hasSuffix(".md") || $0.hasSuffix(".yaml") }
    }
    return (top + below).sorted()
  }()

  private func text(_ page: String) throws -> String {
    try String(contentsOf: Self.root.appending(path: page), encoding: .utf8)
  }

  /// A heading as GitHub turns it into an anchor.
  private static func anchor(_ heading: String) -> String {
    heading.lowercased()
      .filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
      .replacing(" ", with: "-")
  }

  private func anchors(_ page: String) throws -> Set<String> {
    Set(
      try text(page).split(separator: "\n").filter { $0.hasPrefix("#") }
        .map { Self.anchor($0.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces)) })
  }

  @Test func pagesAreFound() {
    #expect(Self.pages.contains("README.md") && Self.pages.contains("Documentation/README.md"))
    #expect(Self.pages.count > 60)
  }

  @Test(arguments: pages.filter { $0.hasSuffix(".md") })
  func linksLeadSomewhere(page: String) throws {
    let folder = Self.root.appending(path: page).deletingLastPathComponent()
    for match in try text(page).matches(of: #/\]\(([^)\s]+)\)/#) {
      let target = String(match.1)
      // `x[i](t)` is a formula.
      guard target.count > 1, !target.contains("://"), !target.hasPrefix("mailto:") else {
        continue
      }
      let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      let file =
        parts[0].isEmpty
        ? Self.root.appending(path: page)
        : folder.appending(path: String(parts[0])).standardizedFileURL
      #expect(
        FileManager.default.fileExists(atPath: file.path), "\(page) links to \(target)")
      guard parts.count == 2, file.pathExtension == "md" else { continue }
      let own = String(file.standardizedFileURL.path.dropFirst(Self.root.path.count))
      #expect(
        try anchors(own.hasPrefix("/") ? String(own.dropFirst()) : own).contains(String(parts[1])),
        "\(page) links to \(target)")
    }
  }

  /// Paths of the package that a page or a scenario names; patterns and placeholders are let be.
  @Test(arguments: pages)
  func filesThatAreNamedAreThere(page: String) throws {
    let pattern =
      #/\b(Documentation|Scenarios|Scripts|Benchmarks|Economies|Snippets)/[A-Za-z0-9_./*…-]+/#
    for match in try text(page).matches(of: pattern) {
      let before = match.range.lowerBound
      let content = try text(page)
      // `tests/Documentation/…` is another folder's.
      if before > content.startIndex, "/-.".contains(content[content.index(before: before)]) {
        continue
      }
      var path = String(match.0)
      while let last = path.last, ".-…/".contains(last) { path.removeLast() }
      guard !path.contains("*"), !path.contains("NNNN") else { continue }
      let beside = Self.root.appending(path: page).deletingLastPathComponent()
      let isThere = [Self.root, beside]
        .contains {
          FileManager.default.fileExists(atPath: $0.appending(path: path).path)
            || FileManager.default.fileExists(atPath: $0.appending(path: path + ".md").path)
        }
      #expect(isThere, "\(page) names \(path)")
    }
  }

  /// The command lines of a page: in code spans, in blocks of code, in comments of scenarios.
  private func commandLines(_ page: String) throws -> [String] {
    let content = try text(page)
    let spans = content.matches(of: #/`(tia [^`]+)`/#).map { String($0.1) }
    let lines = content.split(separator: "\n").map(String.init)
      .map { line in String(line.drop { $0 == " " || $0 == "#" || $0 == "$" }) }
      .filter { $0.hasPrefix("tia ") && !$0.contains("`") }
    return spans.map { $0.replacing("\n", with: " ") } + lines
  }

  /// Words of a command line up to a comment.
  private static func words(_ line: String) -> [String] {
    let plain = line.components(separatedBy: " #")[0].components(separatedBy: "  ")[0]
    return plain.split(separator: " ").map(String.init)
  }

  @Test(arguments: pages)
  func commandsAndOptionsExist(page: String) throws {
    for line in try commandLines(page) {
      var words = Self.words(line)[...]
      #expect(words.popFirst() == "tia")
      guard words.first != "help" else { continue }
      var command: any ParsableCommand.Type = Tia.self
      while let word = words.first, word.allSatisfy({ $0.isLowercase || $0 == "-" || $0 == "|" }),
        !word.hasPrefix("-"), !command.configuration.subcommands.isEmpty
      {
        // `tia economy info|check` stands for several.
        let found = word.split(separator: "|")
          .map { name in
            command.configuration.subcommands.first { Self.name($0) == String(name) }
          }
        #expect(found.allSatisfy { $0 != nil }, "\(page): \(line): no command \(word)")
        guard let first = found.first, let next = first else { break }
        command = next
        words = words.dropFirst()
      }
      let help = Tia.helpMessage(for: command, columns: 200)
      for word in words where word.hasPrefix("--") {
        let option = String(word.prefix { $0.isLowercase || $0 == "-" })
        guard !["--help", "--version", "--"].contains(option) else { continue }
        #expect(
          help.contains(try Regex("\(option)(?![a-z-])")), "\(page): \(line): no option \(option)")
      }
    }
  }

  /// The readme's program is the snippet, which the build compiles.
  @Test func theProgramOfTheReadmeIsTheSnippet() throws {
    let block = try #require(
      try text("README.md").components(separatedBy: "```swift\n").dropFirst().first)
    let program = try #require(block.components(separatedBy: "```").first)
    #expect(try text("Snippets/FirstRun.swift").hasSuffix(program))
  }

  /// The word that calls a command.
  private static func name(_ command: any ParsableCommand.Type) -> String {
    command.configuration.commandName
      ?? String(describing: command).replacing("Command", with: "").lowercased()
  }
}
