import ImpactAxes
import ImpactEconomies
import ImpactNumerics
import Testing

@testable import ImpactRegionalization

/// The national table of the assembly case, its regions and what they hold of it.
struct AssemblyCase {
  let golden: ReferenceCase
  let table: AccountTable
  let split: RegionalSplit

  init() throws {
    let golden = try ReferenceCase("09f_mrio_assembly_from_national")
    self.golden = golden
    let x = try golden.vector("inputs", "x")
    let uses = ["households", "government", "investment", "exports"]
    let columns = try uses.map { try golden.vector("inputs", $0) }
    let imported = try golden.matrix("inputs", "Zimp")
    let added = try golden.vector("inputs", "valueAdded")
    let imports = (0..<3).map { imported.column($0).reduce(0, +) }
    let categories: [AccountTable.FinalUse] = [.households, .government, .investment, .exports]
    let table = try AccountTable(
      name: "nation", title: "A nation", year: 2014, unit: .millionEUR, kind: .industryByIndustry,
      regions: [Self.region("N")],
      industries: Self.industries(3),
      intermediate: golden.matrix("inputs", "Zdom"),
      finalColumns: zip(uses, categories)
        .map {
          AccountTable.FinalColumn(
            region: $1 == .exports ? nil : "N", code: $0, name: $0, category: $1)
        },
      finalUses: Matrix(rows: 3, columns: 4, values: columns.flatMap { $0 }),
      primaryRows: [
        AccountTable.PrimaryRow(code: "VA", name: "value added", category: .valueAdded),
        AccountTable.PrimaryRow(code: "M", name: "imports", category: .imports),
      ],
      primaryInputs: Matrix(rowsOf: [added, imports]),
      primaryInputsOfFinalUses: Matrix(rows: 2, columns: 4), output: x, satellites: [])
    self.table = table
    let persons = try golden.matrix("inputs", "employment_region_sector")
    let shares = (0..<3)
      .map { r in
        (0..<3).map { i in persons[r, i] / persons.column(i).reduce(0, +) }
      }
    let government = try golden.vector("inputs", "governmentShares")
    let products = shares.map { zip($0, added).reduce(0) { $0 + $1.0 * $1.1 } }
    let outputs = shares.map { zip($0, x).reduce(0) { $0 + $1.0 * $1.1 } }
    let final = (0..<3)
      .map { r in
        [
          products[r] / products.reduce(0, +), government[r], outputs[r] / outputs.reduce(0, +), 0,
        ]
      }
    split = try RegionalSplit(
      table: table, regions: ["R1", "R2", "R3"].map { Self.region($0) }, areas: ["N", "N", "N"],
      outputShares: shares, finalShares: final)
  }

  static func industries(_ count: Int) -> [Industry] {
    (1...count)
      .map {
        Industry(
          code: "I\($0)", name: "Industry \($0)", parent: "I\($0)", section: "C",
          isAutomotiveBlock: false)
      }
  }

  static func region(_ code: String) -> Region {
    Region(
      code: code, name: code, country: "N", isEuropeanUnion: true, longitude: nil, latitude: nil,
      area: nil)
  }

  func assembly(_ ownUse: TradeMethod.OwnUse = .gravity) throws -> MultiregionalAssembly {
    try MultiregionalAssembly(
      split,
      method: TradeMethod(
        ownUse, decay: golden.vector("inputs", "beta").map { .exponential($0) }),
      distances: golden.matrix("inputs", "distance"))
  }
}

@Suite struct MultiregionalAssemblyTests {
  private let given: AssemblyCase

  init() throws { given = try AssemblyCase() }

