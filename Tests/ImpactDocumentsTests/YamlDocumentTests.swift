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
    #expect(found.contains { $0.contains("opens a bracket that is not closed") })
  }

  /// What the parser cannot read is told with the line, what stands there and what was expected.
  @Test(arguments: [
    (
      "a: 1\ntitle Foo\nb: 2\n",
      "a.yaml:2:1: found `title Foo`, a key without a colon; expected a key, a colon, a blank and the "
        + "value, such as `title: Foo`"
    ),
    (
      "a: 1\nthe end",
      "a.yaml:2:1: found `the end`, a key without a colon; expected a key, a colon, a blank and the value, "
        + "such as `the: end`"
    ),
    (
      "a: 1\nb:2\nc: 3\n",
      "a.yaml:2:1: there is no blank behind the colon of `b:2`; expected `b: 2`"
    ),
    (
      "l:\n  - drive-train\n      id: a\n",
      "a.yaml:2:3: found `- drive-train`, a key without a colon; expected a key, a colon, a blank and the "
        + "value, such as `- drive-train:`"
    ),
    (
      "l:\n  a b\n  c: 1\n",
      "a.yaml:2:3: found `a b`, a key without a colon; expected a key, a colon, a blank and the value, such "
        + "as `a: b`"
    ),
    (
      "a: Foo: bar\n",
      "a.yaml:1:7: a second colon stands in `a: Foo: bar`; expected quotes around the text behind the key"
    ),
    (
      "a: \"Foo\nb: 2\n",
      "a.yaml:1:4: the quoted text in `a: \"Foo` has no end; expected the same quotation mark behind the text"
    ),
    (
      "a: [1, 2\nb: 2\n",
      "a.yaml:1:4: `a: [1, 2` opens a bracket that is not closed before line 2, `b: 2`; expected `]`, or a "
        + "comma between the entries"
    ),
    (
      "a:\n  b: 1\n c: 2\n",
      "a.yaml:3:2: `c: 2` lines up neither with the keys above nor with those from line 1 on; expected the "
        + "same blanks before all keys of one mapping, here 0 blanks or those of the keys above"
    ),
    (
      "- a: 1\nb: 2\n",
      "a.yaml:2:1: `b: 2` stands among the items of the list that begins in line 1; expected a hyphen and "
        + "a blank before each item, or another indentation"
    ),
    (
      "a: x\n  b: 2\n",
      "a.yaml:2:3: `b: 2` is indented below `a: x`, which has a value already; expected 0 blanks before "
        + "both, or a key without a value above"
    ),
    (
      "a: @b\n",
      "a.yaml:1:4: a value cannot begin with this character in `a: @b`; expected quotes around the text"
    ),
  ])
  func syntaxIsToldInWords(text: String, message: String) {
    #expect(messages(text) == [message])
  }

  @Test func aKeyWithoutColonInOneLineIsTold() {
    let known = ["from", "to"]
    let entry = document("y: {from 2024, to: 2040}\n").root?["y"]?.entries?.first
    #expect(
      entry.map { UnknownName.key($0, known: known).expected }
        == "a colon behind the key: `from: 2024`")
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
