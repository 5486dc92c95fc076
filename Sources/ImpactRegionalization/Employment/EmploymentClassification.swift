/// A broad group of industries in the regional accounts.
package struct BroadGroup: Sendable, Hashable {
  /// Column of the employment table; `B-E less C` is the difference of two columns.
  package let code: String
  /// Industries of the WIOD 2016 release, in their order.
  package let industries: [String]
}

/// How the industries of the WIOD 2016 release relate to the NACE codes that Eurostat publishes.
package enum EmploymentClassification {
  package static let manufacturing = "C"
  package static let utilities = "B-E less C"

  /// The eleven groups, in the order of the employment table.
  package static let groups: [BroadGroup] = [
    BroadGroup(code: "A", industries: ["A01", "A02", "A03"]),
    BroadGroup(code: utilities, industries: ["B", "D35", "E36", "E37-E39"]),
    BroadGroup(
      code: manufacturing,
      industries: [
        "C10-C12", "C13-C15", "C16", "C17", "C18", "C19", "C20", "C21", "C22", "C23", "C24", "C25",
        "C26", "C27", "C28", "C29", "C30", "C31_C32", "C33",
      ]),
    BroadGroup(code: "F", industries: ["F"]),
    BroadGroup(
      code: "G-I",
      industries: ["G45", "G46", "G47", "H49", "H50", "H51", "H52", "H53", "I"]),
    BroadGroup(code: "J", industries: ["J58", "J59_J60", "J61", "J62_J63"]),
    BroadGroup(code: "K", industries: ["K64", "K65", "K66"]),
    BroadGroup(code: "L", industries: ["L68"]),
    BroadGroup(
      code: "M-N", industries: ["M69_M70", "M71", "M72", "M73", "M74_M75", "N"]),
    BroadGroup(code: "O-Q", industries: ["O84", "P85", "Q"]),
    BroadGroup(code: "R-U", industries: ["R_S", "T", "U"]),
  ]

  /// Groups that structural business statistics break down.
  package static let surveyedGroups: Set<String> = [utilities, manufacturing, "G-I", "J", "M-N"]

  /// Industries whose persons stay as structural business statistics count them.
  package static let keptIndustries = ["C27", "C28", "C29"]

  /// A NACE section and the finest codes that are needed of it.
  package struct Section: Sendable {
    package let code: String
    package let leaves: [String]
    package let group: String

    package init(code: String, leaves: [String], group: String) {
      self.code = code
      self.leaves = leaves
      self.group = group
    }
  }

  /// Sections covered by structural business statistics, as far as they are split here.
  package static let sections: [Section] = [
    Section(code: "B", leaves: ["B"], group: utilities),
    Section(
      code: "C", leaves: (10...33).map { "C\($0)" }, group: manufacturing),
    Section(code: "D", leaves: ["D35"], group: utilities),
    Section(code: "E", leaves: ["E36", "E37", "E38", "E39"], group: utilities),
    Section(code: "F", leaves: ["F"], group: "F"),
    Section(code: "G", leaves: ["G45", "G46", "G47"], group: "G-I"),
    Section(code: "H", leaves: ["H49", "H50", "H51", "H52", "H53"], group: "G-I"),
    Section(code: "I", leaves: ["I"], group: "G-I"),
    Section(code: "J", leaves: (58...63).map { "J\($0)" }, group: "J"),
    Section(code: "L", leaves: ["L68"], group: "L"),
    Section(code: "M", leaves: (69...75).map { "M\($0)" }, group: "M-N"),
    Section(code: "N", leaves: ["N"], group: "M-N"),
  ]

  /// Industry of the WIOD 2016 release that holds a NACE division.
  package static func industry(ofLeaf leaf: String) -> String { industryByLeaf[leaf] ?? leaf }

  private static let industryByLeaf: [String: String] = [
    "C10": "C10-C12", "C11": "C10-C12", "C12": "C10-C12",
    "C13": "C13-C15", "C14": "C13-C15", "C15": "C13-C15",
    "C31": "C31_C32", "C32": "C31_C32",
    "E37": "E37-E39", "E38": "E37-E39", "E39": "E37-E39",
    "J59": "J59_J60", "J60": "J59_J60", "J62": "J62_J63", "J63": "J62_J63",
    "M69": "M69_M70", "M70": "M69_M70", "M74": "M74_M75", "M75": "M74_M75",
  ]

  /// Member states of the European Union since 2020, by Eurostat's two letters, with ISO's three.
  package static let memberStates: [(code: String, iso: String)] = [
    ("AT", "AUT"), ("BE", "BEL"), ("BG", "BGR"), ("CY", "CYP"), ("CZ", "CZE"), ("DE", "DEU"),
    ("DK", "DNK"), ("EE", "EST"), ("EL", "GRC"), ("ES", "ESP"), ("FI", "FIN"), ("FR", "FRA"),
    ("HR", "HRV"), ("HU", "HUN"), ("IE", "IRL"), ("IT", "ITA"), ("LT", "LTU"), ("LU", "LUX"),
    ("LV", "LVA"), ("MT", "MLT"), ("NL", "NLD"), ("PL", "POL"), ("PT", "PRT"), ("RO", "ROU"),
    ("SE", "SWE"), ("SI", "SVN"), ("SK", "SVK"),
  ]

  /// Other economies with employment in Eurostat's tables.
  package static let neighbours: [(code: String, iso: String)] = [("UK", "GBR"), ("NO", "NOR")]
}
