/// Numbers for people: thousands separators, and three significant digits at most.
package enum ReadableNumber {
  /// A dash where nothing is known.
  package static let unknown = "–"

  /// Persons: three significant digits, never a fraction, thousands separated by commas.
  ///
  /// Results carry no more than that; exact values stand in `results.csv`.
  package static func persons(_ value: Double) -> String {
    guard value.isFinite else { return unknown }
    return grouped(significant(value, digits: 3))
  }

  /// Million EUR: three significant digits; one decimal below ten.
  package static func money(_ value: Double) -> String {
    guard value.isFinite else { return unknown }
    return abs(value) < 10
      ? FixedDecimal.text(value, decimals: 1) : grouped(significant(value, digits: 3))
  }

  /// Percent or percentage points with two decimals; one from ten on, none from a hundred on.
  package static func percent(_ value: Double) -> String {
    guard value.isFinite else { return unknown }
    if abs(value) >= 99.95 { return grouped(significant(value, digits: 3)) }
    return FixedDecimal.text(value, decimals: abs(value) < 9.995 ? 2 : 1)
  }

  /// A figure in a unit of its own: persons, money and percent as above, counts without decimals,
  /// anything else with three decimals below ten and fewer above.
  package static func figure(_ value: Double, unit: String) -> String {
    guard value.isFinite else { return unknown }
    switch unit {
    case "persons": return persons(value)
    case "million EUR": return money(value)
    case "percent", "percentage points", "percent of output": return percent(value)
    default: break
    }
    if value == value.rounded() { return grouped(value) }
    if abs(value) >= 1_000 { return grouped(significant(value, digits: 4)) }
    return FixedDecimal.text(value, decimals: abs(value) >= 100 ? 1 : abs(value) >= 10 ? 2 : 3)
  }

  /// A whole number with a comma between groups of three digits.
  package static func grouped(_ value: Double) -> String {
    let text = FixedDecimal.text(value, decimals: 0)
    let digits = text.drop { $0 == "-" }
    var out = text.hasPrefix("-") ? "-" : ""
    for (k, digit) in digits.enumerated() {
      if k > 0, (digits.count - k) % 3 == 0 { out.append(",") }
      out.append(digit)
    }
    return out
  }

  /// The whole number nearest to the value that has no more than a count of significant digits.
  package static func significant(_ value: Double, digits: Int) -> Double {
    var unit = 1.0
    var limit = 1.0
    for _ in 0..<digits { limit *= 10 }
    while abs(value) / unit >= limit - 0.5 { unit *= 10 }
    return (value / unit).rounded() * unit
  }
}
