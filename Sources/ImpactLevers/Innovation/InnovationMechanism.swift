import ImpactAxes
public import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

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
    let last = try until ?? Int(context.catalogue.central(Self.untilKey))
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
    var cost = IndexTable()
    var sums = SoftwareSums()
    let makers = context.assemblers(in: mask)
    let replaced = replace(offset * added, regions: makers, vehicles, &state)
    for (code, share) in [(Self.software, split), (Self.computers, 1 - split)] {
      guard let product = context.industryIndex[code] else { continue }
      state.raisePurchases(
        makers.map { _ in share * added }, product: product, buyer: vehicles, regions: makers)
    }
    for (n, s) in makers.enumerated() {
      cost[context.economy.index(region: s, industry: vehicles)] =
        (added - replaced[n]) * (1 - valued)
      guard state.wantsFigures else { continue }
      sums.add(
        added: added, replaced: replaced[n], output: context.vehicleOutput(s),
        place: context.economy.regions[s])
    }
    state.priceResponses.append(
      PriceResponse(
        lever: id, cost: cost, of: context.economy.dimension,
        passThrough: try passThrough ?? catalogue.central(Self.passThroughKey),
        demandElasticity: try demandElasticity ?? catalogue.central(LocalContent.elasticityKey),
        exportElasticity: try exportElasticity
          ?? catalogue.central(LocalContent.exportElasticityKey), home: mask.regions))
    sums.report(lever: id, &state)
  }

  /// Takes up to `amount` out of purchases of other components; what is taken, region by region.
  private func replace(
    _ amount: Double, regions: [Int], _ vehicles: Int, _ state: inout LeverState
  ) -> [Double] {
    let context = state.context
    var taken = regions.map { _ in 0.0 }
    guard amount > 0, let hardware = context.industryIndex[AutomotiveBlock.otherComponents] else {
      return taken
    }
    let first = hardware * context.economy.regionCount
    var parts = (0...1)
      .map { k in
        let reach = context.reach[k]
        let lowest = state.lowestCoefficients(
          product: hardware, buyer: vehicles, originClass: k, regions: regions)
        return regions.indices.map { reach[first + regions[$0]] ? max(0, lowest[$0]) : 0 }
      }
    for (n, s) in regions.enumerated() {
      let total = parts[0][n] + parts[1][n]
      guard total > 0 else { continue }
      taken[n] = min(amount, total)
      if taken[n] < amount {
        state.notices.append(
          Notice(
            "software-offset-limited",
            "\(id): makers in \(context.economy.regions[s].code) buy fewer components than "
              + "software would replace; the rest is an extra cost"))
      }
      for k in 0...1 { parts[k][n] *= -taken[n] / total }
    }
    for k in 0...1 {
      state.purchases.add(
        parts[k], at: regions, buyer: vehicles, product: hardware, originClass: k, zone: nil)
    }
    return taken
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
