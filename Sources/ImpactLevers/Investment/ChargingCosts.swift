import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

/// What a charging point costs, and what a year of its operation costs, by product; EUR of 2024.
struct ChargingCosts {
  /// By class and industry code.
  let investment: [Charging.PowerClass: [(product: String, cost: Double)]]
  let operation: [Charging.PowerClass: [(product: String, cost: Double)]]

  private static let parts: [(part: String, products: [String])] = [
    ("hardware", ["C26", "C27"]), ("grid", ["C27", "D35", "F"]), ("works", ["F"]),
    ("planning", ["M71"]),
  ]
  private static let services = ["C33", "D35", "J62_J63", "K65", "N"]

  static var keys: [String] {
    let classes = Charging.PowerClass.allCases.map(\.rawValue)
    return classes.flatMap { name in
      parts.map { "charging.capex.\(name).\($0.part)" } + ["charging.opex.\(name)"]
    } + parts.flatMap { part in split(part) } + services.map { "charging.operation.\($0)" }
  }

  static var industries: [String] {
    parts.flatMap(\.products) + services
      + Valuation.Kind.allCases.flatMap { Valuation.industries($0) }
      .filter { $0 != "G45" }
  }

  /// Keys that part a component between products; none where it is one product.
  private static func split(_ part: (part: String, products: [String])) -> [String] {
    part.products.count == 1 ? [] : part.products.map { "charging.\(part.part).\($0)" }
  }

  init(_ catalogue: ParameterCatalogue) throws {
    var investment: [Charging.PowerClass: [(product: String, cost: Double)]] = [:]
    var operation: [Charging.PowerClass: [(product: String, cost: Double)]] = [:]
    let services = try Self.shares(
      Self.services, Self.services.map { "charging.operation.\($0)" }, catalogue)
    for name in Charging.PowerClass.allCases {
      var costs: [String: Double] = [:]
      for part in Self.parts {
        let cost = try catalogue.central("charging.capex.\(name.rawValue).\(part.part)")
        for (product, share) in try Self.shares(part.products, Self.split(part), catalogue) {
          costs[product, default: 0] += cost * share
        }
      }
      investment[name] = costs.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
      let yearly = try catalogue.central("charging.opex.\(name.rawValue)")
      operation[name] = services.map { ($0.product, $0.share * yearly) }
    }
    self.investment = investment
    self.operation = operation
  }

  /// Shares of products; throws a `ProblemReport` when they do not add up to 100.
  private static func shares(
    _ products: [String], _ keys: [String], _ catalogue: ParameterCatalogue
  ) throws -> [(product: String, share: Double)] {
    guard !keys.isEmpty else { return products.map { ($0, 1) } }
    let values = try keys.map { try catalogue.central($0) }
    let sum = values.reduce(0, +)
    guard abs(sum - 100) < 1e-9 else {
      throw ProblemReport([
        Problem(
          at: nil, path: "parameters.\(keys[0])",
          "the shares \(keys.joined(separator: ", ")) add up to \(sum) per cent",
          expected: "shares that add up to 100")
      ])
    }
    return zip(products, values).map { ($0, $1 / 100) }
  }

  /// EUR a point.
  func point(_ name: Charging.PowerClass) -> Double {
    (investment[name] ?? []).reduce(0) { $0 + $1.cost }
  }
}
