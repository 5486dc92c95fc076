import ImpactEconomies
import ImpactLevers
import ImpactNumerics
import Synchronization

/// Prices of vehicles that answer extra costs, in coordinates, for coalitions side by side.
///
///     p = Aᵀp + g,  g = Δc + (A_C − A)ᵀp,  p ≈ V a,  (I − Aᵀ)V = QR,  a = R⁻¹Qᵀg
///
/// V are leading modes of solved prices. The answer is Aᵀp + g with p from coordinates, so that what they miss
/// counts with its inputs alone.
final class CoalitionPrices: Sendable {
  private let economy: Economy
  private let basis: ResponseBasis
  /// V R⁻¹, Q and Aᵀ V R⁻¹, n×modes.
  private let prices: SingleMatrix
  private let q: SingleMatrix
  private let passed: SingleMatrix
  private let layers = Mutex<[PurchaseKey: SingleMatrix]>([:])

  /// Change of a in a round, relative to a, at which rounds end.
  private static let tolerance: Float = 2e-5
  private static let mostRounds = 16
  /// Difference of the two readings of p, relative to p, above which a coalition is solved in full.
  private static let largestGap: Float = 1e-2

  var modes: Int { q.columns }

  /// V R⁻¹, Q and Aᵀ V R⁻¹, n×modes.
  struct Modes: Sendable {
    let prices: SingleMatrix
    let q: SingleMatrix
    let passed: SingleMatrix
  }

  init(_ modes: Modes, basis: ResponseBasis) {
    (prices, q, passed) = (modes.prices, modes.q, modes.passed)
    self.basis = basis
    economy = basis.economy
  }

  /// Modes of solved prices; nil where none answer.
  static func modes(
    of sample: Matrix, tolerance: Double, most: Int, accounts: OriginClassOperator
  ) throws -> Modes? {
    guard sample.columns > 0 else { return nil }
    let v = try ResponseModes.leading(of: sample, tolerance: tolerance, most: most)
    let systems = [Int](repeating: 0, count: v.columns)
    let bought = accounts.transposedApplied(to: v, systems: systems)
    let w = Matrix(
      rows: v.rows, columns: v.columns, values: zip(v.values, bought.values).map(-))
    let (q, r) = try ResponseModes.orthonormal(w)
    return Modes(
      prices: SingleMatrix(ResponseModes.divided(v, by: r)), q: SingleMatrix(q),
      passed: SingleMatrix(ResponseModes.divided(bought, by: r)))
  }

  /// Prices of the purchases of a key from coordinates, R×modes.
  func layer(_ key: PurchaseKey) -> SingleMatrix {
    if let known = layers.withLock({ $0[key] }) { return known }
    var rows = at(key.product, prices)
    if let zone = key.zone {
      for c in 0..<rows.columns {
        for r in 0..<rows.rows where !zone.regions[r] { rows[r, c] = 0 }
      }
    }
    let made = basis.trade(product: key.product, originClass: key.originClass)
      .multiplied(by: rows, transposed: true)
    layers.withLock { $0[key] = made }
    return made
  }

  /// Coordinates of an extra cost, QᵀΔc.
  func coordinates(of costs: [PriceResponse.Cost]) -> [Float] {
    let values = SingleMatrix(rows: costs.count, columns: 1, values: costs.map { Float($0.value) })
    return projector(at: costs.map(\.cell)).multiplied(by: values).values
  }

  /// Q at some cells, modes×cells.
  func projector(at cells: [Int]) -> SingleMatrix { q.transposedRows(cells) }

  private func at(_ industry: Int, _ matrix: SingleMatrix) -> SingleMatrix {
    matrix.rows((0..<economy.regionCount).map { $0 * economy.industryCount + industry })
  }

