import Foundation
import ImpactAxes
import ImpactDiagnostics
import ImpactEconomies
import ImpactNumerics
import ImpactTestSupport
import Testing

@testable import ImpactEconomyFiles

/// Splits of an industry: Wolsky's proportional rule, and moved inputs.
struct SplitTests {
  private func children(_ codes: String...) -> [Industry] {
    codes.map {
      Industry(code: $0, name: $0, parent: "C29", section: "C", isAutomotiveBlock: false)
    }
  }

  /// Three industries of one region, of which the second is split 70 to 30.
  private func three() throws -> AccountTable {
    let rows = [[20.0, 30, 10], [15, 60, 25], [10, 20, 40]]
    var flows = Matrix(rows: 3, columns: 3)
    for (i, row) in rows.enumerated() { for (j, value) in row.enumerated() { flows[i, j] = value } }
    let output = [100.0, 250, 200]
    var primary = Matrix(rows: 1, columns: 3)
    for j in 0..<3 { primary[0, j] = output[j] - flows.column(j).reduce(0, +) }
    let names = ["S0", "C29", "S2"]
    return try AccountTable(
      name: "three", title: "", year: 2015, unit: .millionEUR, kind: .industryByIndustry,
      regions: [
        Region(
          code: "R", name: "R", country: "R", isEuropeanUnion: false, longitude: nil,
          latitude: nil, area: nil)
      ],
      industries: names.map {
        Industry(code: $0, name: $0, parent: $0, section: "C", isAutomotiveBlock: false)
      }, intermediate: flows,
      finalColumns: [.init(region: "R", code: "F", name: "final", category: .total)],
      finalUses: Matrix(column: [40, 150, 130]),
      primaryRows: [.init(code: "VA", name: "VA", category: .valueAdded)], primaryInputs: primary,
      primaryInputsOfFinalUses: Matrix(rows: 1, columns: 1), output: output, satellites: [])
  }

  private func recipe(_ inputs: [SplitRecipe.Input] = []) -> SplitRecipe {
    SplitRecipe(
      industry: "C29", children: children("ICE", "BEV"),
      weights: [
        .init(region: nil, child: "ICE", output: 7), .init(region: nil, child: "BEV", output: 3),
      ], inputs: inputs)
  }

  private func rows(_ m: Matrix) -> [[Double]] {
    (0..<m.rows).map { i in (0..<m.columns).map { m[i, $0] } }
  }

