import ImpactDiagnostics

/// Population and GDP per head by region, and the category that cohesion policy gives it.
///
/// GDP per head in purchasing power standards, mean of 2015 to 2017; the index is 100 for the Union of
/// 27. Categories are those of the list in force, Implementing Decision (EU) 2021/1130, where the file
/// says `list`; else they follow the list's rule, Article 108(2) of Regulation (EU) 2021/1060: less
/// developed below 75, transition from 75 to 100, more developed above. Source of the shipped file:
/// Eurostat, nama_10r_3gdp; see `Documentation/Methods/distribution.md`.
public struct RegionalWealth: Sendable {
  /// Categories of regions under cohesion policy, poorest first.
  public enum Category: String, Sendable, CaseIterable, Codable {
    /// Below 75 % of the Union's mean.
    case lessDeveloped = "less-developed"
    /// From 75 % to 100 %.
    case transition
    /// Above 100 %.
    case moreDeveloped = "more-developed"
  }

  /// One region.
  public struct Entry: Sendable, Hashable {
    /// Persons.
    public let population: Double
    /// Purchasing power standards a head and year.
    public let gdpPerHead: Double
    /// Against the Union of 27, which is 100.
    public let index: Double
    /// By the list in force, or by its rule.
    public let category: Category
    /// Whether the category was read from the list in force.
    public let isListed: Bool
    /// Whether it is taken over from a larger region.
    public let isEstimated: Bool
  }

  /// By region code.
  public let entries: [String: Entry]

  /// The entry of a region; nil when there is none.
  public subscript(region: String) -> Entry? { entries[region] }

  /// Regions whose category was read from the list in force; the others follow its rule.
  public var listed: Int { entries.values.count { $0.isListed } }

  /// Reads `region,population,gdp_per_head,index,category,category_from,flag`.
  ///
  /// The flag is `p` (published) or `e` (estimated). Throws a `ProblemReport` with every fault: a region
  /// twice, a number not above zero, an unknown category, origin of it, or flag.
  public init(csv bytes: [UInt8], file: String) throws {
    var reader = try TableReader(
      bytes: bytes, file: file,
      columns: [
        "region", "population", "gdp_per_head", "index", "category", "category_from", "flag",
      ])
    var seen: [String: Int] = [:]
    var entries: [String: Entry] = [:]
    for row in 0..<reader.rowCount {
      let region = reader.required(row, 0)
      guard reader.isNew(region, row, 0, in: &seen) else { continue }
      entries[region] = Self.entry(row, &reader)
    }
    try reader.finish()
    self.entries = entries
  }

  private static func entry(_ row: Int, _ reader: inout TableReader) -> Entry? {
    func positive(_ column: Int, _ what: String) -> Double? {
      guard let value = reader.optionalNumber(row, column), value > 0 else {
        reader.report(row, column, "\(what) is not above zero", expected: "a number above 0")
        return nil
      }
      return value
    }
    let population = positive(1, "the population")
    let wealth = positive(2, "GDP per head")
    let index = positive(3, "the index")
    let category = Category(rawValue: reader.text(row, 4))
    if category == nil {
      reader.report(
        row, 4, "there is no category `\(reader.text(row, 4))`",
        expected: "one of \(Category.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    let origin = reader.text(row, 5)
    if !["list", "rule"].contains(origin) {
      reader.report(
        row, 5, "a category cannot come from `\(origin)`", expected: "list or rule")
    }
    let flag = reader.text(row, 6)
    if !["p", "e"].contains(flag) {
      reader.report(row, 6, "the flag `\(flag)` is not known", expected: "p or e")
    }
    guard let population, let wealth, let index, let category else { return nil }
    return Entry(
      population: population, gdpPerHead: wealth, index: index, category: category,
      isListed: origin == "list", isEstimated: flag == "e")
  }
}
