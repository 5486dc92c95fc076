import ImpactAxes

/// What makers of vehicles change in one year, once for all regions that change the same.
///
///     δ[i] = κ·Σ_k Δm[k]·b[i,k]/100,   e(t)/e(0) − 1 = Σ_k Δm[k]·ρ_k / Σ_k m(0)[k]·ρ_k
///
/// A forced mix is that of the country; markets give every region its own.
struct MixChanges {
  /// The place of a region's change, by assembler.
  private(set) var changeOf: [Int] = []
  /// δ of one change after the other, each of `width` values by industry index, EUR per EUR of output.
  private(set) var recipes: [Double] = []
  let width: Int
  /// Change of assembly labour, share of that of the whole industry.
  private(set) var labour: [Double] = []
  /// m[k](t) of one change after the other, in the order of `Technology.allCases`.
  private(set) var produced: [Double] = []
  /// σ, the class's share of the industry.
  private(set) var parts: [Double] = []

  init(
    _ lever: DriveTrain, of assemblers: [Int], _ source: ProductionSource,
    _ costs: VehicleRecipes.CostTable, factoryCost: Double, year: Int, _ context: LeverContext
  ) throws {
    width = costs.width
    var ratios = AssemblyRatios()
    var places = [Int](repeating: -1, count: context.economy.regionCount)
    var classes = [Double?](repeating: nil, count: context.economy.countryCount)
    changeOf.reserveCapacity(assemblers.count)
    let most = lever.followsMarkets ? assemblers.count : context.economy.countryCount
    recipes.reserveCapacity(most * width)
    produced.reserveCapacity(most * Technology.allCases.count)
    for s in assemblers {
      let place = lever.followsMarkets ? s : context.economy.countryOfRegion[s]
      if places[place] < 0 {
        places[place] = parts.count
        let country = context.economy.countryOfRegion[s]
        let part =
          try classes[country]
          ?? lever.vehicles.share(in: context.economy.regions[s].country, context.catalogue)
        classes[country] = part
        let mix = try lever.mixes(of: s, part: part, source, year: year, context)
        add(mix, part: part, costs, factoryCost: factoryCost)
        labour.append(try ratios.labourChange(mix, lever, context))
      }
      changeOf.append(places[place])
    }
  }

  private mutating func add(
    _ mix: (base: [Double], change: [Double]), part: Double, _ costs: VehicleRecipes.CostTable,
    factoryCost: Double
  ) {
    let first = recipes.count
    recipes += repeatElement(0, count: width)
    costs.addDifferences(mix.change, to: &recipes, from: first)
    for i in first..<first + width { recipes[i] = recipes[i] * factoryCost / 100 }
    // Of the class's own vehicles; the change is one of the whole industry.
    for k in mix.base.indices {
      produced.append(part > 0 ? mix.base[k] + mix.change[k] / part : mix.base[k])
    }
    parts.append(part)
  }

  /// Share of a drive train in what is made after a change.
  func share(of technology: Technology, _ change: Int) -> Double {
    let all = Technology.allCases
    return produced[change * all.count + (all.firstIndex(of: technology) ?? 0)]
  }

  /// ρ_k as far as they were asked for: what no mix holds is no assumption of the run.
  private struct AssemblyRatios {
    var known = [Double?](repeating: nil, count: Technology.allCases.count)

    mutating func labourChange(
      _ mix: (base: [Double], change: [Double]), _ lever: DriveTrain, _ context: LeverContext
    ) throws -> Double {
      var (before, difference) = (0.0, 0.0)
      for k in known.indices where mix.base[k] != 0 || mix.change[k] != 0 {
        let ratio =
          try known[k] ?? lever.assemblyRatio(Technology.allCases[k], context.catalogue)
        known[k] = ratio
        before += mix.base[k] * ratio
        difference += mix.change[k] * ratio
      }
      return difference / before
    }
  }
}
