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
    /// Where the assignment comes from.
    public let source: String
    /// Evidence tag as in `Parameter`.
    public let evidence: String

    /// One row of the file.
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

  /// Baskets as given; the reader checks that no industry appears twice in one basket.
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
  /// Reads CSV bytes.
  ///
  /// Columns: `industry, basket, premium_group, source, evidence`. Throws `ProblemReport` with every
  /// fault: an empty cell, an unknown evidence tag, an industry that appears twice in one basket.
  public init(csv bytes: [UInt8], file: String) throws {
    var reader = try TableReader(
      bytes: bytes, file: file,
      columns: ["industry", "basket", "premium_group", "source", "evidence"])
    var seen: [String: [String: Int]] = [:]
    var entries: [Entry] = []
    for row in 0..<reader.rowCount {
      let entry = Entry(
        industry: reader.required(row, 0), basket: reader.required(row, 1),
        premiumGroup: reader.required(row, 2), source: reader.required(row, 3),
        evidence: reader.evidence(row, 4))
      if reader.isNew(entry.industry, row, 0, in: &seen[entry.basket, default: [:]]) {
        entries.append(entry)
      }
    }
    try reader.finish()
    self.init(entries)
  }
}
