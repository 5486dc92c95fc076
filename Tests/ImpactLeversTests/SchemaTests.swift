import Foundation
import ImpactLevers
import Testing

/// The JSON Schema and the reader must know the same keys.
@Suite struct SchemaTests {
  /// Paths of all keys a schema names: list items as `[]`, free names as `*`.
  private func paths(_ schema: Any, _ prefix: String = "") -> Set<String> {
    guard let schema = schema as? [String: Any] else { return [] }
    var result: Set<String> = []
    for (key, value) in schema["properties"] as? [String: Any] ?? [:] {
      result.insert(prefix + key)
      result.formUnion(paths(value, prefix + key + "."))
    }
    if let items = schema["items"] { result.formUnion(paths(items, prefix + "[].")) }
    if let free = schema["additionalProperties"] as? [String: Any] {
      result.formUnion(paths(free, prefix + "*."))
    }
    for choice in schema["anyOf"] as? [Any] ?? [] { result.formUnion(paths(choice, prefix)) }
    return result
  }

  private func schemaPaths() throws -> Set<String> {
    let data = Data(ScenarioFile.jsonSchema().utf8)
    return paths(try JSONSerialization.jsonObject(with: data))
  }

  @Test func schemaIsJSONAndNamesTheLevers() throws {
    let known = try schemaPaths()
    for key in [
      "scenario", "years", "years.from", "years.step", "parameters.*.unit",
      "levers.[].drive-train.mix.bev", "levers.[].drive-train.mix.bev.interpolation",
      "levers.[].local-content.floors.batteries", "levers.[].local-content.export-elasticity",
      "levers.[].drive-train.registrations.*.fcev", "levers.[].drive-train.use-phase.households",
      "levers.[].productivity.rates.*.interpolation", "levers.[].supply-cut.users",
      "levers.[].circular-economy.recycled-content.plastics.interpolation",
      "levers.[].innovation.valued-share", "levers.[].export-promotion.union-share",
      "overrides.*.levers.*.mix.hev",
      "levers.[].trade.measures.[].makers.*.duty",
      "levers.[].trade.measures.[].origin-rule.floors.cells",
      "levers.[].charging.points.fast.interpolation",
      "levers.[].charging.equipment.share", "levers.[].battery-plants.new-plants.[].capacity",
      "levers.[].plant.conditions.input-content", "levers.[].plant.replaces.jobs",
      "levers.[].state-aid.additionality", "levers.[].research.test-beds",
      "levers.[].events.register",
      "overrides.*.parameters.*.source",
    ] {
      #expect(known.contains(key), "\(key) is not in the schema")
    }
    #expect(!known.contains("overrides.*.levers.*.id"))
  }

  /// The message about an unknown key lists the keys that the reader knows.
  private func readerKeys(_ text: String) throws -> Set<String> {
    let message = Fixtures.messages(text)
    let list = try #require(message.firstMatch(of: /`zzz` is not known here; expected one of (.+)/))
    return Set(list.1.components(separatedBy: ", "))
  }

  @Test func readerAndSchemaKnowTheSameKeys() throws {
    let head = "scenario: a\ntitle: a\neconomy: eu-nuts2\n"
    let known = try schemaPaths()
    func children(_ prefix: String) -> Set<String> {
      Set(
        known.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
          .filter { !$0.contains(".") })
    }
    let years = "years: [2030]\n"
    let train = "levers: [{drive-train: {mix: {bev: 50 %}, zzz: 1}}]\n"
    let content = "levers: [{local-content: {floors: {cells: 50 %}, zzz: 1}}]\n"
    let bare = head + years + "levers: []\n"
    #expect(try readerKeys(bare + "zzz: 1\n") == children(""))
    #expect(
      try readerKeys(head + "years: {from: 2024, to: 2030, zzz: 1}\nlevers: []\n")
        == children("years."))
    #expect(try readerKeys(head + years + train) == children("levers.[].drive-train."))
    #expect(try readerKeys(head + years + content) == children("levers.[].local-content."))
    let growth = "levers: [{productivity: {rates: {all: 1 %}, zzz: 1}}]\n"
    #expect(try readerKeys(head + years + growth) == children("levers.[].productivity."))
    let trade = "levers: [{trade: {preset: us-15, zzz: 1}}]\n"
    #expect(try readerKeys(head + years + trade) == children("levers.[].trade."))
    let measure = "levers: [{trade: {measures: [{name: a, zzz: 1}]}}]\n"
    #expect(try readerKeys(head + years + measure) == children("levers.[].trade.measures.[]."))
    #expect(try readerKeys(bare + "overrides: {slow: {zzz: 1}}\n") == children("overrides.*."))
    let parameters =
      "parameters: {labour.ratio.bev_ice.assembly: {value: 1, unit: x, source: a, zzz: 1}}\n"
    #expect(try readerKeys(bare + parameters) == children("parameters.*."))
  }

  @Test func vocabularyCompletesNames() {
    let text = ScenarioFile.jsonSchema(vocabulary: Fixtures.vocabulary)
    #expect(text.contains("\"FRF3\""))
    #expect(text.contains("\"labour.ratio.bev_ice.assembly\""))
    #expect(!ScenarioFile.jsonSchema().contains("FRF3"))
  }
}
