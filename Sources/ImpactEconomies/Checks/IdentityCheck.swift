/// The outcome of one accounting identity over a whole economy.
public struct IdentityCheck: Sendable, Hashable, CustomStringConvertible {
  /// Short stable key, for example `output-balance`.
  public let name: String
  /// The identity, as an equation.
  public let statement: String
  /// Largest absolute residual in the unit of `measure`; nan when unknown cells prevent the check.
  public let worst: Double
  /// Where the largest residual stands: region, industry or country by code; empty when all is exact.
  public let place: String
  /// What the residual is measured in, for example `share of output`.
  public let measure: String
  /// Largest residual that passes.
  public let tolerance: Double
  /// Cells left out because no source has a value for them.
  public let unknownCells: Int

  /// True when the worst residual is a number within the tolerance.
  public var passed: Bool { worst <= tolerance }

  /// One line for a reader: name, outcome, worst residual and its place.
  public var description: String {
    let outcome = passed ? "holds" : "FAILS"
    let at = place.isEmpty ? "" : " at \(place)"
    let left = unknownCells == 0 ? "" : "; \(unknownCells) unknown cells left out"
    return "\(name) \(outcome): worst \(worst) \(measure)\(at), tolerance \(tolerance)\(left)"
  }
}

extension IdentityCheck {
  /// An identity that unknown cells keep from being checked: it does not pass.
  package static func unchecked(
    _ name: String, _ statement: String, measure: String, tolerance: Double, unknownCells: Int
  ) -> IdentityCheck {
    IdentityCheck(
      name: name, statement: statement, worst: .nan, place: "", measure: measure,
      tolerance: tolerance, unknownCells: unknownCells)
  }
}

/// Collects the largest residual of an identity and where it stands.
package struct WorstResidual {
  private var worst = 0.0
  private var place = ""
  private var unknownCells = 0

  package init() {}

  /// Takes a residual; one that is nan counts as unknown.
  package mutating func take(_ residual: Double, at place: @autoclosure () -> String) {
    if residual.isNaN {
      unknownCells += 1
    } else if abs(residual) > worst {
      worst = abs(residual)
      self.place = place()
    }
  }

  package func check(
    _ name: String, _ statement: String, measure: String, tolerance: Double
  ) -> IdentityCheck {
    IdentityCheck(
      name: name, statement: statement, worst: worst, place: place, measure: measure,
      tolerance: tolerance, unknownCells: unknownCells)
  }
}
