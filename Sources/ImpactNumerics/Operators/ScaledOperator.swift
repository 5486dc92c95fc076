/// Rows and columns of any operator scaled: A′ = r̂ A ĉ.
///
/// A scaled row is a product bought more or less by all; a scaled column an industry that needs more or less
/// of all inputs; a factor of zero takes a row or column out, as hypothetical extraction does.
public struct ScaledOperator: PanelWrapper {
  let inner: any PanelOperator
  /// In the order of panels.
  private let rows: [Double]?
  private let columns: [Double]?
  /// True when no entry of A′ is below zero as far as the factors show.
  public let isNonNegative: Bool

  /// Scales rows and columns by factors of length n; nil stands for ones.
  ///
  /// Throws `shapeMismatch` or `nonFinite`.
  public init(
    _ base: any InputOperator, rows: [Double]? = nil, columns: [Double]? = nil
  ) throws(NumericsError) {
    inner = base.panels
    for (what, factors) in [("row factors", rows), ("column factors", columns)] {
      guard let factors else { continue }
      guard factors.count == base.dimension else {
        throw .shapeMismatch(what: what, expected: base.dimension, found: factors.count)
      }
      if let index = factors.firstIndex(where: { !$0.isFinite }) {
        throw .nonFinite(what: what, index: index)
      }
    }
    let order = inner.panelOrder
    self.rows = rows.map { order.arranged($0) }
    self.columns = columns.map { order.arranged($0) }
    isNonNegative =
      base.isNonNegative && (rows ?? []).allSatisfy { $0 >= 0 }
      && (columns ?? []).allSatisfy { $0 >= 0 }
  }

  func prepare<Value: BinaryFloatingPoint>(_ x: UnsafeMutablePointer<Value>, _ call: PanelCall) {
    scale(x, by: call.transposed ? rows : columns, call)
  }

  func finish<Value: BinaryFloatingPoint>(
    _ y: UnsafeMutablePointer<Value>, of x: UnsafePointer<Value>, _ call: PanelCall
  ) {
    scale(y, by: call.transposed ? columns : rows, call)
  }

  private func scale<Value: BinaryFloatingPoint>(
    _ panel: UnsafeMutablePointer<Value>, by factors: [Double]?, _ call: PanelCall
  ) {
    guard let factors else { return }
    for (j, factor) in factors.enumerated() where factor != 1 {
      for c in j * call.width..<(j + 1) * call.width { panel[c] *= Value(factor) }
    }
  }
}
