/// An operator that changes what goes into another and what comes out of it, in every precision.
protocol PanelWrapper: PanelOperator {
  var inner: any PanelOperator { get }
  /// Changes a copy of the panel before the inner operator sees it.
  func prepare<Value: BinaryFloatingPoint>(_ x: UnsafeMutablePointer<Value>, _ call: PanelCall)
  /// Changes the product; `x` is the panel as it was given.
  func finish<Value: BinaryFloatingPoint>(
    _ y: UnsafeMutablePointer<Value>, of x: UnsafePointer<Value>, _ call: PanelCall)
}

extension PanelWrapper {
  /// Number of region-industries, n.
  public var dimension: Int { inner.dimension }
  /// Variants of the operator inside.
  public var systemCount: Int { inner.systemCount }
  var panelOrder: PanelOrder { inner.panelOrder }
  var hasReducedPrecision: Bool { inner.hasReducedPrecision }
  var multiplications: Double { inner.multiplications }

  /// A′ x, column by column.
  public func applied(to x: Matrix, systems: [Int]) -> Matrix {
    multiplied(x, systems: systems, transposed: false)
  }

  /// A′ᵀ p, column by column.
  public func transposedApplied(to p: Matrix, systems: [Int]) -> Matrix {
    multiplied(p, systems: systems, transposed: true)
  }

  func multiplyExactly(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, _ call: PanelCall
  ) {
    wrapped(x, y, call) { inner.multiplyExactly($0, into: y, call) }
  }

  func multiplyMixed(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, _ call: PanelCall
  ) {
    wrapped(x, y, call) { inner.multiplyMixed($0, into: y, call) }
  }

  func multiplySingly(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, _ call: PanelCall
  ) {
    wrapped(x, y, call) { inner.multiplySingly($0, into: y, call) }
  }

  private func wrapped<Value: BinaryFloatingPoint>(
    _ x: UnsafePointer<Value>, _ y: UnsafeMutablePointer<Value>, _ call: PanelCall,
    _ body: (UnsafePointer<Value>) -> Void
  ) {
    let count = dimension * call.width
    withScratch(count) { (copy: UnsafeMutablePointer<Value>) in
      copy.initialize(from: x, count: count)
      prepare(copy, call)
      body(copy)
    }
    finish(y, of: x, call)
  }
}

extension InputOperator {
  /// This operator as one of panels.
  var panels: any PanelOperator { (self as? any PanelOperator) ?? PanelAdapter(base: self) }
}