  @Test func theReferenceTableIsAssembled() throws {
    let golden = given.golden
    let assembly = try given.assembly()
    let expected = try golden.matrices("expected", "T")
    for i in 0..<3 {
      let flows = try assembly.flows(area: 0, product: i)
      // 1e-9 as published with the case.
      #expect(deviation(flows, expected[i].transpose.values) < 1e-9)
    }
    let table = try assembly.table(name: "regions", title: "").table
    #expect(deviation(table.output, try golden.vector("expected", "x")) < 1e-12)
    #expect(deviation(table.intermediate, try golden.matrix("expected", "Z")) < 1e-9)
    let Y = try golden.matrix("expected", "Y")
    for r in 0..<3 {
      let columns = table.finalColumns.indices.filter {
        table.finalColumns[$0].region == "R\(r + 1)"
      }
      #expect(columns.count == 3)
      let sum = (0..<9).map { row in columns.reduce(0) { $0 + table.finalUses[row, $1] } }
      #expect(deviation(sum, Y.column(r)) < 1e-9)
    }
    let outside = table.finalColumns.indices.filter { table.finalColumns[$0].region == nil }
    #expect(outside.count == 1)
    #expect(
      deviation(table.finalUses.column(outside[0]), try golden.vector("expected", "exports"))
        < 1e-12)
    let primary = table.primaryInputs.transpose
    #expect(deviation(primary.column(0), try golden.vector("expected", "valueAdded")) < 1e-12)
    #expect(deviation(primary.column(1), try golden.vector("expected", "imports")) < 1e-12)
  }

  @Test func aShockRunsThroughTheAssembledTable() throws {
    let golden = given.golden
    let table = try given.assembly().table(name: "regions", title: "").table
    var A = table.intermediate
    for j in 0..<9 { for i in 0..<9 { A[i, j] /= table.output[j] } }
    var f = [Double](repeating: 0, count: 9)
    let cell =
      Int(try golden.number("expected", "shock", "region")) * 3
      + Int(try golden.number("expected", "shock", "sector"))
    f[cell] = try golden.number("expected", "shock", "amount")
    let change = try LUFactorization.leontief(A).solve(Matrix(column: f)).values
    #expect(deviation(change, try golden.vector("expected", "shock", "dx")) < 1e-9)
  }

  @Test(arguments: [
    TradeMethod.OwnUse.gravity, .quotients(.simple),
    .quotients(.crossIndustry(simpleDiagonal: true)), .quotients(.flegg(delta: 0.3)),
    .quotients(.augmentedFlegg(delta: 0.3)), .supplyDemandPool, .crossHauling,
  ])
  func everyMethodKeepsTheThreeIdentities(method: TradeMethod.OwnUse) throws {
    let outcome = try given.assembly(method).table(name: "regions", title: "")
    let figures = outcome.quality.figures.filter { $0.step == "4 identities" }
    #expect(figures.count == 3)
    for figure in figures {
      // 1e-9 relative to flows of up to 125.
      #expect(try #require(Double(figure.value)) < 1e-7, "\(figure.figure)")
    }
    #expect(outcome.table.intermediate.values.allSatisfy { $0 >= 0 })
  }

  @Test func quotientsDifferByBuyer() throws {
    let table = try given.assembly(.quotients(.crossIndustry(simpleDiagonal: true)))
      .table(name: "regions", title: "").table
    // Product 2 in region 1, which has little of it: CILQ 0.33 for industry 1, SLQ 0.65 for 2 itself.
    func share(_ j: Int) -> Double {
      let all = (0..<3).reduce(0) { $0 + table.intermediate[$1 * 3 + 1, j] }
      return table.intermediate[1, j] / all
    }
    #expect(share(1) - share(0) > 0.1)
  }

  @Test func sharesThatDoNotAddUpAreNamed() throws {
    let split = given.split
    #expect {
      try RegionalSplit(
        table: split.table, regions: split.regions, areas: ["N", "N", "N"],
        outputShares: [[0.5, 0.2, 0.3], [0.3, 0.5, 0.3], [0.3, 0.3, 0.4]],
        finalShares: (0..<3).map { _ in [1.0 / 3, 1.0 / 3, 0.5, 0] })
    } throws: { error in
      "\(error)".contains("output shares of N I1 sum to 1.1")
        && "\(error)".contains("shares of N in final use investment sum to 1.5")
    }
  }

  @Test func aRegionOfAnUnknownAreaIsNamed() throws {
    let split = given.split
    #expect {
      try RegionalSplit(
        table: split.table, regions: split.regions, areas: ["N", "X", "N"], outputShares: [],
        finalShares: [])
    } throws: { error in
      "\(error)" == "region R2 lies in `X`, which the table nation does not have"
    }
  }

  @Test func aDecayNeedsDistances() throws {
    #expect {
      try MultiregionalAssembly(
        given.split, method: TradeMethod(.gravity, decay: [.exponential(0.1)]))
    } throws: { error in
      "\(error)" == "a decay with distance needs distances between the regions"
    }
  }
}
