import ImpactAxes
public import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

extension Plant {
  static let keys =
    ["plant.build_years", "plant.displaced_imports", "plant.displaced_makers"]
    + [PlantConditions.hiringKey, PlantConditions.profitKey] + InvestmentPurchase.keys

  /// Missing parameters and industries, unknown regions, closures larger than what is there.
  public func problems(in context: LeverContext, years: [Int]) -> [Problem] {
    var problems = context.catalogue.problems(requiring: Self.keys)
    guard problems.isEmpty else { return problems }
    problems += InvestmentProject.problems(
      id, kind: basket, product: industry, equipment: equipment, context)
    problems += displacement.problems(id, "plant", context.catalogue)
    problems += funds.problems(id, context)
    if let zone = conditions?.zone {
      _ = context.mask(of: zone, path: "\(id).conditions.zone", problems: &problems)
    }
    func refuse(_ key: String, _ message: String, _ expected: String) {
      problems.append(Problem(at: nil, path: "\(id).\(key)", message, expected: expected))
    }
    if jobs == nil && sales == nil {
      refuse("jobs", "the size of the plant is not known", "jobs, sales, or both")
    }
    if full < first {
      refuse("full", "\(full) is before the first year \(first)", "a year from \(first) on")
    }
    if aid > investment {
      refuse(
        "aid", "the aid of \(aid) million EUR is more than the investment of \(investment)",
        "aid up to the investment")
    }
    if change == .closure && (investment > 0 || conditions != nil || replaces != nil) {
      refuse("change", "a closure has no investment, conditions or lines to replace", "an opening")
    }
    if (change == .conversion) != (replaces != nil) {
      refuse(
        "replaces", "only a conversion replaces lines, and it has to",
        "`replaces` with `change: conversion`, and not without")
    }
    guard let r = context.economy.regions.firstIndex(where: { $0.code == region }) else {
      refuse("region", "the economy has no region `\(region)`", "the code of a region")
      return problems
    }
    guard problems.isEmpty else { return problems }
    return sizeProblems(r, context)
  }

  /// What is shut must exist.
  private func sizeProblems(_ r: Int, _ context: LeverContext) -> [Problem] {
    var shut: [(String, Double)] = []
    if let replaces { shut.append((replaces.industry, replaces.jobs)) }
    if change == .closure, let jobs { shut.append((industry, jobs)) }
    return shut.compactMap { code, jobs in
      guard let i = context.industryIndex[code] else {
        return Problem(
          at: nil, path: "\(id).replaces", "the economy has no industry `\(code)`",
          expected: "the code of an industry")
      }
      let there = context.economy.satellites.employment[
        context.economy.index(region: r, industry: i)]
      guard there.isFinite, jobs > there else { return nil }
      return Problem(
        at: nil, path: id,
        "the plant `\(id)` shuts \(Int(jobs.rounded())) jobs, but \(code) of \(region) has "
          + "\(Int(there.rounded()))", expected: "at most the jobs of the region's industry")
    }
  }
}
