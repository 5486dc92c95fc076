public import ImpactDiagnostics
public import ImpactEconomies
import ImpactNumerics

/// What is rationed when makers can produce only part of what they made in the base year.
///
///     capacity[k] = share[k] · x₀[k]   for makers with a share of their own
///     capacity[k] = (1 + headroom) · x₀[k]   for all others
///
/// on a table of regions and industries. Other makers of the same product may deliver in place of a maker
/// that lost capacity, `substitution` of what it lost at most. Accounts hold a little of everything in
/// everything, so a buyer for whom a short product is no more than `leastInput` of its output does without
/// it. Loss counts 1 for each unit of final demand, or of such an input, that is not met, times the weight
/// of the industry that made it. See `CapacityProgramme`.
public struct RationingStudy: Sendable {
  /// What the analyst assumes.
  public struct Terms: Sendable {
    /// Capacity over base output, by cell r·S + i; other cells have the headroom.
    public var shares: [Int: Double]
    /// What cells without a share of their own can add, over base output.
    public var headroom: Double
    /// Part of lost capacity that others may replace, 0 to 1.
    public var substitution: Double
    /// Buyers of a short product do without it where it is no more than this share of their output.
    public var leastInput: Double
    /// Loss for each unit of unmet final demand, by industry; 1 where none is given.
    public var weights: [Int: Double]

    /// Terms, unchecked; the study checks them.
    public init(
      shares: [Int: Double], headroom: Double, substitution: Double, leastInput: Double,
      weights: [Int: Double] = [:]
    ) {
      self.shares = shares
      self.headroom = headroom
      self.substitution = substitution
      self.leastInput = leastInput
      self.weights = weights
    }
  }

  /// Cost of a unit of output or of substitution beside the loss of a unit of final demand: it chooses,
  /// among plans that serve equally, the one with least output, and moves no other result.
  static let tieBreak = 1e-6

  /// The accounts.
  public let table: AccountTable
  /// The programme that was solved.
  public let programme: CapacityProgramme
  /// Its plan.
  public let plan: CapacityPlan
  /// f, final demand by cell that makes it.
  public var finalDemand: [Double] { programme.finalDemand }
  /// What a reader should know.
  public let notices: [Notice]

  /// Throws a `ProblemReport` for terms out of range, a table that is too large or not consistent.
  public init(_ table: AccountTable, _ terms: Terms) throws {
    try Self.require(terms, table)
    let (x, A) = (table.output, table.inputCoefficients)
    let n = table.dimension
    // Final demand is what intermediate users leave, so that base output is a plan exactly.
    var demand = x
    for j in 0..<n { for i in 0..<n { demand[i] -= A[i, j] * x[j] } }
    let capacity = x.indices.map { x[$0] * (terms.shares[$0] ?? (1 + terms.headroom)) }
    let short = terms.shares.filter { $0.value < 1 && x[$0.key] > 0 }.keys.sorted()
    let rationing = x.indices.map { terms.weights[$0 % table.industryCount] ?? 1 }
    programme = try CapacityProgramme(
      inputCoefficients: A, finalDemand: demand, capacity: capacity,
      substitutions: Self.moves(table, short, capacity, terms),
      replaceable: Self.replaceable(x, short, terms),
      dispensable: Self.dispensable(table, A, short, terms),
      costs: CapacityProgramme.Costs(
        output: [Double](repeating: Self.tieBreak, count: n), rationing: rationing),
      place: { table.place($0) })
    self.table = table
    plan = try ModelFault.naming(
      "capacities", of: table.name,
      axes: TableAxes(regions: table.regions, industries: table.industries)
    ) { [programme] in try programme.solve() }
    notices = plan.notices + Self.stocks(demand)
  }

  /// Makers of the same product elsewhere that lost nothing themselves.
  private static func moves(
    _ table: AccountTable, _ short: [Int], _ capacity: [Double], _ terms: Terms
  ) -> [CapacityProgramme.Substitution] {
    guard terms.substitution > 0 else { return [] }
    let (R, S, x) = (table.regionCount, table.industryCount, table.output)
    let isShort = Set(short)
    return short.flatMap { to in
      (0..<R).map { $0 * S + to % S }
        .filter { !isShort.contains($0) && capacity[$0] > 0 }
        .map { from in
          CapacityProgramme.Substitution(
            from: from, to: to, limit: terms.substitution * (x[to] - capacity[to]),
            cost: tieBreak)
        }
    }
  }

  private static func replaceable(_ x: [Double], _ short: [Int], _ terms: Terms) -> [Int: Double] {
    guard terms.substitution > 0 else { return [:] }
    return Dictionary(
      uniqueKeysWithValues: short.map {
        ($0, terms.substitution * (1 - (terms.shares[$0] ?? 1)) * x[$0])
      })
  }

