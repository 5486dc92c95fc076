/// Reading and writing of decimal numbers, exact in both directions.
package enum DecimalNumber {
  /// The nearest Double to the decimal text in `bytes[range]`, ties to even; nil when the text is
  /// not a finite decimal number.
  ///
  /// Grammar: `-`? digits (`.` digits)? ((`e` | `E`) (`+` | `-`)? digits)?. Up to 19 significant
  /// digits with a small exponent take an exact integer path: m·10^k by one multiplication (Clinger
  /// 1990), m/10^k by one 128-bit division with the remainder as sticky bit. The rest goes to the
  /// standard library.
  package static func parse(_ bytes: [UInt8], _ range: Range<Int>) -> Double? {
    guard let parts = Parts(bytes, range) else { return nil }
    guard !parts.isTruncated else { return parseSlowly(bytes, range) }
    guard let magnitude = magnitude(parts.mantissa, exponent: parts.exponent) else {
      return parseSlowly(bytes, range)
    }
    return parts.isNegative ? -magnitude : magnitude
  }

  /// The nearest Double to a text; nil when it is not a finite decimal number.
  package static func parse(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    return parse(bytes, 0..<bytes.count)
  }

  /// The shortest decimal text that reads back as the same number.
  ///
  /// Examples: `0.1`, `5`, `1e-07`. Empty for nan, which stands for unknown; infinity is written as
  /// `inf`, which `parse` refuses.
  package static func text(_ value: Double) -> String {
    guard !value.isNaN else { return "" }
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func parseSlowly(_ bytes: [UInt8], _ range: Range<Int>) -> Double? {
    guard let value = Double(String(decoding: bytes[range], as: UTF8.self)), value.isFinite else {
      return nil
    }
    return value
  }

  /// m·10^k, rounded once; nil outside the exact paths.
  private static func magnitude(_ mantissa: UInt64, exponent: Int) -> Double? {
    if mantissa == 0 { return 0 }
    if mantissa <= 1 << 53 && exponent >= -22 && exponent <= 22 {
      return exponent < 0
        ? Double(mantissa) / exactPowers[-exponent] : Double(mantissa) * exactPowers[exponent]
    }
    return exponent < 0 && exponent >= -27 ? quotient(mantissa, decimals: -exponent) : nil
  }

  /// m / 10^k for k ≤ 27: the quotient of m by 5^k carries at least 62 bits, and the remainder
  /// becomes a sticky bit far below the rounding position, so the conversion rounds once.
  private static func quotient(_ mantissa: UInt64, decimals: Int) -> Double {
    let m = mantissa << UInt64(mantissa.leadingZeroBitCount)
    let power = powersOfFive[decimals]
    let d = power << UInt64(power.leadingZeroBitCount)
    let (q, remainder) = d.dividingFullWidth((m >> 1, (m & 1) << 63))
    let rounded = Double(remainder == 0 ? q : q | 1)
    let shift = power.leadingZeroBitCount - mantissa.leadingZeroBitCount - 63 - decimals
    return rounded * Double(sign: .plus, exponent: shift, significand: 1)
  }

  private static let exactPowers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
  /// 5^0 to 5^27, the last below 2^63.
  private static let powersOfFive: [UInt64] = (0..<27)
    .reduce(into: [1]) { powers, k in
      powers.append(powers[k] * 5)
    }
}

extension DecimalNumber {
  /// Sign, digits and power of ten of a decimal text.
  private struct Parts {
    var isNegative = false
    var mantissa: UInt64 = 0
    var exponent = 0
    /// More than 19 significant digits: the mantissa is incomplete.
    var isTruncated = false

    init?(_ bytes: [UInt8], _ range: Range<Int>) {
      var k = range.lowerBound
      if k < range.upperBound, bytes[k] == UInt8(ascii: "-") {
        isNegative = true
        k += 1
      }
      let whole = takeDigits(bytes, &k, range.upperBound)
      guard whole > 0 else { return nil }
      if k < range.upperBound, bytes[k] == UInt8(ascii: ".") {
        k += 1
        let fraction = takeDigits(bytes, &k, range.upperBound)
        guard fraction > 0 else { return nil }
        exponent -= fraction
      }
      if k < range.upperBound, bytes[k] | 0x20 == UInt8(ascii: "e") {
        k += 1
        guard takeExponent(bytes, &k, range.upperBound) else { return nil }
      }
      guard k == range.upperBound else { return nil }
    }

    /// Reads digits into the mantissa and returns how many there were.
    private mutating func takeDigits(_ bytes: [UInt8], _ k: inout Int, _ end: Int) -> Int {
      let start = k
      while k < end {
        let digit = bytes[k] &- UInt8(ascii: "0")
        guard digit < 10 else { break }
        if mantissa < 1_000_000_000_000_000_000 {
          mantissa = mantissa &* 10 &+ UInt64(digit)
        } else {
          isTruncated = true
        }
        k += 1
      }
      return k - start
    }

    private mutating func takeExponent(_ bytes: [UInt8], _ k: inout Int, _ end: Int) -> Bool {
      var sign = 1
      if k < end, bytes[k] == UInt8(ascii: "-") || bytes[k] == UInt8(ascii: "+") {
        sign = bytes[k] == UInt8(ascii: "-") ? -1 : 1
        k += 1
      }
      let start = k
      var value = 0
      while k < end, bytes[k] &- UInt8(ascii: "0") < 10 {
        value = min(value * 10 + Int(bytes[k] &- UInt8(ascii: "0")), 100_000)
        k += 1
      }
      exponent += sign * value
      return k > start
    }
  }
}
