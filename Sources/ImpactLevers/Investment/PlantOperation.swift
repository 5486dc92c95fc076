import ImpactDiagnostics
import ImpactEconomies

/// A plant that runs, or no longer runs, in one year.
struct PlantOperation: Sendable {
  let lever: String
  let region: Int
  let industry: Int
  /// Million EUR of the base year; negative for a closure.
  var output: Double
  /// Persons; nil takes those of the region's industry.
  var jobs: Double?
  /// Part of all inputs that comes from a zone.
  var content: (zone: ScopeMask, share: Double)?
  /// Share of the jobs that people of the region hold.
  var localHiring = 1.0
}

extension LeverState {
  /// Lets a plant run: its output, value added, jobs and pay stand beside its region's industry, its
  /// inputs go to their suppliers.
  ///
  ///     V_a = v·V,  pay = w·jobs,  inputs_i = a_i·V
  ///
  /// Throws a `ProblemReport` where the content asked for cannot be reached.
  @discardableResult
  mutating func run(_ plant: PlantOperation) throws -> PlantAccount {
    let recipe = try PlantRecipe.of(plant.industry, in: plant.region, lever: plant.lever, context)
    var account = PlantAccount(
      lever: plant.lever, region: plant.region, industry: plant.industry, economy: context.economy)
    account.output = plant.output
    account.valueAdded = recipe.valueAdded * plant.output
    account.jobs = plant.jobs ?? recipe.persons * plant.output
    account.compensation = recipe.pay * account.jobs
    account.localPay = account.compensation * plant.localHiring
    if let content = plant.content {
      try buy(recipe, plant, content: content, &account)
    } else {
      for input in recipe.inputs {
        let at = context.economy.index(region: plant.region, industry: input.product)
        for k in 0...1 {
          plantInputs.add(input.shares[k] * plant.output, at: at, originClass: k)
          account.inputs += input.shares[k] * plant.output
        }
      }
    }
    account.takesMeanRecipe = recipe.isMean
    plants.append(account)
    return account
  }

  /// Inputs with a given part from a zone, each product by place of origin.
  private mutating func buy(
    _ recipe: PlantRecipe, _ plant: PlantOperation, content: (zone: ScopeMask, share: Double),
    _ account: inout PlantAccount
  ) throws {
    let key = "content sourcing \(plant.industry) \(plant.region)"
    let sourcing = context.economyMemo.value(key, of: content.zone) {
      ContentSourcing(recipe, region: plant.region, zone: content.zone, context)
    }
    let lines = try sourcing.lines(share: content.share, lever: plant.lever)
    for line in lines {
      for (suppliers, part) in [(line.inside, line.insideShare), (line.outside, line.outsideShare)]
      where part != 0 {
        guard let suppliers else { continue }
        let value = part * plant.output
        for (r, weight) in suppliers.regions.enumerated() {
          plantInputs.addAtOrigin(
            value * weight, at: context.economy.index(region: r, industry: line.product))
        }
        plantInputs.addFromWorld(value * suppliers.world)
        account.inputs += value
      }
    }
  }
}

/// Inputs of a plant parted into those from a zone and others.
///
///     inside′ = inside + x,  Σ inside′ = c·Σ inputs
///
/// x comes from (or goes to) the outside part of every product that both sides supply, in proportion.
struct ContentSourcing: Sendable {
  struct Line: Sendable {
    let product: Int
    let inside: Suppliers?
    let outside: Suppliers?
    var insideShare: Double
    var outsideShare: Double
    var canMove: Bool { inside != nil && outside != nil }
  }

  private let base: [Line]

  init(_ recipe: PlantRecipe, region: Int, zone: ScopeMask, _ context: LeverContext) {
    base = recipe.inputs.map { input in
      let total = input.shares[0] + input.shares[1]
      let all = Suppliers(
        product: input.product, region: region, shares: input.shares.map { $0 / total }, context)
      let inside = all.restricted(to: zone)
      let outside = all.restricted(to: context.complement(zone))
      let part = zip(all.regions, zone.regions)
        .reduce(zone.includesWorld ? all.world : 0) {
          $1.1 ? $0 + $1.0 : $0
        }
      return Line(
        product: input.product, inside: inside, outside: outside, insideShare: part * total,
        outsideShare: (1 - part) * total)
    }
  }

  /// Part of the inputs from the zone as they are bought today.
  var today: Double {
    base.reduce(0) { $0 + $1.insideShare }
      / base.reduce(0) { $0 + $1.insideShare + $1.outsideShare }
  }

  /// Lines with the share asked for; throws a `ProblemReport` with the reachable range.
  func lines(share: Double, lever: String) throws -> [Line] {
    let total = base.reduce(0) { $0 + $1.insideShare + $1.outsideShare }
    let missing = share * total - base.reduce(0) { $0 + $1.insideShare }
    let source = base.reduce(0) { sum, line in
      line.canMove ? sum + (missing > 0 ? line.outsideShare : line.insideShare) : sum
    }
    guard abs(missing) <= source else {
      let least = (missing > 0 ? source : -source) / total + today
      throw ProblemReport([
        Problem(
          at: nil, path: "\(lever).conditions.input-content",
          "inputs cannot be \(Int((100 * share).rounded())) % from the zone: "
            + "\(Int((100 * least).rounded())) % is as far as suppliers on both sides allow",
          expected: "a share within reach")
      ])
    }
    guard source > 0 else { return base }
    return base.map { line in
      guard line.canMove else { return line }
      var moved = line
      let x = missing * (missing > 0 ? line.outsideShare : line.insideShare) / source
      moved.insideShare += x
      moved.outsideShare -= x
      return moved
    }
  }
}

extension Sequence<LeverState> {
  /// Regions whose plants take the union's mean recipe; none without such plants.
  func meanRecipes(of lever: String, product: String) -> [Notice] {
    var codes: Set<String> = []
    for state in self {
      for plant in state.plants where plant.lever == lever && plant.takesMeanRecipe {
        codes.insert(state.context.economy.regions[plant.region].code)
      }
    }
    guard !codes.isEmpty else { return [] }
    return [
      Notice(
        "plant-mean-recipe",
        "\(lever): the countries of \(LeverContext.list(codes)) make no \(product); plants there buy "
          + "as the union's makers do")
    ]
  }
}