  /// Δp of vehicles by region for every response of every state; nil where coordinates do not carry it.
  ///
  /// `cells` hold what the states change, `rows` what prices say of these cells and the costs of the states.
  /// Rounds begin at `start` of QᵀΔc; their ends are returned beside the prices, modes×tasks.
  func vehiclePrices(
    _ tasks: PriceTasks, _ cells: YearCells, _ rows: PriceCells, vehicles: Int,
    start: (SingleMatrix) -> SingleMatrix
  ) -> ([[[Float]]?], SingleMatrix) {
    let owners = tasks.owners
    guard !owners.isEmpty else {
      return (
        [[[Float]]?](repeating: [], count: tasks.states.count),
        SingleMatrix(rows: modes, columns: 0)
      )
    }
    let fixed = SingleMatrix(
      rows: modes, columns: owners.count, values: rows.costs.flatMap(\.coordinates))
    let systems = owners.map { cells.systems.of[$0] }
    func side(_ a: SingleMatrix) -> SingleMatrix {
      cells.terms.transposedApplied(
        to: rows.paid.multiplied(by: a), owners: systems)
    }
    var a = start(fixed)
    var moved = [Float](repeating: .infinity, count: owners.count)
    for _ in 0..<Self.mostRounds where moved.contains(where: { $0 > Self.tolerance }) {
      var next = fixed
      next.add(rows.projector, times: side(a))
      moved = CoalitionRounds.movement(a, next, modes: modes)
      a = next
    }
    let near = at(vehicles, prices).multiplied(by: a)
    var found = at(vehicles, passed).multiplied(by: a)
    let (R, S) = (economy.regionCount, economy.industryCount)
    for (t, cost) in rows.costs.enumerated() {
      for own in cost.costs where own.cell % S == vehicles {
        found[own.cell / S, t] += Float(own.value)
      }
    }
    let levels = cells.terms.levels.cells
    found.add(side(a)) { levels[$0] / R == vehicles ? levels[$0] % R : nil }
    var task = 0
    let prices = tasks.states.map { state -> [[Float]]? in
      var result: [[Float]] = []
      var isCarried = true
      for _ in state.priceResponses {
        let (rough, fine) = (near.column(task), found.column(task))
        let size = fine.reduce(0) { max($0, abs($1)) }
        let gap = zip(rough, fine).reduce(0) { max($0, abs($1.0 - $1.1)) }
        if !(moved[task] <= Self.tolerance && gap <= Self.largestGap * size) { isCarried = false }
        result.append(fine)
        task += 1
      }
      return isCarried ? result : nil
    }
    return (prices, a)
  }
}

/// Extra costs of some states, one after the other.
struct PriceTasks {
  let states: [LeverState]
  /// State of each cost.
  let owners: [Int]
  /// Costs that answer the same question: the lever, and which of its costs.
  private let questions: [String: [Int]]
  private let coalitions: [Coalition]

  init(_ states: [LeverState], _ coalitions: [Coalition]) {
    self.states = states
    owners = states.indices.flatMap { c in states[c].priceResponses.map { _ in c } }
    self.coalitions = owners.map { coalitions[$0] }
    var questions: [String: [Int]] = [:]
    var task = 0
    for state in states {
      var seen: [String: Int] = [:]
      for response in state.priceResponses {
        seen[response.lever, default: 0] += 1
        questions["\(response.lever) \(seen[response.lever] ?? 0)", default: []].append(task)
        task += 1
      }
    }
    self.questions = questions
  }

  func start(_ known: YearInteractions, fixed: SingleMatrix) -> SingleMatrix {
    var result = fixed
    for (question, tasks) in questions {
      guard let interactions = known.costs[question] else { continue }
      let start = interactions.start(
        tasks.map { coalitions[$0] }, fixed: fixed.gathered(tasks))
      for (c, task) in tasks.enumerated() { result.setColumn(task, to: start, column: c) }
    }
    return result
  }

  func learn(_ solved: SingleMatrix, _ known: inout YearInteractions) {
    for (question, tasks) in questions {
      known.costs[question, default: CoalitionInteractions()]
        .learn(solved.gathered(tasks), tasks.map { coalitions[$0] })
    }
  }
}

extension SingleMatrix {
  /// Adds row k of other values to row `place(k)`, where it has one.
  fileprivate mutating func add(_ other: SingleMatrix, _ place: (Int) -> Int?) {
    for k in 0..<other.rows {
      guard let row = place(k) else { continue }
      for c in 0..<columns { self[row, c] += other[k, c] }
    }
  }
}
