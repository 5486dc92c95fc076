package import ImpactDocuments

/// How the price that a buyer pays divides into basic prices, margins and taxes.
///
///     net = paid·(1 − v),  v = 0 for buyers that deduct value added tax
///     paid = net·(1 − m − h) + net·m + net·h + paid·v
///
/// m trade margin, h transport margin, shares of the net price. Margins are products too (G45 for
/// vehicles, G46 for the rest, H49). Entries `valuation.*` of the catalogue. Source: United Nations
/// (2018), Handbook on Supply and Use Tables, chapter 7.
package struct Valuation: Sendable {
  /// What is bought.
  package enum Kind: String, Sendable, CaseIterable {
    case vehicles, equipment, construction, services
  }

  /// v, share of what is paid.
  package let taxShare: Double
  /// m and h, shares of the net price.
  package let tradeShare: Double
  package let transportShare: Double
  private let trader: String

  static let taxKey = "valuation.value_added_tax"
  static let transporter = "H49"

  /// Entries that a kind of purchase reads.
  package static func keys(_ kind: Kind) -> [String] {
    [
      taxKey, "valuation.\(kind.rawValue).trade_margin",
      "valuation.\(kind.rawValue).transport_margin",
    ]
  }

  /// Industries that a kind of purchase needs beside the product itself.
  package static func industries(_ kind: Kind) -> [String] { [trader(kind), transporter] }

  private static func trader(_ kind: Kind) -> String { kind == .vehicles ? "G45" : "G46" }

  /// Reads the shares; throws a `ProblemReport` naming a missing entry.
  package init(_ kind: Kind, deductsTax: Bool, _ catalogue: ParameterCatalogue) throws {
    let values = try Self.keys(kind).map { try catalogue.central($0) / 100 }
    taxShare = deductsTax ? 0 : values[0]
    tradeShare = values[1]
    transportShare = values[2]
    trader = Self.trader(kind)
  }

  /// What an amount paid for one product buys, in the unit of the amount.
  package func bill(_ paid: Double, for product: String) -> PurchaseBill {
    let net = paid * (1 - taxShare)
    var bill = PurchaseBill()
    bill.add(net * (1 - tradeShare - transportShare), of: product)
    bill.add(net * tradeShare, of: trader)
    bill.add(net * transportShare, of: Self.transporter)
    bill.taxes = paid * taxShare
    return bill
  }
}

/// What a purchase pays: products at basic prices, and taxes.
package struct PurchaseBill: Sendable {
  /// Products by industry code, in the order of their codes.
  package private(set) var lines: [(product: String, value: Double)] = []
  package var taxes = 0.0

  package init() {}

  /// What a product costs; nil where the bill does not hold it.
  package func value(of product: String) -> Double? {
    lines.first { $0.product == product }?.value
  }

  package mutating func add(_ value: Double, of product: String) {
    guard value != 0 else { return }
    let place = lines.firstIndex { $0.product >= product } ?? lines.count
    if place < lines.count, lines[place].product == product {
      lines[place].value += value
    } else {
      lines.insert((product, value), at: place)
    }
  }

  package mutating func add(_ other: PurchaseBill) {
    for line in other.lines { add(line.value, of: line.product) }
    taxes += other.taxes
  }

  /// The bill without one product.
  func removing(_ product: String) -> PurchaseBill {
    var bill = self
    bill.lines.removeAll { $0.product == product }
    return bill
  }

  /// Σ of products and taxes.
  package var total: Double { lines.reduce(taxes) { $0 + $1.value } }
}

/// Money of 2024 in prices of the accounts: amount / P, P from `use.price_level`.
///
/// The one place where money of a scenario file is deflated.
package struct PriceLevel: Sendable {
  package static let key = "use.price_level"
  private let level: Double

  package init(_ catalogue: ParameterCatalogue) throws { level = try catalogue.central(Self.key) }

  package func inAccounts(_ amount: Double) -> Double { amount / level }
  package func inPricesOf2024(_ amount: Double) -> Double { amount * level }
}
