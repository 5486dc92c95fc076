package import Foundation
package import ImpactEconomies

/// The accuracy of every method, as a table that anyone with the sources can make again.
package struct AccuracyReport: Sendable {
  package let results: [AccuracyResult]
  package let industries: [String]
  package let austria: AustrianCheck?

  /// `sources` holds `wiod-2013-wiot` and, where it is present, `austria-nuts2`; `economy` places
  /// countries and is checked against Austria; `exponents` are its distance exponents by group.
  package init(
    sources: URL, economy: Economy, exponents: (String) throws -> Double,
    progress: (String) -> Void = { _ in }
  ) throws {
    let pseudo = try PseudoRegions(
      folder: sources.appending(path: "wiod-2013-wiot"), geography: economy)
    industries = pseudo.truth.industries.map(\.code)
    let methods = AccuracyMethod.all(
      exponents: try industries.map { try exponents(Self.similar[$0] ?? $0) })
    var results: [AccuracyResult] = []
    for knowledge in AccuracyRun.Knowledge.allCases {
      let run = try AccuracyRun(pseudo, knowledge)
      for method in methods {
        progress("\(knowledge.rawValue): \(method.name)")
        results.append(try run.measure(method))
      }
    }
    self.results = results
    let tables = sources.appending(path: "austria-nuts2")
    austria =
      FileManager.default.fileExists(atPath: tables.path)
      ? try AustrianCheck(folder: tables, economy: economy, deltas: [0.1, 0.2, 0.3]) : nil
  }

  /// An industry of the 2016 release that has the distance exponent of one of the 2013 release.
  static let similar: [String: String] = [
    "c1": "A01", "c2": "B", "c3": "C10-C12", "c4": "C13-C15", "c5": "C13-C15", "c6": "C16",
    "c7": "C17", "c8": "C19", "c9": "C20", "c10": "C22", "c11": "C23", "c12": "C24", "c13": "C28",
    "c14": "C26", "c15": "C29-VEH", "c16": "C31_C32", "c17": "D35", "c18": "F", "c19": "G45",
    "c20": "G46", "c21": "G47", "c22": "I", "c23": "H49", "c24": "H50", "c25": "H51",
    "c26": "H52", "c27": "J61", "c28": "K64", "c29": "L68", "c30": "M69_M70", "c31": "O84",
    "c32": "P85", "c33": "Q", "c34": "R_S", "c35": "T",
  ]

  /// The lines of the main table.
  package var rows: [[String]] { results.map(Self.row) }

  /// One line of it.
  package static func row(_ result: AccuracyResult) -> [String] {
    let (f, m) = (result.flows, result.multipliers)
    return [
      result.knowledge.rawValue, result.method, pair(result.deltas), pair(result.betas),
      pair(result.homes), percent(f.all.weightedError), percent(f.between.weightedError),
      percent(f.within.weightedError), text(f.between.correlation, 3), text(f.within.ratio, 3),
      percent(m.own.error), percent(m.own.bias), percent(m.union.error), percent(m.union.bias),
    ]
  }

  package static let header = [
    "known", "method", "delta", "beta", "home factor", "error of all flows %",
    "error between members %",
    "error within members %", "correlation between members", "own flows found over true",
    "error of own multipliers %", "bias of own multipliers %", "error of union multipliers %",
    "bias of union multipliers %",
  ]

  /// Own multipliers by industry: known, method, industry, error, bias.
  package var industryRows: [[String]] {
    results.flatMap { result in
      industries.indices.map { i in
        [
          result.knowledge.rawValue, result.method, industries[i],
          Self.percent(result.multipliers.own.errors[i]),
          Self.percent(result.multipliers.own.biases[i]),
          Self.percent(result.multipliers.union.errors[i]),
          Self.percent(result.multipliers.union.biases[i]),
        ]
      }
    }
  }

  package static let industryHeader = [
    "known", "method", "industry", "error of own multipliers %", "bias of own multipliers %",
    "error of union multipliers %", "bias of union multipliers %",
  ]

  /// Surveyed and estimated multipliers of the Austrian regions, and how far estimates are off.
  package var austrianRows: [[String]] {
    let errors = (austria?.summary ?? [])
      .map { line in
        ["all", line.name, ""] + line.values.map { Self.text($0, 2) }
      }
    return austrianRegions + errors
  }

  private var austrianRegions: [[String]] {
    (austria?.rows ?? [])
      .flatMap { row in
        [
          [row.region, "motor vehicles", Self.text(row.motorVehicles, 4)]
            + row.estimates.map { Self.text($0.motorVehicles, 4) },
          [row.region, "mean of all", Self.text(row.mean, 4)]
            + row.estimates.map { Self.text($0.mean, 4) },
        ]
      }
  }

  package var austrianHeader: [String] {
    ["region", "industry", "surveyed"] + (austria?.methods ?? [])
  }

  private static func percent(_ value: Double) -> String { text(100 * value, 2) }
  private static func text(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }
  /// Estimates of the two halves, `0.15 / 0.20`; one when they are equal.
  private static func pair(_ values: [Double?]) -> String {
    let texts = values.compactMap { $0.map { String(format: "%.5g", $0) } }
    return Set(texts).count == 1 ? texts[0] : texts.joined(separator: " / ")
  }
}
