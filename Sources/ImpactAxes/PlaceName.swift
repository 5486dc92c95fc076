import Foundation

/// Names of places as people write them.
package enum PlaceName {
  /// Letters without case and accents, so that `Dolnoslaskie` is `Dolnośląskie`.
  package static func folded(_ name: String) -> String {
    let plain = name.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
    return plain.replacing("ł", with: "l").replacing("ø", with: "o").replacing("đ", with: "d")
      .replacing("ß", with: "ss").replacing("’", with: "'")
      .trimmingCharacters(in: .whitespaces)
  }
}
