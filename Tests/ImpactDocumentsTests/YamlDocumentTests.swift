import ImpactDiagnostics
import Testing

@testable import ImpactDocuments

@Suite struct YamlDocumentTests {
  private func document(_ text: String) -> YamlDocument { YamlDocument(text: text, file: "a.yaml") }
  private func messages(_ text: String) -> [String] { document(text).problems.map(\.description) }

  @Test func scalarsStayText() throws {
    let root = try #require(document("a: NO\nb: 01\nc: 1e3\nd: \"5\"\ne: ~\n").root)
    #expect(root["a"]?.content == .scalar(text: "NO", quoted: false))
    #expect(root["b"]?.content == .scalar(text: "01", quoted: false))
    #expect(root["c"]?.content == .scalar(text: "1e3", quoted: false))
    #expect(root["d"]?.content == .scalar(text: "5", quoted: true))
    #expect(root["e"]?.isEmpty == true)
  }

  @Test func nodesKnowTheirPlace() throws {
    let root = try #require(document("a:\n  - b: {c: é, d: x}\n").root)
    let node = try #require(root["a"]?.items?.first?["b"]?["d"])
    #expect(node.path == "a[0].b.d")
    // Columns count characters of the text, not bytes.
    #expect(node.location == Location(file: "a.yaml", line: 2, column: 18))
  }

  @Test func everyDuplicateIsPlaced() {
    #expect(
      messages("a: 1\nb: {c: 1, c: 2, 'c': 3}\na: 2\n").sorted() == [
        "a.yaml:2:11: b.c: the key is given twice, first in line 2; expected one entry for each key",
        "a.yaml:2:17: b.c: the key is given twice, first in line 2; expected one entry for each key",
        "a.yaml:3:1: a: the key is given twice, first in line 1; expected one entry for each key",
      ])
  }

  @Test func duplicatesInOtherScriptsArePlaced() {
    #expect(messages("é: 1\né: 2\n").count == 1)
    #expect(messages("2030: 1\n2030: 2\n").count == 1)
    #expect(messages("? [a]\n: 1\n? [a]\n: 2\n").first?.contains("more than once") == true)
  }

  @Test func theRestIsReadDespiteDuplicates() throws {
    let root = try #require(document("a: 1\na: 2\nb: 3\n").root)
    #expect(root["a"]?.content == .scalar(text: "1", quoted: false))
    #expect(root["b"]?.content == .scalar(text: "3", quoted: false))
  }

  @Test func syntaxErrorsKeepTheDuplicatesFoundBefore() {
    let found = messages("a: {b: 1, b: 2}\nc: [1\nd: 2\n")
    #expect(found.count == 2)
    #expect(found.contains { $0.contains("`b` is given more than once") })
    #expect(found.contains { $0.contains("cannot be read") })
  }

  @Test func anchorsTagsAndMergesAreRefused() {
    #expect(messages("a: &x 1\nb: *x\n").count == 1)
    #expect(messages("a: !!int 5\n")[0].contains("a tag (`!!int`)"))
    #expect(messages("a: !odd {b: 1}\n")[0].contains("a tag (`!odd`)"))
    #expect(messages("&k a: 1\n")[0].contains("the key is not plain text"))
  }

  @Test func invalidBytesArePlaced() {
    let bytes = Array("a: 1\nb: x".utf8) + [0xFF] + Array("\n".utf8)
    #expect(
      YamlDocument(bytes: bytes, file: "a.yaml").problems.map(\.description) == [
        "a.yaml:2:5: the text is not UTF-8; expected a file saved as UTF-8"
      ])
  }

  @Test func nestingIsBounded() {
    for depth in [65, 900, 5_000, 200_000] {
      let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      #expect(!messages("a: " + text).isEmpty)
      #expect(!messages(String(repeating: "- ", count: depth) + "a").isEmpty)
    }
    let allowed = String(repeating: "[", count: 62) + "a" + String(repeating: "]", count: 62)
    #expect(messages("a: " + allowed).isEmpty)
  }
}
