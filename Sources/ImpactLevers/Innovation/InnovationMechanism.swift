import ImpactAxes
public import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies
import ImpactNumerics

extension Innovation {
  /// Throws a `ProblemReport` for what `problems` would have named.
  public func act(on state: inout LeverState) throws {
    guard intensity > 0 else { return }
    let context = state.context
    var problems: [Problem] = []
    let mask = context.mask(of: regions, path: "\(id).regions", problems: &problems)
    guard problems.isEmpty else { throw ProblemReport(problems) }
    try addSoftware(in: mask, &state)
    try payResearch(in: mask, &state)
  }

  /// σ(t), EUR per EUR of vehicle output.
  func addedSoftware(in year: Int, _ context: LeverContext) throws -> Double {
    guard let softwareGrowth else { return 0 }
    let last = try until ?? context.catalogue.whole(Self.untilKey)
    var factor = 1.0
    for y in stride(from: (from ?? context.economy.updateYear) + 1, through: min(year, last), by: 1)
    {
      factor *= 1 + softwareGrowth.value(in: y)
    }
    return try intensity * context.catalogue.central(Self.shareKey) / 100 * (factor - 1)
  }

  private func addSoftware(in mask: ScopeMask, _ state: inout LeverState) throws {
    let context = state.context
    let added = try addedSoftware(in: state.year, context)
    guard added != 0, let vehicles = context.vehicles else { return }
    let catalogue = context.catalogue
    let split = try catalogue.central(Self.splitKey) / 100
    let offset = try hardwareOffset ?? catalogue.central(Self.offsetKey) / 100
    let valued = try valuedShare ?? catalogue.central(Self.valuedKey) / 100
    let places = SoftwarePlaces.of(mask, vehicles: vehicles, context)
    let replaced = replace(offset * added, places, vehicles, &state)
    raise(split * added, of: places.programming, places, vehicles, &state)
    raise((1 - split) * added, of: places.computers, places, vehicles, &state)
    report(added, replaced, places, &state)
    let costs = places.makers.map { s in
      PriceResponse.Cost(
        cell: context.economy.index(region: s, industry: vehicles),
        value: (added - replaced[s - places.regions.lowerBound]) * (1 - valued))
    }
    state.priceResponses.append(
      PriceResponse(
        lever: id, costs: costs.filter { $0.value != 0 }, of: context.economy.dimension,
        passThrough: try passThrough ?? catalogue.central(Self.passThroughKey),
        demandElasticity: try demandElasticity ?? catalogue.central(LocalContent.elasticityKey),
        exportElasticity: try exportElasticity
          ?? catalogue.central(LocalContent.exportElasticityKey), home: mask.regions))
  }

  /// All makers buy `amount` more of a product.
  private func raise(
    _ amount: Double, of product: SoftwarePlaces.Product?, _ places: SoftwarePlaces,
    _ vehicles: Int, _ state: inout LeverState
  ) {
    guard let product else { return }
    for (k, shares) in product.shares.enumerated() {
      var deltas = [Double](repeating: 0, count: shares.count)
      deltas.add(shares, shares.indices, times: amount)
      state.purchases.add(
        deltas, from: places.regions.lowerBound, buyer: vehicles, product: product.index,
        originClass: k, zone: nil)
    }
  }

  /// Takes up to `amount` out of purchases of other components; what is taken, by place.
  private func replace(
    _ amount: Double, _ places: SoftwarePlaces, _ vehicles: Int, _ state: inout LeverState
  ) -> [Double] {
    var taken = [Double](repeating: 0, count: places.regions.count)
    guard amount > 0, let hardware = places.hardware else { return taken }
    var (own, imported) = (taken, taken)
    own.setPositive(
      own.indices,
      of: state.lowestCoefficients(
        product: hardware, buyer: vehicles, originClass: 0, regions: places.regions),
      with: places.hardwareReach[0], times: 1)
    imported.setPositive(
      own.indices,
      of: state.lowestCoefficients(
        product: hardware, buyer: vehicles, originClass: 1, regions: places.regions),
      with: places.hardwareReach[1], times: 1)
    var factors = taken
    for s in places.makers {
      let n = s - places.regions.lowerBound
      let total = own[n] + imported[n]
      guard total > 0 else { continue }
      taken[n] = min(amount, total)
      factors[n] = -taken[n] / total
      if taken[n] < amount { state.notices.append(limited(in: s, state.context)) }
    }
    for (k, part) in [own, imported].enumerated() {
      state.purchases.add(
        part.times(factors), from: places.regions.lowerBound, buyer: vehicles, product: hardware,
        originClass: k, zone: nil)
    }
    return taken
  }

  private func limited(in region: Int, _ context: LeverContext) -> Notice {
    Notice(
      "software-offset-limited",
      "\(id): makers in \(context.economy.regions[region].code) buy fewer components than "
        + "software would replace; the rest is an extra cost")
  }

