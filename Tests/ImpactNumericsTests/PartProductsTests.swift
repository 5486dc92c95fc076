import ImpactNumerics
import Testing

/// Products and quotients of parts of lists, beside what they are for one value.
@Suite struct PartProductsTests {
  let a: [Double] = [1, -2, 3, 0, 5, 6]
  let b: [Double] = [0.5, 4, 0, 2, -1, 8]
  let part = 2..<5

  @Test func sumsOfProducts() {
    var sums = [Double](repeating: 9, count: 6)
    sums.setSum(of: a, times: b, and: b, times: b)
    #expect(sums == [0.75, 8, 0, 4, -4, 112])
    sums.setDifference(of: a, and: b)
    #expect(sums == [0.5, -6, 3, -2, 6, -2])
  }

  @Test func partsAreAddedFromTheFirstPlaceOn() {
    var sums: [Double] = [1, 1, 1]
    sums.add(a, part, times: 2)
    #expect(sums == [7, 1, 11])
    sums.addProducts(a, b, part)
    #expect(sums == [7, 1, 6])
  }

  @Test func productsOfAPartLeaveTheRest() {
    var result: [Double] = [7, 7, 7, 7, 7, 7]
    result.setProducts(part, of: a, with: [2, 2, 3])
    #expect(result == [7, 7, 6, 0, 15, 7])
    result.setPositive(0..<2, of: a, with: b, times: 10)
    #expect(result == [5, 0, 6, 0, 15, 7])
  }

  @Test func masksChooseProducts() {
    var result: [Double] = [1, 1, 1]
    result.setProducts(of: a, [2, 2, 2], where: [0, 0, 1, 1, 0, 0], part, times: -1)
    #expect(result == [-6, 0, 0])
    result.setProducts(of: a, [2, 2, 2], where: [0, 0, 0, 0, 1, 0], part, times: 1, adding: true)
    #expect(result == [-6, 0, 10])
  }

  @Test func quotientsHaveALimitAndSayWhatHasNone() {
    var result: [Double] = [9, 9, 9, 9]
    let missing = result.setQuotients(of: a, from: 1, by: b, 0..<4, most: 1)
    #expect(result == [-4, 0.75, 0, 1])
    #expect(missing == 0)
    let others = result.setQuotients(of: a, from: 2, by: b, 2..<6, most: .infinity)
    #expect(result == [0, 0, 0, 0.75])
    #expect(others == 2)
  }

  @Test func roomsGiveWhatTheyHold() {
    var left: [Double] = [1, 4, 3, 0]
    var room: [Double] = [2, 2, 0, 5]
    left.take(from: &room)
    #expect(left == [0, 2, 3, 0])
    #expect(room == [0.5, 1, 0, 0])
    left.lower(to: [1, 1, 1, 1])
    #expect(left == [0, 1, 1, 0])
  }

  @Test func spansBeginAndEndWithWhatIsNotZero() {
    let values: [Double] = [0, 0, 3, 0, -1, 0]
    #expect(values.nonzeroSpan == 2..<5)
    #expect(values.nonzeroSpan(in: 3..<6) == 4..<5)
    #expect(values.nonzeroSpan(in: 0..<2).isEmpty)
  }
}
