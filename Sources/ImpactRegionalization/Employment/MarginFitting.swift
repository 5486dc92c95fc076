/// Iterative proportional fitting of unknown cells to many margins at once.
///
/// For each margin m with cells C(m), target T and tolerance ε the fitted values x satisfy
/// |Σ_{c∈C(m)} x_c − T| ≤ ε; each step scales the cells of one margin by a common factor, so the
/// ratios of the prior survive wherever the margins allow. With ε = 0 this is the classical
/// procedure of Deming and Stephan (1940); an interval lets rounded publications agree.
/// Margins are visited in the order given, sums run in the order of the cells: same input, same
/// bytes.
package struct MarginFitting: Sendable {
  /// A known sum over some of the cells.
  package struct Margin: Sendable {
    package let name: String
    /// Indices into the prior.
    package let cells: [Int]
    package let target: Double
    /// Largest accepted distance from the target, in the unit of the target.
    package let tolerance: Double

    package init(name: String, cells: [Int], target: Double, tolerance: Double = 0) {
      self.name = name
      self.cells = cells
      self.target = target
      self.tolerance = tolerance
    }
  }

  /// How the fitting ended.
  package struct Report: Sendable, Equatable {
    package let sweeps: Int
    /// The margin farthest outside its tolerance; empty without margins.
    package let worstMargin: String
    /// Its distance beyond the tolerance, in the unit of the target.
    package let worstGap: Double
  }

  /// No values at or above zero meet the margin together with the others.
  package struct Infeasible: Error, Sendable, Equatable, CustomStringConvertible {
    package let margin: String
    package let target: Double
    package let reached: Double

    package var description: String {
      "the margin `\(margin)` asks for \(target) but the cells reach \(reached); "
        + "expected margins that values at or above zero can meet together"
    }
  }

  package let values: [Double]
  package let report: Report

  /// Fits a prior (each value finite, at or above zero) to the margins.
  ///
  /// Stops when every margin is met within its tolerance and `precision` × max(1, |target|).
  /// Throws `Infeasible` with the worst margin when `maximumSweeps` do not suffice.
  package init(
    prior: [Double], margins: [Margin], precision: Double = 1e-10, maximumSweeps: Int = 5000
  ) throws {
    precondition(prior.allSatisfy { $0.isFinite && $0 >= 0 }, "the prior must be at or above zero")
    var values = prior
    try Self.refuseImpossible(margins, values)
    var sweeps = 0
    var worst = Self.worst(margins, values, precision)
    while worst.excess > 0, sweeps < maximumSweeps {
      for margin in margins { Self.scale(&values, to: margin) }
      sweeps += 1
      worst = Self.worst(margins, values, precision)
    }
    if worst.excess > 0 {
      let margin = margins[worst.index]
      throw Infeasible(
        margin: margin.name, target: margin.target, reached: Self.sum(margin.cells, values))
    }
    self.values = values
    self.report = Report(
      sweeps: sweeps, worstMargin: margins.isEmpty ? "" : margins[worst.index].name,
      worstGap: max(0, worst.gap))
  }

  private static func sum(_ cells: [Int], _ values: [Double]) -> Double {
    var total = 0.0
    for cell in cells { total += values[cell] }
    return total
  }

  private static func refuseImpossible(_ margins: [Margin], _ values: [Double]) throws {
    for margin in margins {
      let reached = sum(margin.cells, values)
      let tooSmall = margin.target + margin.tolerance < 0
      let unreachable = reached == 0 && margin.target - margin.tolerance > 0
      guard tooSmall || unreachable else { continue }
      throw Infeasible(margin: margin.name, target: margin.target, reached: reached)
    }
  }

  private static func scale(_ values: inout [Double], to margin: Margin) {
    let total = sum(margin.cells, values)
    guard total > 0 else { return }
    let low = max(0, margin.target - margin.tolerance)
    let high = margin.target + margin.tolerance
    guard total < low || total > high else { return }
    let factor = (total < low ? low : high) / total
    for cell in margin.cells { values[cell] *= factor }
  }

  /// The margin farthest outside its tolerance; `excess` is positive when precision is not reached.
  private static func worst(
    _ margins: [Margin], _ values: [Double], _ precision: Double
  ) -> (index: Int, gap: Double, excess: Double) {
    var index = 0
    var gap = -Double.infinity
    var excess = -Double.infinity
    for (k, margin) in margins.enumerated() {
      let distance = abs(sum(margin.cells, values) - margin.target) - margin.tolerance
      let over = distance - precision * max(1, abs(margin.target))
      if over > excess {
        index = k
        gap = distance
        excess = over
      }
    }
    return (index, gap, excess)
  }
}
