import ImpactEconomies
import ImpactLevers
import ImpactNumerics
import Synchronization

/// Coordinates of one model (open, or with households) with what rounds in them need.
final class ChannelBasis: Sendable {
  let basis: ResponseBasis
  /// A of the accounts, with households where they are followed.
  let accounts: OriginClassOperator
  let economy: Economy
  /// Coordinates of a EUR that levers add to what a region buys, width×2n.
  ///
  /// Indices `s·S + i` of the own class, then of the imported one. Empty where levers' purchases do not start
  /// this channel.
  let demand: SingleMatrix
  private let rows = Mutex<[Int: SingleMatrix]>([:])
  private let suppliers = Mutex<[Int: SingleMatrix]>([:])
  private let trades = Mutex<[PurchaseKey: SingleMatrix]>([:])

  init(
    _ basis: ResponseBasis, accounts: OriginClassOperator, economy: Economy, startsHere: Bool
  ) {
    self.basis = basis
    self.accounts = accounts
    self.economy = economy
    demand = startsHere ? Self.demand(basis, economy) : SingleMatrix(rows: basis.width, columns: 0)
  }

  private static func demand(_ basis: ResponseBasis, _ economy: Economy) -> SingleMatrix {
    let (R, S, n) = (economy.regionCount, economy.industryCount, economy.dimension)
    let layers = concurrentMap(2 * S) { t in
      basis.layer(PurchaseKey(product: t % S, originClass: t / S, zone: nil))
        .transposedRows(Array(0..<R))
    }
    var all = SingleMatrix(rows: basis.width, columns: 2 * n)
    for (t, layer) in layers.enumerated() {
      for s in 0..<R { all.setColumn(t / S * n + s * S + t % S, to: layer, column: s) }
    }
    return all
  }

  /// Δx of an industry in every region from coordinates, R×columns.
  func output(of industry: Int, at c: SingleMatrix) -> SingleMatrix {
    let response = Self.known(industry, in: rows) { basis.response(at: cells(of: industry)) }
    return response.multiplied(by: c, transposed: true)
  }

  /// Δx of all region-industries from coordinates, n×columns.
  func output(of c: SingleMatrix) -> Matrix {
    basis.response.multiplied(by: c, transposed: true).double
  }

  /// What suppliers of an industry deliver to Δx in every region, R×columns: (A V R⁻¹)y = (V R⁻¹ − Q)y.
  func supplied(of industry: Int, at c: SingleMatrix) -> SingleMatrix {
    let bought = Self.known(industry, in: suppliers) {
      var rows = basis.response(at: cells(of: industry))
      for (j, cell) in cells(of: industry).enumerated() {
        for m in 0..<basis.modes { rows[m, j] -= basis.projector[cell, m] }
      }
      return rows
    }
    return bought.multiplied(by: c, transposed: true)
  }

  /// An industry in every region.
  private func cells(of industry: Int) -> [Int] {
    (0..<economy.regionCount).map { $0 * economy.industryCount + industry }
  }

  private static func known(
    _ industry: Int, in store: borrowing Mutex<[Int: SingleMatrix]>, _ make: () -> SingleMatrix
  ) -> SingleMatrix {
    store.withLock { known in
      if let matrix = known[industry] { return matrix }
      let made = make()
      known[industry] = made
      return made
    }
  }

  /// mask·T_k[i], R×R.
  func trade(_ key: PurchaseKey) -> SingleMatrix {
    if let known = trades.withLock({ $0[key] }) { return known }
    var made = basis.trade(product: key.product, originClass: key.originClass)
    if let zone = key.zone {
      for r in 0..<made.rows where !zone.regions[r] {
        for s in 0..<made.columns { made[r, s] = 0 }
      }
    }
    trades.withLock { $0[key] = made }
    return made
  }
}

/// Bases for the coalitions of a scenario, made from a sample that was solved in full.
struct CoalitionBasis: Sendable {
  let open: ChannelBasis
  /// With households; nil where they are not followed.
  let closed: ChannelBasis?
  let income: HouseholdResponse?
  /// Income by region of work from coordinates of the open model, modes×R.
  let earned: SingleMatrix?
  let prices: CoalitionPrices?
  let market: VehicleMarketBlock?

  /// Modes below this part of the largest are left out: what they miss stays second order.
  static let modeTolerance = 1e-5
  static let mostModes = 112

  /// One of the parts that are made side by side.
  private enum Part: Sendable {
    case open(ChannelBasis)
    case closed(ChannelBasis, HouseholdResponse)
    case prices(CoalitionPrices.Modes)
  }

  init(
    _ sample: SolvedSample, engine: ImpactEngine, context: LeverContext,
    households: HouseholdIncome?
  ) throws {
    let (economy, accounts) = (engine.economy, engine.accounts)
    let n = economy.dimension
    market = engine.market.map(VehicleMarketBlock.init)
    let parts = try concurrentMap(3) { part -> Part? in
      switch part {
      case 0:
        let basis = try ResponseBasis(
          sample: Matrix(unitColumns: sample.open, rows: n), tolerance: Self.modeTolerance,
          most: Self.mostModes, seed: 1, context: context, closed: accounts)
        return .open(
          ChannelBasis(basis, accounts: accounts, economy: economy, startsHere: true))
      case 1:
        return try households.map {
          try Self.closed($0, sample, accounts: accounts, economy: economy, context: context)
        }
      default:
        return
          try CoalitionPrices.modes(
            of: Matrix(unitColumns: sample.prices, rows: n), tolerance: Self.modeTolerance,
            most: Self.mostModes, accounts: accounts
          )
          .map { .prices($0) }
      }
    }
    guard case .open(let open)? = parts[0] else {
      preconditionFailure("the open model has a basis")
    }
    self.open = open
    earned = households.map { open.earned($0.income) }
    if case .closed(let channel, let response)? = parts[1] {
      (closed, income) = (channel, response)
    } else {
      (closed, income) = (nil, nil)
    }
    if case .prices(let modes)? = parts[2] {
      prices = CoalitionPrices(modes, basis: open.basis)
    } else {
      prices = nil
    }
  }

  /// What households buy of vehicles meets changed purchases: far less than the open model's change.
  private static func closed(
    _ households: HouseholdIncome, _ sample: SolvedSample, accounts: OriginClassOperator,
    economy: Economy, context: LeverContext
  ) throws -> Part {
    let whole = try accounts.closed(
      by: HouseholdClosure(
        income: households.income, residence: households.residence,
        spending: households.spending))
    let basis = try ResponseBasis(
      sample: Matrix(unitColumns: sample.induced, rows: economy.dimension),
      tolerance: 10 * modeTolerance, most: mostModes, seed: 2, context: context, closed: whole)
    return .closed(
      ChannelBasis(basis, accounts: whole, economy: economy, startsHere: false),
      HouseholdResponse(households, accounts: accounts, basis: basis, economy: economy))
  }
}

extension Matrix {
  /// Columns brought to length one, those of zeros left out: small changes count as much as large ones.
  init(unitColumns columns: [[Double]], rows: Int) {
    let sizes = columns.map { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    let kept = columns.indices.filter { sizes[$0] > 0 }
    var values: [Double] = []
    values.reserveCapacity(rows * kept.count)
    for c in kept {
      let scale = sizes[c]
      for value in columns[c] { values.append(value / scale) }
    }
    self.init(rows: rows, columns: kept.count, values: values)
  }
}
