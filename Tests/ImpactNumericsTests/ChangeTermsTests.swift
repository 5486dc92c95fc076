import ImpactNumerics
import Testing

/// Changed cells as lists against the same in full.
@Suite struct ChangeTermsTests {
  /// Two systems of three places: the first changes two groups, the second one.
  private static func terms() -> ChangeTerms {
    var terms = ChangeTerms(places: 3)
    terms.addSystem()
    terms.add([0, 2, 0], level: 1, target: 0)
    terms.add([3, 0, 4], level: 0, target: 0)
    terms.addSystem()
    terms.add([0, -1], level: 1, target: 2)
    return terms
  }

  @Test func numbersFollowTheOrderOfCells() {
    let terms = Self.terms()
    #expect(terms.levels.cells == [4, 0, 2])
    #expect(terms.targets.cells == [1, 0, 2, 7])
    #expect(terms.targets.number(of: 7) == 3)
    #expect(terms.targets.number(of: 8) == nil)
    #expect((0..<2).map { terms.count(of: $0) } == [3, 1])
  }

  @Test func bothDirectionsMultiplyBySystem() {
    let terms = Self.terms()
    let x = SingleMatrix(rows: 3, columns: 2, values: [10, 100, 1000, 5, 6, 7])
    // 2·x[4] at cell 1, 3·x[0] at cell 0, 4·x[2] at cell 2; then −1·x[4] at cell 7.
    #expect(
      terms.applied(to: x, owners: [0, 1]).values == [20, 300, 4000, 0, 0, 0, 0, -5])
    let y = SingleMatrix(rows: 4, columns: 2, values: [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(terms.transposedApplied(to: y, owners: [0, 1]).values == [2, 6, 12, -8, 0, 0])
  }

  @Test func numbersOutliveTheSystems() {
    var terms = Self.terms()
    terms.removeSystems()
    terms.addSystem()
    terms.add([0, 0, 5], level: 0, target: 0)
    #expect(terms.levels.count == 3 && terms.targets.count == 4)
    let x = SingleMatrix(rows: 3, columns: 1, values: [1, 1, 2])
    #expect(terms.applied(to: x, owners: [0]).values == [0, 0, 10, 0])
  }

  @Test func weightedColumnsAddUpInDouble() {
    let x = SingleMatrix(rows: 300, columns: 3, values: (0..<900).map { Float($0 % 7) })
    let weights = Matrix(rows: 2, columns: 2, values: [0.1, 0, -0.5, 2])
    var sums = Matrix(rows: 301, columns: 2, values: [Double](repeating: 1, count: 602))
    sums.addProduct(of: x, columns: 1..<3, times: weights)
    for r in 0..<300 {
      let (a, b) = (Double(x[r, 1]), Double(x[r, 2]))
      #expect(abs(sums[r, 0] - (1 + 0.1 * a)) < 1e-14)
      #expect(abs(sums[r, 1] - (1 - 0.5 * a + 2 * b)) < 1e-14)
    }
    #expect(sums[300, 0] == 1 && sums[300, 1] == 1)
  }
}