  /// Buyers for whom a short product, from all origins together, is a small input.
  private static func dispensable(
    _ table: AccountTable, _ A: Matrix, _ short: [Int], _ terms: Terms
  ) -> [Int: [Int]] {
    guard terms.leastInput > 0 else { return [:] }
    let (R, S, n) = (table.regionCount, table.industryCount, table.dimension)
    var found: [Int: [Int]] = [:]
    for product in Set(short.map { $0 % S }) {
      let makers = (0..<R).map { $0 * S + product }
      let buyers = (0..<n)
        .filter { j in
          let input = makers.reduce(0) { $0 + A[$1, j] }
          return input > 0 && input <= terms.leastInput
        }
      for maker in makers where table.output[maker] > 0 {
        found[maker] = buyers.filter { A[maker, $0] > 0 }
      }
    }
    return found
  }

  private static func stocks(_ demand: [Double]) -> [Notice] {
    let negative = demand.filter { $0 < 0 }
    guard !negative.isEmpty else { return [] }
    let total = -negative.reduce(0, +)
    return [
      Notice(
        "withdrawals-from-stocks",
        "final demand is negative in \(negative.count) cells, \(Int(total.rounded())) in all (stocks "
          + "that are drawn down, disposals): that supply stays available")
    ]
  }

  private static func require(_ terms: Terms, _ table: AccountTable) throws {
    try TableFlowChecks.require(table)
    var problems: [Problem] = []
    func add(_ message: String, _ expected: String) {
      problems.append(Problem(at: nil, path: "capacities", message, expected: expected))
    }
    for (cell, share) in terms.shares.sorted(by: { $0.key < $1.key }) {
      if !(0..<table.dimension).contains(cell) {
        add("there is no cell \(cell)", "a cell from 0 to \(table.dimension - 1)")
      } else if !(share >= 0 && share.isFinite) {
        add(
          "the capacity of \(table.place(cell)) is \(share) of its output", "a share of 0 or more")
      }
    }
    if !(terms.headroom >= 0) { add("the headroom is \(terms.headroom)", "a share of 0 or more") }
    if !(0...1).contains(terms.substitution) {
      add("the substitution is \(terms.substitution)", "a share, 0 to 1")
    }
    if !(0..<1).contains(terms.leastInput) {
      add("the least input is \(terms.leastInput)", "a share from 0 to below 1")
    }
    for (industry, weight) in terms.weights.sorted(by: { $0.key < $1.key })
    where !(weight > 0 && weight.isFinite) {
      add("the weight of industry \(industry) is \(weight)", "a number above zero")
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
  }
}

extension RationingStudy {
  /// Unit of money totals, such as `million EUR`.
  public var money: String { TableAccounts.money(table.unit) }

  /// x − x₀ by cell, in the unit of the table.
  public var outputChange: [Double] { zip(plan.output, table.output).map { $0 - $1 } }

  /// Unmet final demand by region of the final users, in the unit of the table.
  ///
  /// Each user of a product lacks the same part. Index R is users without a region, such as the rest of
  /// the world.
  public var unmetByUser: [Double] {
    let places = Dictionary(
      uniqueKeysWithValues: table.regions.enumerated().map { ($1.code, $0) })
    var lost = [Double](repeating: 0, count: table.regionCount + 1)
    let uses = table.finalUses
    for cell in 0..<table.dimension where plan.unmet[cell] > 0 {
      // Stocks that are drawn down are no users.
      let used = (0..<uses.columns).map { max(0, uses[cell, $0]) }
      let total = used.reduce(0, +)
      for (column, use) in used.enumerated() {
        let region = table.finalColumns[column].region.flatMap { places[$0] }
        lost[region ?? table.regionCount] +=
          total > 0 ? plan.unmet[cell] * use / total : 0
      }
      if total == 0 { lost[table.regionCount] += plan.unmet[cell] }
    }
    return lost
  }

  /// Delivered in place of others (positive) and by others in its place (negative), by cell, in the unit
  /// of the table.
  public var deliveredForOthers: [Double] {
    var net = [Double](repeating: 0, count: table.dimension)
    for (move, s) in zip(programme.substitutions, plan.substituted) {
      net[move.from] += s
      net[move.to] -= s
    }
    return net
  }

  /// Change of an account that hangs on output (persons, value added), by cell; nan where unknown.
  public func change(of totals: [Double]) -> [Double] {
    zip(outputChange, zip(totals, table.output))
      .map { $1.1 == 0 ? 0 : $0 * $1.0 / $1.1 }
  }

  /// Value added by cell and persons by cell, nil where the table has none.
  public var accounts: (valueAdded: [Double]?, persons: [Double]?) {
    var ignored: [Notice] = []
    let hasValueAdded = table.primaryRows.contains { $0.category.isValueAdded }
    return (
      hasValueAdded ? table.valueAddedByCell : nil,
      TableAccounts.employment(of: table, notices: &ignored)
    )
  }
}
