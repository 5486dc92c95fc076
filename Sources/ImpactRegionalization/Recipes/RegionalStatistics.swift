import Foundation
import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

/// Sizes by region and industry, confidential cells estimated and flagged.
struct RegionalStatistics {
  /// How a cell came about.
  enum Flag: String {
    case published = "p"
    case estimated = "e"
    case converted = "c"
    case missing = "m"
  }

  /// `values[r][i]`.
  private(set) var values: [[Double]]
  private(set) var flags: [[Flag]]
  /// Margins of the imputation with what was reached: name, target, reached.
  private(set) var margins: [(name: String, target: Double, reached: Double)] = []

  static let empty = RegionalStatistics(values: [], flags: [])

  private init(values: [[Double]], flags: [[Flag]]) {
    (self.values, self.flags) = (values, flags)
  }

  init(
    _ recipe: EconomyRecipe, _ statistics: RegionalRecipe.Statistics, regions: [Region],
    areas: [String], table: AccountTable
  ) throws {
    let industries = table.industries.map(\.code)
    let conversion = try statistics.conversion.map {
      try RegionWeights(recipe.url($0.crosswalk), targets: regions.map(\.code))
    }
    let raw = try StatisticsFile(
      recipe.url(statistics.file), regions: conversion?.sources ?? regions.map(\.code),
      industries: industries)
    let known = try raw.estimated(
      margins: statistics.margins.map { recipe.url($0) })
    margins = known.margins
    guard let conversion else {
      (values, flags) = (known.values, known.flags)
      return
    }
    values = regions.indices.map { _ in [Double](repeating: 0, count: industries.count) }
    flags = regions.indices.map { _ in [Flag](repeating: .missing, count: industries.count) }
    for link in conversion.links {
      for i in industries.indices where known.flags[link.from][i] != .missing {
        values[link.to][i] += known.values[link.from][i] * link.share
        let isWhole = link.share == 1 && conversion.arrivals(link.to) == 1
        let flag = isWhole ? known.flags[link.from][i] : .converted
        if flags[link.to][i] != .converted { flags[link.to][i] = flag }
      }
    }
  }
}

/// Weights that carry values of some regions over to others.
struct RegionWeights {
  struct Link {
    let from: Int
    let to: Int
    /// Part of the source that lies in the target; sums to 1 over targets.
    let share: Double
  }

  private(set) var sources: [String] = []
  private(set) var links: [Link] = []

  /// Number of sources that a target receives from.
  func arrivals(_ target: Int) -> Int { links.count { $0.to == target } }

  init(_ url: URL, targets: [String]) throws {
    var source = try SourceTable(url)
    let (from, to, weight) = (
      try source.column("from"), try source.column("to"), try source.column("weight")
    )
    var rows: [(from: Int, to: Int, weight: Double)] = []
    for row in 0..<source.rowCount {
      let (a, b) = (source.text(row, from), source.text(row, to))
      guard let target = targets.firstIndex(of: b) else {
        source.refuse(
          row, to, "`\(b)` is no region of the recipe",
          expected: UnknownName.choice(of: targets, near: b))
        continue
      }
      guard let value = source.requiredNumber(row, weight) else { continue }
      if value < 0 { source.refuse(row, weight, "the weight is negative", expected: "at least 0") }
      if !sources.contains(a) { sources.append(a) }
      rows.append((sources.firstIndex(of: a) ?? 0, target, value))
    }
    for (k, code) in sources.enumerated() {
      let total = rows.filter { $0.from == k }.reduce(0) { $0 + $1.weight }
      guard total > 0 else {
        source.refuse(0, weight, "the weights of `\(code)` sum to 0", expected: "a weight above 0")
        continue
      }
      links += rows.filter { $0.from == k && $0.weight > 0 }
        .map { Link(from: k, to: $0.to, share: $0.weight / total) }
    }
    try source.finish()
  }
}
