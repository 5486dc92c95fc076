public import ImpactDiagnostics
import ImpactNumerics

/// An economy in factors, written out as a table; aggregated on the way where concordances are given.
///
///     Z[(i,r),(j,s)] = (T_own[i][r,s] a_own[i,j,s] + T_imp[i][r,s] a_imp[i,j,s]) x[j,s]
///     Y[(i,r),(c,s)] = T_own[i][r,s] y_own[c][i,s] + T_imp[i][r,s] y_imp[c][i,s]
///
/// What is kept in the own region (inventories, disposals) is one more column of each region, exports
/// to the rest of the world a column without a region. Primary inputs are value added, taxes and
/// margins, and purchases from the rest of the world. Million EUR.
public struct EconomyTable: Sendable {
  /// The accounts.
  public let table: AccountTable
  /// What is unknown or left out.
  public let notices: [Notice]

  /// Nil keeps an axis as it is; the full table of a large economy needs much memory.
  ///
  /// Throws a `ProblemReport` with codes that a concordance lacks, or when memory does not suffice.
  public init(
    _ economy: Economy, regions: Concordance? = nil, industries: Concordance? = nil
  ) throws {
    let axes = try AggregatedAxes(
      regions: economy.regions, industries: economy.industries, regionConcordance: regions,
      industryConcordance: industries)
    try TableMemory.require(
      cells: axes.regions.count * axes.industries.count, copies: 2, name: economy.name)
    let flows = EconomyFlows(economy, axes)
    let map = CellMap(regions: axes.regionMap, industries: axes.industryMap)
    let primary = flows.primaryInputs(map)
    let accounts = Self.accounts(economy, map)
    table = try AccountTable(
      name: economy.name, title: economy.title, year: economy.baseYear, unit: .millionEUR,
      kind: .industryByIndustry, regions: axes.regions, industries: axes.industries,
      intermediate: flows.intermediate(), finalColumns: flows.finalColumns,
      finalUses: flows.finalUses(), primaryRows: EconomyFlows.primaryRows,
      primaryInputs: primary.values,
      primaryInputsOfFinalUses: flows.primaryInputsOfFinalUses(),
      output: map.applied(to: economy.satellites.output), satellites: accounts.satellites)
    notices = accounts.notices + primary.notices
  }

  /// Employment and compensation by new cell, and what their sums leave out.
  private static func accounts(
    _ economy: Economy, _ map: CellMap
  ) -> (satellites: [AccountTable.SatelliteAccount], notices: [Notice]) {
    let satellites = economy.satellites
    var notices: [Notice] = []
    func account(_ code: String, _ name: String, _ unit: String, _ values: [Double])
      -> AccountTable.SatelliteAccount
    {
      let (sums, leftOut) = map.knownSums(of: values)
      if let first = leftOut.first {
        let S = economy.industryCount
        notices.append(
          Notice(
            "\(code)-incomplete",
            "No source has \(name) for \(leftOut.count) cells, first "
              + "\(economy.regions[first / S].code) \(economy.industries[first % S].code); the sums "
              + "they belong to leave them out"))
      }
      return AccountTable.SatelliteAccount(code: code, name: name, unit: unit, values: sums)
    }
    let accounts = [
      account("employment", "persons employed", "persons", satellites.employment),
      account(
        "compensation", "compensation of employees", "million EUR", satellites.compensation),
    ]
    return (accounts, notices)
  }
}

/// The flows of an economy between aggregated cells.
struct EconomyFlows {
  let economy: Economy
  let axes: AggregatedAxes
  private let matrices: EconomyMatrices

  static let primaryRows = [
    AccountTable.PrimaryRow(code: "VA", name: "value added", category: .valueAdded),
    AccountTable.PrimaryRow(
      code: "D21X31", name: "taxes on products and international margins", category: .productTaxes),
    AccountTable.PrimaryRow(
      code: "IMP", name: "purchases from the rest of the world", category: .imports),
  ]

  /// Final uses of a region in the order of its columns: the categories, then the own-region use.
  ///
  /// Codes of ESA 2010, as the importers know them.
  private static let categories: [(code: String, name: String, kind: AccountTable.FinalUse)] = [
    ("P3_S14", "final consumption of households", .households),
    ("P3_S15", "final consumption of non-profit organisations", .nonProfit),
    ("P3_S13", "final consumption of government", .government),
    ("P51G", "gross fixed capital formation", .investment),
    ("P52", "imported inventories", .inventories),
    ("P52_P53", "inventories, valuables and disposals kept in the region", .inventories),
  ]

  init(_ economy: Economy, _ axes: AggregatedAxes) {
    self.economy = economy
    self.axes = axes
    matrices = EconomyMatrices(economy)
  }

  private var newS: Int { axes.industries.count }
  private var newR: Int { axes.regions.count }

  /// Columns of final uses, region by region, then exports.
  var finalColumns: [AccountTable.FinalColumn] {
    axes.regions.flatMap { region in
      Self.categories.map {
        AccountTable.FinalColumn(
          region: region.code, code: $0.code, name: $0.name, category: $0.kind)
      }
    } + [
      AccountTable.FinalColumn(
        region: nil, code: "P6", name: "exports to the rest of the world", category: .exports)
    ]
  }

