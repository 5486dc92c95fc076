/// Values nearest to a prior of either sign that meet linear constraints: the GRAS family.
///
///     minimise Σ |a₀| z ln(z/e),  z = a/a₀,  subject to  Σ_k g[c,k]·a[k] = t[c]
///
/// One constraint after the other is met by one factor f: terms g·a above zero are multiplied by f,
/// terms below zero divided by it, f being the positive root of p f − n/f = t with p the sum of the
/// first and n the size of the second. Signs and zeros of the prior stay. A line without terms above
/// zero takes f = −n/t. Rows and columns as constraints give GRAS; rows, columns and groups of cells
/// TRAS and MR-GRAS; targets that may give way KRAS. Values and targets in one unit.
///
/// Sources: Junius & Oosterhaven (2003) with the base e of Lenzen, Wood & Gallego (2007); Temurshoev,
/// Miller & Bouwmeester (2013) for lines without positive cells; Gilchrist & St. Louis (1999);
/// Temursho, Oosterhaven & Cardenete (2021); Lenzen, Gallego & Wood (2009).
package enum ConstraintFit {
  /// A known weighted sum of some cells.
  package struct Constraint: Sendable {
    /// In errors and reports.
    package let name: String
    /// Places in the prior, each once.
    package let cells: [Int]
    /// g, one to a cell; empty for coefficients of 1.
    package let coefficients: [Double]
    /// t.
    package let target: Double
    /// σ, standard deviation of the target: how far it gives way beside others; 0 never gives way.
    package let deviation: Double

    package init(
      name: String, cells: [Int], coefficients: [Double] = [], target: Double, deviation: Double = 0
    ) {
      precondition(
        coefficients.isEmpty || coefficients.count == cells.count, "one coefficient to a cell")
      self.name = name
      self.cells = cells
      self.coefficients = coefficients
      self.target = target
      self.deviation = deviation
    }

    func coefficient(_ term: Int) -> Double { coefficients.isEmpty ? 1 : coefficients[term] }

    func sum(_ values: [Double]) -> Double {
      cells.indices.reduce(0) { $0 + coefficient($1) * values[cells[$1]] }
    }
  }

  /// How targets that contradict each other give way (KRAS).
  package struct Relaxation: Sendable {
    /// The first cycle in which targets move; before it the constraints may still agree.
    package let fromCycle: Int
    /// α: a target moves by at most α·σ each time it is visited.
    package let step: Double

    package init(fromCycle: Int = 50, step: Double = 0.1) {
      self.fromCycle = fromCycle
      self.step = step
    }
  }

  package struct Outcome: Sendable {
    package let values: [Double]
    /// Targets after relaxation, in the order of the constraints.
    package let targets: [Double]
    package let cycles: Int
    /// Constraint farthest from its target relative to max(1, |t|); nil without constraints.
    package let worst: (name: String, gap: Double)?
  }

  /// Meets the constraints within `tolerance`·max(1, |t|).
  ///
  /// - Throws: `BalancingFault`: every line that is empty or of the wrong sign, or the worst line when
  ///   the limit of cycles is reached.
  package static func fit(
    prior: [Double], constraints: [Constraint], tolerance: Double = 1e-11, limit: Int = 10_000,
    relaxation: Relaxation? = nil
  ) throws -> Outcome {
    try check(prior, constraints)
    var values = prior
    var targets = constraints.map(\.target)
    for cycle in 1...max(limit, 1) {
      for (c, constraint) in constraints.enumerated() {
        if let relaxation, cycle >= relaxation.fromCycle {
          targets[c] -= yielding(constraint, targets[c] - constraint.sum(values), relaxation)
        }
        try scale(&values, constraint, to: targets[c])
      }
      let worst = Self.worst(values, constraints, targets)
      if worst.map({ $0.gap <= tolerance }) ?? true {
        return Outcome(
          values: values, targets: targets, cycles: cycle,
          worst: worst.map { (constraints[$0.index].name, $0.gap) })
      }
    }
    let index = worst(values, constraints, targets)?.index ?? 0
    throw BalancingFault([
      .stoppedEarly(
        name: constraints[index].name, target: targets[index],
        reached: constraints[index].sum(values), rounds: limit)
    ])
  }

  /// By how much a target gives way; residuals below 1e-10 count as met.
  private static func yielding(
    _ constraint: Constraint, _ residual: Double, _ relaxation: Relaxation
  ) -> Double {
    guard abs(residual) > 1e-10 else { return 0 }
    let size = min(abs(residual), relaxation.step * constraint.deviation)
    return residual > 0 ? size : -size
  }

  private static func worst(
    _ values: [Double], _ constraints: [Constraint], _ targets: [Double]
  ) -> (index: Int, gap: Double)? {
    constraints.indices
      .map { ($0, abs(constraints[$0].sum(values) - targets[$0]) / max(1, abs(targets[$0]))) }
      .max { $0.1 < $1.1 }
  }

  /// p and n: what the terms above and below zero add up to, both as sizes.
  private static func parts(
    _ values: [Double], _ constraint: Constraint
  ) -> (positive: Double, negative: Double) {
    var (positive, negative) = (0.0, 0.0)
    for (k, cell) in constraint.cells.enumerated() {
      let term = constraint.coefficient(k) * values[cell]
      if term > 0 { positive += term } else { negative -= term }
    }
    return (positive, negative)
  }

  private static func scale(
    _ values: inout [Double], _ constraint: Constraint, to target: Double
  ) throws {
    let (p, n) = parts(values, constraint)
    if let issue = issue(constraint.name, p, n, target) { throw BalancingFault([issue]) }
    guard p > 0 || n > 0 else { return }
    // Factors of the terms above and below zero; the limits where one kind is absent.
    let up: Double
    let down: Double
    if p == 0 {
      (up, down) = (1, target == 0 ? 0 : -target / n)
    } else if n == 0 {
      (up, down) = (target / p, 1)
    } else {
      let root = (target * target + 4 * p * n).squareRoot()
      // The form without cancellation for each sign of t.
      up = target >= 0 ? (target + root) / (2 * p) : 2 * n / (root - target)
      down = 1 / up
    }
    for (k, cell) in constraint.cells.enumerated() {
      values[cell] *= constraint.coefficient(k) * values[cell] > 0 ? up : down
    }
  }

  /// Why no factor meets a target; totals below 1e-12 count as zero.
  private static func issue(
    _ name: String, _ p: Double, _ n: Double, _ target: Double
  ) -> BalancingFault.Issue? {
    if p == 0, n == 0 { return abs(target) > 1e-12 ? .emptyLine(name: name, target: target) : nil }
    let conflict = (n == 0 && target < 0) || (p == 0 && target > 0)
    return conflict
      ? .signConflict(name: name, target: target, positive: p, negative: n) : nil
  }

  private static func check(_ prior: [Double], _ constraints: [Constraint]) throws {
    var issues: [BalancingFault.Issue] = []
    for (cell, value) in prior.enumerated() where !value.isFinite {
      issues.append(.unusablePrior(name: "cell \(cell)", value: value))
    }
    for constraint in constraints {
      guard constraint.target.isFinite else {
        issues.append(.unusableTarget(name: constraint.name, target: constraint.target))
        continue
      }
      let (p, n) = parts(prior, constraint)
      // A target that may give way can be met in the end.
      guard constraint.deviation == 0 else { continue }
      if let issue = issue(constraint.name, p, n, constraint.target) { issues.append(issue) }
    }
    guard issues.isEmpty else { throw BalancingFault(issues) }
  }
}
