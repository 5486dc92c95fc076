public import ImpactDiagnostics

/// A satellite account per unit of output: value added, jobs, emissions.
///
///     c[cell] = total[cell] / x[cell],  0 where there is no output
///
/// A cell without a source counts as zero in sums and is named by `notices`: an unknown value is
/// never filled in.
public struct SatelliteCoefficients: Sendable {
  /// For people and tables: `value added`.
  public let name: String
  /// Unit of a total, such as `million EUR` or `persons`.
  public let unit: String
  /// c, length n, zero where unknown.
  public let values: [Double]
  /// Whether a source has the cell, length n.
  public let isKnown: [Bool]
  /// Cells left out: unknown, or a total without output.
  public let notices: [Notice]

  /// Coefficients as given; a value that is not a number marks an unknown cell.
  public init(name: String, unit: String, perOutput: [Double]) {
    self.init(name: name, unit: unit, perOutput: perOutput, notices: [])
  }

  /// Coefficients from totals and output (length n each).
  ///
  /// A total where output is zero cannot be attributed and is left out with a notice.
  public init(name: String, unit: String, totals: [Double], output: [Double], axes: TableAxes) {
    precondition(totals.count == output.count, "one total for each cell")
    let coefficients = zip(totals, output).map { $1 == 0 ? ($0.isNaN ? .nan : 0) : $0 / $1 }
    var notices: [Notice] = []
    let lost = totals.indices.filter { output[$0] == 0 && !totals[$0].isNaN && totals[$0] != 0 }
    if !lost.isEmpty {
      let sum = lost.reduce(0) { $0 + totals[$1] }
      notices.append(
        Notice(
          "\(name)-without-output",
          "\(lost.count) cells without output hold \(Int(sum.rounded())) \(unit) of \(name), first "
            + "\(axes.place(lost[0])); they are left out"))
    }
    let unknown = totals.indices.filter { totals[$0].isNaN }
    if !unknown.isEmpty {
      var countries: [String] = []
      for cell in unknown {
        let code = axes.countries[axes.country(of: cell)]
        if countries.last != code, !countries.contains(code) { countries.append(code) }
      }
      notices.append(
        Notice(
          "\(name)-unknown",
          "No source has \(name) for \(unknown.count) cells in "
            + "\(countries.joined(separator: ", ")); totals leave them out"))
    }
    self.init(name: name, unit: unit, perOutput: coefficients, notices: notices)
  }

  private init(name: String, unit: String, perOutput: [Double], notices: [Notice]) {
    self.name = name
    self.unit = unit
    isKnown = perOutput.map { !$0.isNaN }
    values = perOutput.map { $0.isNaN ? 0 : $0 }
    self.notices = notices
  }

  /// Sums of c ∘ x over groups; nan for a group with output of which no cell is known.
  public func sums(for output: [Double], over partition: CellPartition) -> [Double] {
    var sums = partition.sums(totals(for: output))
    var isKnownGroup = [Bool](repeating: false, count: partition.count)
    for (cell, group) in partition.groupOfCell.enumerated() where isKnown[cell] {
      isKnownGroup[group] = true
    }
    for group in sums.indices where !isKnownGroup[group] { sums[group] = .nan }
    return sums
  }

  /// c ∘ x by cell: what output x (length n) takes.
  public func totals(for output: [Double]) -> [Double] { zip(values, output).map { $0 * $1 } }
}
