/// What is missing of a product year by year, as shares of a full year's use.
///
/// Stocks are drawn down in the order of the years and refilled in the year after the last.
struct SupplyGap: Sendable {
  /// One year.
  struct Year: Sendable, Equatable {
    /// D: deliveries that fail.
    var failing = 0.0
    /// S: what others deliver in their place.
    var replaced = 0.0
    /// K: taken out of stocks.
    var drawn = 0.0
    /// M: what remains missing.
    var missing = 0.0
    /// Bought to fill stocks again.
    var refilled = 0.0
  }

  let years: [Int: Year]

  /// `spans` are the parts of each calendar year, in ascending order; `stock` in years of use.
  init(
    cut: Double, origin: Double, substitution: Double, headroom: Double, stock: Double,
    spans: [(year: Int, part: Double)]
  ) {
    var years: [Int: Year] = [:]
    var left = stock
    for (year, part) in spans {
      var gap = Year()
      gap.failing = cut * part * origin
      gap.replaced = min(substitution * gap.failing, headroom * part * (1 - origin))
      gap.drawn = min(left, gap.failing - gap.replaced)
      gap.missing = gap.failing - gap.replaced - gap.drawn
      left -= gap.drawn
      years[year] = gap
    }
    if let last = spans.last, left < stock {
      years[last.year + 1] = Year(refilled: stock - left)
    }
    self.years = years
  }

  /// Parts of calendar years that `months` months from a month on cover.
  static func spans(from year: Int, month: Int, months: Int) -> [(year: Int, part: Double)] {
    let first = year * 12 + month - 1
    let last = first + months
    return (year...max(year, (last - 1) / 12))
      .map { calendar in
        let (start, end) = (max(first, calendar * 12), min(last, (calendar + 1) * 12))
        return (year: calendar, part: Double(end - start) / 12)
      }
  }
}
