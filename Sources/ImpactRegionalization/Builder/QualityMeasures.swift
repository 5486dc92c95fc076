import ImpactAxes

/// Figures that let a reader compare a built economy with what is known.
enum QualityMeasures {
  static func measure(
    _ regional: RegionalAccounts, _ satellites: SatelliteAccounts, quality: inout QualityReport
  ) throws {
    try closure(regional, satellites, quality: &quality)
    try content(regional, quality: &quality)
    try jobs(regional, satellites, quality: &quality)
  }

  /// Regional value added and output against national totals.
  private static func closure(
    _ regional: RegionalAccounts, _ satellites: SatelliteAccounts, quality: inout QualityReport
  ) throws {
    let t = regional.national.tables
    let s = t.industryCount
    var worst = 0.0
    for country in regional.countries {
      let c = try t.country(country)
      for i in 0..<s {
        var sum = 0.0
        for (r, region) in regional.regions.enumerated() where region.country == country {
          sum += satellites.accounts.output[r * s + i]
        }
        worst = max(worst, abs(sum - t.output[c][i]) / max(t.output[c][i], 1))
      }
    }
    quality.add(
      "3 output and employment", "regional output against national output", worst, "relative",
      "worst country-industry")
    let shifts = regional.shift.map(abs).sorted()
    quality.add(
      "5 regional trade", "shift of own-country shares, 95th percentile",
      shifts[min(shifts.count - 1, shifts.count * 95 / 100)], "log odds", "0 is the national share")
  }

  /// Origin of the goods that car makers of the union buy, before any rule.
  private static func content(
    _ regional: RegionalAccounts, quality: inout QualityReport
  ) throws {
    let t = regional.national.tables
    let motor = try [
      AutomotiveBlock.vehicles, AutomotiveBlock.combustion, AutomotiveBlock.otherComponents,
    ]
    .map { try t.industry($0) }
    let goods = t.industries.indices.filter { "ABC".contains(t.industries[$0].prefix(1)) }
    var (inside, all) = (0.0, 0.0)
    for d in t.countries.indices where CountryCodes.europeanUnion.contains(t.countries[d]) {
      for i in goods {
        let imports = (0...t.countries.count).filter { $0 != d }
        let total = imports.reduce(0) { $0 + regional.national.trade.flow(i, $1, d) }
        let near = imports.reduce(0) { sum, o in
          let within = o < t.countries.count && CountryCodes.europeanUnion.contains(t.countries[o])
          return sum + (within ? regional.national.trade.flow(i, o, d) : 0)
        }
        for j in motor {
          let (own, imported) = (t.own[d][t.at(i, j)], t.imported[d][t.at(i, j)])
          inside += own + (total > 0 ? imported * near / total : 0)
          all += own + imported
        }
      }
    }
    quality.add(
      "2 origins of imports", "EU origin of goods bought by C29 in the EU", 100 * inside / all, "%",
      "by invoice; other definitions of content disagree")
  }

  private static func jobs(
    _ regional: RegionalAccounts, _ satellites: SatelliteAccounts, quality: inout QualityReport
  ) throws {
    let t = regional.national.tables
    let s = t.industryCount
    let block = try AutomotiveBlock.all.map { try t.industry($0) }
    for (k, code) in AutomotiveBlock.all.enumerated() {
      var sum = 0.0
      for (r, region) in regional.regions.enumerated() where region.isEuropeanUnion {
        sum += satellites.accounts.employment[r * s + block[k]]
      }
      quality.add("6 automotive block", "EU27 persons in \(code)", sum.rounded(), "persons")
    }
    for code in ["DE11", "DE91", "FR10", "FRF3", "DEC0"] {
      guard let r = regional.regions.firstIndex(where: { $0.code == code }) else { continue }
      // Combustion parts that came out of machinery are part of the figure.
      let sum = block.reduce(0) { $0 + satellites.accounts.employment[r * s + $1] }
      quality.add("6 automotive block", "\(code) persons in the block", sum.rounded(), "persons")
    }
  }
}
