import ImpactDiagnostics
import Testing

@testable import ImpactModels

@Suite struct OriginArithmeticTests {
  private func recipe(_ golden: Golden, packLimit: Double?) throws -> OriginRecipe {
    func input(_ name: String) throws -> Double { try golden.number("inputs", name) }
    func excluded(_ name: String) throws -> Double {
      try golden.number("inputs", "netCostExclusions", name)
    }
    return try OriginRecipe(
      product: "battery car", price: input("EXW"),
      materials: [
        .init(
          name: "pack", value: golden.number("inputs", "pack", "EXW"),
          nonOriginating: golden.number("inputs", "pack", "nonOriginating"), ownLimit: packLimit),
        .init(
          name: "other non-originating", value: input("otherNonOriginating"),
          nonOriginating: input("otherNonOriginating")),
        .init(name: "other originating", value: input("otherOriginating"), nonOriginating: 0),
      ],
      processingCost: input("assemblyCost"),
      exclusions: .init(
        royalties: excluded("royalties"), salesPromotion: excluded("salesPromotion"),
        shippingAndPacking: excluded("shippingPacking"),
        nonAllowableInterest: excluded("nonAllowableInterest")))
  }

  @Test func vehicleWithAPack() throws {
    let golden = try Golden("06c_rules_of_origin_rvc_maxnom")
    // Sums of whole numbers: exact but for the division by the price.
    func check(_ found: Double?, _ name: String, percent: Double = 100) throws {
      let found = try #require(found)
      let expected = try golden.number("expected", name)
      #expect(deviation([found * percent], [expected]) < 1e-14, "\(name)")
    }
    let loose = try recipe(golden, packLimit: 0.7)
    let tight = try recipe(golden, packLimit: 0.3)
    try check(loose.materials[0].nonOriginatingShare, "packMaxNOMpct")
    #expect(loose.materials[0].originates == true)
    #expect(tight.materials[0].originates == false)
    let rolled = OriginArithmetic(loose, tracing: .rolledUp)
    let traced = OriginArithmetic(loose, tracing: .traced)
    let failing = OriginArithmetic(tight, tracing: .rolledUp)
    try check(rolled.nonOriginatingShare, "vehicleMaxNOMrolledUp")
    try check(traced.nonOriginatingShare, "vehicleMaxNOMtraced")
    try check(failing.nonOriginatingShare, "vehicleMaxNOMpackNonOriginating")
    #expect(OriginArithmetic(loose, tracing: .strict).nonOriginating == failing.nonOriginating)
    for arithmetic in [rolled, traced, failing] { #expect(arithmetic.passes(limit: 0.45)) }
    try check(loose.profit, "profit", percent: 1)
    try check(loose.netCost, "netCost", percent: 1)
    try check(traced.buildDown, "rvcBuildDown")
    try check(traced.buildUp, "rvcBuildUpMaterialsOnly")
    try check(traced.netCostContent, "rvcNetCost")
    try check(rolled.buildDown, "rvcBuildDownRolledUp")
    try check(failing.allowance(limit: 0.45), "maxNonOriginatingFor45", percent: 1)
    try check(failing.toRelocate(limit: 0.45), "valueToRelocateIfPackNonOriginating", percent: 1)
    #expect(abs(failing.toRelocate(limit: 0.4) - 1_200) < 1e-11)
    #expect(!failing.passes(limit: 0.43))
    // Build-up and build-down leave out labour, overhead and profit.
    #expect(traced.buildUp + traced.nonOriginatingShare < 1)
  }

  @Test func everyFaultIsReported() throws {
    do {
      _ = try OriginRecipe(
        product: "car", price: 0,
        materials: [
          .init(name: "pack", value: 10, nonOriginating: 11, ownLimit: 70),
          .init(name: "seat", value: .nan, nonOriginating: 0),
        ], processingCost: -1, exclusions: .init(royalties: 100))
      Issue.record("a broken recipe was taken")
    } catch let report as ProblemReport {
      #expect(
        Set(report.problems.map(\.path))
          .isSuperset(of: [
            "price", "processing cost", "materials.pack.non-originating", "materials.pack.limit",
            "materials.seat", "exclusions",
          ]))
    }
  }
}
