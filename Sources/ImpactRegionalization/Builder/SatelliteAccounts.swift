import ImpactAxes
import ImpactEconomies

/// Value added, compensation and employment by region and industry.
struct SatelliteAccounts {
  let accounts: Economy.Satellites

  /// Fills every cell; unknown cells are nan.
  ///
  /// `compensationShares` is compensation per value added by country and split industry, absent where
  /// no source has it. Throws `BuildFault` where electric components need more persons than C27 has.
  init(
    _ regional: RegionalAccounts, _ facts: RegionalFacts, _ electric: ElectricPersons,
    _ compensationShares: [String: [Double]], quality: inout QualityReport
  ) throws {
    let t = regional.national.tables
    let s = t.industryCount
    let block = try AutomotiveBlock.all.map { try t.industry($0) }
    let combustion = try t.industry(AutomotiveBlock.combustion)
    let electrical = try t.industry("C27")
    let parts = try ElectricComponents.codes.map { try t.industry($0) }
    let flags = Self.flags(t, regional, facts, block)
    var x: [Double] = [], added: [Double] = [], pay: [Double] = [], jobs: [Double] = [],
      taxes: [Double] = []
    for (r, region) in regional.regions.enumerated() {
      let c = try t.country(region.country)
      let perOutput = Self.combustionIntensity(regional, region.country, combustion)
      var persons = regional.persons[r]
      if let perOutput, persons != nil {
        let moved = electric.persons(
          outputs: parts.map { regional.output[r][$0] }, combustion: perOutput)
        for (k, i) in parts.enumerated() { persons?[i] = moved[k] }
        persons?[electrical] -= moved.reduce(0, +)
      }
      if let rest = persons?[electrical], rest < 0 {
        throw BuildFault(
          "electric components of \(region.code) need \(-rest) persons more than C27 has")
      }
      for i in 0..<s {
        let output = regional.output[r][i]
        let national = t.output[c][i]
        let value = national > 0 ? t.valueAdded[c][i] * output / national : 0
        let inputs = (0..<s).reduce(0) { $0 + t.own[c][t.at($1, i)] + t.imported[c][t.at($1, i)] }
        x.append(output)
        added.append(value)
        taxes.append(national > 0 ? output - inputs * output / national - value : 0)
        pay.append(compensationShares[region.country].map { $0[i] * value } ?? .nan)
        jobs.append(persons?[i] ?? .nan)
      }
    }
    accounts = Economy.Satellites(
      output: x, valueAdded: added, compensation: pay, employment: jobs, taxesAndMargins: taxes,
      employmentFlags: flags)
    let unknown = regional.regions.filter {
      regional.persons[regional.regions.firstIndex(of: $0) ?? 0] == nil
    }
    quality.add(
      "3 output and employment", "economies without employment",
      unknown.map(\.code).joined(separator: " "),
      "countries", "no source; their jobs are unknown, not zero")
  }

  /// Persons per million EUR in the country's combustion powertrain.
  private static func combustionIntensity(
    _ regional: RegionalAccounts, _ country: String, _ combustion: Int
  ) -> Double? {
    var (persons, output) = (0.0, 0.0)
    for (r, region) in regional.regions.enumerated() where region.country == country {
      guard let values = regional.persons[r] else { return nil }
      persons += values[combustion]
      output += regional.output[r][combustion]
    }
    return output > 0 ? persons / output : 0
  }

  private static func flags(
    _ t: NationalTables, _ regional: RegionalAccounts, _ facts: RegionalFacts, _ block: [Int]
  ) -> [Economy.EmploymentFlag] {
    let published = t.industries.enumerated().filter { !block.contains($0.offset) }.map(\.offset)
    let split = Set(
      block + t.industries.indices.filter { ["C27", "C28"].contains(t.industries[$0]) })
    // Published tables list C29 where the block stands now.
    let first = t.industries.indices.first { t.industries[$0] == AutomotiveBlock.vehicles } ?? 0
    let order = (published + [first]).sorted()
    return regional.regions.indices.flatMap { r -> [Economy.EmploymentFlag] in
      guard regional.persons[r] != nil else {
        return [Economy.EmploymentFlag](repeating: .missing, count: t.industryCount)
      }
      return (0..<t.industryCount)
        .map { i in
          if split.contains(i) { return .split }
          guard r < facts.flags.count, let k = order.firstIndex(of: i) else { return .published }
          return facts.flags[r][k]
        }
    }
  }
}
