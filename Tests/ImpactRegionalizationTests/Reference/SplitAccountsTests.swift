import ImpactAxes
import Testing

@testable import ImpactRegionalization

@Suite(.enabled(if: ReferenceData.sources != nil)) struct SplitAccountsTests {
  private let published: NationalTables
  private let split: NationalTables
  private let trade: BilateralTrade
  private let mixes: [[ImpactAxes.Technology: Double]]

  init() throws {
    let reference = try #require(try ReferenceBuild.split.get())
    published = reference.published
    split = reference.accounts.tables
    trade = reference.accounts.trade
    mixes = reference.accounts.mixes
  }

  /// Largest gap relative to the larger of the two, with a floor for cells of no importance.
  private func relativeGap(_ a: [Double], _ b: [Double], floor: Double) -> Double {
    guard a.count == b.count else { return .infinity }
    return zip(a, b)
      .reduce(0) {
        max($0, abs($1.0 - $1.1) / max(abs($1.0), abs($1.1), floor))
      }
  }

  @Test func childrenAddUpToTheirParentsEverywhere() throws {
    let children = try split.merging(["C27", "C28"] + AutomotiveBlock.all, as: "block")
    let parents = try published.merging(["C27", "C28", "C29"], as: "block")
    #expect(children.industries == parents.industries)
    for (c, country) in published.countries.enumerated() {
      // 1e-9 relative; 1e-3 million EUR is the floor: a row's fit stops at 1e-12 of its total.
      let own = relativeGap(children.own[c], parents.own[c], floor: 1e-3)
      let imported = relativeGap(children.imported[c], parents.imported[c], floor: 1e-3)
      #expect(own < 1e-9, "\(country): own use")
      #expect(imported < 1e-9, "\(country): imported use")
      #expect(relativeGap(children.output[c], parents.output[c], floor: 1e-3) < 1e-9)
      #expect(relativeGap(children.valueAdded[c], parents.valueAdded[c], floor: 1e-3) < 1e-9)
    }
  }

  @Test func negativesAreThoseOfTheParents() throws {
    // Negative cells stay; the split makes no others.
    for c in split.countries.indices {
      let intermediate = (0..<split.industryCount)
        .flatMap { i in
          (0..<split.industryCount).map { split.at(i, $0) }
        }
      #expect(intermediate.allSatisfy { split.own[c][$0] >= 0 }, "\(split.countries[c])")
      #expect(split.imported[c].allSatisfy { $0 >= 0 }, "\(split.countries[c])")
    }
    func inventories(_ t: NationalTables, _ codes: [String], _ c: Int) throws -> Double {
      try codes.reduce(0) { try $0 + t.own[c][t.at(t.industry($1), .inventories)] }
    }
    let germany = try split.country("DE")
    let block = ["C27", "C28"] + AutomotiveBlock.all
    let after = try inventories(split, block, germany)
    let before = try inventories(published, ["C27", "C28", "C29"], germany)
    #expect(abs(after - before) < 1e-9 * abs(before))
  }

  @Test func everyIndustrySellsItsOutput() {
    for c in split.countries.indices {
      for i in 0..<split.industryCount {
        let x = split.output[c][i]
        // 1e-9 of output; 1e-3 million EUR is the floor.
        #expect(
          abs(split.sales(c, i) - x) <= 1e-9 * max(x, 1e-3) + 1e-8,
          "\(split.countries[c]) \(split.industries[i])")
      }
    }
  }

  @Test func bilateralTradeMeetsExportsAndImports() {
    let count = split.countries.count
    var missed: [String] = []
    for c in 0..<count {
      let (exports, imports) = (split.exports(c), split.imports(c))
      let others = (0...count).filter { $0 != c }
      for i in 0..<split.industryCount {
        let sold = others.reduce(0) { $0 + trade.flow(i, c, $1) }
        let bought = others.reduce(0) { $0 + trade.flow(i, $1, c) }
        // 1e-9 relative above 1 EUR; negative exports (corrections) are no trade.
        let wanted = max(exports[i], 0)
        if abs(sold - wanted) > 1e-9 * max(wanted, 1e-6)
          || abs(bought - imports[i]) > 1e-9 * max(imports[i], 1e-6)
        {
          missed.append("\(split.countries[c]) \(split.industries[i])")
        }
      }
    }
    #expect(missed.isEmpty)
    #expect(trade.flows.joined().allSatisfy { $0 >= 0 })
    #expect(trade.worstMargin < 1e-11)
  }

  @Test func mixesSumToOne() {
    for mix in mixes {
      #expect(abs(mix.values.reduce(0, +) - 1) < 1e-12)
      #expect(mix.values.allSatisfy { $0 >= 0 && $0 <= 1 })
    }
  }
}
