/// Reads numbers as JSON writes them, and what may stand behind them.
package enum NumberText {
  /// A number at the start of a text and the rest without blanks around it.
  package struct Split: Sendable, Hashable {
    package let number: String
    package let rest: String
  }

  /// Splits `99 USD/kWh` into `99` and `USD/kWh`; nil when the text does not start with a number.
  package static func split(_ text: String) -> Split? {
    let bytes = Array(text.utf8)
    var k = 0
    func digits() -> Int {
      let start = k
      while k < bytes.count, (0x30...0x39).contains(bytes[k]) { k += 1 }
      return k - start
    }
    if k < bytes.count, bytes[k] == UInt8(ascii: "-") { k += 1 }
    let whole = k
    guard digits() > 0, bytes[whole] != 0x30 || k == whole + 1 else { return nil }
    if k < bytes.count, bytes[k] == UInt8(ascii: ".") {
      k += 1
      guard digits() > 0 else { return nil }
    }
    if k < bytes.count, bytes[k] == UInt8(ascii: "e") || bytes[k] == UInt8(ascii: "E") {
      let mark = k
      k += 1
      if k < bytes.count, bytes[k] == UInt8(ascii: "+") || bytes[k] == UInt8(ascii: "-") { k += 1 }
      if digits() == 0 { k = mark }
    }
    let rest = String(decoding: bytes[k...], as: UTF8.self)
    if let next = rest.unicodeScalars.first, "0123456789.,_'".unicodeScalars.contains(next) {
      return nil
    }
    return Split(
      number: String(decoding: bytes[..<k], as: UTF8.self),
      rest: String(rest.drop { $0 == " " }))
  }

  /// The number a text spells in full; nil also when it is too large for a double.
  package static func value(_ text: String) -> Double? {
    guard let split = split(text), split.rest.isEmpty, let value = Double(split.number),
      value.isFinite
    else { return nil }
    return value
  }

  /// The hundredth part, rounded once: 17.4 gives the double nearest to 0.174.
  package static func hundredth(_ number: String) -> Double? {
    let value =
      number.lowercased().contains("e")
      ? Double(number).map { $0 / 100 } : Double(number + "e-2")
    return value.flatMap { $0.isFinite ? $0 : nil }
  }
}
