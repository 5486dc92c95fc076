import ImpactDiagnostics
package import ImpactSimulation

/// Tables of `ContentRuleStudy`.
package enum ContentRuleTable {
  /// The premium at which content rules bring no jobs.
  package static func breakEven(_ found: ContentRuleStudy.BreakEven, year: Int) -> AnalysisTable {
    typealias Line = (name: String, value: Double, unit: String)
    let lines: [Line] = [
      ("jobs without a premium", found.jobsWithoutPremium, "persons"),
      ("jobs with the premiums", found.jobsNow, "persons"),
      ("mean premium", found.premiumNow, "percent"),
      ("break-even factor", found.factor ?? .nan, "factor"),
      ("mean premium at break-even", found.premium ?? .nan, "percent"),
      ("jobs left at break-even", found.jobsThere, "persons"),
      ("runs of the engine", Double(found.runs), "runs"),
    ]
    var notices = [
      Notice(
        "break-even",
        "All premiums are multiplied by one factor; jobs are persons in the union against the "
          + "scenario without its content rules, all channels of the scenario")
    ]
    if !found.remark.isEmpty { notices.append(Notice("no-break-even", found.remark)) }
    return AnalysisTable(
      "Break-even premium of the content rules, \(year)",
      keys: [.init("figure", label: "Figure"), .init("unit", label: "Unit")],
      columns: [.init("value", label: "Value", decimals: 2)],
      rows: lines.map { AnalysisTable.Row([$0.name, $0.unit], [$0.value]) }, notices: notices)
  }

  /// What the next point of each floor brings.
  package static func marginal(_ found: [ContentRuleStudy.Marginal], year: Int) -> AnalysisTable {
    AnalysisTable(
      "One more point on the floors, \(year)", keys: [.init("floor", label: "Floor")],
      columns: [
        .init("points", label: "points", unit: "percentage points", decimals: 2),
        .init("jobs", label: "jobs", unit: "persons", decimals: 0),
        .init("content_lift", label: "lift", unit: "percentage points", decimals: 3),
        .init("jobs_per_lifted_point", label: "jobs/lift", unit: "persons", decimals: 0),
        .init("vehicle_content", label: "vehicle", unit: "percentage points", decimals: 3),
        .init("jobs_per_vehicle_point", label: "jobs/vehicle", unit: "persons", decimals: 0),
      ],
      rows: found.map { one in
        // Less than a thousandth of a point is the remainder of other floors, not an effect to divide by.
        func per(_ points: Double) -> Double { points > 1e-3 ? one.jobs / points : .nan }
        return AnalysisTable.Row(
          [one.basket?.rawValue ?? "all floors together"],
          [
            one.points, one.jobs, one.achieved, per(one.achieved), one.vehicleContent,
            per(one.vehicleContent),
          ])
      },
      notices: [
        Notice(
          "marginal",
          "lift: rise of the content that the rule measures; vehicle: rise of the content of whole "
            + "vehicles by invoice origin, the union's mean; jobs in the union, all channels of the scenario"
        )
      ])
  }
}
