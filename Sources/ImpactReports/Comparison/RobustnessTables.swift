import ImpactDiagnostics
package import ImpactSimulation

/// Tables of break-even searches, tornados and regret.
package enum RobustnessTables {
  /// Every evaluation of a search, and what it found.
  package static func search(
    _ search: RootSearch, title: String, parameter: String, unit: String, answer: String,
    answerUnit: String, target: Double
  ) -> AnalysisTable {
    var rows = search.evaluations.enumerated()
      .map { k, point in
        AnalysisTable.Row(
          ["\(k + 1)"], [point.x, point.value + target, point.value])
      }
    var notices: [Notice] = []
    if let root = search.root {
      rows.append(AnalysisTable.Row(["found"], [root.x, root.value + target, root.value]))
      if search.isJump {
        notices.append(
          Notice("jump", "the answer jumps over the target there; no value in between gives it"))
      }
    } else if let first = search.evaluations.first, search.evaluations.count > 1,
      search.evaluations.allSatisfy({ $0.value == first.value })
    {
      notices.append(
        Notice(
          "no-influence",
          "the answer is \(first.value + target) \(answerUnit) whatever \(parameter) is: no lever of the "
            + "scenario reads it there and then. `tia explain LEVER` names what a lever reads"))
    } else {
      let nearest = search.evaluations.min { abs($0.value) < abs($1.value) }
      notices.append(
        Notice(
          "no-solution",
          "the answer does not cross \(target) \(answerUnit) in the bracket; nearest: "
            + (nearest.map { "\($0.value + target) at \($0.x)" } ?? "none")
            + ". Another bracket can be given with --between"))
    }
    return AnalysisTable(
      title, keys: [.init("step", label: "Step")],
      columns: [
        .init("parameter", label: parameter, unit: unit, decimals: 5),
        .init("answer", label: answer, unit: answerUnit, decimals: 2),
        .init("distance", label: "to target", unit: answerUnit, decimals: 2),
      ], rows: rows, notices: notices)
  }

  /// One parameter at a time at the ends of its range.
  package static func tornado(
    _ tornado: Tornado, title: String, indicator: Indicator, count: Int?
  ) -> AnalysisTable {
    let decimals = indicator == .employment ? 0 : 1
    let shown = tornado.swings.prefix(count ?? tornado.swings.count)
    return AnalysisTable(
      title,
      keys: [
        .init("parameter", label: "Parameter"), .init("unit", label: "unit"),
        .init("evidence", label: ""), .init("source", label: "source", isShown: false),
      ],
      columns: [
        .init("low", label: "low", decimals: 3), .init("now", label: "now", decimals: 3),
        .init("high", label: "high", decimals: 3),
        .init("at_low", label: "at low", unit: indicator.unit, decimals: decimals),
        .init("at_high", label: "at high", unit: indicator.unit, decimals: decimals),
        .init("swing", label: "swing", unit: indicator.unit, decimals: decimals),
      ],
      rows: shown.map { swing in
        AnalysisTable.Row(
          [
            swing.parameter.key, swing.parameter.unit, swing.parameter.evidence,
            swing.parameter.source,
          ],
          [
            swing.parameter.low ?? .nan, swing.now ?? .nan, swing.parameter.high ?? .nan,
            swing.atLow, swing.atHigh, swing.width,
          ])
      },
      notices: [
        Notice(
          "tornado",
          "with every parameter as it is: \(FixedDecimal.text(tornado.base, decimals: 1)) "
            + "\(indicator.unit). \(tornado.swings.count) of \(tornado.tried) parameters with a range "
            + "move it; one at a time, so that effects which need two together do not show")
      ] + tornado.obstacles)
  }

  /// Values and regrets of choices by state of the world.
  package static func regret(
    _ regret: Regret, title: String, indicator: Indicator
  ) -> [AnalysisTable] {
    let decimals = indicator == .employment ? 0 : 1
    func column(_ name: String, _ label: String) -> AnalysisTable.Column {
      .init(name, label: label, unit: indicator.unit, decimals: decimals)
    }
    let worlds = regret.worlds
    func rows(_ table: [[Double]]) -> [AnalysisTable.Row] {
      zip(regret.choices, table).map { AnalysisTable.Row([$0], $1) }
    }
    let (regrets, worst) = (regret.regrets, regret.worst)
    let choice = regret.minimax.map { regret.choices[$0] } ?? "none"
    return [
      AnalysisTable(
        title, keys: [.init("choice", label: "Choice")],
        columns: worlds.map { column("value_\($0)", $0) }, rows: rows(regret.values)),
      AnalysisTable(
        "Regret: what a choice misses against the best one in each state of the world",
        keys: [.init("choice", label: "Choice")],
        columns: worlds.map { column("regret_\($0)", $0) } + [column("largest", "largest")],
        rows: rows(zip(regrets, worst).map { $0 + [$1] }),
        notices: [
          Notice("minimax-regret", "the smallest largest regret has `\(choice)`")
        ]),
    ]
  }
}
