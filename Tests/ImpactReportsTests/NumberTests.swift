import Testing

@testable import ImpactReports

@Suite struct NumberTests {
  @Test(arguments: [
    (0.0, 1, "0.0"), (-0.04, 1, "0.0"), (-0.05, 1, "-0.1"), (0.5, 0, "1"),
    (1234.5678, 3, "1234.568"),
    (-6_000.04, 1, "-6000.0"), (0.0125, 4, "0.0125"), (9.9999, 3, "10.000"), (7, 0, "7"),
    (1e15, 3, "1000000000000000.000"), (1e18, 3, "1e+18"),
  ])
  func fixedDecimals(value: Double, decimals: Int, expected: String) {
    #expect(FixedDecimal.text(value, decimals: decimals) == expected)
  }

  @Test func fixedDecimalsReadBackWithinHalfAUnitOfTheLastPlace() throws {
    var value = 0.000_123
    while value < 1e9 {
      let text = FixedDecimal.text(-value, decimals: 3)
      let back = try #require(Double(text))
      // Half of the third decimal, and the rounding of the decimal text itself.
      #expect(abs(back + value) <= 0.000_5 + value * 1e-15, "\(value) became \(text)")
      value *= 1.37
    }
  }

  @Test(arguments: [
    (0.4, "0"), (-12.4, "-12"), (999.4, "999"), (999.6, "1,000"), (12_345, "12,300"),
    (-1_234_567, "-1,230,000"), (999_600, "1,000,000"), (.nan, "–"),
  ])
  func personsForPeople(value: Double, expected: String) {
    #expect(ReadableNumber.persons(value) == expected)
  }

  @Test(arguments: [
    (0.004, "0.00"), (-9.994, "-9.99"), (9.996, "10.0"), (-25.04, "-25.0"), (1_592.1, "1,590"),
    (.infinity, "–"),
  ])
  func percentForPeople(value: Double, expected: String) {
    #expect(ReadableNumber.percent(value) == expected)
  }
}
