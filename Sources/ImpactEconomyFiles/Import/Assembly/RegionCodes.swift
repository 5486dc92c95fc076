import ImpactAxes

/// Codes of countries: what publishers write, and what Eurostat writes.
enum RegionCodes {
  /// ISO 3166 alpha-2 codes that Eurostat writes otherwise.
  static let eurostat = ["GR": "EL", "GB": "UK"]

  static let union: Set<String> = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
  ]

  /// Countries of the world tables by their ISO 3166 alpha-3 codes.
  private static let alpha3: [String: String] = {
    let pairs = """
      AGO AO ARE AE ARG AR AUS AU AUT AT BEL BE BGD BD BGR BG BLR BY BRA BR BRN BN CAN CA CHE CH \
      CHL CL CHN CN CIV CI CMR CM COD CD COL CO CRI CR CYP CY CZE CZ DEU DE DNK DK EGY EG ESP ES \
      EST EE FIN FI FRA FR GBR UK GRC EL HKG HK HRV HR HUN HU IDN ID IND IN IRL IE ISL IS ISR IL \
      ITA IT JOR JO JPN JP KAZ KZ KHM KH KOR KR LAO LA LTU LT LUX LU LVA LV MAR MA MEX MX MLT MT \
      MMR MM MYS MY NGA NG NLD NL NOR NO NZL NZ PAK PK PER PE PHL PH POL PL PRT PT ROU RO ROM RO \
      RUS RU SAU SA SEN SN SGP SG STP ST SVK SK SVN SI SWE SE THA TH TUN TN TUR TR TWN TW UKR UA \
      USA US VNM VN ZAF ZA ALB AL MNE ME MKD MK SRB RS
      """
      .split(separator: " ").map(String.init)
    let starts = stride(from: 0, to: pairs.count, by: 2)
    return Dictionary(uniqueKeysWithValues: starts.map { (pairs[$0], pairs[$0 + 1]) })
  }()

  /// The code as Eurostat writes it: Greece and the United Kingdom, alone or before a NUTS number.
  static func converted(_ code: String) -> String {
    guard let country = eurostat[String(code.prefix(2))] else { return code }
    // Three letters are an ISO code such as GRC, which stays.
    return code.count == 2 || isNUTS(code) ? country + code.dropFirst(2) : code
  }

  /// Two-letter country code as Eurostat writes it; the code itself for parts of the world.
  static func country(_ code: String) -> String {
    if let known = alpha3[code] { return known }
    if code.count == 2 { return code }
    return isNUTS(code) ? String(code.prefix(2)) : code
  }

  /// Two letters of a country, then one to three signs of which at most one of the first two is a
  /// letter: `DE1`, `FI1B`, `UKM50`, but not `FIGW1`.
  private static func isNUTS(_ code: String) -> Bool {
    let rest = code.dropFirst(2)
    return (3...5).contains(code.count) && code.prefix(2).allSatisfy { $0.isUppercase }
      && rest.contains { $0.isNumber } && rest.allSatisfy { $0.isNumber || $0.isUppercase }
      && rest.prefix(2).count { $0.isLetter } <= 1
  }

  static func region(_ code: String) -> Region {
    let country = country(code)
    return Region(
      code: code, name: code, country: country, isEuropeanUnion: union.contains(country),
      longitude: nil, latitude: nil, area: nil)
  }
}

/// Section letters of NACE and ISIC in their present revisions.
enum IndustrySections {
  /// First division of each section.
  private static let starts: [(Int, String)] = [
    (1, "A"), (5, "B"), (10, "C"), (35, "D"), (36, "E"), (41, "F"), (45, "G"), (49, "H"), (55, "I"),
    (58, "J"), (64, "K"), (68, "L"), (69, "M"), (77, "N"), (84, "O"), (85, "P"), (86, "Q"),
    (90, "R"), (94, "S"), (97, "T"), (99, "U"),
  ]

  /// The section that a code points to: `C29`, `CPA_C29` and `29` give C; empty where it says nothing.
  static func section(_ code: String) -> String {
    let bare = code.hasPrefix("CPA_") ? String(code.dropFirst(4)) : code
    let digits = bare.drop { $0.isLetter }.prefix { $0.isNumber }
    let letters = bare.prefix { $0.isLetter }
    if letters.count == 1, letters >= "A", letters <= "U" {
      let after = bare.dropFirst().first
      if (after.map({ $0.isNumber || $0 == "_" }) ?? true) { return String(letters) }
    }
    guard letters.isEmpty, digits.count == 2, let division = Int(digits) else { return "" }
    return starts.last { $0.0 <= division }?.1 ?? ""
  }

  static func industry(_ code: String, name: String? = nil) -> Industry {
    Industry(
      code: code, name: name ?? code, parent: code, section: section(code),
      isAutomotiveBlock: false)
  }
}
