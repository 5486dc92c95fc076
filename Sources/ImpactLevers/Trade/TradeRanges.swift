import ImpactAxes
import ImpactDiagnostics

extension TradePolicy {
  var repeatedNames: [Problem] {
    var seen: Set<String> = []
    return measures.map(\.name).filter { !seen.insert($0).inserted }
      .map {
        Problem(
          at: nil, path: "\(id).measures", "two measures have the name `\($0)`",
          expected: "a name of its own for each measure")
      }
  }

  /// Numbers of the lever itself.
  var numberProblems: [Problem] {
    var problems: [Problem] = []
    func require(_ isGood: Bool, _ key: String, _ value: Double, _ expected: String) {
      guard !isGood else { return }
      problems.append(
        Problem(
          at: nil, path: "\(id).\(key)", "the value \(value) is impossible", expected: expected))
    }
    for (name, table) in [("sigma", sigma), ("sigma-domestic", domesticSigma)] {
      for (code, value) in table.sorted(by: { $0.key < $1.key }) {
        require(
          value >= 0 && value.isFinite, "\(name).\(code)", value, "an elasticity of at least 0")
      }
    }
    for (code, value) in domesticSigma.sorted(by: { $0.key < $1.key })
    where sigma[code] == nil && elasticities != .gtap {
      problems.append(
        Problem(
          at: nil, path: "\(id).sigma-domestic.\(code)",
          "the elasticity \(value) between own country and imports stands alone",
          expected: "`sigma.\(code)` beside it, since the set has one layer"))
    }
    for (name, value) in [
      ("pass-through", passThrough), ("cost-pass-through", costPassThrough),
      ("adjustment", adjustment),
    ] {
      guard let value else { continue }
      require(value >= 0 && value <= 1, name, value, "a share from 0 to 1")
    }
    for (name, value) in [
      ("demand-elasticity", demandElasticity), ("export-elasticity", exportElasticity),
    ] {
      guard let value else { continue }
      require(value <= 0 && value.isFinite, name, value, "an elasticity of at most 0")
    }
    return problems
  }

  /// Rates and shares of one measure.
  func rangeProblems(of measure: TradeMeasure, path: String) -> [Problem] {
    var problems: [Problem] = []
    func require(_ key: String, _ values: [Double], most: Double, above: Double? = nil) {
      for value in values {
        let isGood = value.isFinite && value <= most && value >= 0 && value > (above ?? -1)
        guard !isGood else { continue }
        problems.append(
          Problem(
            at: nil, path: "\(path).\(key)", "the value \(value) is impossible",
            expected: above != nil
              ? "a price level above 0" : most == 1 ? "a share from 0 to 1" : "a rate of at least 0"
          ))
      }
    }
    func values(_ path: DatedPath?) -> [Double] { path?.points.map(\.value) ?? [] }
    require("duty", values(measure.duty), most: .greatestFiniteMagnitude)
    require("base-duty", [measure.baseDuty ?? 0], most: .greatestFiniteMagnitude)
    require("share", values(measure.share), most: 1)
    require("utilisation", values(measure.utilisation), most: 1)
    for (basket, path) in measure.originRule?.floors ?? [:] {
      require("origin-rule.floors.\(basket.rawValue)", values(path), most: 1)
    }
    require(
      "export-price", values(measure.exportPrice), most: .greatestFiniteMagnitude, above: 0)
    require("market-share", [measure.marketShare ?? 0], most: 1)
    require("localisation.share", values(measure.localisation?.share), most: 1)
    guard !measure.makers.isEmpty else { return problems }
    let names = measure.makers.keys.sorted()
    for name in names {
      require(
        "makers.\(name).duty", values(measure.makers[name]?.duty), most: .greatestFiniteMagnitude)
      require("makers.\(name).share", [measure.makers[name]?.share ?? 0], most: 1)
    }
    return problems + shareProblems(of: measure, path: path)
  }

  /// Makers that are not the whole.
  private func shareProblems(of measure: TradeMeasure, path: String) -> [Problem] {
    let sum = measure.makers.keys.sorted().reduce(0) { $0 + (measure.makers[$1]?.share ?? 0) }
    // Shares are written with a few decimals.
    guard abs(sum - 1) > 1e-6 else { return [] }
    return [
      Problem(
        at: nil, path: "\(path).makers",
        "the shares of the makers add up to \((1000 * sum).rounded() / 10) %",
        expected: "100 % together")
    ]
  }
}
