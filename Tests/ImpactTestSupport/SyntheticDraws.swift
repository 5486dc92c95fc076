import ImpactAxes
import ImpactEconomies

/// Draws the parts of a synthetic economy from a seed.
struct SyntheticDraws {
  let axes: SyntheticAxes
  private var generator: SplitMix64
  private var S: Int { axes.industries.count }
  private var R: Int { axes.regions.count }
  private var C: Int { axes.countries.count }

  init(axes: SyntheticAxes, seed: UInt64) {
    self.axes = axes
    generator = SplitMix64(seed: seed)
  }

  private mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * generator.uniform()
  }

  /// Inputs of 45 to 60 % of output, a third of them imported; vehicle makers buy the block's parts
  /// above all; a product that the country does not make is imported whole.
  mutating func technology() -> Economy.Technology {
    var own = [Double](repeating: 0, count: C * S * S)
    var imported = own
    for c in 0..<C {
      for j in 0..<S {
        let weights = (0..<S).map { i in inputWeight(product: i, buyer: j) * uniform(0.5, 1.5) }
        let scale = uniform(0.45, 0.60) / weights.reduce(0, +)
        for i in 0..<S {
          let isMade = axes.makes(country: axes.countries[c], industry: axes.industries[i].code)
          let ownShare = isMade ? uniform(0.55, 0.75) : 0
          own[(c * S + i) * S + j] = weights[i] * scale * ownShare
          imported[(c * S + i) * S + j] = weights[i] * scale * (1 - ownShare)
        }
      }
    }
    return Economy.Technology(own: own, imported: imported, ownShareShift: shifts())
  }

  private func inputWeight(product: Int, buyer: Int) -> Double {
    let (i, j) = (axes.industries[product].code, axes.industries[buyer].code)
    guard axes.industries[product].isAutomotiveBlock else { return 1 }
    switch j {
    case AutomotiveBlock.vehicles:
      return [
        AutomotiveBlock.vehicles: 0.3, AutomotiveBlock.combustion: 3,
        AutomotiveBlock.otherComponents: 4, AutomotiveBlock.electricDrive: 0.3,
        AutomotiveBlock.packs: 0.3, AutomotiveBlock.cells: 0.1,
      ][i] ?? 0
    case AutomotiveBlock.packs: return i == AutomotiveBlock.cells ? 4 : 0.1
    default: return i == AutomotiveBlock.vehicles ? 0.1 : 0.05
    }
  }

  private mutating func shifts() -> [Double] {
    let regionsOfCountry = (0..<C).map { c in axes.countryOfRegion.count { $0 == c } }
    return axes.countryOfRegion.flatMap { c in
      (0..<S).map { _ in regionsOfCountry[c] > 1 ? uniform(-0.3, 0.3) : 0 }
    }
  }

  mutating func finalDemand() -> Economy.FinalDemand {
    var own: [[Double]] = []
    var imported: [[Double]] = []
    for category in Economy.FinalCategory.allCases {
      let size = category == .households ? 900.0 : 200
      let isInventory = category == .importedInventories
      own.append(isInventory ? [Double](repeating: 0, count: R * S) : demand(size, isOwn: true))
      imported.append(demand(isInventory ? 20 : size / 3, isOwn: false))
    }
    var kept = [Double](repeating: 0, count: R * S)
    var exports = kept
    for r in 0..<R {
      for i in 0..<S where axes.makes(region: axes.regions[r], industry: axes.industries[i].code) {
        kept[r * S + i] = uniform(-20, 30)
        exports[r * S + i] = uniform(50, 400)
      }
    }
    return Economy.FinalDemand(
      own: own, imported: imported, ownRegionUse: kept, exportsToWorld: exports)
  }

  private mutating func demand(_ size: Double, isOwn: Bool) -> [Double] {
    axes.regions.flatMap { region in
      axes.industries.map { industry in
        let value = uniform(0.2, 1) * size
        let isMade = axes.makes(country: region.country, industry: industry.code)
        return isOwn && !isMade ? 0 : value
      }
    }
  }

  mutating func sourcing() -> Economy.Sourcing {
    let attraction = axes.regions.flatMap { region in
      axes.industries.map { industry in
        let value = uniform(0.5, 2)
        return axes.makes(region: region, industry: industry.code) ? value : 0
      }
    }
    let pairs = (0..<S * (C + 1) * C).map { _ in uniform(0.3, 1.2) }
    let exponents = (0..<S).map { _ in uniform(0.4, 1.4) }
    return Economy.Sourcing(
      attraction: attraction, pairFactors: pairs, distanceExponents: exponents)
  }

  mutating func satellites(
    output: [Double], inputs: [Double], unknowns: Bool
  ) -> Economy.Satellites {
    let taxes = output.map { $0 * 0.015 }
    let valueAdded = zip(output, inputs).enumerated().map { $1.0 - $1.1 - taxes[$0] }
    let compensation = valueAdded.map { $0 * uniform(0.45, 0.7) }
    let employment = output.map { ($0 * uniform(3, 9)).rounded() }
    let isUnknown = axes.regions.flatMap { region in
      axes.industries.map { _ in unknowns && region.code == "UK" }
    }
    func known(_ values: [Double]) -> [Double] { zip(values, isUnknown).map { $1 ? .nan : $0 } }
    let flags = isUnknown.indices.map { k -> Economy.EmploymentFlag in
      if isUnknown[k] { return .missing }
      return axes.industries[k % S].isAutomotiveBlock
        ? .split : (k % 7 == 0 ? .estimated : .published)
    }
    return Economy.Satellites(
      output: output, valueAdded: valueAdded, compensation: known(compensation),
      employment: known(employment), taxesAndMargins: taxes, employmentFlags: flags)
  }

  func technologyMix() -> [Economy.TechnologyMix] {
    axes.countries.map { country in
      Economy.TechnologyMix(
        country: country, shares: [.ice: 0.625, .hev: 0.125, .phev: 0.125, .bev: 0.125],
        source: "drawn for tests")
    }
  }
}

/// Sebastiano Vigna's SplitMix64: a small generator with the same stream on every platform.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Uniform in [0, 1) with 53 random bits.
  mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }
}
