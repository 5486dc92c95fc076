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
    // 19 digits, a point and a sign at most, written from the end.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { text in
      var (start, rest, left) = (24, whole, decimals)
      func put(_ byte: UInt8) {
        start -= 1
        text[start] = byte
      }
      while left > 0 {
        put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
        rest /= 10
        left -= 1
      }
      if decimals > 0 { put(UInt8(ascii: ".")) }
      repeat {
        put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
        rest /= 10
      } while rest > 0
      if value < 0, whole > 0 { put(UInt8(ascii: "-")) }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<24]))
    }
  }

  /// The text of a finite value with 0 to 6 decimals.
  package static func text(_ value: Double, decimals: Int) -> String {
    var bytes: [UInt8] = []
    append(value, decimals: decimals, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
