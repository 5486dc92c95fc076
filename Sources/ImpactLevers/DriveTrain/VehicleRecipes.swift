package import ImpactAxes
package import ImpactDiagnostics
package import ImpactDocuments

/// What goes into a vehicle, by drive train, in per cent of the combustion car's factory cost.
///
///     b[g,k](t) = index_k / 100 · bom_k.g
///     BEV: straight line from the recipe of 2025 to that of 2035, constant before and after;
///          with a price path, cells and pack cost b_2025 · price(t) / price_2025
///     HEV: ICE + bom.hev_minus_ice.g;  ICE on synthetic fuel: ICE, only the fuel differs
///     FCEV: one recipe for all years, read where a path names fuel-cell cars
///     vans, trucks, buses: bom.<class>.<recipe>.g, per cent of the class's combustion vehicle, no index
///
/// Chassis, body and interior equal those of the combustion car, so they never differ. Value added
/// of the vehicle maker is no input. Source: entries `bom.*` and `cost.index.*` of the catalogue.
package final class VehicleRecipes: Sendable {
  /// Equal for all drive trains.
  package static let commonGroups: Set<String> = ["chassis", "body_exterior", "interior_seats"]
  /// What the price of a battery pack moves.
  package static let batteryGroups: Set<String> = ["battery_cells", "battery_pack_ex_cells"]
  package static let packPriceKey = "battery.pack.price.bev.2025"
  static let fuelCellIndexKey = "cost.index.fcev"

  /// Who makes what of the groups that can differ between drive trains.
  let shares: Shares
  /// Costs by group, in the order of `Shares`.
  private let combustion: [Double]
  private let plugIn: [Double]
  private let hybrid: [Double]
  private let electric2025: [Double]
  private let electric2035: [Double]
  private let fuelCell: [Double]
  private let packPrice: DatedPath?
  private let packPrice2025: Double
  /// Costs by year.
  private let memo = LeverMemo()

  /// Industries that make the groups that can differ, by drive train: no parameter is in it.
  package final class Shares: Sendable {
    fileprivate let groups: [String]
    /// Whether the price of a battery pack moves a group.
    fileprivate let isBattery: [Bool]
    /// Industries that make any of them, ascending.
    let industries: [Int]
    /// Shares in a group by industry, in the order of `Technology.allCases`, group by group.
    fileprivate let parts: [[(group: Int, industry: Int, share: Double)]]

    package init(_ groups: ComponentGroups, _ industryIndex: [String: Int]) {
      let differing = VehicleRecipes.differingGroups(groups)
      self.groups = differing
      isBattery = differing.map(VehicleRecipes.batteryGroups.contains)
      let parts = Technology.allCases.map { technology in
        differing.indices.flatMap { g in
          groups.shares(of: differing[g], for: technology)
            .compactMap { share in
              industryIndex[share.industry]
                .map { (group: g, industry: $0, share: share.share) }
            }
        }
      }
      self.parts = parts
      industries = Set(parts.joined().map(\.industry)).sorted()
    }
  }

  /// Throws a `ProblemReport` for the first missing entry; ask `problems` first for all of them.
  package init(
    catalogue: ParameterCatalogue, groups: ComponentGroups, industryIndex: [String: Int],
    packPrice: DatedPath?, hasFuelCells: Bool = false, vehicles: DriveTrain.VehicleScope = .all,
    shares: Shares? = nil
  ) throws {
    let shares = shares ?? Shares(groups, industryIndex)
    self.shares = shares
    self.packPrice = packPrice
    let differing = shares.groups
    func costs(_ recipe: String, index: String?) throws -> [Double] {
      let scale =
        try vehicles.followsCars ? index.map { try catalogue.central($0) / 100 } ?? 1 : 1
      return try differing.map { try catalogue.central(vehicles.recipeKey(recipe, $0)) * scale }
    }
    let none = [Double](repeating: 0, count: differing.count)
    /// A recipe that a class need not have.
    func optional(_ technology: Technology, index: String?) throws -> [Double] {
      vehicles.hasRecipe(technology, catalogue)
        ? try costs(technology.rawValue, index: index) : none
    }
    let combustion = try costs("ice", index: nil)
    self.combustion = combustion
    plugIn = try optional(.phev, index: "cost.index.phev")
    electric2025 = try costs("bev2025", index: "cost.index.bev.2025")
    electric2035 = try costs("bev2035", index: "cost.index.bev.2035")
    fuelCell = hasFuelCells ? try optional(.fcev, index: Self.fuelCellIndexKey) : none
    hybrid =
      vehicles.followsCars
      ? zip(differing, combustion)
        .map { $1 + (catalogue["bom.hev_minus_ice.\($0)"]?.central ?? 0) }
      : try optional(.hev, index: nil)
    packPrice2025 = packPrice == nil ? 1 : try catalogue.central(Self.packPriceKey)
  }

  fileprivate static func differingGroups(_ groups: ComponentGroups) -> [String] {
    groups.groups.filter { group in
      !commonGroups.contains(group)
        && groups.shares.contains {
          $0.group == group && $0.industry != ComponentGroups.valueAdded
        }
    }
  }

  /// Missing catalogue entries and industries that the economy does not have.
  package static func problems(
    catalogue: ParameterCatalogue, groups: ComponentGroups, industryIndex: [String: Int],
    hasPackPrice: Bool, hasFuelCells: Bool = false, vehicles: DriveTrain.VehicleScope = .all
  ) -> [Problem] {
    let differing = differingGroups(groups)
    let recipes =
      ["ice", "bev2025", "bev2035"] + (vehicles.followsCars ? ["phev"] : [])
      + (hasFuelCells && vehicles.hasRecipe(.fcev, catalogue) ? ["fcev"] : [])
    var keys = recipes.flatMap { recipe in differing.map { vehicles.recipeKey(recipe, $0) } }
    if vehicles.followsCars {
      keys += ["cost.index.phev", "cost.index.bev.2025", "cost.index.bev.2035"]
      if hasFuelCells { keys.append(fuelCellIndexKey) }
    }
    if hasPackPrice { keys.append(packPriceKey) }
    let industries = Set(
      groups.shares.filter { differing.contains($0.group) }.map(\.industry))
    return catalogue.problems(requiring: keys)
      + industries.filter { industryIndex[$0] == nil }.sorted()
      .map {
        Problem(
          at: nil, path: "component-groups", "the economy has no industry `\($0)`",
          expected: "an economy with the industries that make vehicle components")
      }
  }

  /// b[g,k] of a group, per cent of the combustion car's factory cost.
  package func cost(of group: String, for technology: Technology, year: Int) -> Double {
    shares.groups.firstIndex(of: group).map { costs(for: technology, year: year)[$0] } ?? 0
  }

  /// b[g,k] by group, in the order of `Shares`.
  private func costs(for technology: Technology, year: Int) -> [Double] {
    switch technology {
    case .ice, .efuel: return combustion
    case .fcev: return fuelCell
    case .phev: return plugIn
    case .hev: return hybrid
    case .bev:
      let place = min(1, max(0, Double(year - 2025) / 10))
      var costs = electric2025
      for g in costs.indices {
        if let packPrice, shares.isBattery[g] {
          costs[g] = costs[g] * packPrice.value(in: year) / packPrice2025
        } else {
          costs[g] += (electric2035[g] - costs[g]) * place
        }
      }
      return costs
    }
  }

  /// b[i,k](t) of one drive train by industry index, per cent of the combustion car's factory cost.
  package func costs(of technology: Technology, year: Int) -> [Int: Double] {
    difference(mixChange: [technology: 1], year: year)
  }

  /// Σ_k Δm[k]·b[i,k](t) by industry index, per cent of the combustion car's factory cost.
  ///
  /// The mix changes must sum to zero for a change of the mix; one drive train alone gives its recipe.
  package func difference(mixChange: [Technology: Double], year: Int) -> [Int: Double] {
    let changes = Technology.allCases.map { mixChange[$0] ?? 0 }
    let costs = table(in: year)
    var found = [Double](repeating: 0, count: costs.width)
    costs.addDifferences(changes, to: &found, from: 0)
    return Dictionary(
      found.indices.filter { found[$0] != 0 }.map { ($0, found[$0]) },
      uniquingKeysWith: { first, _ in first })
  }

  /// b[i,k](t) of every drive train, in the order of `Technology.allCases`, group by group.
  final class CostTable: Sendable {
    private let parts: [(industry: Int, cost: Double, share: Double)]
    /// Where the parts of each drive train end.
    private let ends: [Int]
    /// One more than the largest index of an industry.
    let width: Int

    init(_ byTechnology: [[(industry: Int, cost: Double, share: Double)]]) {
      parts = byTechnology.flatMap { $0 }
      var end = 0
      ends = byTechnology.map { part in
        end += part.count
        return end
      }
      width = (parts.map(\.industry).max() ?? -1) + 1
    }

    /// Adds Σ_k Δm[k]·b[i,k](t) by industry index to `width` sums that begin at a place; `changes` is in the order
    /// of `Technology.allCases`.
    func addDifferences(_ changes: [Double], to sums: inout [Double], from first: Int) {
      for k in changes.indices where changes[k] != 0 {
        // Group by group, so that sums are rounded as they always were.
        for p in (k == 0 ? 0 : ends[k - 1])..<ends[k] {
          let part = parts[p]
          sums[first + part.industry] += changes[k] * part.cost * part.share
        }
      }
    }
  }

  /// The costs of a year, worked out once.
  func table(in year: Int) -> CostTable {
    memo.value("\(year)") { CostTable(worked(year)) }
  }

  private func worked(_ year: Int) -> [[(industry: Int, cost: Double, share: Double)]] {
    zip(Technology.allCases, shares.parts)
      .map { technology, parts in
        let costs = costs(for: technology, year: year)
        return parts.map { ($0.industry, costs[$0.group], $0.share) }
      }
  }
}
