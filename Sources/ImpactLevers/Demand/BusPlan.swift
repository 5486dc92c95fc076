import ImpactAxes
import ImpactDocuments

/// Buses that a rule buys, swaps and moves in one year, before its budget.
struct BusPlan {
  private let diesel: VehicleModel
  private let electric: VehicleModel
  private let dear: VehicleModel
  private let number: Double
  private let additional: Double
  private let share: Double
  private let shareBefore: Double
  private let origin: Double
  private let originBefore: Double
  private let level: PriceLevel

  init(_ lever: Procurement, _ state: LeverState) throws {
    let context = state.context
    let catalogue = context.catalogue
    let valuation = try Valuation(.vehicles, deductsTax: true, catalogue)
    level = try PriceLevel(catalogue)
    let prices = try [Procurement.dieselKey, Procurement.electricKey]
      .map { try catalogue.central($0) }
    let premium = try lever.premium ?? catalogue.central(Procurement.premiumKey) / 100
    let parts = SpendingBasket.entries(Procurement.extraPrefix, catalogue)
    let whole = parts.values.sorted().reduce(0, +)
    let labour = try DriveTrain().assemblyRatio(.bev, catalogue)
    let level = level
    func model(_ price: Double, extra: Double, labour: Double) -> VehicleModel {
      let gap = valuation.basicValue(of: level.inAccounts(extra) / 1e6)
      var products: [Int: Double] = [:]
      for (code, part) in parts where extra != 0 {
        guard let i = context.industryIndex[code] else { continue }
        products[i] = gap * part / whole
      }
      return VehicleModel(
        paid: level.inAccounts(price) / 1e6, valuation: valuation,
        combustionValue: valuation.basicValue(of: level.inAccounts(prices[0]) / 1e6),
        extra: products, assemblyLabour: labour)
    }
    let extra = prices[1] - prices[0]
    diesel = model(prices[0], extra: 0, labour: 1)
    electric = model(prices[1], extra: extra, labour: labour)
    dear = model(prices[1] * (1 + premium), extra: extra, labour: labour)
    number = lever.buses.value(in: state.year)
    additional = lever.additional
    let today = try catalogue.central(Procurement.shareKey) / 100
    shareBefore = lever.zeroEmissionBefore?.value(in: state.year) ?? today
    share = lever.zeroEmission?.value(in: state.year) ?? shareBefore
    originBefore = try catalogue.central(Procurement.originKey) / 100
    origin = max(originBefore, lever.floor?.value(in: state.year) ?? 0)
  }

  /// Electric buses that are bought anyway.
  private var kept: Double { (1 - additional) * number * min(share, shareBefore) }
  /// Electric buses bought more, in place of diesel buses or beside them.
  private var electricMore: Double {
    (1 - additional) * number * (share - shareBefore) + additional * number * share
  }
  private var dieselMore: Double {
    -(1 - additional) * number * (share - shareBefore) + additional * number * (1 - share)
  }
  /// Electric buses that come from the zone because of the floor.
  private var moved: Double { (origin - originBefore) * (kept + max(0, electricMore)) }

  /// What governments pay more, million EUR of 2024.
  var cost: Double {
    max(
      0,
      level.inPricesOf2024(
        electricMore * electric.paid + dieselMore * diesel.paid + moved
          * (dear.paid - electric.paid)))
  }

  /// Buys a part of the plan in a region.
  func buy(
    _ part: Double, in s: Int, zone: ScopeMask, _ orders: inout VehicleOrders,
    _ state: inout LeverState
  ) throws {
    func order(
      _ number: Double, _ model: VehicleModel, _ name: String, _ origin: PurchaseBook.Origin
    ) throws {
      try orders.buy(
        part * number, model, named: name, in: s, origin: origin, payer: .government, &state)
    }
    try order(dieselMore, diesel, "diesel", .asBought(.households))
    // Electric buses from the zone without a floor, those that the floor brings, and the rest.
    let more = electricMore
    try order(more * originBefore, electric, "electric", .zone(zone, share: 1))
    try order(more * (1 - originBefore), electric, "electric", .zone(zone.complement, share: 1))
    try order(moved, dear, "dear", .zone(zone, share: 1))
    try order(-moved, electric, "electric", .zone(zone.complement, share: 1))
  }

  func report(
    _ lever: Procurement, q: Double, shares: [Double], paid: [Double], _ book: PurchaseBook,
    _ state: inout LeverState
  ) {
    let economy = state.context.economy
    var figures = PlaceFigures(lever: lever.id)
    for (s, share) in shares.enumerated() where share != 0 {
      let region = economy.regions[s]
      for (name, value) in [
        ("buses bought under the rule", number), ("electric buses bought more", electricMore),
        ("electric buses that the floor brings to the zone", moved),
      ] {
        figures.add(name, q * share * value, "buses", at: region)
      }
      figures.add(
        "public money", level.inPricesOf2024(paid[s]), "million EUR of 2024", at: region)
    }
    figures.report(to: &state)
    book.reportTaxes(level, &state)
  }
}