  /// Numbers: case 11b, exact rationals.
  @Test func proportionalSplit() throws {
    let split = try TableSplit(three(), recipe()).table
    let expected = [
      [20.0, 21, 9, 10], [10.5, 29.4, 12.6, 17.5], [4.5, 12.6, 5.4, 7.5], [10, 14, 6, 40],
    ]
    for (found, wanted) in zip(rows(split.intermediate), expected) {
      for (a, b) in zip(found, wanted) { #expect(abs(a - b) < 1e-12) }
    }
    #expect(split.industries.map(\.code) == ["S0", "ICE", "BEV", "S2"])
    for (a, b) in zip(split.output, [100.0, 175, 75, 200]) { #expect(abs(a - b) < 1e-12) }
  }

  /// Less of the first input in the second child, made up by the third; parent flows stay.
  @Test func movedInputs() throws {
    let input = SplitRecipe.Input(child: "BEV", input: "S0", factor: 0.4, movedTo: "S2")
    let split = try TableSplit(three(), recipe([input])).table
    let expected = [
      [20.0, 26.4, 3.6, 10], [10.5, 29.4, 12.6, 17.5], [4.5, 12.6, 5.4, 7.5],
      [10, 8.6, 11.4, 40],
    ]
    for (found, wanted) in zip(rows(split.intermediate), expected) {
      for (a, b) in zip(found, wanted) { #expect(abs(a - b) < 1e-12) }
    }
  }

  @Test func faultsOfARecipeAreNamedTogether() throws {
    let bad = SplitRecipe(
      industry: "C30", children: children("A1", "S2"),
      weights: [.init(region: "Q", child: "A3", output: 1)],
      inputs: [.init(child: "A1", input: "steel", factor: -1)])
    #expect {
      _ = try TableSplit(three(), bad)
    } throws: { error in
      let text = "\(error)"
      return ["`C30`", "`S2` is an industry", "`Q` is no region", "`A3`", "`steel`", "is -1"]
        .allSatisfy(text.contains)
    }
    let tooMuch = SplitRecipe.Input(child: "BEV", input: "S0", factor: 9, movedTo: "S2")
    #expect {
      _ = try TableSplit(three(), recipe([tooMuch]))
    } throws: { "\($0)".contains("the shifts take R S0 in R ICE to") }
  }

  /// Different weights by region and for employment; every total of the parent stays.
  @Test func totalsStayInEveryRegion() throws {
    let table = try BalancedTable.make()
    let recipe = SplitRecipe(
      industry: "C29", children: children("ICE", "BEV", "PARTS"),
      weights: [
        .init(region: nil, child: "ICE", output: 5, satellites: ["employment": 3]),
        .init(region: nil, child: "BEV", output: 1, satellites: ["employment": 1]),
        .init(region: nil, child: "PARTS", output: 4, satellites: ["employment": 6]),
        .init(region: "FR10", child: "PARTS", output: 1, satellites: ["employment": 1]),
      ])
    let split = try TableSplit(table, recipe).table
    let back = try TableAggregation(
      split,
      industries: Concordance(
        name: "back",
        links: [
          .init(from: "A", to: "A"), .init(from: "ICE", to: "C29"),
          .init(from: "BEV", to: "C29"), .init(from: "PARTS", to: "C29"),
          .init(from: "G", to: "G"),
        ])
    )
    .table
    func near(_ a: [Double], _ b: [Double]) -> Bool {
      zip(a, b).allSatisfy { $0.isNaN && $1.isNaN || abs($0 - $1) <= 1e-13 * max(1, abs($1)) }
    }
    #expect(near(back.intermediate.values, table.intermediate.values))
    #expect(near(back.finalUses.values, table.finalUses.values))
    #expect(near(back.primaryInputs.values, table.primaryInputs.values))
    #expect(near(back.output, table.output))
    for (a, b) in zip(back.satellites, table.satellites) { #expect(near(a.values, b.values)) }
    let persons = split.satellites[0].values
    #expect(abs(persons[1] / (persons[1] + persons[2] + persons[3]) - 0.3) < 1e-12)
    // The third region makes parts only.
    #expect(split.output[2 * 5 + 1] == 0)
    #expect(abs(split.output[2 * 5 + 3] - table.output[7]) <= 1e-13 * table.output[7])
  }

  @Test func recipeFilesAreRead() throws {
    try TemporaryFolder.with { folder in
      func write(_ name: String, _ text: String) throws -> URL {
        let url = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: url)
        return url
      }
      _ = try write("w.csv", "region,child,output,employment\n,ICE,7,2\n,BEV,3,1\nFR10,ICE,1,1\n")
      _ = try write("i.csv", "child,input,factor,moved_to\nBEV,A,0.4,G\nBEV,VA,0.9,\n")
      let file = try write(
        "r.yaml",
        """
        industry: C29
        into:
          - {code: ICE, name: Combustion cars}
          - {code: BEV}
        weights: w.csv
        inputs: i.csv
        """)
      let recipe = try SplitRecipe.read(at: file)
      #expect(recipe.children.map(\.name) == ["Combustion cars", "BEV"])
      #expect(recipe.weights.count == 3)
      #expect(recipe.weights[0].satellites == ["employment": 2])
      #expect(recipe.inputs.map(\.movedTo) == ["G", nil])
      let faulty = try write("f.yaml", "industry: C29\ninto: [{code: A}]\nshares: x\n")
      #expect {
        _ = try SplitRecipe.read(at: faulty)
      } throws: { "\($0)".contains("`shares`") }
    }
  }
}
