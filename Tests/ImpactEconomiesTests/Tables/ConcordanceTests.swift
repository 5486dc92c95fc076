import Foundation
import ImpactDiagnostics
import ImpactEconomies
import ImpactTestSupport
import Testing

@testable import ImpactEconomyFiles

/// Concordances: their files, their weights, and those in the catalogue.
struct ConcordanceTests {
  private func read(_ text: String) throws -> Concordance {
    try Concordance.read(Array(text.utf8), file: "c.csv")
  }

  private func problems(_ text: String) -> [String] {
    do {
      _ = try read(text)
      return []
    } catch let report as ProblemReport {
      return report.problems.map(\.description)
    } catch {
      return ["\(error)"]
    }
  }

  @Test func weightsSumToOne() throws {
    let found = try read("from,to,weight\nA,X,0.3333333333\nA,Y,0.6666666666\nB,X,1\n")
    let sum = found.links.filter { $0.from == "A" }.reduce(0) { $0 + $1.weight }
    // The weights are scaled: what is left is rounding of one division each.
    #expect(abs(sum - 1) <= 2e-16)
  }

  @Test func faultsAreNamedTogether() {
    let found = problems("from,to,weight\nA,X,0.5\nA,Y,0.4\nB,X,-1\nB,Z,2\nC,X,1\nC,X,0\n")
    #expect(found.contains { $0.contains("the weights of `A` sum to 0.9") })
    #expect(found.contains { $0.contains("weight of `B` to `X` is -1") })
    #expect(found.contains { $0.contains("weight of `B` to `Z` is 2") })
    #expect(found.contains { $0.contains("`C` goes to `X` twice") })
    #expect(found.count == 4)
  }

  @Test func linesAreNamed() {
    #expect(problems("from,to\nA,\n").first?.hasPrefix("c.csv:2:3: `to` is empty") == true)
    #expect(problems("from,to,weight\nA,B,much\n").first?.contains("not a number") == true)
    #expect(problems("from,to,share\nA,B,1\n").first?.contains("column `share`") == true)
  }

  @Test func codesWithoutLinkAreNamed() throws {
    let table = try BalancedTable.make()
    let half = try read("from,to\nA,X\nC28,X\n")
    #expect {
      _ = try TableAggregation(table, industries: half)
    } throws: { error in
      let text = "\(error)"
      return text.contains("industry `C29`") && text.contains("`C28`")
        && text.contains("industry `G`")
    }
  }

  @Test func everyShippedOneIsSound() throws {
    let names = Concordance.shippedNames
    #expect(names.count == 14)
    for name in names {
      let links = try Concordance.shipped(name).links
      // Each is many to one: totals need no weights.
      #expect(Set(links.map(\.from)).count == links.count, "\(name)")
      #expect(links.allSatisfy { $0.weight == 1 }, "\(name)")
    }
    #expect(throws: ProblemReport.self) { _ = try Concordance.shipped("a64-to-a11") }
  }

  /// Sizes of the classifications, and that they nest.
  @Test func classificationsNest() throws {
    func map(_ name: String) throws -> [String: String] {
      Dictionary(
        uniqueKeysWithValues: try Concordance.shipped(name).links.map { ($0.from, $0.to) })
    }
    let to64 = try map("nace-divisions-to-a64")
    for (name, count) in [("a10", 10), ("a21", 21), ("a38", 38)] {
      let direct = try map("nace-divisions-to-\(name)")
      #expect(Set(direct.values).count == count)
      let second = try map("a64-to-\(name)")
      for (division, code) in to64 { #expect(second[code] == direct[division], "\(division)") }
    }
    #expect(Set(to64.values).count == 64)
    // 88 divisions of NACE Rev. 2, each in two spellings.
    #expect(to64.count == 2 * 88)
    #expect(Set(try map("exiobase-3-to-nace1-divisions").keys).count == 2 * 163)
    #expect(Set(try map("wiod-2013-to-nace1-sections").keys).count == 2 * 35)
  }
}
