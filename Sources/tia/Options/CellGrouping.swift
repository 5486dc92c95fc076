import ArgumentParser
import ImpactModels
import ImpactReports

/// Rows of a result: regions, industries, or every cell.
struct CellGrouping {
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case region, industry, cell
  }

  struct Group {
    let keys: [String]
    let cells: [Int]
  }

  let keys: [AnalysisTable.Key]
  let groups: [Group]
  /// Keys of a row over everything: zone `WORLD`, industry `ALL`.
  let totalKeys: [String]

  init(_ economy: TableAxes, by kind: Kind) {
    let (R, S) = (economy.regionCount, economy.industryCount)
    switch kind {
    case .region:
      keys = [.region, .regionName]
      totalKeys = ["WORLD", "All regions"]
      groups = economy.regions.enumerated()
        .map { r, region in
          Group(keys: [region.code, region.name], cells: Array(r * S..<(r + 1) * S))
        }
    case .industry:
      keys = [.industry, AnalysisTable.Key("industry_name", label: "")]
      totalKeys = ["ALL", "All industries"]
      groups = economy.industries.enumerated()
        .map { i, industry in
          Group(keys: [industry.code, industry.name], cells: (0..<R).map { $0 * S + i })
        }
    case .cell:
      keys = [.region, .regionName, .industry]
      totalKeys = ["WORLD", "All regions", "ALL"]
      groups = (0..<R * S)
        .map { k in
          let region = economy.regions[k / S]
          return Group(
            keys: [region.code, region.name, economy.industries[k % S].code], cells: [k])
        }
    }
  }
}
