import CImpactText
import ImpactDiagnostics
import ImpactEconomies
import ImpactNumerics

/// A table as its file has it: codes of the publisher, arrays in the order of the axes.
struct RawTable {
  var regions: [String]
  var industries: [String]
  /// Names of industries where the file has them.
  var industryNames: [String: String] = [:]
  var finals: [FinalLabel]
  var primaries: [PrimaryLabel]
  var intermediate: Matrix
  var finalUses: Matrix
  var primaryInputs: Matrix
  var primaryInputsOfFinalUses: Matrix
  /// As published; nil where the table has none.
  var output: [Double]?
  /// As the file says; nil where it does not.
  var unit: AccountTable.MonetaryUnit?
  var satellites: [AccountTable.SatelliteAccount] = []
  var notices: [Notice] = []
  var steps: [Provenance.Step] = []

  struct FinalLabel: Hashable, Sendable {
    var region: String?
    let code: String
  }

  struct PrimaryLabel: Hashable, Sendable {
    let code: String
    /// The word of the vocabulary.
    let term: String
  }

  var dimension: Int { regions.count * industries.count }

  /// Σ_j Z + Σ_c Y and Σ_i Z + Σ_p W of each cell, added in the order of the axes.
  func sums() -> (uses: [Double], costs: [Double]) {
    let n = dimension
    var (uses, costs) = ([Double](repeating: 0, count: n), [Double](repeating: 0, count: n))
    var others = [Double](repeating: 0, count: max(finals.count, primaries.count))
    impact_text_sums(intermediate.values, Int64(n), Int64(n), &uses, &costs)
    impact_text_sums(finalUses.values, Int64(n), Int64(finals.count), &uses, &others)
    impact_text_sums(
      primaryInputs.values, Int64(primaries.count), Int64(n), &others, &costs)
    return (uses, costs)
  }
}

extension RawTable {
  /// Sums regions that the source takes apart into the one they belong to; totals are kept.
  ///
  /// `members` names the region of each part; a region without a part is not touched.
  func merged(_ members: [String: String]) -> RawTable {
    guard regions.contains(where: { members[$0] != nil }) else { return self }
    var result = self
    result.regions = []
    for region in regions.map({ members[$0] ?? $0 }) where !result.regions.contains(region) {
      result.regions.append(region)
    }
    let place = Dictionary(uniqueKeysWithValues: zip(result.regions, result.regions.indices))
    let count = industries.count
    let cells = regions.flatMap { region in
      (0..<count).map { (place[members[region] ?? region] ?? 0) * count + $0 }
    }
    result.finals = []
    var columns: [Int] = []
    for final in finals {
      let label = FinalLabel(
        region: final.region.map { members[$0] ?? $0 }, code: final.code)
      if let at = result.finals.firstIndex(of: label) {
        columns.append(at)
      } else {
        columns.append(result.finals.count)
        result.finals.append(label)
      }
    }
    let (n, m) = (result.dimension, result.finals.count)
    let rows = Array(primaries.indices)
    result.intermediate = intermediate.gathered(cells, n, cells, n)
    result.finalUses = finalUses.gathered(cells, n, columns, m)
    result.primaryInputs = primaryInputs.gathered(rows, rows.count, cells, n)
    result.primaryInputsOfFinalUses = primaryInputsOfFinalUses.gathered(
      rows, rows.count, columns, m)
    result.output = output.map {
      Matrix(column: $0).gathered(cells, n, [0], 1).values
    }
    let parts = regions.filter { members[$0] != nil }
    let wholes = Set(parts.compactMap { members[$0] }).sorted()
    result.notices.append(
      Notice(
        "regions-merged",
        "\(parts.joined(separator: ", ")) were summed into \(wholes.joined(separator: ", ")); all totals are kept"
      ))
    return result
  }
}

extension Matrix {
  /// Σ over entries that go to the same place: entry (i, j) is added to (rows[i], columns[j]).
  func gathered(_ places: [Int], _ rows: Int, _ columnPlaces: [Int], _ columns: Int) -> Matrix {
    var result = Matrix(rows: rows, columns: columns)
    for j in 0..<self.columns {
      let target = columnPlaces[j] * rows
      for i in 0..<self.rows {
        result.values[target + places[i]] += values[i + j * self.rows]
      }
    }
    return result
  }
}
