import Foundation
import ImpactDocuments
import ImpactSimulation

/// What the draws of a run came to, region by region, and what they were drawn from.
///
/// A run keeps its first draws (`ResultBands.keptDraws`); nan stands for draws that were refused or not made.
package struct DrawnRun: Sendable {
  let seed: UInt64
  let sampling: SamplingMethod
  /// Draws that were asked for; those of a Latin hypercube lie elsewhere for another number.
  let asked: Int
  /// Draws that are kept.
  let kept: Int
  /// Values by parameter that was drawn.
  let parameters: [String: [Double]]
  /// `(year * places + place) * kept + draw`, by indicator.
  private let totals: [Indicator: [Double]]
  private let placeIndex: [String: Int]

  init(
    seed: UInt64, sampling: SamplingMethod, asked: Int, kept: Int,
    parameters: [String: [Double]], places: [String], totals: [Indicator: [Double]]
  ) {
    (self.seed, self.sampling, self.asked, self.kept) = (seed, sampling, asked, kept)
    (self.parameters, self.totals) = (parameters, totals)
    placeIndex = Dictionary(
      places.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Changes of an indicator by draw, summed over regions; nil where one of them is unknown.
  func draws(_ indicator: Indicator, _ regions: [String], yearIndex t: Int) -> [Double]? {
    guard let values = totals[indicator], !regions.isEmpty else { return nil }
    var sums = [Double](repeating: 0, count: kept)
    for region in regions {
      guard let p = placeIndex[region] else { return nil }
      let start = (t * placeIndex.count + p) * kept
      for j in 0..<kept { sums[j] += values[start + j] }
    }
    return sums
  }
}

extension DrawnRun {
  /// Draws of a run made just now; nil without any.
  init?(_ sheet: ResultSheet) {
    guard let bands = sheet.result.bands else { return nil }
    let places = sheet.places.all.map(\.code)
    var totals: [Indicator: [Double]] = [:]
    for indicator in Indicator.allCases {
      totals[indicator] = sheet.result.years.indices.flatMap { t in
        places.flatMap { place in
          bands.draws(of: indicator, yearIndex: t, place: place)
            ?? [Double](repeating: .nan, count: bands.keptDraws)
        }
      }
    }
    self.init(
      seed: bands.options.seed, sampling: bands.options.sampling, asked: bands.options.draws,
      kept: bands.keptDraws,
      parameters: Dictionary(
        zip(bands.parameters.map(\.key), bands.parameterValues),
        uniquingKeysWith: { first, _ in first }), places: places, totals: totals)
  }
}

/// Two runs draw by draw, or why they cannot be taken together.
enum SharedDraws: Sendable {
  /// So many assumptions have the same value in both runs in every draw.
  case shared(Int)
  /// In words that complete "since".
  case apart(String)

  /// `sameAccounts` says whether both stand on the same economy.
  init(_ a: DrawnRun?, _ b: DrawnRun?, sameAccounts: Bool) {
    guard let a, let b else {
      self = .apart("a folder does not hold its draws")
      return
    }
    var reasons: [String] = []
    if a.seed != b.seed { reasons.append("seeds differ (\(a.seed) and \(b.seed))") }
    if a.asked != b.asked {
      reasons.append("numbers of draws differ (\(a.asked) and \(b.asked))")
    }
    if a.sampling != b.sampling { reasons.append("draws are placed in different ways") }
    if !sameAccounts { reasons.append("they stand on different accounts") }
    let common = a.parameters.keys.filter { b.parameters[$0] != nil }.sorted()
    let moved = common.filter { !Self.agree(a.parameters[$0] ?? [], b.parameters[$0] ?? []) }
    if reasons.isEmpty, !moved.isEmpty {
      let named = moved.prefix(3).joined(separator: ", ")
      reasons.append(
        "\(moved.count) of \(common.count) assumptions that both read are drawn otherwise (\(named)"
          + "\(moved.count > 3 ? ", …" : ""))")
    }
    self = reasons.isEmpty ? .shared(common.count) : .apart(reasons.joined(separator: ", "))
  }

  /// Values are worked out in one way from one seed, so they differ by rounding at most.
  private static func agree(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count
      && zip(a, b).allSatisfy { abs($0 - $1) <= 1e-12 * max(abs($0), abs($1)) }
  }
}