  /// Σ_r T[i][r,s] over the regions of each new one, for both classes.
  private func shares(product i: Int, buyer s: Int) -> (own: [Double], imported: [Double]) {
    let R = economy.regionCount
    var own = [Double](repeating: 0, count: newR)
    var imported = own
    let column = (i * R + s) * R
    for r in 0..<R {
      for part in axes.regionMap.parts[r] {
        own[part.target] += part.weight * matrices.ownTrade[column + r]
        imported[part.target] += part.weight * matrices.importedTrade[column + r]
      }
    }
    return (own, imported)
  }

  /// Z′.
  func intermediate() -> Matrix {
    let (R, S) = (economy.regionCount, economy.industryCount)
    let x = economy.satellites.output
    var flows = Matrix(rows: newR * newS, columns: newR * newS)
    for s in 0..<R {
      for i in 0..<S {
        let (own, imported) = shares(product: i, buyer: s)
        for j in 0..<S {
          let at = (s * S + j) * S + i
          let bought = (
            matrices.technology.own[at] * x[s * S + j],
            matrices.technology.imported[at] * x[s * S + j]
          )
          guard bought.0 != 0 || bought.1 != 0 else { continue }
          for region in axes.regionMap.parts[s] {
            for industry in axes.industryMap.parts[j] {
              let column = region.target * newS + industry.target
              add(
                own, imported, bought, product: i, weight: region.weight * industry.weight,
                toColumn: column, of: &flows)
            }
          }
        }
      }
    }
    return flows
  }

  /// Adds purchases of product i by origin to a column.
  private func add(
    _ own: [Double], _ imported: [Double], _ bought: (own: Double, imported: Double),
    product i: Int, weight: Double, toColumn column: Int, of flows: inout Matrix
  ) {
    for product in axes.industryMap.parts[i] {
      let share = weight * product.weight
      let start = column * flows.rows + product.target
      for r in 0..<newR {
        flows.values[start + r * newS] +=
          share * (own[r] * bought.own + imported[r] * bought.imported)
      }
    }
  }

  /// Y′.
  func finalUses() -> Matrix {
    let (R, S) = (economy.regionCount, economy.industryCount)
    let (demand, width) = (economy.finalDemand, Self.categories.count)
    var flows = Matrix(rows: newR * newS, columns: newR * width + 1)
    for s in 0..<R {
      for i in 0..<S {
        let (own, imported) = shares(product: i, buyer: s)
        let at = s * S + i
        for c in demand.own.indices {
          for region in axes.regionMap.parts[s] {
            add(
              own, imported, (demand.own[c][at], demand.imported[c][at]), product: i,
              weight: region.weight, toColumn: region.target * width + c, of: &flows)
          }
        }
        for region in axes.regionMap.parts[s] {
          for product in axes.industryMap.parts[i] {
            let (row, weight) = (
              region.target * newS + product.target, region.weight * product.weight
            )
            flows[row, region.target * width + width - 1] += weight * demand.ownRegionUse[at]
            flows[row, newR * width] += weight * demand.exportsToWorld[at]
          }
        }
      }
    }
    return flows
  }

  /// Value added, taxes and margins, purchases from W, by new cell.
  func primaryInputs(_ map: CellMap) -> (values: Matrix, notices: [Notice]) {
    let (R, S) = (economy.regionCount, economy.industryCount)
    let satellites = economy.satellites
    var rows = Matrix(rows: 3, columns: R * S)
    var unknown: [Int] = []
    for cell in 0..<R * S {
      let s = cell / S
      var (inputs, world) = (0.0, 0.0)
      for i in 0..<S {
        let at = cell * S + i
        let (own, imported) = (matrices.technology.own[at], matrices.technology.imported[at])
        inputs += (own + imported) * satellites.output[cell]
        world += imported * satellites.output[cell] * matrices.worldShares[i * R + s]
      }
      let (taxes, valueAdded) = (satellites.taxesAndMargins[cell], satellites.valueAdded[cell])
      if taxes.isNaN || valueAdded.isNaN { unknown.append(cell) }
      rows[1, cell] = taxes.isNaN ? 0 : taxes
      rows[0, cell] =
        valueAdded.isNaN ? satellites.output[cell] - inputs - rows[1, cell] : valueAdded
      rows[2, cell] = world
    }
    let notices =
      unknown.isEmpty
      ? []
      : [
        Notice(
          "value-added-from-output",
          "No source has value added or taxes for \(unknown.count) cells, first "
            + "\(economy.regions[unknown[0] / S].code) \(economy.industries[unknown[0] % S].code); "
            + "value added there is what output leaves after inputs, taxes with it")
      ]
    return (map.columns(of: rows), notices)
  }

  /// Final purchases from W, in the third row.
  func primaryInputsOfFinalUses() -> Matrix {
    let (R, S) = (economy.regionCount, economy.industryCount)
    let width = Self.categories.count
    var rows = Matrix(rows: 3, columns: newR * width + 1)
    for s in 0..<R {
      for c in economy.finalDemand.imported.indices {
        var bought = 0.0
        for i in 0..<S {
          bought += economy.finalDemand.imported[c][s * S + i] * matrices.worldShares[i * R + s]
        }
        for region in axes.regionMap.parts[s] {
          rows[2, region.target * width + c] += region.weight * bought
        }
      }
    }
    return rows
  }
}
