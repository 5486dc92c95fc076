import Foundation
import ImpactNumerics
import Testing

@testable import ImpactModels

/// The worked example of a page in `Documentation/Methods`: lines `name = numbers`, rows parted by `/`.
struct MethodPage {
  private var lines: [String: (rows: [[Double]], halfUnit: [[Double]])] = [:]
  private(set) var unread: Set<String> = []

  init(_ name: String) throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Documentation/Methods/\(name).md")
    let text = try String(contentsOf: url, encoding: .utf8)
    let block = try #require(text.components(separatedBy: "```example\n").dropFirst().first)
    let body = try #require(block.components(separatedBy: "```").first)
    for line in body.split(separator: "\n") {
      let parts = line.components(separatedBy: " = ")
      try #require(parts.count == 2, "\(line)")
      let words = parts[1].components(separatedBy: " / ").map { $0.split(separator: " ") }
      lines[parts[0]] = (
        words.map { $0.compactMap { Double($0) } }, words.map { $0.map(Self.halfUnit) }
      )
    }
    unread = Set(lines.keys)
  }

  /// Half a unit of the last digit, and a little for numbers that end in 5.
  private static func halfUnit(_ word: Substring) -> Double {
    let decimals = word.split(separator: ".").dropFirst().first?.count ?? 0
    return 0.500001 * pow(10, -Double(decimals))
  }

  mutating func matrix(_ name: String) throws -> Matrix {
    unread.remove(name)
    return Matrix(rowsOf: try #require(lines[name], "the page has no \(name)").rows)
  }

  mutating func vector(_ name: String) throws -> [Double] {
    let values = try matrix(name)
    return (0..<values.columns).map { values[0, $0] }
  }

  /// Compares numbers with those of a line, to the digits printed there.
  mutating func expect(_ found: [[Double]], _ name: String) throws {
    unread.remove(name)
    let line = try #require(lines[name], "the page has no \(name)")
    #expect(found.map(\.count) == line.rows.map(\.count), "\(name)")
    for (row, (values, units)) in zip(found, zip(line.rows, line.halfUnit)) {
      for (value, (printed, unit)) in zip(row, zip(values, units)) {
        #expect(abs(value - printed) <= unit, "\(name): \(value) against \(printed)")
      }
    }
  }

  mutating func expect(_ found: [Double], _ name: String) throws { try expect([found], name) }
}

@Suite struct MethodPageTests {
  private func start(_ name: String) throws
    -> (page: MethodPage, system: InputOutputSystem, x: [Double])
  {
    var page = try MethodPage(name)
    let x = try page.vector("x")
    let A = try coefficients(try page.matrix("Z"), x)
    return (page, try InputOutputSystem(factoring: A), x)
  }

  @Test func multipliers() throws {
    var (page, system, _) = try start("multipliers")
    let (e, h, c) = (try page.vector("e"), try page.vector("h"), try page.vector("c"))
    var closed = try #require(system.inputs as? DenseOperator).matrix
    for j in 0..<3 { for i in 0..<3 { closed[i, j] += c[i] * h[j] } }
    let found = try Multipliers(
      of: e, in: system, closed: InputOutputSystem(factoring: closed))
    try page.expect(try Multipliers.output(in: system).simple, "output multipliers")
    try page.expect(found.simple, "simple")
    try page.expect(found.indirect, "indirect")
    try page.expect(found.typeOne.compactMap(\.self), "type I")
    try page.expect(found.total ?? [], "total")
    try page.expect(found.induced ?? [], "induced")
    try page.expect(found.typeTwo.compactMap(\.self), "type II")
    #expect(page.unread.isEmpty)
  }

  @Test func prices() throws {
    var (page, system, _) = try start("prices")
    let model = PriceModel(system)
    try page.expect(try model.prices(costs: page.vector("v")), "prices")
    let costs = Matrix(column: try page.vector("cost change"))
    try page.expect(try model.changes(costs: costs).values, "price change")
    let regulated = try model.changes(regulated: [2: 0.05], costs: [0, 0, 0])
    try page.expect(regulated.changes, "regulated")
    try page.expect([regulated.margins[2]], "margin of 3")
    #expect(page.unread.isEmpty)
  }

