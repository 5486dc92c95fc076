package import ImpactAxes

/// Regions put together by country and industries by section, with the named ones kept as they are.
package enum CoarseAxes {
  /// Every region goes to the first of `groups` that holds it, else to its country.
  ///
  /// `name` gives a country a name for people; a country of which parts stand apart says so.
  package static func regions(
    _ regions: [Region], apart groups: [(code: String, name: String, members: [Int])],
    countryName: (String) -> String
  ) throws -> Concordance {
    var group: [Int: Int] = [:]
    for (k, entry) in groups.enumerated() {
      for r in entry.members where group[r] == nil { group[r] = k }
    }
    let split = Set(
      regions.indices.filter { group[$0] != nil }.map { regions[$0].country }
    )
    let links = regions.enumerated()
      .map { r, region in
        if let k = group[r] {
          return Concordance.Link(from: region.code, to: groups[k].code, toName: groups[k].name)
        }
        let name = countryName(region.country)
        return Concordance.Link(
          from: region.code, to: region.country,
          toName: split.contains(region.country) ? "\(name), other regions" : name)
      }
    return try Concordance(name: "countries", links: links)
  }

  /// Every industry of the automotive block and every one of `kept` stays; others go to their section.
  package static func industries(
    _ industries: [Industry], kept: Set<Int>, sectionName: (String) -> String
  ) throws -> Concordance {
    let isKept = industries.indices.map {
      kept.contains($0) || industries[$0].isAutomotiveBlock
    }
    // A section of which nothing is left but one industry keeps that industry's code.
    var members: [String: Int] = [:]
    for (i, industry) in industries.enumerated() where !isKept[i] {
      members[industry.section, default: 0] += 1
    }
    let links = industries.enumerated()
      .map { i, industry in
        guard !isKept[i], (members[industry.section] ?? 0) > 1 else {
          return Concordance.Link(from: industry.code, to: industry.code, toName: industry.name)
        }
        return Concordance.Link(
          from: industry.code, to: industry.section, toName: sectionName(industry.section))
      }
    return try Concordance(name: "sections", links: links)
  }
}
