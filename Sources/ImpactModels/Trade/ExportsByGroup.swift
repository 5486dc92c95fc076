/// Exports of groups of cells by origin of their value, and what exports sustain at home.
///
///     E[k] = Σ_j E[j],   DC = Σ_j p_{c(j)}[j] E[j],   DVA = Σ_j q[j] E[j],   over the cells j of group k
///     sustained[k] = Σ_i c[i] (L_D E)[i],             over the cells i of group k
///
/// The first line reads backward, from exporters to the origins behind them; the second forward, from
/// what works for anyone's exports of the same country, also through other regions.
public struct ExportsByGroup: Sendable {
  /// The groups: regions, countries or industries.
  public let grouping: CellPartition
  /// Gross exports to other countries and W, money.
  public let exports: [Double]
  /// Value added of the own country in them, DC.
  public let domesticContent: [Double]
  /// The same without double counting, DVA.
  public let domesticValueAdded: [Double]
  /// Value added of other countries and purchases from W in them.
  public let foreignContent: [Double]
  /// Net taxes and margins in them.
  public let taxesAndMargins: [Double]
  /// Value added in the group that the country's exports sustain.
  public let valueAddedSustained: [Double]
  /// Persons in the group whom the country's exports sustain, nan where unknown; nil without employment.
  public let personsSustained: [Double]?

  /// Sums of solved vectors; nothing is solved.
  public init(_ trade: ValueAddedInTrade, _ table: InterregionalTable, by grouping: CellPartition) {
    func product(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 * $1 } }
    let own = product(trade.domesticContentPerUnit, trade.exports)
    let taxes = product(trade.taxContent, trade.exports)
    let foreign = trade.exports.indices.map { trade.exports[$0] - own[$0] - taxes[$0] }
    self.grouping = grouping
    exports = grouping.sums(trade.exports)
    domesticContent = grouping.sums(own)
    domesticValueAdded = grouping.sums(product(trade.domesticValueAddedPerUnit, trade.exports))
    foreignContent = grouping.sums(foreign)
    taxesAndMargins = grouping.sums(taxes)
    valueAddedSustained = grouping.sums(table.valueAdded.totals(for: trade.domesticRequirements))
    personsSustained = table.employment.map {
      $0.sums(for: trade.domesticRequirements, over: grouping)
    }
  }
}
