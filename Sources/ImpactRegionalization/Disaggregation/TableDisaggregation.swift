public import ImpactDiagnostics
public import ImpactEconomies

/// A split of an industry, rebalanced so that the children's inputs follow what is known of them.
///
/// In every region the columns of the children (cells and primary inputs × children) are the matrix
/// nearest to the prior
///
///     z°[i,l] = f[i,l] z[i,l]     with   Σ_l z′[i,l] = Σ_l z[i,l],   Σ_i z′[i,l] = w[l] x
///
/// by RAS (Miller and Blair 2009, section 7.4), z being the proportional split and f the factors of the
/// recipe. So rows and columns of the parent stay, and with them final uses and satellites. Cells
/// below zero keep their proportional values.
public struct TableDisaggregation: Sendable {
  /// The table after the split.
  public let table: AccountTable
  /// What a reader should know: rounds of the fit, cells kept as they were.
  public let notices: [Notice]

  /// Throws a `ProblemReport` when the recipe does not fit the table or a region cannot be balanced.
  public init(_ parent: AccountTable, _ recipe: SplitRecipe) throws {
    let split = try TableSplit(parent, recipe)
    guard !split.pending.isEmpty else {
      table = split.table
      notices = split.notices
      return
    }
    var columns = SplitColumns(
      split.table, firstChild: split.firstChild, children: split.children.map(\.code), shares: [])
    var problems: [Problem] = []
    var (rounds, kept) = (0, 0)
    for region in split.table.regions.indices {
      do {
        let fit = try Self.balance(region, split, &columns)
        rounds = max(rounds, fit.rounds)
        kept += fit.kept
      } catch let fault as BalancingFault {
        problems.append(
          Problem(
            at: nil, path: "inputs of \(recipe.industry) in \(split.table.regions[region].code)",
            "the children cannot be balanced: \(fault)",
            expected: "factors that leave every input to some child"))
      }
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    table = try split.table.replacing(columns)
    var notices = split.notices
    notices.append(
      Notice("rebalanced", "The inputs of the children met all totals in \(rounds) rounds of RAS"))
    if kept > 0 {
      notices.append(
        Notice(
          "negative-inputs-kept",
          "\(kept) inputs below zero are split in proportion: RAS does not move them"))
    }
    self.notices = notices
  }

  /// Fits the children's columns of one region.
  private static func balance(
    _ region: Int, _ split: TableSplit, _ columns: inout SplitColumns
  ) throws -> (rounds: Int, kept: Int) {
    let table = split.table
    let children = split.children.indices.map {
      table.index(region: region, industry: split.firstChild + $0)
    }
    let (m, L) = (table.dimension + table.primaryRows.count, children.count)
    var factors = [Double](repeating: 1, count: m * L)
    for item in split.pending {
      guard let child = split.children.firstIndex(where: { $0.code == item.child }) else {
        continue
      }
      for row in columns.rows(of: item.input) { factors[row * L + child] *= item.factor }
    }
    var prior = [Double](repeating: 0, count: m * L)
    var (rows, sums) = ([Double](repeating: 0, count: m), [Double](repeating: 0, count: L))
    var kept = 0
    for row in 0..<m {
      for (k, column) in children.enumerated() {
        let value = columns[row, column]
        guard value >= 0 else {
          kept += 1
          continue
        }
        prior[row * L + k] = value * factors[row * L + k]
        rows[row] += value
        sums[k] += value
      }
    }
    let fit = try BiproportionalFit.fit(
      prior: prior, rows: rows, columns: sums, accepting: 1e-9,
      names: BiproportionalFit.Names(
        row: { row in
          row < table.dimension
            ? "the input of \(table.place(row))"
            : "the input \(table.primaryRows[row - table.dimension].code)"
        },
        column: { split.children[$0].code }))
    for row in 0..<m {
      for (k, column) in children.enumerated() where columns[row, column] >= 0 {
        columns[row, column] = fit.values[row * L + k]
      }
    }
    return (fit.iterations, kept)
  }
}
