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
    let value = bill.value(of: code) ?? 0
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
      let bought = number * weight
      // Taken out of the list, so that no value is checked for other owners.
      var made: [Double] = []
      swap(&made, &deliveries[index].made)
      for (r, share) in part.regions.enumerated() where share != 0 { made[r] += bought * share }
      swap(&made, &deliveries[index].made)
      deliveries[index].world += bought * part.world
      fromUnion += value * weight * part.unionShare
      fromOutside += value * weight * (part.whole - part.unionShare)
    }
  }

  /// Places all that was bought with its makers and closes the account.
  mutating func close(_ state: inout LeverState) throws {
    try place(&state)
    book.close(&state)
  }

  private mutating func place(_ state: inout LeverState) throws {
    let (context, R) = (state.context, state.context.economy.regionCount)
    var (makers, labour) = (Makers(R), [Double](repeating: 0, count: R))
    for delivery in deliveries {
      let model = delivery.model
      let basic = model.valuation.basicValue(of: model.paid)
      state.demand.addFromWorld(delivery.world * basic)
      let products = Set(models.products).union(model.extra.keys).sorted()
        .map { product in
          (
            index: product, extra: model.extra[product] ?? 0,
            place: models.products.firstIndex(of: product)
          )
        }
      let tables = products.map {
        OriginSplitter(buyer: vehicles).table(ofProduct: $0.index, context: context)
      }
      for r in 0..<R where delivery.made[r] != 0 {
        try makers.know(r, models, state)
        var parts = 0.0
        if let average = makers.averages[r] {
          for (p, product) in products.enumerated() {
            let mean = product.place.map { average[$0] } ?? 0
            let value = delivery.made[r] * (product.extra - model.combustionValue * mean)
            guard value != 0, tables[p].isSupplied[r] else { continue }
            let k = context.economy.index(region: r, industry: product.index)
            state.demand.add(tables[p].own[r] * value, at: k, originClass: 0)
            state.demand.add(tables[p].imported[r] * value, at: k, originClass: 1)
            parts += value
          }
        }
        let rest = delivery.made[r] * basic - parts
        state.demand.addAtOrigin(rest, at: context.economy.index(region: r, industry: vehicles))
        if let mean = makers.labour[r] {
          labour[r] += rest * (model.assemblyLabour / mean - 1)
        }
      }
    }
    scale(labour, &state)
  }

  /// What the mean vehicle of a region's plants holds, worked out where it is asked for.
  private struct Makers {
    /// By region, in the order of the models' products; nil where the mix is not known.
    private(set) var averages: [[Double]?]
    /// Σ_k m[k]·ρ_k by region; nil where the mix is not known.
    private(set) var labour: [Double?]
    private var isKnown: [Bool]
    private var ratios = VehicleModels.LabourRatios()

    init(_ regions: Int) {
      averages = [[Double]?](repeating: nil, count: regions)
      labour = [Double?](repeating: nil, count: regions)
      isKnown = [Bool](repeating: false, count: regions)
    }

    mutating func know(_ r: Int, _ models: VehicleModels, _ state: LeverState) throws {
      guard !isKnown[r] else { return }
      isKnown[r] = true
      guard let mix = state.producedShares(r) else { return }
      averages[r] = models.average(mix)
      labour[r] = try models.averageLabour(mix, &ratios)
    }
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
