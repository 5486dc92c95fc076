/// How much `results.csv` holds.
public enum TableDetail: String, Sendable, CaseIterable, Codable {
  /// Every place: all industries together and the automotive block by effect, each industry of the
  /// block in total.
  case region
  /// Every place and industry in total; all industries together and the block by effect.
  case industry
  /// Every place, industry and effect: millions of rows.
  case full
}

/// Industries that share a line, with the effects that the line is split into.
struct IndustryGroup {
  /// Industry code, `ALL`, or `AUTO` for the automotive block.
  let code: String
  let industries: [Int]
  let splitsEffects: Bool

  /// The groups of a table in its order: `ALL`, `AUTO`, then single industries.
  static func groups(of sheet: ResultSheet, detail: TableDetail) -> [IndustryGroup] {
    let all = Array(0..<sheet.industryCount)
    let block = sheet.automotiveBlock
    var groups = [IndustryGroup(code: "ALL", industries: all, splitsEffects: true)]
    if !block.isEmpty {
      groups.append(IndustryGroup(code: "AUTO", industries: block, splitsEffects: true))
    }
    let singles = detail == .region ? block : all
    return groups
      + singles.map { i in
        IndustryGroup(
          code: sheet.result.industries[i].code, industries: [i], splitsEffects: detail == .full)
      }
  }
}
