import ImpactAxes
public import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

extension CircularEconomy {
  /// Recycled materials, kept vehicles, repair; then buyers of vehicles answer the cost of materials.
  ///
  /// Throws a `ProblemReport` for what `problems` would have named.
  public func act(on state: inout LeverState) throws {
    guard intensity > 0 else { return }
    let context = state.context
    var problems: [Problem] = []
    let mask = context.mask(of: regions, path: "\(id).regions", problems: &problems)
    guard problems.isEmpty else { throw ProblemReport(problems) }
    var cost = IndexTable()
    try recycle(in: mask, cost: &cost, &state)
    if vehiclesKept != nil || repairCostCut != nil {
      var book = try PurchaseBook(lever: id, context)
      try keepVehicles(in: mask, &book, &state)
      try repair(in: mask, &book, &state)
      book.close(&state)
    }
    guard cost.contains(where: { $0.value != 0 }) else { return }
    let catalogue = context.catalogue
    state.priceResponses.append(
      PriceResponse(
        lever: id, cost: cost, of: context.economy.dimension,
        passThrough: try catalogue.central(LocalContent.passThroughKey),
        demandElasticity: try catalogue.central(LocalContent.elasticityKey),
        exportElasticity: try catalogue.central(LocalContent.exportElasticityKey),
        home: mask.regions))
  }

  /// Unknown places, missing parameters and industries, shares outside 0 to 1.
  public func problems(in context: LeverContext, years: [Int]) -> [Problem] {
    var problems: [Problem] = []
    let mask = context.mask(of: regions, path: "\(id).regions", problems: &problems)
    if recycledContent.isEmpty && vehiclesKept == nil && repairCostCut == nil {
      problems.append(
        Problem(
          at: nil, path: id, "the lever changes nothing",
          expected: "at least one of `recycled-content`, `vehicles-kept`, `repair-cost-cut`"))
    }
    problems += context.catalogue.problems(requiring: keys)
    problems += codes.filter { context.industryIndex[$0] == nil }.sorted()
      .map {
        Problem(
          at: nil, path: id, "the economy has no industry `\($0)`",
          expected: "an economy with recyclers, makers of materials and garages")
      }
    for (material, path) in recycledContent.sorted(by: { $0.key.rawValue < $1.key.rawValue })
    where path.points.contains(where: { !($0.value >= 0 && $0.value <= 1) }) {
      problems.append(
        Problem(
          at: nil, path: "\(id).recycled-content.\(material.rawValue)",
          "a recycled share lies outside 0 to 1", expected: "shares from 0 to 1"))
    }
    if let path = repairCostCut, path.points.contains(where: { !($0.value >= 0 && $0.value < 1) }) {
      problems.append(
        Problem(
          at: nil, path: "\(id).repair-cost-cut", "repair cannot become free",
          expected: "shares from 0 to below 1"))
    }
    if let path = vehiclesKept,
      path.points.contains(where: { !($0.value >= 0 && $0.value.isFinite) })
    {
      problems.append(
        Problem(
          at: nil, path: "\(id).vehicles-kept", "a number of vehicles is below zero",
          expected: "vehicles a year, zero or more"))
    }
    return problems.isEmpty ? tooManyVehicles(in: mask, context) : problems
  }

  /// More vehicles kept than leave, or than there is use for.
  private func tooManyVehicles(in mask: ScopeMask, _ context: LeverContext) -> [Problem] {
    guard let most = vehiclesKept?.points.map(\.value).max(), most > 0,
      let limit = try? KeptVehicleLimit(mask, context)
    else { return [] }
    return limit.problem(with: most, path: "\(id).vehicles-kept").map { [$0] } ?? []
  }

  private var keys: [String] {
    var keys: [String] = []
    for material in Material.allCases where recycledContent[material] != nil {
      keys += [Self.baseKey(material), Self.priceKey(material)]
      keys += Self.purchases(of: material).map { Self.shareKey(material, $0.buyer) }
      keys += [
        LocalContent.passThroughKey, LocalContent.elasticityKey,
        LocalContent.exportElasticityKey,
      ]
    }
    if vehiclesKept != nil || repairCostCut != nil {
      keys += PurchaseBook.keys + [Self.taxKey, Self.partsMarginKey]
    }
    if vehiclesKept != nil { keys += Self.vehicleKeys }
    if repairCostCut != nil {
      keys += [
        Self.repairShareKey, Self.repairElasticityKey, Self.partsShareKey, Self.lessWorkKey,
      ]
    }
    return Set(keys).sorted()
  }

  private var codes: Set<String> {
    var codes: Set<String> = []
    for material in recycledContent.keys {
      codes.insert(Self.recycler)
      for purchase in Self.purchases(of: material) {
        codes.formUnion([purchase.buyer, purchase.primary])
      }
    }
    if vehiclesKept != nil {
      codes.formUnion([
        Self.recycler, Self.metals, Self.ores, Self.garages, AutomotiveBlock.otherComponents,
      ])
    }
    if repairCostCut != nil { codes.formUnion([Self.garages, AutomotiveBlock.otherComponents]) }
    return codes
  }

  /// Materials whose recycled share never exceeds today's.
  public func notices(over states: [LeverState]) -> [Notice] {
    guard intensity > 0, let catalogue = states.first?.context.catalogue else { return [] }
    let idle = Material.allCases.filter { material in
      guard let path = recycledContent[material],
        let base = catalogue[Self.baseKey(material)]?.central
      else { return false }
      return states.allSatisfy { path.value(in: $0.year) <= base / 100 }
    }
    guard !idle.isEmpty else { return [] }
    return [
      Notice(
        "recycled-content-not-binding",
        "\(id): the recycled shares asked for do not exceed today's: "
          + idle.map(\.rawValue).joined(separator: ", "))
    ]
  }
}
