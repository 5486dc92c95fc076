/// English short names of the sections of NACE, second revision.
package enum SectionNames {
  /// The name, or the letter itself where the table has none.
  package static func name(of letter: String) -> String { names[letter] ?? letter }

  private static let names = [
    "A": "Agriculture, forestry and fishing", "B": "Mining", "C": "Other manufacturing",
    "D": "Electricity and gas", "E": "Water and waste", "F": "Construction",
    "G": "Trade and repair", "H": "Transport and storage", "I": "Accommodation and food",
    "J": "Information and communication", "K": "Finance", "L": "Real estate",
    "M": "Professional services", "N": "Support services", "O": "Public administration",
    "P": "Education", "Q": "Health and social work", "R": "Arts and recreation",
    "S": "Other services", "T": "Households as employers", "U": "Extraterritorial organisations",
  ]
}
