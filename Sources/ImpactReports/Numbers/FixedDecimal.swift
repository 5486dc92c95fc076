/// Numbers with a fixed count of decimals, the same bytes on every machine.
///
/// Half is rounded away from zero; a value that rounds to zero carries no minus sign.
package enum FixedDecimal {
  private static let powers: [UInt64] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000]

  /// Decimals that a unit carries in tables: persons 1, million EUR 3, percentage points 4.
  package static func decimals(forUnit unit: String) -> Int {
    switch unit {
    case "persons": 1
    case "percentage points": 4
    default: 3
    }
  }

  /// The value rounded to a count of decimals from 0 to 6.
  package static func rounded(_ value: Double, decimals: Int) -> Double {
    let power = Double(powers[decimals])
    let rounded = (value * power).rounded() / power
    return rounded == 0 ? 0 : rounded
  }

  /// Appends the ASCII text of a finite value with 0 to 6 decimals.
  ///
  /// Values too large for a 64-bit integer are written by Swift's shortest text, which reads back
  /// exactly.
  package static func append(_ value: Double, decimals: Int, to bytes: inout [UInt8]) {
    let power = powers[decimals]
    let scaled = (abs(value) * Double(power)).rounded()
    guard scaled < 9e18 else {
      bytes.append(contentsOf: "\(value)".utf8)
      return
    }
    let whole = UInt64(scaled)
    if value < 0, whole > 0 { bytes.append(UInt8(ascii: "-")) }
    appendDigits(whole / power, atLeast: 1, to: &bytes)
    guard decimals > 0 else { return }
    bytes.append(UInt8(ascii: "."))
    appendDigits(whole % power, atLeast: decimals, to: &bytes)
  }

  /// The text of a finite value with 0 to 6 decimals.
  package static func text(_ value: Double, decimals: Int) -> String {
    var bytes: [UInt8] = []
    append(value, decimals: decimals, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func appendDigits(_ number: UInt64, atLeast count: Int, to bytes: inout [UInt8]) {
    var divisor: UInt64 = 1
    var digits = 1
    while digits < count || number / divisor >= 10 {
      divisor *= 10
      digits += 1
    }
    var rest = number
    while divisor > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(rest / divisor))
      rest %= divisor
      divisor /= 10
    }
  }
}