  /// Writes what makers add and replace, by country and for the union.
  private func report(
    _ added: Double, _ replaced: [Double], _ places: SoftwarePlaces, _ state: inout LeverState
  ) {
    guard state.wantsFigures else { return }
    var sums = SoftwareSums()
    for s in places.makers {
      sums.add(
        added: added, replaced: replaced[s - places.regions.lowerBound],
        output: state.context.vehicleOutput(s), place: state.context.economy.regions[s])
    }
    sums.report(lever: id, &state)
  }

  private func payResearch(in mask: ScopeMask, _ state: inout LeverState) throws {
    guard let research, state.year >= research.first.year else { return }
    let context = state.context
    let paid = intensity * research.value(in: state.year)
    guard paid > 0, let weights = RegionKey.vehicleOutput.shares(in: mask, context) else { return }
    let amount = try PriceLevel(context.catalogue).inAccounts(paid)
    let shares = try Self.researchProducts
      .map { try context.catalogue.central(Self.researchKey($0)) }
    let total = shares.reduce(0, +)
    var book = try PurchaseBook(lever: id, context)
    for (s, weight) in weights.enumerated() where weight > 0 {
      var bill = PurchaseBill()
      for (product, share) in zip(Self.researchProducts, shares) {
        bill.add(amount * weight * share / total, of: product)
      }
      try book.buy(bill, in: s, origin: .asBought(.government), payer: .government, &state)
    }
    try book.finance(amount, by: financing, weights: weights, &state)
    book.close(&state)
    state.report(
      "research money", amount, "million EUR of \(context.economy.baseYear)", at: "EU27", lever: id)
  }

  /// Unknown places, missing parameters and industries, impossible rates.
  public func problems(in context: LeverContext, years: [Int]) -> [Problem] {
    var problems: [Problem] = []
    _ = context.mask(of: regions, path: "\(id).regions", problems: &problems)
    if softwareGrowth == nil && research == nil {
      problems.append(
        Problem(
          at: nil, path: id, "the lever changes nothing",
          expected: "at least one of `software-growth`, `research`"))
    }
    var keys: [String] = []
    var codes: [String] = []
    if softwareGrowth != nil {
      keys += [Self.shareKey, Self.splitKey]
      if until == nil { keys.append(Self.untilKey) }
      if hardwareOffset == nil { keys.append(Self.offsetKey) }
      if valuedShare == nil { keys.append(Self.valuedKey) }
      if passThrough == nil { keys.append(Self.passThroughKey) }
      if demandElasticity == nil { keys.append(LocalContent.elasticityKey) }
      if exportElasticity == nil { keys.append(LocalContent.exportElasticityKey) }
      codes += [Self.software, Self.computers, AutomotiveBlock.otherComponents]
    }
    if research != nil {
      keys += PurchaseBook.keys + Self.researchProducts.map(Self.researchKey)
      codes += Self.researchProducts
    }
    problems += context.catalogue.problems(requiring: keys)
    problems += Set(codes).filter { context.industryIndex[$0] == nil }.sorted()
      .map {
        Problem(
          at: nil, path: id, "the economy has no industry `\($0)`",
          expected: "an economy with software, electronics and research")
      }
    for (name, value) in [("hardware-offset", hardwareOffset), ("valued-share", valuedShare)] {
      guard let value, !(value >= 0 && value <= 1) else { continue }
      problems.append(
        Problem(
          at: nil, path: "\(id).\(name)", "\(value) is no share", expected: "a share from 0 to 1"))
    }
    for (name, path) in [("software-growth", softwareGrowth), ("research", research)] {
      guard let path, path.points.contains(where: { !($0.value >= 0 && $0.value.isFinite) }) else {
        continue
      }
      problems.append(
        Problem(
          at: nil, path: "\(id).\(name)", "a value is below zero or no number",
          expected: "values of zero or more"))
    }
    return problems
  }

  /// What is left out.
  public func notices(over states: [LeverState]) -> [Notice] {
    guard intensity > 0, research != nil else { return [] }
    return [
      Notice(
        "research-returns",
        "\(id): research money is spending alone; what it brings later is not counted")
    ]
  }
}

/// Sums of software by place.
private struct SoftwareSums {
  private var added: [String: Double] = [:]
  private var replaced: [String: Double] = [:]
  private var output: [String: Double] = [:]

  mutating func add(added: Double, replaced: Double, output: Double, place: Region) {
    for code in Set([place.country] + (place.isEuropeanUnion ? ["EU27"] : [])) {
      self.added[code, default: 0] += added * output
      self.replaced[code, default: 0] += replaced * output
      self.output[code, default: 0] += output
    }
  }

  func report(lever: String, _ state: inout LeverState) {
    let unit = "million EUR of \(state.context.economy.baseYear)"
    let value = state.context.catalogue["vehicle.factory_value"]?.central
    for (place, sum) in added.sorted(by: { $0.key < $1.key }) {
      let gone = replaced[place] ?? 0
      state.report("added software and computers", sum, unit, at: place, lever: lever)
      state.report("components replaced by software", gone, unit, at: place, lever: lever)
      guard let value, let all = output[place], all > 0 else { continue }
      state.report(
        "extra cost of a vehicle for software", (sum - gone) / all * value, "EUR of the base year",
        at: place, lever: lever)
    }
  }
}
