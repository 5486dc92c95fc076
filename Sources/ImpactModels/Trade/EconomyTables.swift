import ImpactDiagnostics
public import ImpactEconomies
import ImpactNumerics

extension InterregionalTable {
  /// The table of an economy in factors; A is never formed.
  ///
  ///     A x = Σ_k T_k (a_k x),  A_D = T_own a_own,  m[j,s] = Σ_i T_imp[i][W,s] a_imp[i,j,s]
  ///     Y[·,s] = T_own y_own[s] + T_imp y_imp[s] + o[s]
  ///
  /// Class 0 stays within a country and class 1 leaves it, so the domestic block needs no mask.
  /// Money is in million EUR of the base year, persons are of the employment year. Throws when an
  /// array holds no finite number.
  public init(_ economy: Economy) throws {
    let matrices = EconomyMatrices(economy)
    let axes = TableAxes(economy)
    let inputs = try economy.inputOperator(from: matrices)
    let domestic = try OriginClassOperator(
      regions: economy.regionCount, products: economy.industryCount,
      technology: [matrices.technology.own], trade: [matrices.ownTrade],
      countryOfRegion: economy.countryOfRegion)
    let satellites = economy.satellites
    func coefficients(_ name: String, _ unit: String, _ totals: [Double]) -> SatelliteCoefficients {
      SatelliteCoefficients(
        name: name, unit: unit, totals: totals, output: satellites.output, axes: axes)
    }
    let demand = EconomyFinalDemand(economy, matrices)
    let taxes = zip(satellites.taxesAndMargins, satellites.output).map { $1 == 0 ? 0 : $0 / $1 }
    let valueAdded = coefficients("value added", "million EUR", satellites.valueAdded)
    let employment = coefficients("employment", "persons", satellites.employment)
    self.init(
      axes: axes, inputs: inputs, domestic: domestic, output: satellites.output,
      finalDemand: demand.byRegionOfUse, exportsToWorld: economy.finalDemand.exportsToWorld,
      finalFromWorld: demand.fromWorld, valueAdded: valueAdded,
      worldInputs: Self.worldInputs(economy, matrices), taxesAndMargins: taxes,
      employment: employment, notices: valueAdded.notices)
  }

  /// m[j,s] = Σ_i T_imp[i][W,s] a_imp[i,j,s], per unit of output.
  private static func worldInputs(_ economy: Economy, _ matrices: EconomyMatrices) -> [Double] {
    let (R, S) = (economy.regionCount, economy.industryCount)
    var bought = [Double](repeating: 0, count: R * S)
    for s in 0..<R {
      for j in 0..<S {
        let at = (s * S + j) * S
        var sum = 0.0
        for i in 0..<S {
          sum += matrices.worldShares[i * R + s] * matrices.technology.imported[at + i]
        }
        bought[s * S + j] = sum
      }
    }
    return bought
  }
}

/// Final demand of an economy at its origin, by region of use.
struct EconomyFinalDemand {
  /// Y, n×R.
  let byRegionOfUse: Matrix
  /// Final purchases from W at `s * S + i`.
  let fromWorld: [Double]

  init(_ economy: Economy, _ matrices: EconomyMatrices) {
    self.init(
      economy.finalDemand, regions: economy.regionCount, industries: economy.industryCount,
      matrices)
  }

  init(_ uses: Economy.FinalDemand, regions R: Int, industries S: Int, _ matrices: EconomyMatrices)
  {
    let n = R * S
    var own = [Double](repeating: 0, count: n)
    var imported = own
    for category in uses.own {
      for cell in 0..<n { own[cell] += category[cell] }
    }
    for category in uses.imported {
      for cell in 0..<n { imported[cell] += category[cell] }
    }
    var demand = Matrix(rows: n, columns: R)
    var world = [Double](repeating: 0, count: n)
    for i in 0..<S {
      for s in 0..<R {
        let (column, at) = ((i * R + s) * R, s * S + i)
        for r in 0..<R {
          demand.values[s * n + r * S + i] +=
            matrices.ownTrade[column + r] * own[at]
            + matrices.importedTrade[column + r] * imported[at]
        }
        world[at] = matrices.worldShares[i * R + s] * imported[at]
      }
    }
    for cell in 0..<n {
      demand.values[cell / S * n + cell] += uses.ownRegionUse[cell]
    }
    byRegionOfUse = demand
    fromWorld = world
  }
}
