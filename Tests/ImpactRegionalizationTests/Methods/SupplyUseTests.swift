import ImpactNumerics
import ImpactRegionalization
import Testing

@Suite struct SupplyUseTests {
  private func tables(_ golden: ReferenceCase) throws -> SupplyUseTables {
    try SupplyUseTables(
      supply: golden.matrix("inputs", "V_T_product_by_industry"),
      use: [golden.matrix("inputs", "Ud"), golden.matrix("inputs", "Um")],
      finalUse: [golden.matrix("inputs", "Yd"), golden.matrix("inputs", "Ym")],
      primaryInputs: golden.matrix("inputs", "W"),
      productOutput: golden.vector("inputs", "productOutput"),
      industryOutput: golden.vector("inputs", "industryOutput"))
  }

  @Test(arguments: SymmetricModel.allCases)
  func theHandbooksTablesFollow(model: SymmetricModel) throws {
    let golden = try ReferenceCase("07a_sut_to_iot_models_ABCD_UN_handbook")
    let found = try model.table(tables(golden))
    let key = model.rawValue
    // 1e-9 as published with the case.
    #expect(deviation(found.transformation, try golden.matrix("expected", key, "T")) < 1e-9)
    #expect(deviation(found.intermediate[0], try golden.matrix("expected", key, "Sd")) < 1e-9)
    #expect(deviation(found.intermediate[1], try golden.matrix("expected", key, "Sm")) < 1e-9)
    #expect(deviation(found.finalUse[0], try golden.matrix("expected", key, "Yd")) < 1e-9)
    #expect(deviation(found.finalUse[1], try golden.matrix("expected", key, "Ym")) < 1e-9)
    #expect(deviation(found.primaryInputs, try golden.matrix("expected", key, "E")) < 1e-9)
    let negative = try golden.number("expected", "negativeCells", key)
    let cells = found.intermediate.flatMap(\.values).count { $0 < 0 }
    let final = found.finalUse.flatMap(\.values).count { $0 < 0 }
    #expect(found.negativeCells == cells + final)
    #expect((negative == 0) == (found.negativeCells == 0))
  }

  @Test(arguments: SymmetricModel.allCases)
  func exactFractionsAreMet(model: SymmetricModel) throws {
    let golden = try ReferenceCase("07a_sut_to_iot_models_ABCD_UN_handbook")
    let use = try golden.matrix("inputs", "exactSmall", "U")
    let e = try golden.vector("inputs", "exactSmall", "e")
    let found = try model.table(
      SupplyUseTables(
        supply: golden.matrix("inputs", "exactSmall", "V_T"), use: [use],
        finalUse: [Matrix(column: e)], primaryInputs: Matrix(rows: 1, columns: 2)))
    var A = found.intermediate[0]
    for j in 0..<2 { for i in 0..<2 { A[i, j] /= found.output[j] } }
    // 1e-12: exact rationals.
    #expect(
      deviation(A, try golden.matrix("expected", "exactSmall", "A_\(model.rawValue)")) < 1e-12)
    let inverse = try LUFactorization.leontief(A).solve(Matrix(rowsOf: [[1, 0], [0, 1]]))
    #expect(
      deviation(inverse, try golden.matrix("expected", "exactSmall", "L_\(model.rawValue)")) < 1e-12
    )
  }

  @Test func aTableThatIsNotSquareIsRefusedByAAndC() throws {
    let tables = try SupplyUseTables(
      supply: Matrix(rowsOf: [[1, 2], [3, 4], [5, 6]]), use: [Matrix(rows: 3, columns: 2)],
      finalUse: [Matrix(rows: 3, columns: 1)], primaryInputs: Matrix(rows: 1, columns: 2))
    for model in [SymmetricModel.productTechnology, .fixedIndustrySales] {
      #expect {
        try model.table(tables)
      } throws: { error in
        "\(error)".contains("as many products as industries; the supply table has 3 and 2")
      }
    }
    #expect(try SymmetricModel.fixedProductSales.table(tables).output == [9, 12])
  }

  @Test func aSupplyTableWithoutInverseIsRefused() throws {
    let tables = try SupplyUseTables(
      supply: Matrix(rowsOf: [[1, 2], [2, 4]]), use: [Matrix(rows: 2, columns: 2)],
      finalUse: [Matrix(rows: 2, columns: 1)], primaryInputs: Matrix(rows: 1, columns: 2))
    #expect {
      try SymmetricModel.productTechnology.table(tables)
    } throws: { error in
      "\(error)".contains("model A cannot solve the supply table")
    }
  }

  @Test func partsThatDoNotFitAreNamedTogether() {
    #expect {
      try SupplyUseTables(
        supply: Matrix(rows: 2, columns: 2), use: [Matrix(rows: 3, columns: 2)],
        finalUse: [Matrix(rows: 1, columns: 1)], primaryInputs: Matrix(rows: 1, columns: 2))
    } throws: { error in
      "\(error)".contains("use of origin 0 has the size [3, 2], expected [2, 2]")
        && "\(error)".contains("final use of origin 0 has the size [1], expected [2]")
    }
  }

  @Test func purchasersPricesBecomeBasicOnes() throws {
    let golden = try ReferenceCase("07b_purchasers_to_basic_prices")
    let valuation = try Valuation(
      marginShares: golden.matrix("inputs", "tradeMarginShare"),
      taxShares: golden.matrix("inputs", "productTaxShare"),
      marginProduct: Int(golden.number("inputs", "tradeRow")))
    let purchases = try golden.matrix("inputs", "Upp")
    let found = valuation.basic(purchases)
    #expect(deviation(found.uses, try golden.matrix("expected", "Ubp")) < 1e-12)
    #expect(deviation(found.taxes, try golden.vector("expected", "taxRow")) < 1e-12)
    for j in 0..<3 {
      let total = purchases.column(j).reduce(0, +)
      #expect(abs(found.uses.column(j).reduce(0, +) + found.taxes[j] - total) < 1e-12)
    }
    let shock = valuation.basic(
      product: Int(try golden.number("inputs", "shock", "product")),
      buyer: Int(try golden.number("inputs", "shock", "column")),
      value: try golden.number("inputs", "shock", "purchasersValue"))
    #expect(deviation(shock.uses, try golden.vector("expected", "shockBasic")) < 1e-12)
    #expect(abs(shock.tax - (try golden.number("expected", "shockTax"))) < 1e-10)
  }

  @Test func sharesThatLeaveNothingAreRefused() {
    #expect {
      try Valuation(
        marginShares: Matrix(rowsOf: [[0.7]]), taxShares: Matrix(rowsOf: [[0.4]]), marginProduct: 0)
    } throws: { error in
      "\(error)".contains("margins of 0.7 and taxes of 0.4 leave no basic value")
    }
  }
}
