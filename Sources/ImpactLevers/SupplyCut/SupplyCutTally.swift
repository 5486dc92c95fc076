import ImpactAxes
import ImpactDiagnostics
import ImpactEconomies

/// Sums of a cut for its figures, million EUR of the base year at base-year output.
struct SupplyCutTally {
  /// Regions whose accounts record too little from the origins to take the marked share out of it.
  var thin: Set<String> = []
  private var sums: [String: [String: Double]] = [:]
  private let lever: SupplyCut
  private let terms: SupplyCutTerms

  private static let use = "a year's use"
  private static let names = [
    "deliveries that fail", "replaced by other suppliers", "taken from stocks", "missing",
    "bought to refill stocks",
  ]

  init(_ lever: SupplyCut, _ terms: SupplyCutTerms) {
    self.lever = lever
    self.terms = terms
  }

  mutating func add(_ gap: SupplyGap.Year, use: Double, region: Int, _ context: LeverContext) {
    let place = context.economy.regions[region]
    let values = [gap.failing, gap.replaced, gap.drawn, gap.missing, gap.refilled]
    for code in [place.country] + (place.isEuropeanUnion ? ["EU27"] : []) {
      sums[code, default: [:]][Self.use, default: 0] += use
      for (name, value) in zip(Self.names, values) {
        sums[code, default: [:]][name, default: 0] += use * value
      }
    }
  }

  /// Figures by country and union, vehicles not made by region, and notices.
  func report(losses: [Int: Double], to state: inout LeverState) {
    let context = state.context
    let code = context.economy.industries[terms.product].code
    let subject =
      terms.marked < 1
      ? "\(code) (\(Self.percent(terms.marked)) % of it, the marked share)" : code
    let unit = "million EUR of \(context.economy.baseYear)"
    for (place, values) in sums.sorted(by: { $0.key < $1.key }) {
      for name in [Self.use] + Self.names {
        state.report("\(name), \(subject)", values[name] ?? 0, unit, at: place, lever: lever.id)
      }
    }
    reportVehicles(losses, unit: unit, &state)
    guard !thin.isEmpty else { return }
    state.notices.append(
      Notice(
        "supply-cut-thin-origin",
        "\(lever.id): the accounts record less from the failing origins than the marked share in "
          + "\(LeverContext.list(thin)); purchases there fall by what is recorded, output by the "
          + "whole shortage"))
  }

  /// λ·x₀ of vehicle assembly, and the vehicles in it.
  private func reportVehicles(
    _ losses: [Int: Double], unit: String, _ state: inout LeverState
  ) {
    let context = state.context
    guard let vehicles = context.vehicles else { return }
    let value = context.catalogue["vehicle.factory_value"]?.central
    var lost: [String: Double] = [:]
    var base: [String: Double] = [:]
    for s in context.economy.regions.indices {
      let output = context.vehicleOutput(s)
      guard output > 0 else { continue }
      let loss = output * (losses[context.economy.index(region: s, industry: vehicles)] ?? 0)
      let place = context.economy.regions[s]
      for code in Set([place.code, place.country] + (place.isEuropeanUnion ? ["EU27"] : [])) {
        lost[code, default: 0] += loss
        base[code, default: 0] += output
      }
    }
    for (place, amount) in lost.sorted(by: { $0.key < $1.key }) where amount > 0 {
      let all = base[place] ?? 0
      state.report(
        "vehicle output that cannot be made", amount, unit, at: place, lever: lever.id)
      state.report(
        "share of vehicle output that cannot be made", 100 * amount / all, "percent", at: place,
        lever: lever.id)
      if let value {
        state.report(
          "vehicles that cannot be made", 1000 * amount / value, "thousand vehicles", at: place,
          lever: lever.id)
      }
    }
  }

  static func percent(_ share: Double) -> String {
    let tenths = (share * 1000).rounded() / 10
    return tenths == tenths.rounded() ? "\(Int(tenths))" : "\(tenths)"
  }
}
