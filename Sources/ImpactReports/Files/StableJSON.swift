package import Foundation

/// JSON whose bytes depend on the values alone: sorted keys, two-space indent, a final line end.
package enum StableJSON {
  /// Throws when a number is not finite: unknown figures must be optional.
  package static func data(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    var data = try encoder.encode(value)
    data.append(UInt8(ascii: "\n"))
    return data
  }
}
