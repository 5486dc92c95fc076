import ImpactNumerics
import ImpactRegionalization
import Testing

@Suite struct LocationQuotientTests {
  // By hand: region 30 and 20 of nation 100 and 300; r = 50/400 = 1/8.
  // SLQ = (30/50)/(100/400) = 2.4 and (20/50)/(300/400) = 8/15.
  private func byHand() throws -> LocationQuotients {
    try LocationQuotients(regional: [30, 20], national: [100, 300])
  }

  @Test func quotientsFollowByHand() throws {
    let found = try byHand()
    let lambda = found.sizeFactor(delta: 0.5)
    // λ² = log2(9/8).
    #expect(abs(lambda * lambda - 0.16992500144231237) < 1e-15)
    #expect(deviation(found.simple, [2.4, 8.0 / 15]) < 1e-15)
    let cross = found.matrix(.crossIndustry(simpleDiagonal: true))
    #expect(deviation(cross, Matrix(rowsOf: [[2.4, 4.5], [2.0 / 9, 8.0 / 15]])) < 1e-14)
    #expect(found.matrix(.crossIndustry(simpleDiagonal: false))[0, 0] == 1)
    let flegg = found.matrix(.flegg(delta: 0.5))
    #expect(deviation(flegg.values, cross.values.map { $0 * lambda }) < 1e-14)
    let augmented = found.matrix(.augmentedFlegg(delta: 0.5))
    // log2(1 + 2.4) for the first buyer, which the region is specialised in.
    #expect(abs(augmented[1, 0] - flegg[1, 0] * 1.7655347463629771) < 1e-14)
    #expect(augmented[0, 1] == flegg[0, 1])
    #expect(
      found.matrix(.fleggByIndustry(delta: [0.5, 0.5])).values == flegg.values)
  }

  @Test func coefficientsNeverExceedTheNation() throws {
    let national = Matrix(rowsOf: [[0.1, 0.2], [0.3, 0.4]])
    let found = try byHand().coefficients(of: national, .simple)
    #expect(deviation(found, Matrix(rowsOf: [[0.1, 0.2], [0.16, 0.64 / 3]])) < 1e-15)
    let open = try byHand().coefficients(of: national, .simple, capped: false)
    #expect(abs(open[0, 0] - 0.24) < 1e-15)
  }

  @Test func anIndustryThatTheRegionLacksHasAZeroColumnAndRow() throws {
    let found = try LocationQuotients(regional: [0, 20], national: [100, 300])
    for method in [
      LocationQuotients.Method.simple, .crossIndustry(simpleDiagonal: true), .round,
      .flegg(delta: 0.3), .augmentedFlegg(delta: 0.3),
    ] {
      let matrix = found.matrix(method)
      #expect(matrix[0, 0] == 0 && matrix[1, 0] == 0 && matrix[0, 1] == 0)
      #expect(matrix[1, 1] > 0)
    }
  }

  @Test func sizesThatContradictEachOtherAreNamedTogether() {
    #expect {
      try LocationQuotients(
        regional: [-1, 2], national: [100, 0], industries: ["C28", "C29"])
    } throws: { error in
      "\(error)".contains("industry C28: sizes -1.0 and 100.0")
        && "\(error)".contains("industry C29: the region has 2.0 of it, the nation none")
    }
  }

  private static let goldenFolder = ReferenceBuild.sources?.data.deletingLastPathComponent()
    .appending(path: "golden")

  /// The example data of the case may not be copied: tested where the folder is present.
  @Test(.enabled(if: goldenFolder != nil)) func theReferenceCaseIsMet() throws {
    let golden = try ReferenceCase(
      "09a_location_quotients", in: try #require(Self.goldenFolder))
    let found = try LocationQuotients(
      regional: golden.vector("inputs", "regional"), national: golden.vector("inputs", "national"))
    let delta = try golden.number("inputs", "delta")
    let specific = try golden.vector("inputs", "deltaByPurchasingSector")
    let national = try golden.matrix("inputs", "A")
    #expect(deviation(found.simple, try golden.vector("expected", "SLQ")) < 1e-12)
    #expect(
      abs(found.sizeFactor(delta: delta) - (try golden.number("expected", "lam"))) < 1e-12)
    let methods: [(String, LocationQuotients.Method)] = [
      ("CILQ", .crossIndustry(simpleDiagonal: false)), ("RLQ", .round),
      ("FLQ", .flegg(delta: delta)), ("AFLQ", .augmentedFlegg(delta: delta)),
      ("industrySpecificFLQ", .fleggByIndustry(delta: specific)),
    ]
    for (key, method) in methods {
      #expect(deviation(found.matrix(method), try golden.matrix("expected", key)) < 1e-12, "\(key)")
    }
    let regional: [(String, LocationQuotients.Method)] = [
      ("SLQ", .simple), ("CILQ_diagSLQ", .crossIndustry(simpleDiagonal: true)), ("RLQ", .round),
      ("FLQ", .flegg(delta: delta)), ("AFLQ_capped1", .augmentedFlegg(delta: delta)),
      ("industrySpecificFLQ", .fleggByIndustry(delta: specific)),
    ]
    for (key, method) in regional {
      let A = found.coefficients(of: national, method)
      #expect(deviation(A, try golden.matrix("expected", "regionalA", key)) < 1e-12, "\(key)")
      guard key != "AFLQ_capped1" else { continue }
      let multipliers = try LUFactorization.leontief(A)
        .solveTransposed(Matrix(column: [Double](repeating: 1, count: 6)))
      let expected = try golden.vector("expected", "outputMultipliers", key)
      #expect(deviation(multipliers.values, expected) < 1e-12, "\(key)")
    }
  }
}
