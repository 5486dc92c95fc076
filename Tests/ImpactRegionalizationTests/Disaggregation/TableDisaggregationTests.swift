import ImpactAxes
import ImpactDiagnostics
import ImpactEconomies
import ImpactTestSupport
import Testing

@testable import ImpactRegionalization

/// Splits that are rebalanced: the parent's totals stay, the inputs move.
struct TableDisaggregationTests {
  private func recipe(_ inputs: [SplitRecipe.Input]) -> SplitRecipe {
    SplitRecipe(
      industry: "C29",
      children: ["ICE", "BEV"]
        .map {
          Industry(code: $0, name: $0, parent: "C29", section: "C", isAutomotiveBlock: false)
        },
      weights: [
        .init(region: nil, child: "ICE", output: 0.8),
        .init(region: nil, child: "BEV", output: 0.2),
      ], inputs: inputs)
  }

  @Test func totalsOfTheParentStay() throws {
    let table = try BalancedTable.make()
    let made = try TableDisaggregation(
      table,
      recipe([
        .init(child: "BEV", input: "G", factor: 3), .init(child: "BEV", input: "VA", factor: 0.5),
      ]))
    let (n, new) = (table.dimension, made.table)
    func columns(_ r: Int) -> (parent: Int, children: [Int]) {
      (r * 3 + 1, [r * 4 + 1, r * 4 + 2])
    }
    for r in 0..<3 {
      let (parent, children) = columns(r)
      for i in 0..<n {
        let rows = i % 3 == 1 ? [i / 3 * 4 + 1, i / 3 * 4 + 2] : [i / 3 * 4 + (i % 3 == 2 ? 3 : 0)]
        let sum = rows.reduce(0.0) { s, row in
          children.reduce(s) { $0 + new.intermediate[row, $1] }
        }
        // RAS stops at 1e-12 of all flows of the block.
        #expect(abs(sum - table.intermediate[i, parent]) < 1e-8)
      }
      for p in 0..<3 {
        let sum = children.reduce(0.0) { $0 + new.primaryInputs[p, $1] }
        #expect(abs(sum - table.primaryInputs[p, parent]) < 1e-8)
      }
      for child in children {
        let costs =
          new.intermediate.column(child).reduce(0, +) + new.primaryInputs.column(child).reduce(0, +)
        #expect(abs(costs - new.output[child]) < 1e-8)
      }
      // More trade services and less value added per unit in the second child, as asked.
      func share(_ row: Int, _ child: Int) -> Double {
        new.intermediate[row, child] / new.output[child]
      }
      #expect(share(3, children[1]) > 1.5 * share(3, children[0]))
      #expect(
        new.primaryInputs[0, children[1]] / new.output[children[1]]
          < 0.9 * new.primaryInputs[0, children[0]] / new.output[children[0]])
    }
    #expect(made.notices.contains { $0.code == "rebalanced" })
  }

  @Test func noFactorsMeanTheProportionalSplit() throws {
    let table = try BalancedTable.make()
    let plain = try TableSplit(table, recipe([])).table
    #expect(try TableDisaggregation(table, recipe([])).table.intermediate == plain.intermediate)
    let one = try TableDisaggregation(
      table, recipe([.init(child: "BEV", input: "G", factor: 1)]))
    #expect(one.table.intermediate == plain.intermediate)
  }

  @Test func anInputThatNoChildTakesIsNamed() throws {
    let table = try BalancedTable.make()
    #expect {
      _ = try TableDisaggregation(
        table,
        recipe([
          .init(child: "BEV", input: "G", factor: 0), .init(child: "ICE", input: "G", factor: 0),
        ]))
    } throws: { error in
      let text = "\(error)"
      return text.contains("C29 in DE11") && text.contains("leave every input to some child")
    }
  }
}
