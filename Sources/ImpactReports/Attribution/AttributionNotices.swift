import Foundation
package import ImpactDiagnostics
package import ImpactSimulation

extension Attribution {
  /// How the contributions came about, for manifests and people.
  package var notices: [Notice] {
    let how =
      switch method {
      case .exact where coalitions == 0: "no lever is at work, so that nothing is to be shared out"
      case .exact where coalitions == 1: "one lever is at work and brings all of the change"
      case .exact: "all \(coalitions) combinations of \(levers.count) levers were worked out"
      case .sampled(let pairs, let seed):
        "\(2 * pairs) orders of \(levers.count) levers were drawn in \(pairs) pairs (seed \(seed)), "
          + "\(coalitions) combinations in all; standard errors come from the spread of the pairs"
          + (levers.count <= AttributionOptions.mostExact
            ? " (all combinations: `--exact-up-to \(levers.count)`)" : "")
      }
    let open =
      unsettled == 0
      ? []
      : [
        Notice(
          "attribution-fixed-point",
          "in \(unsettled) combinations of levers prices, volumes, limits and content did not agree "
            + "within the rounds allowed; contributions use their last round")
      ]
    let reduced =
      followed == 0
      ? ""
      : "; \(followed) of \(followed + solved) systems (combinations that differ, times years) were followed in "
        + "coordinates of a solved sample, with one solve in full for each lever and year"
    return open + [
      Notice(
        "attribution",
        "contributions of levers are Shapley values: \(how). They add up to the change of the run; "
          + "a difference of \(String(format: "%.0e", closing)) of the contributions, which "
          + "tolerances left, was spread over them\(reduced)")
    ]
  }
}

/// What is said of contributions in `manifest.json`.
package struct AttributionRecord: Codable, Sendable, Hashable {
  let method: String
  let levers: [String]
  let coalitions: Int
  let pairsOfOrders: Int?
  let seed: UInt64?
  let closing: Double
  let unsettled: Int
  let followed: Int
  let solved: Int

  package init(_ attribution: Attribution) {
    levers = attribution.levers
    coalitions = attribution.coalitions
    closing = attribution.closing
    unsettled = attribution.unsettled
    (followed, solved) = (attribution.followed, attribution.solved)
    switch attribution.method {
    case .exact: (method, pairsOfOrders, seed) = ("exact Shapley values", nil, nil)
    case .sampled(let pairs, let start):
      (method, pairsOfOrders, seed) = ("Shapley values by sampled orders", pairs, start)
    }
  }
}