  @Test func ghosh() throws {
    var (page, system, x) = try start("ghosh")
    let model = try SupplyDrivenModel(system, output: x)
    let base = zip(x, system.costs(at: [1, 1, 1])).map { $0 * (1 - $1) }
    let inputs = zip(base, try page.vector("added input")).map { $0 + $1 }
    let relative = try model.relativeOutput(primaryInputs: inputs).map { $0 - 1 }
    try page.expect(relative, "relative change")
    try page.expect(try model.output(primaryInputs: inputs), "value after")
    try page.expect(try model.forwardMultipliers(), "forward multipliers")
    #expect(page.unread.isEmpty)
  }

  @Test func mixedModel() throws {
    var (page, system, _) = try start("mixed-model")
    let found = try MixedModel(system, exogenous: [1])
      .solve(output: page.vector("set"), finalDemand: page.vector("f"))
    try page.expect(found.output, "output")
    try page.expect(found.finalDemand, "final demand")
    #expect(page.unread.isEmpty)
  }

  @Test func capacity() throws {
    var page = try MethodPage("capacity")
    let n = 4
    let plan = try CapacityProgramme(
      inputCoefficients: page.matrix("A"), finalDemand: page.vector("f"),
      capacity: page.vector("capacity"),
      substitutions: [CapacityProgramme.Substitution(from: 2, to: 0, limit: 20, cost: 0.0005)],
      costs: CapacityProgramme.Costs(
        output: [Double](repeating: 0.001, count: n),
        rationing: [Double](repeating: 10, count: n))
    )
    .solve()
    try page.expect(plan.output, "output")
    try page.expect(plan.unmet, "unmet")
    try page.expect(plan.substituted, "substituted")
    try page.expect(plan.capacityPrice, "gain per capacity")
    #expect(page.unread.isEmpty)
  }

  @Test func linkages() throws {
    var (page, system, x) = try start("linkages")
    let found = try Linkages(system, output: x)
    try page.expect(found.directBackward, "direct backward")
    try page.expect(found.directForward, "direct forward")
    try page.expect(found.backward, "backward")
    try page.expect(found.forwardGhosh, "forward")
    try page.expect(found.powerOfDispersion, "power")
    try page.expect(found.sensitivityGhosh, "sensitivity")
    try page.expect(
      try Linkages.backwardVariation(of: [0, 1, 2], in: system), "backward variation")
    #expect((0..<3).map { found.role(of: $0) } == [.key, .backward, .weak])
    #expect(page.unread.isEmpty)
  }

  @Test func extraction() throws {
    var (page, system, x) = try start("extraction")
    let model = try HypotheticalExtraction(system, output: x)
    let total = try model.loss(of: [1])
    try page.expect([total.total], "total")
    try page.expect([total.elsewhere], "elsewhere")
    try page.expect([try model.loss(of: [1], direction: .backward).total], "backward")
    try page.expect(
      [try model.loss(of: [1], direction: .backward, keepsOwnUse: true).total],
      "backward, own use kept")
    try page.expect([try model.loss(of: [1], direction: .forward).total], "forward")
    try page.expect([try model.loss(of: [1], direction: .deliveries).total], "deliveries")
    #expect(page.unread.isEmpty)
  }

  @Test func fieldOfInfluence() throws {
    var (page, system, x) = try start("field-of-influence")
    let field = try FieldOfInfluence(of: 0, bought: 1, in: system)
    let F = try field.matrix().transpose
    try page.expect((0..<3).map { F.column($0) }, "field of a_12")
    try page.expect(try field.outputChange(of: 0.03, buyerOutput: x[1]), "output change")
    let change = field.tolerableChange(
      share: 0.01, product: 0, output: x[0], buyerOutput: x[1])
    try page.expect([try #require(change)], "tolerable change")
    #expect(page.unread.isEmpty)
  }

  @Test func dynamics() throws {
    var page = try MethodPage("dynamics")
    let model = try DynamicLeontief(
      inputCoefficients: page.matrix("A"), capitalCoefficients: page.matrix("B"))
    let demand = try page.matrix("f by year").transpose
    let path = try model.path(finalDemand: (0..<demand.columns).map { demand.column($0) })
    try page.expect(path.output, "output by year")
    try page.expect(path.investment, "investment by year")
    try page.expect([try model.balancedGrowth().rate], "balanced growth")
    #expect(page.unread.isEmpty)
  }
}
