import ImpactEconomies
import ImpactNumerics
import Testing

@testable import ImpactRegionalization

@Suite struct RegionalMethodPageTests {
  private func multipliers(_ A: Matrix) throws -> [Double] {
    try LUFactorization.leontief(A)
      .solveTransposed(Matrix(column: [Double](repeating: 1, count: A.rows))).values
  }

  private func coefficients(_ Z: Matrix, _ x: [Double]) -> Matrix {
    var A = Z
    for j in 0..<Z.columns { for i in 0..<Z.rows { A[i, j] /= x[j] } }
    return A
  }

  @Test func locationQuotients() throws {
    var page = try WorkedExample("location-quotients")
    let x = try page.vector("x")
    let A = coefficients(try page.matrix("Z"), x)
    let delta = try page.vector("delta")[0]
    let found = try LocationQuotients(regional: page.vector("regional x"), national: x)
    try page.expect(found.simple, "SLQ")
    try page.expect([found.sizeFactor(delta: delta)], "lambda")
    try page.expect(found.matrix(.crossIndustry(simpleDiagonal: true)), "CILQ")
    try page.expect(found.matrix(.flegg(delta: delta)), "FLQ")
    try page.expect(found.matrix(.augmentedFlegg(delta: delta)), "AFLQ")
    let regional = found.coefficients(of: A, .flegg(delta: delta))
    try page.expect(regional, "regional coefficients by FLQ")
    try page.expect(multipliers(found.coefficients(of: A, .simple)), "multipliers by SLQ")
    try page.expect(multipliers(regional), "multipliers by FLQ")
    #expect(page.unread.isEmpty)
  }

  @Test func gravityAndBalancing() throws {
    var page = try WorkedExample("gravity-and-balancing")
    let model = try GravityModel(
      origins: page.vector("O"), destinations: page.vector("D"), distances: page.matrix("d"))
    try page.expect(model.flows(.exponential(0.02)), "T with exponential decay of 0.02")
    try page.expect(model.flows(.power(1.5)), "T with power decay of 1.5")
    let balanced = try MatrixBalance(rows: page.vector("u"), columns: page.vector("v"))(
      page.matrix("prior"))
    try page.expect(balanced.matrix, "X")
    #expect(page.unread.isEmpty)
  }

  @Test func crossHauling() throws {
    var page = try WorkedExample("cross-hauling")
    func balance(_ place: String) throws -> CrossHauling.Balance {
      CrossHauling.Balance(
        output: try page.vector("\(place) x"), intermediateUse: try page.vector("\(place) u"),
        finalUse: [0, 0])
    }
    let charm = try CrossHauling(
      national: balance("national"), exports: page.vector("e"), imports: page.vector("m"))
    let trade = charm.trade(of: try balance("regional"))
    try page.expect(charm.propensity, "h")
    try page.expect(trade.exports, "exports")
    try page.expect(trade.imports, "imports")
    #expect(page.unread.isEmpty)
  }

  @Test func regionalAssembly() throws {
    var page = try WorkedExample("regional-assembly")
    let (Z, x) = (try page.matrix("Z"), try page.vector("x"))
    let added = (0..<2).map { x[$0] - Z.column($0).reduce(0, +) }
    let exports = try page.vector("exports")
    let nation = AssemblyCase.region("N")
    let table = try AccountTable(
      name: "nation", title: "", year: 2014, unit: .millionEUR, kind: .industryByIndustry,
      regions: [nation], industries: AssemblyCase.industries(2), intermediate: Z,
      finalColumns: [
        AccountTable.FinalColumn(region: "N", code: "C", name: "", category: .households),
        AccountTable.FinalColumn(region: nil, code: "E", name: "", category: .exports),
      ],
      finalUses: Matrix(rows: 2, columns: 2, values: page.vector("households") + exports),
      primaryRows: [AccountTable.PrimaryRow(code: "VA", name: "", category: .valueAdded)],
      primaryInputs: Matrix(rowsOf: [added]),
      primaryInputsOfFinalUses: Matrix(rows: 1, columns: 2), output: x, satellites: [])
    let w = try page.matrix("output shares")
    let total = added.reduce(0, +)
    let households = (0..<2).map { r in (w[r, 0] * added[0] + w[r, 1] * added[1]) / total }
    try page.expect(households, "household shares")
    let split = try RegionalSplit(
      table: table, regions: ["R1", "R2"].map { AssemblyCase.region($0) }, areas: ["N", "N"],
      outputShares: (0..<2).map { r in [w[r, 0], w[r, 1]] },
      finalShares: households.map { [$0, 0] })
    let assembly = try MultiregionalAssembly(
      split, method: TradeMethod(.gravity, decay: [.exponential(0.02)]),
      distances: page.matrix("d"))
    for i in 0..<2 {
      let flows = try assembly.flows(area: 0, product: i)
      try page.expect(
        Matrix(rowsOf: [Array(flows[0..<2]), Array(flows[2..<4])]), "T of \(i + 1)")
    }
    let regions = try assembly.table(name: "regions", title: "").table
    try page.expect(regions.intermediate, "Z of regions")
    try page.expect(
      multipliers(coefficients(regions.intermediate, regions.output)), "output multipliers")
    #expect(page.unread.isEmpty)
  }
}
