import ImpactDiagnostics

/// Named sets of trade elasticities, product by product; the values stand in the parameter catalogue.
///
/// All sets are kept as σ of a sourcing with constant elasticity of substitution:
///
///     sigma: σ = value,  theta: σ = 1 + value,  twice: σ = 2·value
public struct TradeElasticities: Sendable {
  /// Between which origins an elasticity holds.
  public enum Nest: String, Sendable, CaseIterable {
    /// Between foreign origins.
    case foreign
    /// Between the own country and all foreign origins together.
    case domestic
  }

  /// How a published value becomes σ.
  public enum Form: String, Sendable, CaseIterable {
    case sigma, theta, twice
  }

  /// One product in one set.
  public struct Entry: Sendable, Hashable {
    /// Name of the set, for example `gtap`.
    public let set: String
    /// Industry code of the product.
    public let industry: String
    /// Between which origins it holds.
    public let nest: Nest
    /// Key of the parameter catalogue.
    public let parameter: String
    /// How the value becomes σ.
    public let form: Form
    /// Why this value stands for this product.
    public let source: String
    /// Evidence tag of the assignment as in `Parameter`.
    public let evidence: String

    /// One row of the file.
    public init(
      set: String, industry: String, nest: Nest, parameter: String, form: Form, source: String,
      evidence: String
    ) {
      self.set = set
      self.industry = industry
      self.nest = nest
      self.parameter = parameter
      self.form = form
      self.source = source
      self.evidence = evidence
    }
  }

  /// In the order of the file.
  public let entries: [Entry]
  private let index: [String: Int]

  /// Entries as given; of two for the same set, product and nest the first holds.
  public init(_ entries: [Entry]) {
    self.entries = entries
    let keys = entries.enumerated()
      .map { (Self.key($1.set, $1.industry, $1.nest), $0) }
    index = Dictionary(keys, uniquingKeysWith: { first, _ in first })
  }

  private static func key(_ set: String, _ industry: String, _ nest: Nest) -> String {
    "\(set)/\(industry)/\(nest.rawValue)"
  }

  /// The entry of a product; for the domestic nest that of the foreign one where a set has only one.
  ///
  /// Nil where the set does not hold the product.
  public func entry(set: String, industry: String, nest: Nest) -> Entry? {
    let place =
      index[Self.key(set, industry, nest)] ?? index[Self.key(set, industry, .foreign)]
    return place.map { entries[$0] }
  }

  /// Products of a set.
  public func industries(in set: String) -> Set<String> {
    Set(entries.filter { $0.set == set }.map(\.industry))
  }

  /// σ from a published value.
  public static func sigma(_ value: Double, _ form: Form) -> Double {
    switch form {
    case .sigma: value
    case .theta: 1 + value
    case .twice: 2 * value
    }
  }
}

extension TradeElasticities {
  /// Reads CSV bytes.
  ///
  /// Columns: `set, industry, nest, parameter, form, source, evidence`. Throws `ProblemReport` with
  /// every fault: an empty cell, an unknown nest, form or evidence tag, a product twice in one nest.
  public init(csv bytes: [UInt8], file: String) throws {
    var reader = try TableReader(
      bytes: bytes, file: file,
      columns: ["set", "industry", "nest", "parameter", "form", "source", "evidence"])
    var seen: [String: [String: Int]] = [:]
    var entries: [Entry] = []
    for row in 0..<reader.rowCount {
      let nest: Nest? = reader.word(row, 2)
      let form: Form? = reader.word(row, 4)
      guard let nest, let form else { continue }
      let entry = Entry(
        set: reader.required(row, 0), industry: reader.required(row, 1), nest: nest,
        parameter: reader.required(row, 3), form: form, source: reader.required(row, 5),
        evidence: reader.evidence(row, 6))
      let group = "\(entry.set)/\(nest.rawValue)"
      if reader.isNew(entry.industry, row, 1, in: &seen[group, default: [:]]) {
        entries.append(entry)
      }
    }
    try reader.finish()
    self.init(entries)
  }
}

extension TableReader {
  /// One of the words of a type; nil with a problem for any other.
  fileprivate mutating func word<Word>(_ row: Int, _ column: Int) -> Word?
  where Word: RawRepresentable<String> & CaseIterable {
    let text = text(row, column)
    if let word = Word(rawValue: text) { return word }
    report(
      row, column, "`\(text)` in `\(names[column])` is not known",
      expected: "one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
    return nil
  }
}
