/// Country codes: three letters (ISO 3166) as in inter-country tables, two as Eurostat writes them.
package enum CountryCodes {
  package static let eurostat: [String: String] = [
    "AUS": "AU", "AUT": "AT", "BEL": "BE", "BGR": "BG", "BRA": "BR", "CAN": "CA", "CHE": "CH",
    "CHN": "CN", "CYP": "CY", "CZE": "CZ", "DEU": "DE", "DNK": "DK", "ESP": "ES", "EST": "EE",
    "FIN": "FI", "FRA": "FR", "GBR": "UK", "GRC": "EL", "HRV": "HR", "HUN": "HU", "IDN": "ID",
    "IND": "IN", "IRL": "IE", "ITA": "IT", "JPN": "JP", "KOR": "KR", "LTU": "LT", "LUX": "LU",
    "LVA": "LV", "MEX": "MX", "MLT": "MT", "NLD": "NL", "NOR": "NO", "POL": "PL", "PRT": "PT",
    "ROU": "RO", "ROM": "RO", "RUS": "RU", "SVK": "SK", "SVN": "SI", "SWE": "SE", "TUR": "TR",
    "TWN": "TW", "USA": "US",
  ]

  package static let europeanUnion: Set<String> = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
  ]

  /// English names of the modelled economies outside the European Union.
  package static let names: [String: String] = [
    "AU": "Australia", "BR": "Brazil", "CA": "Canada", "CH": "Switzerland", "CN": "China",
    "ID": "Indonesia", "IN": "India", "JP": "Japan", "KR": "Korea", "MX": "Mexico", "NO": "Norway",
    "RU": "Russia", "TR": "Türkiye", "TW": "Taiwan", "UK": "United Kingdom", "US": "United States",
  ]
}
