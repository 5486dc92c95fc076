import ImpactAxes
import ImpactDiagnostics
import Testing

@testable import ImpactDocuments

@Suite struct ShapeTests {
  private func read<Value>(_ shape: Shape<Value>, _ text: String) -> Value? {
    var problems: [Problem] = []
    guard let node = YamlDocument(text: "a: \(text)", file: "a.yaml").root?["a"] else { return nil }
    let value = shape.read(node, &problems)
    #expect((value == nil) == !problems.isEmpty, "a value without problems or none with some")
    return value
  }

  @Test(arguments: [
    ("50 %", 0.5), ("50%", 0.5), ("17.4 %", 0.174), ("0.174", 0.174), ("1", 1), ("0 %", 0),
    ("100 %", 1), ("\"40 %\"", 0.4), ("1e1 %", 0.1),
  ])
  func sharesAreFractions(_ text: String, _ value: Double) { #expect(read(.share, text) == value) }

  @Test(arguments: [
    "50", "1.01", "101 %", "-1 %", "\"0.5\"", "+0.5", ".5", "5.", "0x1", "1_0", "01", "½", "1,5 %",
    "50 %%", "% 50", ".nan", ".inf", "1e999 %", "nan", "[]", "{}", "~", "",
  ])
  func otherSharesAreRefused(_ text: String) { #expect(read(.share, text) == nil) }

  @Test(arguments: [("-1.0", -1.0), ("0", 0), ("1e-3", 0.001), ("12.50", 12.5)])
  func numbers(_ text: String, _ value: Double) { #expect(read(.number(), text) == value) }

  @Test(arguments: ["\"1\"", ".nan", "-.inf", "1e999", "1 %", "one", "1 000", "true", "~", "[1]"])
  func notNumbers(_ text: String) { #expect(read(Shape<Double>.number(), text) == nil) }

  @Test func booleansAreTwoWords() {
    #expect(read(.boolean, "true") == true)
    #expect(read(.boolean, "false") == false)
    for text in ["yes", "NO", "True", "on", "1", "\"true\""] {
      #expect(read(Shape<Bool>.boolean, text) == nil)
    }
  }

  @Test func yearsHaveFourDigits() {
    #expect(read(.year, "2030") == 2030)
    for text in ["30", "1989", "2101", "02030", "2030.0", "\"2030\"", "2e3"] {
      #expect(read(Shape<Int>.year, text) == nil)
    }
  }

  @Test func quantitiesCarryTheirUnit() {
    let price = Shape<Double>.quantity(unit: "USD/kWh")
    #expect(read(price, "99 USD/kWh") == 99)
    #expect(read(price, "99.5USD/kWh") == 99.5)
    for text in ["99", "99 usd/kwh", "0 USD/kWh", "-9 USD/kWh", "1e999 USD/kWh", "USD/kWh"] {
      #expect(read(price, text) == nil)
    }
  }

  @Test func pathsAscend() {
    let path = Shape<DatedPath>.path(of: .share, lastYear: 2040)
    #expect(read(path, "40 %") == DatedPath(constant: 0.4))
    #expect(read(path, "{2025: 10 %, 2030: 0.5}")?.value(in: 2030) == 0.5)
    #expect(read(path, "{points: {2025: 0, 2035: 1}, interpolation: step}")?.value(in: 2030) == 0)
    #expect(read(path, "{points: {2025: 0, 2035: 1}}")?.value(in: 2030) == 0.5)
    // A path may go on after the horizon.
    #expect(read(path, "{2030: 10 %, 2050: 20 %}")?.points.count == 2)
    for text in [
      "{}", "[]", "{2030: 1, 2025: 0}", "{2041: 1}", "{20: 1}", "{points: {}}",
      "{points: {2025: 1}, interpolation: spline}", "{points: {2025: 1}, 2030: 1}",
      "{interpolation: step}", "{2025: }",
    ] {
      #expect(read(path, text) == nil, "\(text)")
    }
  }

  @Test func identifiersAreWords() {
    #expect(read(Shape<String>.identifier, "drive-train-2035") == "drive-train-2035")
    for text in [
      "Drive", "a_b", "-a", "a-", "a--b", "2035", "é", String(repeating: "a", count: 65),
    ] {
      #expect(read(Shape<String>.identifier, text) == nil)
    }
  }

  @Test func nearestNames() {
    #expect(NearestName.nearest(to: "regoins", among: ["regions", "zone"]) == "regions")
    #expect(NearestName.nearest(to: "zzz", among: ["regions", "zone"]) == nil)
    #expect(NearestName.nearest(to: "", among: ["a"]) == nil)
    #expect(NearestName.editDistance(Array("kitten"), Array("sitting")) == 3)
    #expect(NearestName.editDistance(Array("ab"), Array("ba")) == 1)
  }

  @Test func schemaTextIsEscaped() {
    let node = SchemaNode.object([.init("a\"b", .list([.text("\\\n\u{1}"), .boolean(true)]))])
    #expect(node.json() == "{\n  \"a\\\"b\": [\n    \"\\\\\\n\\u0001\",\n    true\n  ]\n}")
  }
}
