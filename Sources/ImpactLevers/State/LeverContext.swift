package import ImpactAxes
package import ImpactDiagnostics
public import ImpactDocuments
public import ImpactEconomies
import ImpactModels
import ImpactNumerics

/// What levers read: the economy before any lever, and the assumptions of the scenario.
///
/// One object for all years of a run, so that states are cheap to hand on.
public final class LeverContext: Sendable {
  /// Sourcing of one product: T_k as R×R, entry (r, s) at `r + s * R`, and the share of W by
  /// destination in the imported class.
  package struct Trade: Sendable {
    package let classes: [[Double]]
    package let world: [Double]
    /// Σ_r T_k[r,s], with W in the imported class, by class and destination.
    package let everywhere: [[Double]]
    /// Sums over sets of origins that were asked for.
    let shares = TradeShares()

    package init(classes: [[Double]], world: [Double]) {
      self.classes = classes
      self.world = world
      let R = world.count
      everywhere = classes.indices.map { k in
        (0..<R)
          .map { s in
            classes[k][s * R..<(s + 1) * R].reduce(k == 1 ? world[s] : 0, +)
          }
      }
    }
  }

  /// The economy before any lever.
  public let economy: Economy
  /// The catalogue with the scenario's own values in place.
  public let catalogue: ParameterCatalogue
  /// Which industries make the groups of a vehicle's bill of materials.
  public let groups: ComponentGroups
  /// Which products count in which basket of a content rule.
  public let baskets: ContentBaskets
  /// Named sets of trade elasticities by product.
  public let elasticities: TradeElasticities
  package let technology: RegionTechnology
  /// Whether class k has a supplier of product i for region s, at `i * R + s` of `reach[k]`.
  package let reach: [[Bool]]
  /// Trade by product index, for vehicles and the products of the baskets.
  package let trade: [Int: Trade]
  package let industryIndex: [String: Int]
  /// Compensation per unit of output with gaps filled, length n.
  package let labourIncome: [Double]
  /// m(0) by country, in the order of `Technology.allCases`; nil where the economy has none.
  let technologyShares: [[Double]?]
  /// Index of vehicle assembly; nil when the economy has no automotive block.
  package let vehicles: Int?
  private let masks: MaskAlgebra
  /// All regions and W.
  let everywhere: ScopeMask
  /// Whether a region belongs to the union.
  let isUnion: [Bool]
  /// Suppliers of final purchases, as levers read them.
  let suppliers: SupplierParts
  /// Columns of the technology, as levers read them.
  let columns: InputColumns
  /// What hangs on the economy alone, worked out once for an engine.
  package let economyMemo: LeverMemo
  /// What hangs on the scenario and its parameters, worked out once for a run; keys name the lever.
  package let runMemo = LeverMemo()
  /// The same for content rules.
  let contentLayouts = ContentLayouts()
  /// Whether levers read off figures; draws of an ensemble do without.
  package let wantsFigures: Bool

  package init(
    economy: Economy, matrices: EconomyMatrices, catalogue: ParameterCatalogue,
    groups: ComponentGroups, baskets: ContentBaskets,
    elasticities: TradeElasticities = TradeElasticities([])
  ) {
    wantsFigures = true
    economyMemo = LeverMemo()
    masks = MaskAlgebra()
    columns = InputColumns()
    suppliers = SupplierParts()
    isUnion = economy.regions.map(\.isEuropeanUnion)
    everywhere = .everywhere(economy.regionCount)
    self.economy = economy
    self.catalogue = catalogue
    self.groups = groups
    self.baskets = baskets
    self.elasticities = elasticities
    technology = matrices.technology
    reach = matrices.reach
    let codes = economy.industries.enumerated().map { ($1.code, $0) }
    industryIndex = Dictionary(codes, uniquingKeysWith: { first, _ in first })
    vehicles = industryIndex[AutomotiveBlock.vehicles]
    labourIncome = LabourIncome(economy).coefficients
    technologyShares = economy.countries.map { country in
      economy.technologyMix.first { $0.country == country }
        .map { mix in Technology.allCases.map { mix.shares[$0] ?? 0 } }
    }
    let traded = baskets.entries.map(\.industry) + [AutomotiveBlock.vehicles]
    let products = Set(traded.compactMap { [industryIndex] in industryIndex[$0] }).sorted()
    let R = economy.regionCount
    let trade = concurrentMap(products.count) { k in
      Trade(
        classes: [0, 1].map { matrices.trade(originClass: $0, product: products[k]) },
        world: Array(matrices.worldShares[products[k] * R..<(products[k] + 1) * R]))
    }
    self.trade = Dictionary(uniqueKeysWithValues: zip(products, trade))
  }

