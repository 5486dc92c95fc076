import ImpactDiagnostics

/// The axes of a table as its columns give them.
struct TableColumns {
  let roles: [LabelRole]
  let texts: [String]
  let regions: [String]
  let industries: [String]
  let finals: [RawTable.FinalLabel]
  /// Place of each region and industry, r·S + i.
  let cells: [CellName: Int]

  var dimension: Int { regions.count * industries.count }

  /// Throws `ProblemReport` with every repeated column and every region without some industry.
  init(_ labels: [[String]], reader: LabelReader, file: String, headerLine: Int) throws {
    roles = labels.map(reader.column)
    texts = labels.map(reader.text)
    let location = Location(file: file, line: headerLine)
    var problems: [Problem] = []
    var seen: [LabelRole: Int] = [:]
    for (k, role) in roles.enumerated() where role != .ignored {
      if seen.updateValue(k, forKey: role) != nil {
        problems.append(
          Problem(
            at: location, "column `\(texts[k])` appears twice", expected: "each column once"))
      }
    }
    var (regions, industries): ([String], [String]) = ([], [])
    var (knownRegions, knownIndustries): (Set<String>, Set<String>) = ([], [])
    var present: Set<CellName> = []
    var finals: [RawTable.FinalLabel] = []
    for role in roles {
      switch role {
      case .cell(let region, let industry):
        if knownRegions.insert(region).inserted { regions.append(region) }
        if knownIndustries.insert(industry).inserted { industries.append(industry) }
        present.insert(CellName(region: region, industry: industry))
      case .final(let region, let code): finals.append(.init(region: region, code: code))
      default: break
      }
    }
    guard !regions.isEmpty else {
      throw ProblemReport(
        problems + [
          Problem(
            at: location, "no column is an industry of a region",
            expected: "columns such as DE_C29, or header lines with regions and industries")
        ])
    }
    let finalSet = Set(finals)
    self.finals = finals.filter(finalSet.contains)
    self.regions = regions
    self.industries = industries
    var cells: [CellName: Int] = [:]
    for (r, region) in regions.enumerated() {
      for (i, industry) in industries.enumerated() {
        cells[CellName(region: region, industry: industry)] = r * industries.count + i
      }
    }
    self.cells = cells
    problems += Self.incomplete(regions, industries, present, location)
    guard problems.isEmpty else { throw ProblemReport(problems) }
  }

  /// Regions that lack an industry which others have.
  private static func incomplete(
    _ regions: [String], _ industries: [String], _ present: Set<CellName>, _ location: Location
  ) -> [Problem] {
    regions.compactMap { region in
      let missing = industries.filter { !present.contains(.init(region: region, industry: $0)) }
      guard !missing.isEmpty else { return nil }
      if missing.count + 1 >= industries.count {
        // One column with a code of its own: most likely a misnamed final use.
        let own = industries.filter { !missing.contains($0) }.joined(separator: ", ")
        let near = NearestName.nearest(to: own, among: Vocabulary.finalCodes)
        let hint = near.map { ", or the final use \($0)" } ?? ""
        return Problem(
          at: location, "column `\(region)` `\(own)` is no industry that other regions have",
          expected: "the industries of the other regions\(hint)")
      }
      let list = missing.prefix(5).joined(separator: ", ")
      return Problem(
        at: location,
        "region \(region) has no column for \(missing.count) of \(industries.count) industries: \(list)",
        expected: "the same industries in every region\(hint(missing))")
    }
  }

  /// A final use whose code is nearly the first of some codes.
  private static func hint(_ codes: [String]) -> String {
    guard let code = codes.first,
      let near = NearestName.nearest(to: code, among: Vocabulary.finalCodes)
    else { return "" }
    return ", or final uses such as `\(near)` in place of `\(code)`"
  }
}
