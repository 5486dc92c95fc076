/// Codes of regions by version of their classification, such as NUTS 2016.
public struct RegionVersions: Sendable, Hashable {
  /// What is versioned, such as `NUTS 2`.
  public let name: String
  /// Versions, oldest first.
  public let versions: [String]
  /// Versions of each code.
  public let versionsOfCode: [String: Set<String>]

  /// Versions and codes, unchecked.
  public init(name: String, versions: [String], versionsOfCode: [String: Set<String>]) {
    self.name = name
    self.versions = versions
    self.versionsOfCode = versionsOfCode
  }
}

extension AccountTable {
  /// Which version of NUTS the codes of the regions come from, and those that come from another.
  func regionVersionChecks(_ options: TableCheckOptions) -> [TableCheck] {
    guard let lists = options.regionVersions else { return [] }
    let countries = Set(lists.versionsOfCode.keys.map { $0.prefix(2) })
    let candidates = regions.map(\.code)
      .filter { code in
        code.count == 4 && countries.contains(code.prefix(2))
          && code.dropFirst(2).allSatisfy { $0.isASCII && ($0.isNumber || $0.isUppercase) }
      }
    guard !candidates.isEmpty else { return [] }
    let statement = "all region codes come from one version of \(lists.name)"
    let fits = lists.versions.map { version in
      candidates.count { lists.versionsOfCode[$0]?.contains(version) ?? false }
    }
    // Of versions that fit alike the newest is named.
    let best = fits.indices.max { (fits[$0], $0) < (fits[$1], $1) } ?? 0
    let others = candidates.filter {
      !(lists.versionsOfCode[$0]?.contains(lists.versions[best]) ?? false)
    }
    guard !others.isEmpty else {
      let all = fits.indices.filter { fits[$0] == fits[best] }.map { lists.versions[$0] }
      return [
        TableCheck(
          "region-version", statement, .holds,
          message: "\(candidates.count) codes are of \(lists.name), "
            + "version \(all.joined(separator: " or "))")
      ]
    }
    let offenders = others.prefix(options.offenders)
      .map { code in
        let known = lists.versionsOfCode[code]?.sorted().joined(separator: ", ")
        return TableCheck.Offender("\(code) (\(known ?? "in no version"))", 1)
      }
    return [
      TableCheck(
        "region-version", statement, .warning, count: others.count, measure: "codes",
        message: "\(fits[best]) of \(candidates.count) codes are of \(lists.name) "
          + "\(lists.versions[best]), \(others.count) are not: versions are mixed, or codes are wrong",
        offenders: Array(offenders))
    ]
  }
}
