import ImpactEconomies

/// A publisher's table, recognised by its labels.
struct TableEdition: Sendable {
  /// Format word of the command.
  let format: TableFormat
  /// `OECD ICIO, edition 2023`.
  let title: String
  let unit: AccountTable.MonetaryUnit?
  let source: Provenance.Source?
  let priceBasis: String

  /// The edition that labels of industries and final uses point to.
  static func recognise(industries: Set<String>, finals: Set<String>, regions: Set<String>) -> Self
  {
    if finals.contains("P3_S14"), industries.contains(where: { $0.hasPrefix("CPA_") }) {
      return figaro("product by product")
    }
    if finals.contains("P3_S14"), regions.contains("FIGW1") || industries.contains("C10T12") {
      return figaro("industry by industry")
    }
    if finals.contains("HFCE") {
      if !industries.isDisjoint(with: ["01T02", "10T12", "45T47"]) { return oecd("2021") }
      if !industries.isDisjoint(with: ["C302T309", "C24A", "C241_2431", "B05"]) {
        return oecd("2025")
      }
      if !industries.isDisjoint(with: ["A01_02", "B05_06", "J58T60"]) { return oecd("2023") }
    }
    if finals.contains("CONS_h") { return wiod("2016") }
    if finals.contains("c37") { return wiod("2013") }
    return labelled
  }

  static func figaro(_ kind: String) -> Self {
    Self(
      format: .figaro, title: "FIGARO, \(kind)", unit: .millionEUR,
      source: Provenance.Source(
        title: "Eurostat, EU inter-country input-output tables (FIGARO), \(kind)",
        path: "https://ec.europa.eu/eurostat/web/esa-supply-use-input-tables/database",
        licence: "free re-use with acknowledgement (2011/833/EU)"), priceBasis: "basic prices")
  }

  static func oecd(_ edition: String) -> Self {
    Self(
      format: .oecd, title: "OECD ICIO, edition \(edition)", unit: .millionUSD,
      source: Provenance.Source(
        title: "OECD, Inter-Country Input-Output tables, edition \(edition)",
        path: "http://oe.cd/icio", licence: "OECD terms: free use with credit"),
      priceBasis: "basic prices")
  }

  static func wiod(_ release: String) -> Self {
    Self(
      format: .wiod, title: "WIOD, release \(release)", unit: .millionUSD,
      source: Provenance.Source(
        title: "World Input-Output Database, release \(release)",
        path: "https://www.rug.nl/ggdc/valuechain/wiod/", licence: "CC-BY-4.0"),
      priceBasis: "basic prices")
  }

  static let exiobase = Self(
    format: .exiobase, title: "EXIOBASE 3", unit: .millionEUR,
    source: Provenance.Source(
      title: "EXIOBASE 3", path: "https://doi.org/10.5281/zenodo.3583070", licence: "CC-BY-SA-4.0"),
    priceBasis: "basic prices")

  static let pymrio = Self(
    format: .pymrio, title: "a folder saved by pymrio", unit: nil, source: nil, priceBasis: "")

  static let labelled = Self(
    format: .labelled, title: "a table with labels", unit: nil, source: nil, priceBasis: "")

  static let arrays = Self(
    format: .arrays, title: "numpy arrays with axes", unit: nil, source: nil, priceBasis: "")

  /// Industries of the WIOD release of 2016 by the number that its columns carry (RNr).
  static let wiodNumbers: [Int: String] = {
    let codes = """
      A01 A02 A03 B C10-C12 C13-C15 C16 C17 C18 C19 C20 C21 C22 C23 C24 C25 C26 C27 C28 C29 C30 \
      C31_C32 C33 D35 E36 E37-E39 F G45 G46 G47 H49 H50 H51 H52 H53 I J58 J59_J60 J61 J62_J63 K64 \
      K65 K66 L68 M69_M70 M71 M72 M73 M74_M75 N O84 P85 Q R_S T U CONS_h CONS_np CONS_g GFCF INVEN
      """
      .split(separator: " ").map(String.init)
    return Dictionary(uniqueKeysWithValues: zip(1..., codes))
  }()
}
