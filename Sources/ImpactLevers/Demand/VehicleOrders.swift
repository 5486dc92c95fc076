import ImpactAxes
import ImpactDiagnostics

/// Vehicles bought by region and drive train, gathered and then placed with their makers.
///
/// A vehicle with extra parts e[i] made in r, where the mean vehicle holds ē[i,r] per EUR of V:
///
///     Δf[i,r] = n·(e[i] − V·ē[i,r]),  Δf[vehicle,r] = n·p − Σ_i Δf[i,r]
///
/// p is its basic price: the bill of a buyer equals what reaches final demand. Parts are bought as the
/// vehicle makers of r buy them. A vehicle from W is bought from W as a whole; where the mix of a maker
/// is not known, the mean vehicle is delivered. Assembly labour of r moves by
/// n·(Δf[vehicle,r]/x₀)·(ρ_k/ρ̄_r − 1) of its own.
struct VehicleOrders {
  /// Deliveries of one model.
  private struct Deliveries {
    let model: VehicleModel
    /// Vehicles by region of the maker.
    var made: [Double]
    var world = 0.0
  }

  var book: PurchaseBook
  private let models: VehicleModels
  private var deliveries: [Deliveries] = []
  private var names: [String: Int] = [:]
  private let vehicles: Int
  /// Value of vehicles bought more and less, by whether the Union makes them.
  private(set) var fromUnion = 0.0
  private(set) var fromOutside = 0.0

  init(lever: String, models: VehicleModels, _ state: LeverState) throws {
    guard let vehicles = state.context.vehicles else {
      throw ProblemReport([
        Problem(
          at: nil, path: lever, "the economy does not tell vehicle makers from other industries",
          expected: "an economy with the automotive block")
      ])
    }
    book = try PurchaseBook(lever: lever, state.context)
    self.models = models
    self.vehicles = vehicles
  }

  /// Buys vehicles of a model for use in a region; a negative number is not bought.
  ///
  /// `name` tells models apart. Throws a `ProblemReport` where nobody can deliver.
  mutating func buy(
    _ number: Double, _ model: VehicleModel, named name: String, in s: Int,
    origin: PurchaseBook.Origin, payer: PurchaseBook.Payer, _ state: inout LeverState
  ) throws {
    guard number != 0 else { return }
    let context = state.context
    let code = context.economy.industries[vehicles].code
    let bill = model.valuation.bill(number * model.paid, for: code)
    let value = bill.products[code] ?? 0
    book.record(value, payer: payer)
    try book.buy(bill.removing(code), in: s, origin: .asBought(.households), payer: payer, &state)
    let index = names[name] ?? deliveries.count
    if names[name] == nil {
      names[name] = index
      deliveries.append(
        Deliveries(
          model: model, made: [Double](repeating: 0, count: context.economy.regionCount)))
    }
    for (part, weight) in try book.places(of: vehicles, in: s, origin: origin, state) {
      for (r, share) in part.regions.enumerated() where share != 0 {
        deliveries[index].made[r] += number * weight * share
        let region = context.economy.regions[r]
        if region.isEuropeanUnion {
          fromUnion += value * weight * share
        } else {
          fromOutside += value * weight * share
        }
      }
      deliveries[index].world += number * weight * part.world
      fromOutside += value * weight * part.world
    }
  }

  /// Places all that was bought with its makers and closes the account.
  mutating func close(_ state: inout LeverState) throws {
    try place(&state)
    book.close(&state)
  }

  private mutating func place(_ state: inout LeverState) throws {
    let context = state.context
    let splitter = OriginSplitter(buyer: vehicles)
    var averages: [Int: [Int: Double]] = [:]
    var tables: [Int: OriginSplitter.Table] = [:]
    var labour = [Double](repeating: 0, count: context.economy.regionCount)
    for delivery in deliveries {
      let model = delivery.model
      let basic = model.valuation.basicValue(of: model.paid)
      state.demand.addFromWorld(delivery.world * basic)
      let products = Set(models.products).union(model.extra.keys).sorted()
      for r in context.economy.regions.indices where delivery.made[r] != 0 {
        let mix = state.producedMix(r)
        if averages[r] == nil { averages[r] = models.average(mix) }
        var parts = 0.0
        if let average = averages[r] {
          for i in products {
            let value =
              delivery.made[r]
              * ((model.extra[i] ?? 0) - model.combustionValue * (average[i] ?? 0))
            guard value != 0 else { continue }
            let table = tables[i] ?? splitter.table(ofProduct: i, context: context)
            tables[i] = table
            guard table.isSupplied[r] else { continue }
            let k = context.economy.index(region: r, industry: i)
            state.demand.add(table.own[r] * value, at: k, originClass: 0)
            state.demand.add(table.imported[r] * value, at: k, originClass: 1)
            parts += value
          }
        }
        let rest = delivery.made[r] * basic - parts
        state.demand.addAtOrigin(rest, at: context.economy.index(region: r, industry: vehicles))
        if let mix {
          labour[r] += rest * (model.assemblyLabour / (try models.averageLabour(mix)) - 1)
        }
      }
    }
    scale(labour, &state)
  }

  /// Moves assembly labour by region by a change in units of output.
  private func scale(_ labour: [Double], _ state: inout LeverState) {
    let context = state.context
    for (r, change) in labour.enumerated() where change != 0 {
      let output = context.vehicleOutput(r)
      guard output > 0 else { continue }
      state.scaleLabour(
        context.economy.index(region: r, industry: vehicles), by: 1 + change / output)
    }
  }
}
