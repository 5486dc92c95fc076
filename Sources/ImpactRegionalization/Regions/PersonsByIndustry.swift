import ImpactAxes

/// Where electric components are made inside a country, by region code.
struct ElectricPlaces {
  /// GWh a year by region.
  let capacity: [String: Double]
  /// Part of drive makers that sit with combustion powertrain, and of packs beside assembly.
  let driveWithCombustion: Double
  let packsAtAssembly: Double
}

/// Persons by region and industry of the split tables, before electric components take theirs.
struct PersonsByIndustry {
  /// By region code; regions without a source are absent.
  private(set) var persons: [String: [Double]] = [:]
  /// Weights that share national output among regions; electric components follow their places.
  private(set) var weights: [String: [Double]] = [:]

  init(
    _ t: NationalTables, _ facts: RegionalFacts, _ block: [[Double]],
    _ assumptions: BuildAssumptions, _ places: ElectricPlaces
  ) throws {
    let combustion = try assumptions("build.block.combustion_share_of_machinery") / 100
    let shares = try ["vehicles", "combustion", "other_components"]
      .map {
        try assumptions("build.block.persons_share.\($0)") / 100
      }
    let published = try Published(t)
    for (r, region) in facts.regions.enumerated() {
      persons[region.code] = published.expand(facts.persons[r], block[r], combustion)
    }
    for (code, values) in facts.abroad where t.countries.contains(code) {
      let motor = values[published.motor]
      persons[code] = published.expand(values, shares.map { $0 * motor }, combustion)
    }
    try setWeights(t, facts, places)
  }

  /// Positions of published industries among the split ones.
  private struct Published {
    let codes: [String]
    let motor: Int
    let machinery: Int
    let vehicles: Int, combustion: Int, other: Int
    let targets: [Int?]

    init(_ t: NationalTables) throws {
      // Published order: the split codes with the block folded back into C29.
      let firstBlock = try t.industry(AutomotiveBlock.vehicles)
      codes = t.industries.enumerated()
        .compactMap { k, code in
          if k == firstBlock { return "C29" }
          return AutomotiveBlock.all.contains(code) ? nil : code
        }
      guard let motor = codes.firstIndex(of: "C29"), let machinery = codes.firstIndex(of: "C28")
      else { throw BuildFault("the tables lack C28 or C29") }
      (self.motor, self.machinery) = (motor, machinery)
      vehicles = firstBlock
      combustion = try t.industry(AutomotiveBlock.combustion)
      other = try t.industry(AutomotiveBlock.otherComponents)
      targets = codes.map { code in t.industries.firstIndex(of: code) }
    }

    func expand(_ values: [Double], _ block: [Double], _ combustionShare: Double) -> [Double] {
      var result = [Double](repeating: 0, count: codes.count + 5)
      for (k, target) in targets.enumerated() { if let target { result[target] = values[k] } }
      let engineParts = values[machinery] * combustionShare
      if let target = targets[machinery] { result[target] -= engineParts }
      result[vehicles] = block[0]
      result[combustion] = block[1] + engineParts
      result[other] = block[2]
      return result
    }
  }

  private mutating func setWeights(
    _ t: NationalTables, _ facts: RegionalFacts, _ places: ElectricPlaces
  ) throws {
    let electrical = try t.industry("C27")
    let combustion = try t.industry(AutomotiveBlock.combustion)
    let vehicles = try t.industry(AutomotiveBlock.vehicles)
    let electric = try ElectricComponents.codes.map { try t.industry($0) }
    for country in t.countries {
      let members = facts.regions.map(\.code).filter { $0.hasPrefix(country) && persons[$0] != nil }
      func shares(_ weights: [Double]) -> [Double] {
        let total = weights.reduce(0, +)
        return weights.map { total > 0 ? $0 / total : 0 }
      }
      func of(_ i: Int) -> [Double] { shares(members.map { persons[$0]?[i] ?? 0 }) }
      let gwh = shares(members.map { places.capacity[$0] ?? 0 })
      let (a, b) = (places.driveWithCombustion, places.packsAtAssembly)
      let drive = zip(of(electrical), of(combustion)).map { (1 - a) * $0 + a * $1 }
      let packs = zip(gwh, of(vehicles)).map { (1 - b) * $0 + b * $1 }
      for (m, code) in members.enumerated() {
        guard var values = persons[code] else { continue }
        for (k, weight) in [drive[m], gwh[m], packs[m]].enumerated() {
          values[electric[k]] = weight
        }
        weights[code] = values
      }
    }
  }
}
