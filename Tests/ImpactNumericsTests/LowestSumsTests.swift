import Testing

@testable import ImpactNumerics

/// Rows copied in runs and the lowest of some sums, against plain loops.
@Suite struct LowestSumsTests {
  @Test func runsTakeWhatPlacesName() {
    let places = [4, 5, 6, 0, 9, 8]
    let runs = ValueRuns(places, of: 12)
    var values = (0..<12).map(Double.init)
    // Places 1, 2, 3, 7, 10 and 11 are taken by no entry.
    #expect(runs.single(values) == nil)
    for place in [1, 2, 3, 7, 10, 11] { values[place] = 0 }
    #expect(runs.single(values) == places.map { Float(values[$0]) })
  }

  @Test func sumsThatFallAreFound() {
    let count = 150
    // Terms: one that is whole, then three of which the first two go together.
    let terms = (0..<count)
      .map { c in
        var terms = LowestSums.Terms()
        terms.whole = [Int32(c)]
        if c >= 20 {
          terms.sets = [[Int32(count + c), Int32(2 * count + c)], [Int32(3 * count + c)]]
        }
        return terms
      }
    let x = (0..<4 * count).map { Float(($0 * 7919) % 23) - 11 }
    let least = (0..<count).map { Float($0 % 17) }
    let sums = LowestSums(least: least, terms: terms)
    let expected = (0..<count)
      .filter { c in
        let sets = terms[c].sets.map { set in set.reduce(0) { $0 + x[Int($1)] } }
        return least[c] + x[c] + (sets.min() ?? 0) < 0
      }
    #expect(!expected.isEmpty && expected.count < count)
    #expect(sums.falling(with: x).map(Int.init) == expected)
  }

  @Test func changedPartOfPlacesInAnyOrder() {
    #expect([0.0, 0, 0].changedPart(of: [3, 1, 2]) == nil)
    #expect([0.0, 2, -1, 0].changedPart(of: [9, 7, 4, 1]) == 4..<8)
    var sums = [1.0, 1, 1, 1, 1]
    sums.add([2, 0, 3], at: [12, 40, 10], offset: -9)
    #expect(sums == [1, 4, 1, 3, 1])
  }
}
