public import ImpactDiagnostics
public import ImpactEconomies
public import ImpactNumerics

/// Two economies in factors, with technology and sourcing told apart; no matrix of size n² exists.
///
///     a = a_own + a_imp by buyer,   sourcing: the own share a_own / a and T_own, T_imp
///
/// Final demand likewise; what regions keep and export to W belongs to the mix.
public struct EconomyComparison: TableComparison {
  /// Final demand of both economies, W included, million EUR.
  public let levels: [Double]
  /// Purchases whose own share had to come from the other economy, and years that differ.
  public let notices: [Notice]
  private let economies: [Economy]
  private let matrices: [EconomyMatrices]

  /// Throws `ProblemReport` when axes differ.
  public init(from old: Economy, to new: Economy) throws {
    try ComparisonAxes.check(TableAxes(old), TableAxes(new))
    economies = [old, new]
    matrices = economies.map { EconomyMatrices($0) }
    levels = zip(economies, matrices)
      .map { economy, matrices in
        let demand = EconomyFinalDemand(economy, matrices)
        return demand.byRegionOfUse.values.reduce(
          economy.finalDemand.exportsToWorld.reduce(0, +), +)
      }
    var notices: [Notice] = []
    if old.baseYear != new.baseYear {
      notices.append(
        Notice(
          "constant-prices",
          "The accounts are of \(old.baseYear) and \(new.baseYear): unless both are in prices of one "
            + "year, the effects of intensity and level hold the change of prices"))
    }
    let totals = matrices.map { zip($0.technology.own, $0.technology.imported).map { $0 + $1 } }
    let undefined = zip(totals[0], totals[1]).count { ($0 == 0) != ($1 == 0) }
    if undefined > 0 {
      notices.append(
        Notice(
          "sourcing-undefined",
          "\(undefined) purchases exist in one economy only; their own share is the same in both"))
    }
    self.notices = notices
  }

  /// A with a of one economy, own shares and T of the same or the other.
  public func inputs(technology: Int, sourcing: Int) throws -> any InputOperator {
    let economy = economies[sourcing]
    let (a, t) = (matrices[technology].technology, matrices[sourcing].technology)
    let split = Self.split(own: a.own, imported: a.imported, like: (t.own, t.imported))
    return try OriginClassOperator(
      regions: economy.regionCount, products: economy.industryCount,
      technology: [split.own, split.imported],
      trade: [matrices[sourcing].ownTrade, matrices[sourcing].importedTrade],
      countryOfRegion: economy.countryOfRegion)
  }

  /// Final demand at its origin over its level.
  public func demandMix(_ mix: Int, sourcing: Int) -> [Double] {
    let (a, t) = (Self.uses(economies[mix]), Self.uses(economies[sourcing]))
    let split = Self.split(own: a.own, imported: a.imported, like: t)
    let economy = economies[mix]
    let demand = Economy.FinalDemand(
      own: [split.own], imported: [split.imported],
      ownRegionUse: economy.finalDemand.ownRegionUse,
      exportsToWorld: economy.finalDemand.exportsToWorld)
    let made = EconomyFinalDemand(
      demand, regions: economy.regionCount, industries: economy.industryCount,
      matrices[sourcing])
    var sum = economy.finalDemand.exportsToWorld
    for s in 0..<made.byRegionOfUse.columns {
      for (cell, value) in made.byRegionOfUse.slice(s).enumerated() { sum[cell] += value }
    }
    return sum.map { $0 / levels[mix] }
  }

  /// Names region and industry in numerical errors.
  public func naming<Value>(_ work: () throws -> Value) throws -> Value {
    do { return try work() } catch let error as NumericsError {
      throw TableFault(error, axes: TableAxes(economies[0]))
    }
  }

  private static func uses(_ economy: Economy) -> (own: [Double], imported: [Double]) {
    func sum(_ categories: [[Double]]) -> [Double] {
      (0..<economy.dimension).map { cell in categories.reduce(0) { $0 + $1[cell] } }
    }
    return (sum(economy.finalDemand.own), sum(economy.finalDemand.imported))
  }

  /// The sum of own and imported, split by the own share of another pair where it has one.
  private static func split(
    own: [Double], imported: [Double], like other: (own: [Double], imported: [Double])
  ) -> (own: [Double], imported: [Double]) {
    var result = (own: own, imported: imported)
    for at in own.indices {
      let (total, reference) = (own[at] + imported[at], other.own[at] + other.imported[at])
      guard total != 0, reference != 0 else { continue }
      result.own[at] = total * other.own[at] / reference
      result.imported[at] = total * other.imported[at] / reference
    }
    return result
  }
}
