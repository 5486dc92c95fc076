/// Why totals cannot be met, with the names of the lines; all faults of one input together.
package struct BalancingFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// One reason.
  package enum Issue: Sendable, Equatable {
    /// Row totals and column totals have different sums.
    case unequalTotals(rows: Double, columns: Double)
    /// A line without any cell in the prior must reach a total that is not zero.
    case emptyLine(name: String, target: Double)
    /// A line whose cells all have one sign must reach a total of the other sign.
    case signConflict(name: String, target: Double, positive: Double, negative: Double)
    /// A cell of the prior is negative where the method needs values at or above zero, or not finite.
    case unusablePrior(name: String, value: Double)
    /// A target is not finite, or negative where the method needs values at or above zero.
    case unusableTarget(name: String, target: Double)
    /// Scaling ended at its limit; the line is the one farthest from its target.
    case stoppedEarly(name: String, target: Double, reached: Double, rounds: Int)
  }

  package let issues: [Issue]

  package init(_ issues: [Issue]) { self.issues = issues }

  package var description: String { issues.map(Self.text).joined(separator: "\n") }

  private static func text(_ issue: Issue) -> String {
    switch issue {
    case .unequalTotals(let rows, let columns):
      "row totals sum to \(rows), column totals to \(columns), a gap of \(rows - columns): they must agree; "
        + "correct the totals, or scale one side and say so"
    case .emptyLine(let name, let target):
      "\(name) is empty but must reach \(target); give it a cell in the prior or a total of 0"
    case .signConflict(let name, let target, let positive, let negative):
      "\(name) must reach \(target), but its cells are \(positive) above and \(negative) below zero, and scaling keeps "
        + "signs; correct the total or the prior"
    case .unusablePrior(let name, let value):
      "the prior of \(name) is \(value); expected a finite value at or above zero, or a method for negative entries"
    case .unusableTarget(let name, let target):
      "the total of \(name) is \(target); expected a finite value at or above zero"
    case .stoppedEarly(let name, let target, let reached, let rounds):
      "balancing stopped after \(rounds) rounds: \(name) reaches \(reached) of \(target); the totals contradict each "
        + "other on this pattern of zeros, or need more rounds or a wider tolerance"
    }
  }
}
