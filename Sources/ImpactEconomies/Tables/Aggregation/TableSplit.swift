package import ImpactAxes
public import ImpactDiagnostics
package import ImpactNumerics

/// A table with one industry split into children.
///
/// Proportional (Wolsky 1984): z[(r,k),(s,l)] = w[r,k] z[(r,p),(s,p)] w[s,l], rows and columns by w.
/// Children then buy alike, so that a switch between them does nothing outside the split; what tells
/// them apart are shifts: child l buys f times its proportional input i, a third input makes up for it,
/// the other children do the opposite. Rows, columns, final uses and satellites of the parent stay.
/// Factors without a third input are left to a rebalancing (`pending`).
public struct TableSplit: Sendable {
  /// The table after the split and the shifts.
  public let table: AccountTable
  /// What a reader should know.
  public let notices: [Notice]
  /// Factors that wait for a rebalancing.
  package let pending: [SplitRecipe.Input]
  /// Place of the first child among the industries; the others follow.
  package let firstChild: Int
  package let children: [Industry]

  /// Throws a `ProblemReport` with everything in the recipe that does not fit the table, or with every
  /// cell that a shift takes below zero.
  public init(_ table: AccountTable, _ recipe: SplitRecipe) throws {
    let shares = try SplitShares(recipe, table: table)
    let parent = table.industries.firstIndex { $0.code == recipe.industry } ?? 0
    let L = recipe.children.count
    let industries =
      table.industries[..<parent] + recipe.children + table.industries[(parent + 1)...]
    let (S, newS) = (table.industryCount, industries.count)
    func cells(_ shares: [[Double]]) -> CellMap {
      CellMap(cells: table.dimension, targetCount: table.regionCount * newS) { cell in
        let (r, i) = (cell / S, cell % S)
        guard i == parent else {
          let at = r * newS + (i < parent ? i : i + L - 1)
          return [AxisMap.Part(target: at, weight: 1)]
        }
        return shares[r].enumerated()
          .map { AxisMap.Part(target: r * newS + parent + $0, weight: $1) }
      }
    }
    let transfer = TableTransfer(
      table: table, regions: table.regions, industries: Array(industries),
      regionMap: AxisMap(identityOf: table.regions.map(\.code)), cells: cells(shares.output),
      satelliteCells: shares.satellites.mapValues(cells))
    let (proportional, notices) = try transfer.result()
    let shifts = recipe.inputs.filter { $0.movedTo != nil }
    var block = SplitColumns(
      proportional, firstChild: parent, children: recipe.children.map(\.code),
      shares: shares.output)
    try block.apply(shifts)
    self.table = shifts.isEmpty ? proportional : try proportional.replacing(block)
    self.notices = notices
    pending = recipe.inputs.filter { $0.movedTo == nil && $0.factor != 1 }
    firstChild = parent
    children = recipe.children
  }
}

/// The columns of the children, in which inputs are moved; rows are cells, then primary inputs.
package struct SplitColumns {
  package var intermediate: Matrix
  package var primaryInputs: Matrix
  private let table: AccountTable
  private let firstChild: Int
  private let children: [String]
  private let shares: [[Double]]

  package init(
    _ table: AccountTable, firstChild: Int, children: [String], shares: [[Double]]
  ) {
    self.table = table
    self.firstChild = firstChild
    self.children = children
    self.shares = shares
    intermediate = table.intermediate
    primaryInputs = table.primaryInputs
  }

  /// Rows of an input: its cells in all regions, or its row of primary inputs (counted after them).
  package func rows(of input: String) -> [Int] {
    if let industry = table.industries.firstIndex(where: { $0.code == input }) {
      return table.regions.indices.map { table.index(region: $0, industry: industry) }
    }
    let row = table.primaryRows.firstIndex { $0.code == input } ?? 0
    return [table.dimension + row]
  }

  package subscript(row: Int, column: Int) -> Double {
    get {
      row < table.dimension
        ? intermediate[row, column] : primaryInputs[row - table.dimension, column]
    }
    set {
      if row < table.dimension {
        intermediate[row, column] = newValue
      } else {
        primaryInputs[row - table.dimension, column] = newValue
      }
    }
  }

  /// Name of a row, for problems.
  package func rowName(_ row: Int) -> String {
    row < table.dimension ? table.place(row) : table.primaryRows[row - table.dimension].code
  }

  /// Makes the shifts of the recipe, one after the other, in every region.
  mutating func apply(_ shifts: [SplitRecipe.Input]) throws {
    var problems: [Problem] = []
    for shift in shifts {
      guard let child = children.firstIndex(of: shift.child), let other = shift.movedTo else {
        continue
      }
      for region in table.regions.indices { move(shift, child, to: other, in: region, &problems) }
    }
    guard !shifts.isEmpty else { return }
    for region in table.regions.indices {
      for child in children.indices {
        let column = table.index(region: region, industry: firstChild + child)
        for input in Set(shifts.flatMap { [$0.input, $0.movedTo ?? $0.input] }).sorted() {
          for row in rows(of: input)
          where self[row, column] < 0 && proportional(row, column) >= 0 {
            problems.append(
              Problem(
                at: nil, path: "inputs",
                "the shifts take \(rowName(row)) in \(table.place(column)) to \(self[row, column])",
                expected: "zero or more; use a factor nearer to 1"))
          }
        }
      }
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
  }

  private func proportional(_ row: Int, _ column: Int) -> Double {
    row < table.dimension
      ? table.intermediate[row, column] : table.primaryInputs[row - table.dimension, column]
  }

  /// One shift in one region: the input of all origins, and what makes up for it.
  private mutating func move(
    _ shift: SplitRecipe.Input, _ child: Int, to other: String, in region: Int,
    _ problems: inout [Problem]
  ) {
    let column = table.index(region: region, industry: firstChild + child)
    let share = shares[region][child]
    let rest = 1 - share
    let amounts = rows(of: shift.input).map { ($0, self[$0, column] * (shift.factor - 1)) }
    let total = amounts.reduce(0) { $0 + $1.1 }
    guard total != 0 else { return }
    let fillers = rows(of: other).map { ($0, self[$0, column]) }
    let filled = fillers.reduce(0) { $0 + $1.1 }
    guard rest > 0, filled > 0 else {
      problems.append(
        Problem(
          at: nil, path: "inputs",
          rest > 0
            ? "`\(other)` cannot make up for `\(shift.input)` in \(table.place(column)): nothing of it "
              + "is bought" : "`\(shift.child)` is all there is in \(table.regions[region].code)",
          expected: "an input that is bought, and other children with weight"))
      return
    }
    let moves = amounts + fillers.map { ($0.0, -total * $0.1 / filled) }
    for (row, amount) in moves {
      for k in children.indices {
        let part = k == child ? amount : -amount * shares[region][k] / rest
        self[row, table.index(region: region, industry: firstChild + k)] += part
      }
    }
  }
}

extension AccountTable {
  /// The same accounts with other inputs of the split columns.
  package func replacing(_ columns: SplitColumns) throws -> AccountTable {
    try AccountTable(
      name: name, title: title, year: year, unit: unit, kind: kind, regions: regions,
      industries: industries, intermediate: columns.intermediate, finalColumns: finalColumns,
      finalUses: finalUses, primaryRows: primaryRows, primaryInputs: columns.primaryInputs,
      primaryInputsOfFinalUses: primaryInputsOfFinalUses, output: output, satellites: satellites)
  }
}
