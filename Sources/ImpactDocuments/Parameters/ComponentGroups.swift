public import ImpactAxes
import ImpactDiagnostics

/// Which industries make a group of the vehicle's bill of materials, by drive train.
///
/// For group g and technology k: b[i,k] = Σ_g share[g,k,i] · b[g,k], with Σ_i share[g,k,i] = 1. A
/// group made by the vehicle maker itself has the single industry `valueAdded`: it is no purchase.
public struct ComponentGroups: Sendable {
  /// Stands for value added in the place of an industry.
  public static let valueAdded = "VA"

  /// The part of a group that one industry makes.
  public struct Share: Sendable, Hashable {
    /// Group of the bill of materials, as in the parameter keys `bom.<technology>.<group>`.
    public let group: String
    /// Drive trains that the row holds for.
    public let technologies: Set<Technology>
    /// Industry code, or `ComponentGroups.valueAdded`.
    public let industry: String
    /// Share of the group's value, 0 to 1.
    public let share: Double
    /// Where the split comes from.
    public let source: String
    /// Evidence tag as in `Parameter`.
    public let evidence: String

    /// One row of the file.
    public init(
      group: String, technologies: Set<Technology>, industry: String, share: Double,
      source: String, evidence: String
    ) {
      self.group = group
      self.technologies = technologies
      self.industry = industry
      self.share = share
      self.source = source
      self.evidence = evidence
    }
  }

  /// In the order of the file.
  public let shares: [Share]

  /// What `shares(of:for:)` gives, by group and drive train.
  private let table: [String: [Technology: [Share]]]

  /// Groups as given; the reader checks that shares sum to 1.
  public init(_ shares: [Share]) {
    self.shares = shares
    table = Dictionary(grouping: shares, by: \.group)
      .mapValues { rows in
        Dictionary(
          Technology.allCases.map { technology in
            (technology, rows.filter { $0.technologies.contains(technology) })
          }, uniquingKeysWith: { first, _ in first })
      }
  }

  /// Names of the groups in the order of the file, each once.
  public var groups: [String] {
    var seen: Set<String> = []
    return shares.map(\.group).filter { seen.insert($0).inserted }
  }

  /// Shares of one group for one drive train.
  ///
  /// They sum to 1; empty when the group is not known. A drive train without rows of its own takes
  /// those of its relative: a combustion car on synthetic fuel those of the combustion car, a
  /// fuel-cell car those of the battery car.
  public func shares(of group: String, for technology: Technology) -> [Share] {
    let own = table[group]?[technology] ?? []
    guard own.isEmpty, technology.relative != technology else { return own }
    return shares(of: group, for: technology.relative)
  }
}

extension ComponentGroups {
  /// Reads CSV bytes.
  ///
  /// Columns: `group, technology_class, industry, share, source, evidence`. A technology class is
  /// `all` or drive trains joined by `|`, such as `ice|hev|phev`. Throws `ProblemReport` with every
  /// fault: an unknown drive train, a share outside (0, 1], shares of a group that do not sum to 1
  /// for every drive train (1e-9), value added beside an industry, an industry twice.
  public init(csv bytes: [UInt8], file: String) throws {
    var reader = try TableReader(
      bytes: bytes, file: file,
      columns: ["group", "technology_class", "industry", "share", "source", "evidence"])
    var shares: [Share] = []
    var firstRow: [String: Int] = [:]
    for row in 0..<reader.rowCount {
      let share = Self.share(row, &reader)
      shares.append(share)
      if firstRow[share.group] == nil { firstRow[share.group] = row }
    }
    self.init(shares)
    for group in groups {
      // A drive train that takes the rows of its relative is checked there.
      for technology in Technology.allCases
      where technology.relative == technology
        || shares.contains(where: { $0.group == group && $0.technologies.contains(technology) })
          && !shares.contains(where: {
            $0.group == group && $0.technologies == Set(Technology.allCases)
          })
      {
        check(group, technology, row: firstRow[group] ?? 0, &reader)
      }
    }
    try reader.finish()
  }

  private static func share(_ row: Int, _ reader: inout TableReader) -> Share {
    let share = reader.number(row, 3)
    if let share, !(share > 0 && share <= 1) {
      reader.report(
        row, 3, "`\(reader.text(row, 3))` is no share", expected: "a number above 0, at most 1")
    }
    return Share(
      group: reader.required(row, 0), technologies: technologies(row, &reader),
      industry: reader.required(row, 2), share: share ?? 0, source: reader.required(row, 4),
      evidence: reader.evidence(row, 5))
  }

  private static func technologies(_ row: Int, _ reader: inout TableReader) -> Set<Technology> {
    let name = reader.text(row, 1)
    guard name != "all" else { return Set(Technology.allCases) }
    let parts = name.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    let technologies = Set(parts.compactMap(Technology.init(rawValue:)))
    if technologies.count != parts.count {
      reader.report(
        row, 1, "technology class `\(name)` is not known",
        expected: "`all`, or \(Technology.allCases.map(\.rawValue).joined(separator: ", ")) "
          + "joined by `|`, each once")
    }
    return technologies
  }

  private func check(
    _ group: String, _ technology: Technology, row: Int, _ reader: inout TableReader
  ) {
    let shares = shares(of: group, for: technology)
    let sum = shares.reduce(0) { $0 + $1.share }
    let industries = Set(shares.map(\.industry))
    // A sum of at most ten written shares is exact to a few 1e-16.
    if abs(sum - 1) > 1e-9 {
      reader.report(
        row, 0,
        "the shares of `\(group)` for \(technology.rawValue) sum to \(DecimalNumber.text(sum))",
        expected: "a sum of 1")
    }
    if industries.count != shares.count {
      reader.report(
        row, 0, "an industry of `\(group)` appears twice for \(technology.rawValue)",
        expected: "each industry once")
    }
    if industries.contains(Self.valueAdded), industries.count > 1 {
      reader.report(
        row, 0, "`\(group)` mixes value added with industries for \(technology.rawValue)",
        expected: "either all value added or industries only")
    }
  }
}
