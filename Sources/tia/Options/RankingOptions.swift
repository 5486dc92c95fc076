import ArgumentParser
import ImpactDiagnostics
import ImpactEconomies
import ImpactModels

/// Which cells take part in a ranking of all.
struct RankingOptions: ParsableArguments {
  @Option(
    help: """
      Least output of a ranked cell, in million EUR or the unit of the table. Default: 100 in a table of all cells, else 0.
      """)
  var leastOutput: Double?

  func validate() throws {
    if let leastOutput, !(leastOutput >= 0) {
      throw ValidationError("--least-output takes 0 or a positive number.")
    }
  }

  /// Cells with output above zero and not below the least; a notice counts those left out.
  func cells(
    _ selection: CellSelection, in model: AccountModel, format: RunFormat
  ) -> (cells: [Int], notices: [Notice]) {
    let isWhole = !selection.namesRegions && !selection.namesIndustries
    let least = leastOutput ?? (isWhole && format == .table ? 100 : 0)
    let output = model.output
    let active = selection.cells(industryCount: model.axes.industryCount).filter { output[$0] > 0 }
    let cells = active.filter { output[$0] >= least }
    guard cells.count < active.count else { return (cells, []) }
    return (
      cells,
      [
        Notice(
          "small-cells",
          "\(active.count - cells.count) cells with output below \(least) \(model.money) are "
            + "not ranked; --least-output 0 ranks them")
      ]
    )
  }
}
