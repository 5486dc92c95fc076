import ImpactEconomies

/// What the publishers' codes of final uses and primary inputs stand for.
///
/// Sources: ESA 2010 transaction codes (FIGARO: Eurostat, "EU inter-country supply, use and
/// input-output tables", naio_10_fcp); OECD, ReadMe of the ICIO tables, editions 2021, 2023 and 2025;
/// WIOD, releases 2013 (Timmer and others 2015) and 2016; EXIOBASE 3 (Stadler and others 2018).
enum Vocabulary {
  typealias Final = (category: AccountTable.FinalUse, name: String)
  typealias Primary = (category: AccountTable.PrimaryInput, name: String)

  static func final(_ code: String) -> Final? { finals[code] ?? finalNames[plain(code)] }
  static func primary(_ code: String) -> Primary? { primaries[code] ?? primaryNames[plain(code)] }
  static func isOutput(_ code: String) -> Bool {
    outputs.contains(code) || outputNames.contains(plain(code))
  }
  static func isTotal(_ code: String) -> Bool {
    totals.contains(code) || totalNames.contains(plain(code))
  }

  /// Every code and name that is known, for messages.
  static var finalCodes: [String] { finals.keys.sorted() }
  static var primaryCodes: [String] { primaries.keys.sorted() + outputs.sorted() }

  /// Lower case, single spaces, without what stands in brackets.
  private static func plain(_ text: String) -> String {
    let words = text.lowercased().split { $0 == " " || $0 == "-" || $0 == "\u{A0}" }
    return words.joined(separator: " ")
  }

  static let finals: [String: Final] = [
    "P3_S14": (.households, "final consumption of households"),
    "P3_S15": (.nonProfit, "final consumption of non-profit institutions serving households"),
    "P3_S13": (.government, "final consumption of government"),
    "P51G": (.investment, "gross fixed capital formation"),
    "P5M": (.inventories, "changes in inventories, acquisitions less disposals of valuables"),
    "P52_P53": (.inventories, "changes in inventories, acquisitions less disposals of valuables"),
    "P52": (.inventories, "changes in inventories"),
    "P53": (.inventories, "acquisitions less disposals of valuables"),
    "P6": (.exports, "exports"),
    "HFCE": (.households, "household final consumption"),
    "NPISH": (.nonProfit, "final consumption of non-profit institutions serving households"),
    "GGFC": (.government, "general government final consumption"),
    "GFCF": (.investment, "gross fixed capital formation"),
    "INVNT": (.inventories, "changes in inventories and valuables"),
    "DPABR": (.households, "direct purchases abroad by residents"),
    "NONRES": (.households, "direct purchases by non-residents"),
    "DISC": (.discrepancy, "statistical discrepancy"),
    "FD": (.total, "final demand"),
    "CONS_h": (.households, "final consumption of households"),
    "CONS_np": (.nonProfit, "final consumption of non-profit institutions serving households"),
    "CONS_g": (.government, "final consumption of government"),
    "INVEN": (.inventories, "changes in inventories and valuables"),
    "EXP": (.exports, "exports"),
    "c37": (.households, "final consumption of households"),
    "c38": (.nonProfit, "final consumption of non-profit institutions serving households"),
    "c39": (.government, "final consumption of government"),
    "c41": (.investment, "gross fixed capital formation"),
    "c42": (.inventories, "changes in inventories and valuables"),
  ]

  /// Names in place of codes: EXIOBASE 3, and the words of `AccountTable.FinalUse`.
  private static let finalNames: [String: Final] = [
    "final consumption expenditure by households": (.households, "households"),
    "final consumption expenditure by non profit organisations serving households (npish)": (
      .nonProfit, "non-profit institutions serving households"
    ),
    "final consumption expenditure by non profit organisations serving households": (
      .nonProfit, "non-profit institutions serving households"
    ),
    "final consumption expenditure by government": (.government, "government"),
    "gross fixed capital formation": (.investment, "gross fixed capital formation"),
    "changes in inventories": (.inventories, "changes in inventories"),
    "changes in inventories and valuables": (.inventories, "changes in inventories and valuables"),
    "changes in valuables": (.inventories, "changes in valuables"),
    "exports: total (fob)": (.exports, "exports"),
    "export": (.exports, "exports"),
    "households": (.households, "households"),
    "non profit": (.nonProfit, "non-profit institutions serving households"),
    "government": (.government, "government"),
    "investment": (.investment, "investment"),
    "inventories": (.inventories, "changes in inventories"),
    "exports": (.exports, "exports"),
    "final demand": (.total, "final demand"),
    "discrepancy": (.discrepancy, "discrepancy"),
  ]

