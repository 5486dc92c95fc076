import ImpactAxes
public import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

extension SupplyCut {
  /// Unknown places and industries, missing terms and parameters, shares outside 0 to 1.
  public func problems(in context: LeverContext, years: [Int]) -> [Problem] {
    var problems: [Problem] = []
    for (name, scope) in [("regions", regions), ("origins", origins), ("except", except)] {
      guard let scope else { continue }
      _ = context.mask(of: scope, path: "\(id).\(name)", problems: &problems)
    }
    problems += leftOrigins(context, whenSound: problems.isEmpty)
    problems += termProblems() + industryProblems(context) + shareProblems()
    var keys =
      [SupplyCutTerms.criticalityKey, SupplyCutTerms.leastInputKey] + ElectricParts.keys(context)
    if headroom == nil { keys.append(ContentCapacity.headroomKey) }
    if let preset = SupplyCutPreset.named(preset) {
      keys += preset.keys
    } else {
      if stockWeeks == nil { keys.append(SupplyCutTerms.stockKey) }
      if substitution == nil { keys.append(SupplyCutTerms.substitutionKey) }
    }
    problems += context.catalogue.problems(requiring: keys)
    if let last = years.last, let first = years.first, from > last || from < first {
      problems.append(
        Problem(
          at: nil, path: "\(id).from",
          "the cut begins in \(from), outside the years of the scenario",
          expected: "a year from \(first) to \(last)"))
    }
    return problems
  }

  /// Origins of which the exceptions leave none.
  private func leftOrigins(_ context: LeverContext, whenSound: Bool) -> [Problem] {
    guard whenSound, let except, let origins = origins ?? SupplyCutPreset.named(preset)?.origins
    else { return [] }
    var ignored: [Problem] = []
    let failing = context.mask(of: origins, path: id, problems: &ignored)
    let kept = context.mask(of: except, path: id, problems: &ignored)
    let left = failing.intersection(kept.complement)
    guard !left.regions.contains(true), !left.includesWorld else { return [] }
    return [
      Problem(
        at: nil, path: "\(id).except", "no origin is left that could fail",
        expected: "exceptions that leave some of the origins")
    ]
  }

  private func termProblems() -> [Problem] {
    if let preset, SupplyCutPreset.named(preset) == nil {
      return [
        Problem(
          at: nil, path: "\(id).preset", "there is no preset `\(preset)`",
          expected: "one of \(SupplyCutPreset.all.map(\.name).joined(separator: ", "))")
      ]
    }
    guard preset == nil else { return [] }
    let missing = [
      ("product", product == nil), ("origins", origins == nil), ("cut", cut == nil),
      ("months", months == nil), ("users", users.isEmpty),
    ]
    return missing.filter(\.1)
      .map {
        Problem(
          at: nil, path: "\(id).\($0.0)", "the key `\($0.0)` is missing",
          expected: "a value, or a `preset`")
      }
  }

  private func industryProblems(_ context: LeverContext) -> [Problem] {
    let product = product ?? SupplyCutPreset.named(preset)?.product
    let codes =
      [("product", product)] + users.keys.sorted().map { ("users", Optional($0)) }
    return codes.compactMap { name, code in
      guard let code, context.industryIndex[code] == nil else { return nil }
      return Problem(
        at: nil, path: "\(id).\(name)", "the economy has no industry `\(code)`",
        expected: "an industry code of the economy")
    }
  }

  private func shareProblems() -> [Problem] {
    let shares =
      [
        ("cut", cut), ("substitution", substitution), ("marked-share", markedShare),
        ("origin-share", originShare),
      ]
      + users.sorted { $0.key < $1.key }.map { ("users.\($0.key)", Optional($0.value)) }
    var problems = shares.compactMap { name, value -> Problem? in
      guard let value, !(value >= 0 && value <= 1) else { return nil }
      return Problem(
        at: nil, path: "\(id).\(name)", "\(value) is no share", expected: "a share from 0 to 1")
    }
    let amounts = [("stock-weeks", stockWeeks), ("headroom", headroom)]
    problems += amounts.compactMap { name, value in
      guard let value, !(value >= 0 && value.isFinite) else { return nil }
      return Problem(
        at: nil, path: "\(id).\(name)", "\(value) is impossible", expected: "zero or more")
    }
    if !(1...12).contains(month) || !(1...120).contains(months ?? 1) || !(1...5).contains(tiers) {
      problems.append(
        Problem(
          at: nil, path: id, "month \(month), \(months ?? 1) months, \(tiers) tiers are impossible",
          expected: "a month from 1 to 12, 1 to 120 months and 1 to 5 tiers"))
    }
    return problems
  }

  /// What the cut means for the reader.
  public func notices(over states: [LeverState]) -> [Notice] {
    guard intensity > 0, states.contains(where: { !$0.outputLimits.isEmpty }) else { return [] }
    var notices = [
      Notice(
        "supply-cut",
        "\(id): jobs are work that is not done while the supply fails; firms may keep the people on "
          + "short time. What cannot be made is missing for final buyers, who keep the money; sales "
          + "that are only put off to a later year are not brought back")
    ]
    if let preset = SupplyCutPreset.named(preset) {
      notices.append(Notice("supply-cut-preset", "\(id): preset \(preset.name): \(preset.remark)"))
    }
    return notices
  }
}
