/// What to write instead of a code that Eurostat no longer uses or never used.
///
/// Source: Eurostat, history of NUTS: changes of the versions 2010, 2013, 2016 and 2021.
enum FormerRegionCodes {
  /// Today's codes for the place a writer most likely meant; empty when nothing is known.
  static func successors(of code: String, in vocabulary: Vocabulary) -> [String] {
    let known = Set(vocabulary.places)
    return candidates(for: code.uppercased(), known: known).filter(known.contains)
  }

  private static func candidates(for code: String, known: Set<String>) -> [String] {
    if known.contains(code) { return [code] }
    if let renamed = renamedCountries.first(where: { code.hasPrefix($0.old) }) {
      let same = renamed.new + code.dropFirst(2)
      return known.contains(same) ? [same] : candidates(for: same, known: known, else: renamed.new)
    }
    return candidates(for: code, known: known, else: String(code.prefix(2)))
  }

  private static func candidates(
    for code: String, known: Set<String>, else country: String
  ) -> [String] {
    if let successors = successors[code] { return successors }
    let isCode = code.dropFirst(2).allSatisfy { $0.isNumber || ("A"..."Z").contains($0) }
    guard isCode, (3...5).contains(code.count), known.contains(country) else {
      return known.contains(code) ? [code] : []
    }
    if code.count == 5 {
      let parent = String(code.prefix(4))
      return known.contains(parent) ? [parent] : (successors[parent] ?? [country])
    }
    let children =
      code.count == 3
      ? known.filter { $0.count == 4 && $0.hasPrefix(code) && !$0.contains("-") } : []
    if !children.isEmpty { return children.sorted() }
    let hasRegions = known.contains { $0.count == 4 && $0.hasPrefix(country) }
    return hasRegions && !code.contains(where: \.isNumber) ? [] : [country]
  }

  /// Country codes that Eurostat writes in its own way.
  private static let renamedCountries: [(old: String, new: String)] = [("GR", "EL"), ("GB", "UK")]

  private static let successors: [String: [String]] = [
    "GR": ["EL"], "GB": ["UK"],
    "FR21": ["FRF2"], "FR22": ["FRE2"], "FR23": ["FRD2"], "FR24": ["FRB0"], "FR25": ["FRD1"],
    "FR26": ["FRC1"], "FR30": ["FRE1"], "FR41": ["FRF3"], "FR42": ["FRF1"], "FR43": ["FRC2"],
    "FR51": ["FRG0"], "FR52": ["FRH0"], "FR53": ["FRI3"], "FR61": ["FRI1"], "FR62": ["FRJ2"],
    "FR63": ["FRI2"], "FR71": ["FRK2"], "FR72": ["FRK1"], "FR81": ["FRJ1"], "FR82": ["FRL0"],
    "FR83": ["FRM0"], "FR91": ["FRY1"], "FR92": ["FRY2"], "FR93": ["FRY3"], "FR94": ["FRY4"],
    "FRA1": ["FRY1"], "FRA2": ["FRY2"], "FRA3": ["FRY3"], "FRA4": ["FRY4"], "FRA5": ["FRY5"],
    "PL11": ["PL71"], "PL12": ["PL91", "PL92"], "PL31": ["PL81"], "PL32": ["PL82"],
    "PL33": ["PL72"], "PL34": ["PL84"],
    "HU10": ["HU11", "HU12"], "LT00": ["LT01", "LT02"], "IE01": ["IE04", "IE05"],
    "IE02": ["IE05", "IE06"], "HR04": ["HR02", "HR05", "HR06"], "SI01": ["SI03"], "SI02": ["SI04"],
    "EL11": ["EL51"], "EL12": ["EL52"], "EL13": ["EL53"], "EL14": ["EL61"], "EL21": ["EL54"],
    "EL22": ["EL62"], "EL23": ["EL63"], "EL24": ["EL64"], "EL25": ["EL65"],
    "FI13": ["FI1D"], "FI18": ["FI1B", "FI1C"], "FI1A": ["FI1D"],
    "ITD1": ["ITH1"], "ITD2": ["ITH2"], "ITD3": ["ITH3"], "ITD4": ["ITH4"], "ITD5": ["ITH5"],
    "ITE1": ["ITI1"], "ITE2": ["ITI2"], "ITE3": ["ITI3"], "ITE4": ["ITI4"],
    "DE41": ["DE40"], "DE42": ["DE40"], "DED1": ["DED4"], "DED3": ["DED5"],
    "DEE1": ["DEE0"], "DEE2": ["DEE0"], "DEE3": ["DEE0"],
  ]
}
