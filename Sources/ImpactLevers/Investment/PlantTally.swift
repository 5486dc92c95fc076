import ImpactDiagnostics
import ImpactEconomies

/// What plants of a lever came to in a year; money in million EUR of the base year.
struct PlantTally {
  let lever: String
  var invested = 0.0
  var aid = 0.0
  var capacity = 0.0
  var output = 0.0
  var jobs = 0.0
  var valueAdded = 0.0
  var compensation = 0.0
  var displaced: (imports: Double, makers: Double) = (0, 0)
  private var capacityByRegion: [String: Double] = [:]
  private var jobsByRegion: [String: Double] = [:]

  init(lever: String) { self.lever = lever }

  mutating func add(_ plant: PlantAccount, capacity: Double, _ context: LeverContext) {
    output += plant.output
    jobs += plant.jobs
    valueAdded += plant.valueAdded
    compensation += plant.compensation
    let code = context.economy.regions[plant.region].code
    capacityByRegion[code, default: 0] += capacity
    jobsByRegion[code, default: 0] += plant.jobs
  }

  /// Figures of the union and of the regions with plants.
  func report(_ purchase: InvestmentPurchase, unit: String?, _ state: inout LeverState) {
    let million = "million EUR"
    for (figure, value) in [
      ("investment in plants, prices of the accounts", invested),
      ("public aid in it", aid), ("sales of the plants", output),
      ("sales taken from makers outside the union", displaced.imports),
      ("sales taken from other makers of the union", displaced.makers),
      ("value added of the plants", valueAdded),
    ] { state.report(figure, value, million, at: "EU27", lever: lever) }
    state.report("jobs in the plants", jobs, "persons", at: "EU27", lever: lever)
    if let unit { state.report("capacity that runs", capacity, unit, at: "EU27", lever: lever) }
    for code in jobsByRegion.keys.sorted() {
      state.report("jobs in the plants", jobsByRegion[code] ?? 0, "persons", at: code, lever: lever)
      if let unit {
        state.report(
          "capacity that runs", capacityByRegion[code] ?? 0, unit, at: code, lever: lever)
      }
    }
    guard !purchase.equipment.isEmpty, state.wantsFigures else { return }
    let made = purchase.makers(state.context)
    let total = purchase.equipment.values.reduce(0) { $0 + $1.reduce(0) { $0 + $1.value } }
    let union = made.indices.reduce(0) {
      state.context.economy.regions[$1].isEuropeanUnion ? $0 + made[$1] : $0
    }
    if total > 0 {
      state.report(
        "equipment made in the union", 100 * union / total, "percent", at: "EU27", lever: lever)
    }
  }
}

/// What every lever that builds plants needs.
enum InvestmentProject {
  /// Missing industries, shares of a basket that do not add up, unknown zones.
  static func problems(
    _ lever: String, kind: String, product: String, equipment: EquipmentOrigin?,
    _ context: LeverContext
  ) -> [Problem] {
    var problems: [Problem] = []
    do {
      let basket = try InvestmentBasket.of(kind, context)
      for code in Set(basket.industries + [product]).sorted()
      where context.industryIndex[code] == nil {
        problems.append(
          Problem(
            at: nil, path: lever, "the economy has no industry `\(code)`",
            expected: "an economy with the industries that build and run the plant"))
      }
    } catch let report as ProblemReport {
      problems += report.problems
    } catch {
      problems.append(Problem(at: nil, path: lever, "\(error)", expected: "a catalogue"))
    }
    if let zone = equipment?.zone {
      _ = context.mask(of: zone, path: "\(lever).equipment.zone", problems: &problems)
    }
    return problems
  }
}
