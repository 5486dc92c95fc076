import ImpactEconomies

/// What a row or a column of a published table stands for.
enum LabelRole: Sendable, Hashable {
  /// An industry (or product) of a region.
  case cell(region: String, industry: String)
  /// A category of final use of a region, or of none.
  case final(region: String?, code: String)
  /// A primary input.
  case primary(code: String, term: String)
  case output
  /// Sums and numbers that the table carries along.
  case ignored
}

/// Splits the labels of a table into region and code.
struct LabelReader: Sendable {
  /// Which of several labels is the region; nil when one label holds both.
  let regionPlace: Int?
  let codePlace: Int
  /// A description beside the code, for rows that only it tells apart.
  let namePlace: Int?
  /// Codes for the numbers that a publisher writes behind a region, `AUS1`.
  var numbered: [Int: String] = [:]

  /// Reads the roles of label levels from their names; without names the region comes first.
  init(names: [String], count: Int) {
    let names = names.map { $0.lowercased() }
    func place(_ words: Set<String>) -> Int? { names.firstIndex { words.contains($0) } }
    let region = place([
      "region", "country", "nuts", "nuts2", "nuts-2", "nuts_2", "country_code", "region_code",
    ])
    let code = place([
      "industry", "industrycode", "industry_code", "sector", "sector_code", "product", "category",
      "code",
    ])
    let name = place(["industrydescription", "description", "name"])
    switch count {
    case 1: (regionPlace, codePlace, namePlace) = (nil, 0, nil)
    case 2: (regionPlace, codePlace, namePlace) = (region ?? 0, (region ?? 0) == 0 ? 1 : 0, nil)
    default:
      // WIOD: code, description, country, number.
      (regionPlace, codePlace, namePlace) = (
        region ?? 2, code ?? 0, name ?? (code == nil ? 1 : nil)
      )
    }
  }

  /// Region and code; the region is empty where a label has none.
  func split(_ labels: [String]) -> (region: String, code: String) {
    if let regionPlace {
      return (labels[regionPlace], labels[codePlace])
    }
    let label = labels[codePlace]
    for separator in ["_", ":", "|", "."] {
      guard let at = label.firstIndex(of: Character(separator)) else { continue }
      return (String(label[..<at]), String(label[label.index(after: at)...]))
    }
    let letters = label.prefix { !$0.isNumber }
    if let number = Int(label.dropFirst(letters.count)), let code = numbered[number] {
      return (String(letters), code)
    }
    return ("", label)
  }

  /// One text for messages.
  func text(_ labels: [String]) -> String {
    let parts = split(labels)
    guard regionPlace != nil else { return labels[codePlace] }
    return [parts.region, parts.code].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// Regions that stand for none: FIGARO's W2, WIOD's TOT.
  private static let nowhere: Set<String> = ["", "W2", "TOT", "WLD", "total", "-"]

  /// The role of a column: cells are what is left.
  func column(_ labels: [String]) -> LabelRole {
    let (region, code) = split(labels)
    if Vocabulary.isTotal(code) { return .ignored }
    if Self.nowhere.contains(region) || code.isEmpty {
      let word = code.isEmpty ? region : code
      if Vocabulary.isOutput(word) { return .output }
      if Vocabulary.final(word) != nil { return .final(region: nil, code: word) }
      if ["RNr", "Year"].contains(word) { return .ignored }
    }
    if let whole = wholeFinal(labels) { return whole }
    if Vocabulary.final(code) != nil { return .final(region: region, code: code) }
    if Vocabulary.isOutput(code) { return .output }
    return .cell(region: region, industry: code)
  }

  /// A final use whose own code holds the separator, without a region: `P3_S14`.
  private func wholeFinal(_ labels: [String]) -> LabelRole? {
    guard regionPlace == nil, Vocabulary.final(labels[codePlace]) != nil else { return nil }
    return .final(region: nil, code: labels[codePlace])
  }

  /// The role of a row, given the cells of the columns; nil when it is none.
  func row(_ labels: [String], cells: [CellName: Int]) -> LabelRole? {
    let (region, code) = split(labels)
    if cells[CellName(region: region, industry: code)] != nil {
      return .cell(region: region, industry: code)
    }
    if regionPlace == nil, let role = primary(labels[codePlace], "") { return role }
    for word in [code, code.isEmpty ? region : "", namePlace.map { labels[$0] } ?? ""]
    where !word.isEmpty {
      if let role = primary(word, region) { return role }
    }
    return nil
  }

  private func primary(_ word: String, _ region: String) -> LabelRole? {
    if Vocabulary.isTotal(word) { return .ignored }
    if Vocabulary.isOutput(word) { return .output }
    guard Vocabulary.primary(word) != nil else { return nil }
    let isNowhere = Self.nowhere.contains(region) || region == word
    return .primary(code: isNowhere ? word : "\(region)_\(word)", term: word)
  }
}

/// Region and industry as the file writes them.
struct CellName: Hashable, Sendable {
  let region: String
  let industry: String
}
