import ImpactDiagnostics
public import ImpactNumerics

/// What the economy would lose without an industry, a region, or an industry of a region.
///
/// The cells k that are extracted may be any. φ is the share taken out (1: all of it). Each direction
/// is one solve for the change, so nothing of the rest of the economy is lost to rounding:
///
///     total       rows k of A and final demand f_k scaled by 1 − φ:  (I − A′)Δx = −φ P_k x₀
///     backward    columns k of A scaled:                             (I − A′)Δx = −φ A P_k x₀
///     deliveries  rows k of A scaled, f_k kept:                      (I − A′)Δx = −φ P_k A x₀
///     forward     rows k of Ghosh's B scaled, primary inputs kept:   (I − A′ᵀ)q = −φ Aᵀ P_k 1, Δx = x̂₀ q
///
/// With φ = 1 and one cell, the total loss is x_k (i'L)_k / l_kk. Total extraction removes own use and
/// f_k; the others keep f_k and remove own use (a_kk, or the block of all cells k) unless
/// `keepsOwnUse`. Strassert (1968); Dietzenbacher and van der Linden (1997); Dietzenbacher and Lahr
/// (2013) for φ < 1.
public struct HypotheticalExtraction: Sendable {
  /// Which ties of the cells are cut.
  public enum Direction: String, Sendable, CaseIterable {
    /// They make nothing: what the others buy of them comes from outside.
    case total
    /// They buy nothing: the pull on their suppliers goes.
    case backward
    /// They deliver nothing to other producers, in Ghosh's model: the push on their buyers goes.
    case forward
    /// They deliver nothing to other producers, in the quantity model.
    case deliveries
  }

  /// The loss.
  public struct Loss: Sendable {
    /// Δx, length n, in the unit of output; negative for a loss.
    public let change: [Double]
    /// Cells that were extracted, ascending.
    public let cells: [Int]

    /// −Σ Δx.
    public var total: Double { -change.reduce(0, +) }
    /// −Σ Δx over all other cells.
    public var elsewhere: Double { cells.reduce(total) { $0 + change[$1] } }
    /// −Σ c Δx for an indicator's coefficients c (length n), such as jobs per unit of output.
    public func loss(of coefficients: [Double]) -> Double {
      -zip(coefficients, change).reduce(0) { $1.1 == 0 ? $0 : $0 + $1.0 * $1.1 }
    }
  }

  /// x₀, length n.
  public let output: [Double]
  private let system: InputOutputSystem

  /// Throws `shapeMismatch` when output has not n values.
  public init(_ system: InputOutputSystem, output: [Double]) throws(NumericsError) {
    try system.require("output", output)
    self.system = system
    self.output = output
  }

  /// The loss when a share of some cells is extracted.
  ///
  /// Throws a `ProblemReport` for a share outside 0 to 1 and for cells outside the economy, and
  /// `notConverged` or `singular` of the solve.
  public func loss(
    of cells: [Int], direction: Direction = .total, share: Double = 1, keepsOwnUse: Bool = false
  ) throws -> Loss {
    let n = system.dimension
    let k = Array(Set(cells)).sorted()
    var problems = k.filter { !(0..<n).contains($0) }
      .map {
        Problem(at: nil, path: "cell \($0)", "there is no such cell", expected: "0 to \(n - 1)")
      }
    if !(share >= 0 && share <= 1) {
      problems.append(
        Problem(at: nil, path: "share", "the share is \(share)", expected: "a share, 0 to 1"))
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    let part = CellMask.values(k, of: n, inside: 1, outside: 0)
    let change: [Double] =
      switch direction {
      case .total: try total(part, share)
      case .backward: try backward(part, share, keepsOwnUse)
      case .deliveries: try deliveries(part, share, keepsOwnUse)
      case .forward: try forward(part, share, keepsOwnUse)
      }
    return Loss(change: change, cells: k)
  }

  /// Rows k scaled, final demand too: what is left out is φ x₀ itself.
  private func total(_ part: [Double], _ share: Double) throws(NumericsError) -> [Double] {
    let less = zip(part, output).map { -share * $0 * $1 }
    return try rows(part, share, keepsOwnUse: false).outputs(for: less)
  }

  private func backward(
    _ part: [Double], _ share: Double, _ keepsOwnUse: Bool
  ) throws(NumericsError) -> [Double] {
    let bought = system.inputs(for: zip(part, output).map { $0 * $1 })
    let less = cut(bought, outside: part, share, keepsOwnUse)
    let columns = ScaledTermsOperator.Term(columns: part.map { 1 - share * $0 })
    return try scaled(columns, part, share, keepsOwnUse).outputs(for: less)
  }

  private func deliveries(
    _ part: [Double], _ share: Double, _ keepsOwnUse: Bool
  ) throws(NumericsError) -> [Double] {
    let buyers = keepsOwnUse ? zip(part, output).map { (1 - $0) * $1 } : output
    let delivered = system.inputs(for: buyers)
    let less = zip(part, delivered).map { -share * $0 * $1 }
    return try rows(part, share, keepsOwnUse: keepsOwnUse).outputs(for: less)
  }

  private func forward(
    _ part: [Double], _ share: Double, _ keepsOwnUse: Bool
  ) throws(NumericsError) -> [Double] {
    let spent = system.costs(at: part)
    let less = cut(spent, outside: part, share, keepsOwnUse)
    let relative = try rows(part, share, keepsOwnUse: keepsOwnUse).totals(of: less)
    return zip(relative, output).map { $0 * $1 }
  }

  /// −φ times the values, without those at the cells themselves where own use stays.
  private func cut(
    _ values: [Double], outside part: [Double], _ share: Double, _ keepsOwnUse: Bool
  ) -> [Double] {
    zip(part, values).map { keepsOwnUse && $0 != 0 ? 0 : -share * $1 }
  }

  private func rows(
    _ part: [Double], _ share: Double, keepsOwnUse: Bool
  ) throws(NumericsError) -> InputOutputSystem {
    try scaled(
      ScaledTermsOperator.Term(rows: part.map { 1 - share * $0 }), part, share, keepsOwnUse)
  }

  /// The matrix with a term scaled, and the block of the cells among themselves put back.
  private func scaled(
    _ term: ScaledTermsOperator.Term, _ part: [Double], _ share: Double, _ keepsOwnUse: Bool
  ) throws(NumericsError) -> InputOutputSystem {
    guard keepsOwnUse else { return try system.scaled([term]) }
    let own = ScaledTermsOperator.Term(rows: part.map { share * $0 }, columns: part)
    return try system.scaled([term, own])
  }
}