  static let primaries: [String: Primary] = [
    "D21X31": (.productTaxes, "taxes less subsidies on products"),
    "OP_RES": (.adjustments, "direct purchases abroad by residents"),
    "OP_NRES": (.adjustments, "purchases on the domestic territory by non-residents"),
    "D1": (.compensation, "compensation of employees"),
    "D29X39": (.productionTaxes, "other taxes less subsidies on production"),
    "B2A3G": (.surplus, "gross operating surplus and mixed income"),
    "B1G": (.valueAdded, "gross value added"),
    "P7": (.imports, "imports"),
    "TAXSUB": (.productTaxes, "taxes less subsidies on products"),
    "TLS": (.productTaxes, "taxes less subsidies on products"),
    "VALU": (.valueAdded, "value added at basic prices"),
    "VA": (.valueAdded, "value added at basic prices"),
    "GVA": (.valueAdded, "gross value added"),
    "TXSP": (.productTaxes, "taxes less subsidies on products"),
    "EXP_adj": (.adjustments, "cif/fob adjustments on exports"),
    "PURR": (.adjustments, "direct purchases abroad by residents"),
    "PURNR": (.adjustments, "purchases on the domestic territory by non-residents"),
    "IntTTM": (.margins, "international transport margins"),
    "IMP": (.imports, "imports"),
  ]

  private static let primaryNames: [String: Primary] = [
    "value added": (.valueAdded, "value added"),
    "value added at basic prices": (.valueAdded, "value added at basic prices"),
    "compensation": (.compensation, "compensation of employees"),
    "compensation of employees": (.compensation, "compensation of employees"),
    "surplus": (.surplus, "operating surplus"),
    "operating surplus": (.surplus, "operating surplus"),
    "production taxes": (.productionTaxes, "other taxes less subsidies on production"),
    "product taxes": (.productTaxes, "taxes less subsidies on products"),
    "taxes less subsidies on products": (.productTaxes, "taxes less subsidies on products"),
    "cif/ fob adjustments on exports": (.adjustments, "cif/fob adjustments on exports"),
    "cif/fob adjustments on exports": (.adjustments, "cif/fob adjustments on exports"),
    "direct purchases abroad by residents": (
      .adjustments, "direct purchases abroad by residents"
    ),
    "purchases on the domestic territory by non residents": (
      .adjustments, "purchases on the domestic territory by non-residents"
    ),
    "international transport margins": (.margins, "international transport margins"),
    "margins": (.margins, "trade and transport margins"),
    "imports": (.imports, "imports"),
    "adjustments": (.adjustments, "adjustments"),
    "taxes less subsidies on products purchased: total": (
      .productTaxes, "taxes less subsidies on products"
    ),
    "other net taxes on production": (.productionTaxes, "other net taxes on production"),
    "compensation of employees; wages, salaries, & employers' social contributions: low skilled": (
      .compensation, "compensation of employees, low-skilled"
    ),
    "compensation of employees; wages, salaries, & employers' social contributions: medium skilled":
      (.compensation, "compensation of employees, medium-skilled"),
    "compensation of employees; wages, salaries, & employers' social contributions: high skilled": (
      .compensation, "compensation of employees, high-skilled"
    ),
    "operating surplus: consumption of fixed capital": (.surplus, "consumption of fixed capital"),
    "operating surplus: rents on land": (.surplus, "rents on land"),
    "operating surplus: royalties on resources": (.surplus, "royalties on resources"),
    "operating surplus: remaining net operating surplus": (
      .surplus, "remaining net operating surplus"
    ),
  ]

  static let outputs: Set<String> = [
    "OUT", "OUTPUT", "TOTAL", "TOT", "GO", "P1", "X", "x", "indout", "total", "output",
  ]
  private static let outputNames: Set<String> = [
    "output at basic prices", "total output", "gross output", "output",
  ]
  /// Sums inside a table, which are not read.
  private static let totals: Set<String> = ["II_fob", "TOT_INT", "TOT_FD", "P2", "TI", "TFU"]
  private static let totalNames: Set<String> = [
    "total intermediate consumption", "total intermediate use", "total final use",
  ]
}
