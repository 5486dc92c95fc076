import ImpactDiagnostics

/// Which purchases of vehicle makers count in which basket of a local-content rule, and whose cost
/// premium they carry.
public struct ContentBaskets: Sendable {
  /// One product of a basket.
  public struct Entry: Sendable, Hashable {
    /// Industry code of the product.
    public let industry: String
    /// Name of the basket, for example `components-without-batteries`.
    public let basket: String
    /// Component group g of the parameter `content.eu_cost_premium.<g>`.
    public let premiumGroup: String
    public let source: String
    /// Evidence tag as in `Parameter`.
    public let evidence: String

    public init(
      industry: String, basket: String, premiumGroup: String, source: String, evidence: String
    ) {
      self.industry = industry
      self.basket = basket
      self.premiumGroup = premiumGroup
      self.source = source
      self.evidence = evidence
    }
  }

  /// In the order of the file.
  public let entries: [Entry]

  public init(_ entries: [Entry]) { self.entries = entries }

  /// Names of the baskets in the order of the file, each once.
  public var baskets: [String] {
    var seen: Set<String> = []
    return entries.map(\.basket).filter { seen.insert($0).inserted }
  }

  /// Products of one basket; empty when the basket is not known.
  public func entries(in basket: String) -> [Entry] { entries.filter { $0.basket == basket } }
}

extension ContentBaskets {
  /// Reads CSV bytes with the columns `industry, basket, premium_group, source, evidence`.
  ///
  /// Throws `ProblemReport` with every fault: an empty cell, an unknown evidence tag, an industry in
  /// more than one basket or twice in one.
  public init(csv bytes: [UInt8], file: String) throws {
    let names = ["industry", "basket", "premium_group", "source", "evidence"]
    var reader = try CatalogueReader(bytes: bytes, file: file, columns: names)
    var basketOf: [String: String] = [:]
    var entries: [Entry] = []
    for row in reader.table.rows.indices {
      let entry = Entry(
        industry: reader.required(row, "industry"), basket: reader.required(row, "basket"),
        premiumGroup: reader.required(row, "premium_group"),
        source: reader.required(row, "source"), evidence: reader.evidence(row))
      if let basket = basketOf[entry.industry] {
        reader.report(
          row, "industry", "industry `\(entry.industry)` is already in basket `\(basket)`",
          expected: "each industry in one basket")
      }
      basketOf[entry.industry] = entry.basket
      entries.append(entry)
    }
    try reader.finish()
    self.init(entries)
  }
}
