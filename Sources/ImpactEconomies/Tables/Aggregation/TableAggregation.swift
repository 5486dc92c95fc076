package import ImpactAxes
public import ImpactDiagnostics
import ImpactNumerics

/// A table in coarser (or, with weights, finer) regions and industries.
///
///     Z′ = Wᵀ Z W,  Y′ = Wᵀ Y V,  P′ = P W,  x′ = Wᵀ x
///
/// W (n×n′) is the product of the concordances of regions and industries, V that of the regions of
/// the final uses; their rows sum to 1, so that every total stays up to rounding. An account value
/// that no source has stays unknown where all parts are unknown, else a notice counts what is left out.
public struct TableAggregation: Sendable {
  /// The new table, in the unit of the old one.
  public let table: AccountTable
  /// What the sums leave out.
  public let notices: [Notice]

  /// Nil keeps an axis as it is.
  ///
  /// Throws a `ProblemReport` with every code that a concordance lacks, or when the new table does
  /// not fit into memory.
  public init(
    _ table: AccountTable, regions: Concordance? = nil, industries: Concordance? = nil
  ) throws {
    let axes = try AggregatedAxes(
      regions: table.regions, industries: table.industries, regionConcordance: regions,
      industryConcordance: industries)
    try TableMemory.require(
      cells: axes.regions.count * axes.industries.count, copies: 3, name: table.name)
    let transfer = TableTransfer(
      table: table, regions: axes.regions, industries: axes.industries,
      regionMap: axes.regionMap,
      cells: CellMap(regions: axes.regionMap, industries: axes.industryMap))
    (self.table, notices) = try transfer.result()
  }
}

/// Old axes, and the new ones that two concordances make of them.
package struct AggregatedAxes: Sendable {
  package let regionMap: AxisMap
  package let industryMap: AxisMap
  package let regions: [Region]
  package let industries: [Industry]

  package init(
    regions: [Region], industries: [Industry], regionConcordance: Concordance?,
    industryConcordance: Concordance?
  ) throws {
    var problems: [Problem] = []
    func map(_ concordance: Concordance?, _ codes: [String], _ axis: String) -> AxisMap {
      guard let concordance else { return AxisMap(identityOf: codes) }
      do {
        return try concordance.map(of: codes, axis: axis)
      } catch let report as ProblemReport {
        problems += report.problems
      } catch {
        problems.append(Problem(at: nil, path: concordance.name, "\(error)", expected: ""))
      }
      return AxisMap(identityOf: codes)
    }
    let regionMap = map(regionConcordance, regions.map(\.code), "region")
    let industryMap = map(industryConcordance, industries.map(\.code), "industry")
    guard problems.isEmpty else { throw ProblemReport(problems) }
    self.regionMap = regionMap
    self.industryMap = industryMap
    self.regions = regionMap.targets.indices.map { k in
      Self.region(regionMap.targets[k], from: regionMap.sources(of: k).map { regions[$0] })
    }
    self.industries = industryMap.targets.indices.map { k in
      Self.industry(industryMap.targets[k], from: industryMap.sources(of: k).map { industries[$0] })
    }
  }

  /// A region made of others: its country is theirs when they share one, its own code otherwise.
  private static func region(_ target: AxisMap.Target, from parts: [Region]) -> Region {
    if parts.count == 1, parts[0].code == target.code, target.name.isEmpty { return parts[0] }
    let countries = Set(parts.map(\.country))
    let areas = parts.compactMap(\.area)
    return Region(
      code: target.code, name: target.name.isEmpty ? target.code : target.name,
      country: countries.count == 1 ? parts[0].country : target.code,
      isEuropeanUnion: parts.allSatisfy(\.isEuropeanUnion), longitude: nil, latitude: nil,
      area: areas.count == parts.count ? areas.reduce(0, +) : nil)
  }

  private static func industry(_ target: AxisMap.Target, from parts: [Industry]) -> Industry {
    if parts.count == 1, parts[0].code == target.code, target.name.isEmpty { return parts[0] }
    return Industry(
      code: target.code, name: target.name.isEmpty ? target.code : target.name,
      parent: target.code, section: parts[0].section,
      isAutomotiveBlock: parts.allSatisfy(\.isAutomotiveBlock))
  }
}

/// Whether a table held in full fits into memory.
package enum TableMemory {
  /// Throws a `ProblemReport` when matrices of n×n numbers do not fit into nine tenths of the memory
  /// that is free; where the system does not say, nothing is refused.
  package static func require(cells n: Int, copies: Int, name: String) throws {
    let (entries, isLarge) = n.multipliedReportingOverflow(by: n)
    let (bytes, isLarger) = entries.multipliedReportingOverflow(by: 8 * copies)
    guard let free = MemoryBudget.available else { return }
    guard isLarge || isLarger || bytes > free / 10 * 9 else { return }
    let gigabytes = Double(n) * Double(n) * 8 * Double(copies) / 1e9
    throw ProblemReport([
      Problem(
        at: nil, path: name,
        "a table of \(n) cells in full takes about \(Int(gigabytes.rounded(.up))) GB, and "
          + "\(free / 1_000_000_000) GB are free",
        expected: "fewer regions or industries: name a concordance for one of them")
    ])
  }
}