  /// The same economy with other parameters; nothing of an earlier run is remembered.
  package init(
    _ other: LeverContext, catalogue: ParameterCatalogue, wantsFigures: Bool = true
  ) {
    self.wantsFigures = wantsFigures
    economyMemo = other.economyMemo
    masks = other.masks
    columns = InputColumns(copying: other.columns)
    suppliers = other.suppliers
    isUnion = other.isUnion
    everywhere = other.everywhere
    economy = other.economy
    self.catalogue = catalogue
    groups = other.groups
    baskets = other.baskets
    elasticities = other.elasticities
    technology = other.technology
    reach = other.reach
    trade = other.trade
    industryIndex = other.industryIndex
    labourIncome = other.labourIncome
    technologyShares = other.technologyShares
    vehicles = other.vehicles
  }

  /// Sourcing of any product; made at first use and kept.
  package func trade(of product: Int) -> Trade {
    if let known = trade[product] { return known }
    return economyMemo.value("trade:\(product)") {
      let maker = economyMemo.value("distances") { economy.sourcingMatrices }
      let parts = EconomyMatrices.trade(of: product, in: economy, maker)
      return Trade(classes: [parts.own, parts.imported], world: parts.world)
    }
  }

  /// Jobs and value added in the Union of a EUR of final demand; made at first use and kept.
  package func unionMultipliers() throws -> UnionMultipliers {
    try economyMemo.value("union-multipliers") { try UnionMultipliers(economy) }
  }

  /// Whether an origin class can deliver a product to a region.
  package func reaches(originClass: Int, product: Int, region: Int) -> Bool {
    reach[originClass][product * economy.regionCount + region]
  }

  /// Output of vehicle assembly in a region, million EUR; 0 without an automotive block.
  package func vehicleOutput(_ region: Int) -> Double {
    guard let vehicles else { return 0 }
    return output(region, vehicles)
  }

  /// x₀ of an industry in a region, million EUR.
  package func output(_ region: Int, _ industry: Int) -> Double {
    economy.satellites.output[economy.index(region: region, industry: industry)]
  }

  /// Whether any region of a scope makes vehicles.
  package func makesVehicles(in scope: Scope) -> Bool {
    var ignored: [Problem] = []
    return !assemblers(in: mask(of: scope, path: "", problems: &ignored)).isEmpty
  }

  /// Codes for a notice: all of a few, the first of many with the number of the others.
  static func list(_ codes: Set<String>) -> String {
    let (sorted, most) = (codes.sorted(), 12)
    guard sorted.count > most else { return sorted.joined(separator: ", ") }
    return sorted.prefix(most).joined(separator: ", ")
      + " and \(sorted.count - most) more (see the figures of the lever)"
  }

  /// The notice of a lever that finds nobody to act on.
  static func idle(_ id: String) -> Notice {
    Notice("no-vehicle-makers", "\(id): no region in its scope makes vehicles; it changes nothing")
  }

  /// The places of a scope, worked out once; unknown names are appended to `problems` every time.
  package func mask(of scope: Scope, path: String, problems: inout [Problem]) -> ScopeMask {
    let known = masks.named(scope.names) {
      var found: [Problem] = []
      let mask = economy.mask(of: scope, path: "", problems: &found)
      return MaskAlgebra.Named(mask: mask, isKnown: found.isEmpty)
    }
    if !known.isKnown { _ = economy.mask(of: scope, path: path, problems: &problems) }
    return known.mask
  }

  /// Indices of the regions that a name stands for, ascending, worked out once; none for an unknown name.
  package func regionIndices(named name: String) -> [Int] {
    economyMemo.value("regions of \(name)") { economy.regionIndices(named: name) }
  }

  /// What two sets of origins have in common, worked out once.
  package func intersection(_ a: ScopeMask, _ b: ScopeMask) -> ScopeMask {
    a == b ? a : masks.pair(a, b)
  }

  /// All other places, W included, worked out once.
  package func complement(_ mask: ScopeMask) -> ScopeMask { masks.complement(mask) }

  /// Which of some zones hold a region, and W, worked out once.
  func patterns(of zones: [ScopeMask]) -> MaskAlgebra.Patterns {
    masks.patterns(of: zones) {
      MaskAlgebra.Patterns(
        regions: Array(Set((0..<economy.regionCount).map { r in zones.map { $0.regions[r] } })),
        world: zones.map(\.includesWorld))
    }
  }

  /// Which of some zones an origin of a class lies in, once for each answer.
  ///
  /// W is an origin of the imported class. None where there are no zones.
  package func zonesOfOrigins(_ zones: [ScopeMask], originClass: Int) -> [[Int]] {
    guard !zones.isEmpty else { return [] }
    let known = patterns(of: zones)
    let origins = known.regions + (originClass == 1 ? [known.world] : [])
    return Set(origins.map { pattern in zones.indices.filter { pattern[$0] } })
      .sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Regions of a scope that make vehicles.
  package func assemblers(in mask: ScopeMask) -> [Int] {
    economyMemo.value("assemblers", of: mask) {
      economy.regions.indices.filter { mask.regions[$0] && vehicleOutput($0) > 0 }
    }
  }

  /// m(0) of a country, nil when the economy has none.
  package func technologyMix(_ country: String) -> [Technology: Double]? {
    economy.technologyMix.first { $0.country == country }?.shares
  }
}
