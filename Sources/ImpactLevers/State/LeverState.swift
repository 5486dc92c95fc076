package import ImpactDiagnostics

/// One year of a scenario while its levers act, in the order of the scenario's list.
///
/// A lever sees what those before it did: the changed coefficients decide what it finds.
public struct LeverState: Sendable {
  /// What levers read.
  public let context: LeverContext
  /// The year in which levers act.
  public let year: Int
  /// Changes of input coefficients so far.
  package var purchases = PurchaseChanges()
  /// Factors on employment and compensation per unit of output, by index `r * S + i`.
  package var labour: IndexTable
  /// Σ over vehicle classes of the change of assembly labour, share of the industry's, by region.
  ///
  /// Classes are parts of one industry, so their changes add up and do not multiply.
  package var assemblyLabour = IndexTable()
  /// Factors on employment and compensation per unit of a change of output.
  ///
  /// New plants need other labour than those of the base year; what exists keeps its labour.
  package var marginalLabour: IndexTable
  /// Changes of final demand so far.
  package var demand: DemandChanges
  /// Industries that levers set up where the accounts have none, by index.
  package var entrants: [Int: Entrant.Account] = [:]
  /// What buyers take from them, EUR per EUR of the buyer's output by region of the plant.
  package var entrantDeliveries: [PurchaseCell: [Int: Double]] = [:]
  /// Sum of these deliveries that no account of a lever holds yet, million EUR.
  package var entrantSales = 0.0
  package var accounts: [SpendingAccount] = []
  /// Plants that levers set up or close.
  package var plants: [PlantAccount] = []
  /// What these plants buy; their suppliers' first round counts as indirect.
  package var plantInputs = DemandChanges()
  /// What new plants took from other makers so far, by product.
  package var displacedFrom: [Int: DisplacedSales] = [:]
  /// What plants that replace their part in the transition buy, take and leave themselves.
  package var ownOfPlants = DemandChanges()
  /// Announced changes of jobs, by region-industry.
  package var events: [Int: EventTarget] = [:]
  /// What levers with public money add to final demand, by lever; for figures alone.
  package var publicDemand: [(lever: String, demand: DemandChanges)] = []
  /// Growth of labour productivity, by index.
  package var productivity: [Int: ProductivityGrowth] = [:]
  package var priceResponses: [PriceResponse] = []
  /// Σ (f − 1) of volume paths by destination, W last; empty where none acts.
  package var vehicleVolume: [Double] = []
  package var figures: [LeverReading] = []
  package var notices: [Notice] = []
  /// Purchases before and after each content rule.
  package var contentRules: [ContentRuleTrace] = []
  /// Shares of the output otherwise made that stay feasible, by index; see `limitOutput`.
  package var outputLimits: [Int: Double] = [:]
  /// What rules have asked of suppliers with a limit so far, million EUR, by product and country.
  package var suppliesUsed: [Int: [Double]] = [:]
  /// Markets and plants of vehicles as levers have left them so far.
  package var vehicles = VehicleTrace()
  /// What the solution of this year said in the round before.
  package let feedback: LeverFeedback

  package init(context: LeverContext, year: Int, feedback: LeverFeedback = LeverFeedback()) {
    let cells = context.economy.dimension
    labour = IndexTable(room: cells)
    marginalLabour = labour
    demand = DemandChanges(room: cells)
    self.context = context
    self.year = year
    self.feedback = feedback
  }

  /// The same state with another feedback.
  package func with(_ feedback: LeverFeedback) -> LeverState {
    var copy = LeverState(context: context, year: year, feedback: feedback)
    copy.purchases = purchases
    copy.labour = labour
    copy.entrantDeliveries = entrantDeliveries
    copy.contentRules = contentRules
    return copy
  }

  /// a_k′[i,j,s] with the changes that reach every origin, EUR per EUR of output.
  package func commonCoefficient(_ cell: PurchaseCell, originClass: Int) -> Double {
    var sum = base(cell, originClass: originClass)
    purchases.forEachPart(of: cell, originClass: originClass) { zone, delta in
      if zone == nil { sum += delta }
    }
    return sum
  }

  /// What plants without makers in the accounts deliver to a cell, EUR per EUR of output: all of it,
  /// and the part from a zone.
  package func delivered(
    to cell: PurchaseCell, from zone: ScopeMask
  ) -> (all: Double, inside: Double) {
    guard let byRegion = entrantDeliveries[cell] else { return (0, 0) }
    return byRegion.keys.sorted()
      .reduce((0, 0)) { sum, r in
        let value = byRegion[r] ?? 0
        return (sum.0 + value, sum.1 + (zone.regions[r] ? value : 0))
      }
  }

  /// Writes what was delivered from new plants since the last call as spending of businesses.
  package mutating func bookEntrantSales(lever: String) {
    guard entrantSales != 0 else { return }
    var account = SpendingAccount(lever: lever)
    account.spending = entrantSales
    account.basic = entrantSales
    accounts.append(account)
    entrantSales = 0
  }

  /// The lowest coefficient that any origin of a class meets.
  package func lowestCoefficient(_ cell: PurchaseCell, originClass: Int) -> Double {
    base(cell, originClass: originClass) + purchases.lowest(of: cell, originClass: originClass)
  }

  package func base(_ cell: PurchaseCell, originClass: Int) -> Double {
    context.technology.coefficient(
      originClass: originClass, product: cell.product, buyer: cell.buyer, region: cell.region)
  }

  package mutating func scaleLabour(_ index: Int, by factor: Double) {
    guard factor != 1 else { return }
    labour.multiply(by: factor, at: index)
  }
}

extension LeverState {
  package mutating func scaleMarginalLabour(_ index: Int, by factor: Double) {
    guard factor != 1 else { return }
    marginalLabour.multiply(by: factor, at: index)
  }

  /// Adds one class's change to the labour of vehicle assembly, 1 + Σ_c Δ_c.
  package mutating func shiftAssemblyLabour(
    of region: Int, _ vehicles: Int, by change: Double
  ) {
    let before = assemblyLabour.add(change, at: region)
    scaleLabour(
      region * context.economy.industryCount + vehicles, by: (1 + before + change) / (1 + before))
  }

  /// Lets a lever act and keeps apart what it buys where governments pay.
  package mutating func apply(_ lever: any Lever) throws {
    // A copy that nobody reads would make the lever copy what it writes.
    guard wantsFigures else { return try lever.act(on: &self) }
    let (before, known) = (demand, accounts.count)
    try lever.act(on: &self)
    guard accounts.dropFirst(known).contains(where: { $0.byGovernment + $0.transfers != 0 }) else {
      return
    }
    publicDemand.append((lever.id, demand.difference(from: before)))
  }

  /// Whether anybody reads the figures; a lever may leave out work that serves figures alone.
  package var wantsFigures: Bool { context.wantsFigures }

  /// Adds a figure of a lever, where figures are wanted.
  package mutating func report(
    _ figure: String, _ value: Double, _ unit: String, at place: String, lever: String
  ) {
    guard wantsFigures else { return }
    figures.append(
      LeverReading(
        lever: lever, place: place, year: year, figure: figure, value: value, unit: unit))
  }
}

/// A figure that a lever reads off in one year.
package struct LeverReading: Sendable, Hashable {
  package let lever: String
  /// Region code, country code or `EU27`.
  package let place: String
  package let year: Int
  package let figure: String
  package let value: Double
  package let unit: String

  package init(
    lever: String, place: String, year: Int, figure: String, value: Double, unit: String
  ) {
    self.lever = lever
    self.place = place
    self.year = year
    self.figure = figure
    self.value = value
    self.unit = unit
  }
}
