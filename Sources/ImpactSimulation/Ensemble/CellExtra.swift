import ImpactEconomies
import ImpactLevers

/// What a draw adds to an indicator of a cell beside its coefficient times the change of output.
struct CellExtra: Sendable, Hashable {
  /// `indicator * n + cell`, indicators in the order of `Indicator.allCases`.
  let slot: Int
  /// In the indicator's unit.
  let value: Double
}

/// How the accounts of one draw and year leave those of the economy.
///
///     indicator = q·Δx + Σ extras,  extra = a·Δx + b
///
/// Labour factors λ of levers and μ of new plants: a = e·(λμ − 1), b = e·(λ − 1)·x₀. An industry that
/// levers set up where the accounts have none has the coefficients of its lever. Plants that levers set
/// up count with what they state.
struct DrawnAccount: Sendable {
  struct Term: Sendable {
    let slot: Int32
    let cell: Int32
    let a: Double
    let b: Double
  }

  /// Income that households earn beside w·Δx: a·Δx + b, EUR of the cell's region.
  struct Pay: Sendable {
    let cell: Int32
    let a: Double
    let b: Double
  }

  /// By slot, ascending; no slot twice but those of plants.
  private(set) var terms: [Term] = []
  private(set) var pay: [Pay] = []

  /// `households` nil leaves income out.
  init(
    _ state: LeverState, economy: Economy, coefficients: UnitCoefficients,
    households: HouseholdIncome?
  ) {
    let (x0, n) = (economy.satellites.output, economy.dimension)
    var cells = state.labour.keys
    let more = state.marginalLabour.keys.filter { state.labour[$0] == nil }
    if !more.isEmpty { cells = (cells + more).sorted() }
    let new = state.entrants.keys.sorted()
    if !new.isEmpty { cells = Set(cells).union(new).sorted() }
    for (index, indicator) in Indicator.allCases.enumerated() where indicator != .output {
      for k in cells {
        let unit = coefficients.of(indicator)?[k] ?? 1
        add(
          Self.term(indicator, k, unit, state, x0: x0[k], slot: index * n + k))
      }
    }
    if let households {
      for k in cells { add(Self.pay(k, state, households, x0: x0[k])) }
    }
    for plant in state.plants { add(plant, state, households, dimension: n) }
    if !state.plants.isEmpty { terms.sort { ($0.slot, $0.b) < ($1.slot, $1.b) } }
  }

  private mutating func add(_ term: Term) {
    if term.a != 0 || term.b != 0 { terms.append(term) }
  }

  private mutating func add(_ entry: Pay) {
    if entry.a != 0 || entry.b != 0 { pay.append(entry) }
  }

  private static func term(
    _ indicator: Indicator, _ k: Int, _ unit: Double, _ state: LeverState, x0: Double, slot: Int
  ) -> Term {
    let labour = indicator.followsLabour ? state.labour[k] ?? 1 : 1
    let change = indicator.followsLabour ? labour * (state.marginalLabour[k] ?? 1) : 1
    if x0 == 0, let account = state.entrants[k] {
      return Term(
        slot: Int32(slot), cell: Int32(k), a: change * account.unit(indicator), b: 0)
    }
    guard unit.isFinite else { return Term(slot: Int32(slot), cell: Int32(k), a: 0, b: 0) }
    return Term(
      slot: Int32(slot), cell: Int32(k), a: unit * (change - 1), b: unit * (labour - 1) * x0)
  }

  private static func pay(
    _ k: Int, _ state: LeverState, _ households: HouseholdIncome, x0: Double
  ) -> Pay {
    let usual = households.income[k]
    let labour = state.labour[k] ?? 1
    let own = max(usual, (state.entrants[k]?.compensation ?? 0) * households.spentShare)
    return Pay(
      cell: Int32(k), a: own * labour * (state.marginalLabour[k] ?? 1) - usual,
      b: usual * (labour - 1) * x0)
  }

  private mutating func add(
    _ plant: PlantAccount, _ state: LeverState, _ households: HouseholdIncome?, dimension n: Int
  ) {
    for (index, indicator) in Indicator.allCases.enumerated() {
      let value =
        switch indicator {
        case .output: plant.output
        case .valueAdded: plant.valueAdded
        case .employment: plant.jobs * state.statedPersons(plant.index)
        case .compensation: plant.compensation
        }
      add(
        Term(slot: Int32(index * n + plant.index), cell: Int32(plant.index), a: 0, b: value))
    }
    if let households {
      add(Pay(cell: Int32(plant.index), a: 0, b: households.spentShare * plant.localPay))
    }
  }

  /// Extras in ascending order of slots, each slot once.
  func extras(output: (Int) -> Double) -> [CellExtra] {
    var result: [CellExtra] = []
    result.reserveCapacity(terms.count)
    for term in terms {
      let value = term.b + (term.a == 0 ? 0 : term.a * output(Int(term.cell)))
      if let last = result.last, last.slot == Int(term.slot) {
        result[result.count - 1] = CellExtra(slot: last.slot, value: last.value + value)
      } else {
        result.append(CellExtra(slot: Int(term.slot), value: value))
      }
    }
    return result
  }
}
