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
    let (labour, marginal) = (state.labour, state.marginalLabour)
    let factors = cells.map {
      LabourFactors(index: $0, own: labour[$0] ?? 1, marginal: marginal[$0] ?? 1)
    }
    for (index, indicator) in Indicator.allCases.enumerated() where indicator != .output {
      let units = coefficients.of(indicator) ?? []
      for cell in factors {
        let k = cell.index
        add(
          Self.term(
            indicator, cell, units.isEmpty ? 1 : units[k], state, x0: x0[k], slot: index * n + k))
      }
    }
    if let households {
      for cell in factors { add(Self.pay(cell, state, households, x0: x0[cell.index])) }
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

  /// λ and μ of a cell.
  private struct LabourFactors {
    let index: Int
    let own: Double
    let marginal: Double
  }

  private static func term(
    _ indicator: Indicator, _ cell: LabourFactors, _ unit: Double, _ state: LeverState, x0: Double,
    slot: Int
  ) -> Term {
    let labour = indicator.followsLabour ? cell.own : 1
    let change = indicator.followsLabour ? labour * cell.marginal : 1
    let place = Int32(cell.index)
    if x0 == 0, let account = state.entrants[cell.index] {
      return Term(slot: Int32(slot), cell: place, a: change * account.unit(indicator), b: 0)
    }
    guard unit.isFinite else { return Term(slot: Int32(slot), cell: place, a: 0, b: 0) }
    return Term(
      slot: Int32(slot), cell: place, a: unit * (change - 1), b: unit * (labour - 1) * x0)
  }

  private static func pay(
    _ cell: LabourFactors, _ state: LeverState, _ households: HouseholdIncome, x0: Double
  ) -> Pay {
    let usual = households.income[cell.index]
    let entrant = state.entrants[cell.index]?.compensation ?? 0
    let own = max(usual, entrant * households.spentShare)
    return Pay(
      cell: Int32(cell.index), a: own * cell.own * cell.marginal - usual,
      b: usual * (cell.own - 1) * x0)
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
