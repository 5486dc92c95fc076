import ImpactAxes
import ImpactDiagnostics
import ImpactNumerics

/// Moves all accounts of a table to other cells; every total stays.
struct TableTransfer {
  let table: AccountTable
  let regions: [Region]
  let industries: [Industry]
  /// Where regions go, for the columns of final uses.
  let regionMap: AxisMap
  /// Where cells go, for flows, primary inputs and output.
  let cells: CellMap
  /// Where cells go in satellite accounts with weights of their own, by code.
  var satelliteCells: [String: CellMap] = [:]

  /// The new table, and what a reader should know of its satellites.
  func result() throws -> (table: AccountTable, notices: [Notice]) {
    let final = FinalColumnMap(table.finalColumns, regions: table.regions, map: regionMap)
    var notices: [Notice] = []
    let satellites = table.satellites.map { account in
      let map = satelliteCells[account.code] ?? cells
      let (values, leftOut) = map.knownSums(of: account.values)
      if let first = leftOut.first {
        notices.append(
          Notice(
            "\(account.code)-incomplete",
            "No source has \(account.name) for \(leftOut.count) cells, first \(table.place(first)); "
              + "the sums they belong to leave them out"))
      }
      return AccountTable.SatelliteAccount(
        code: account.code, name: account.name, unit: account.unit, values: values)
    }
    let result = try AccountTable(
      name: table.name, title: table.title, year: table.year, unit: table.unit, kind: table.kind,
      regions: regions, industries: industries,
      intermediate: cells.columns(of: cells.rows(of: table.intermediate)),
      finalColumns: final.columns,
      finalUses: final.merged(cells.rows(of: table.finalUses)),
      primaryRows: table.primaryRows, primaryInputs: cells.columns(of: table.primaryInputs),
      primaryInputsOfFinalUses: final.merged(table.primaryInputsOfFinalUses),
      output: cells.applied(to: table.output), satellites: satellites)
    return (result, notices)
  }
}

/// Columns of final uses after regions are merged or split: one for each new region and category.
struct FinalColumnMap {
  private(set) var columns: [AccountTable.FinalColumn] = []
  private var parts: [[AxisMap.Part]] = []

  init(_ old: [AccountTable.FinalColumn], regions: [Region], map: AxisMap) {
    let indexOfRegion = Dictionary(
      regions.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    var indexOfColumn: [AccountTable.FinalColumn: Int] = [:]
    for column in old {
      let goals: [(region: String?, weight: Double)] =
        column.region.flatMap { indexOfRegion[$0] }
        .map { region in
          map.parts[region].map { (map.targets[$0.target].code, $0.weight) }
        } ?? [(column.region, 1)]
      var list: [AxisMap.Part] = []
      for goal in goals {
        let new = AccountTable.FinalColumn(
          region: goal.region, code: column.code, name: column.name, category: column.category)
        if indexOfColumn[new] == nil {
          indexOfColumn[new] = columns.count
          columns.append(new)
        }
        list.append(AxisMap.Part(target: indexOfColumn[new] ?? 0, weight: goal.weight))
      }
      parts.append(list)
    }
  }

  /// Columns of a matrix (any rows) put together.
  func merged(_ matrix: Matrix) -> Matrix {
    let m = matrix.rows
    var result = Matrix(rows: m, columns: columns.count)
    for (j, list) in parts.enumerated() {
      for part in list {
        for i in 0..<m {
          result.values[part.target * m + i] += part.weight * matrix.values[j * m + i]
        }
      }
    }
    return result
  }
}
