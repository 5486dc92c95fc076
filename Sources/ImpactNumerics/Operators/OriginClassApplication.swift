extension OriginClassOperator: PanelOperator {
  var panelOrder: PanelOrder { PanelOrder(group: productCount, order: storage.order) }
  var hasReducedPrecision: Bool { true }
  /// Multiplications of one application to one column, R·S² by class and those of the sourcing.
  public var multiplications: Double {
    storage.technology.multiplications + storage.sourcing.multiplications
  }

  func multiplyExactly(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, _ call: PanelCall
  ) {
    multiply(Exact.self, x, into: y, call)
  }

  func multiplyMixed(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, _ call: PanelCall
  ) {
    multiply(Mixed.self, x, into: y, call)
  }

  func multiplySingly(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, _ call: PanelCall
  ) {
    multiply(Single.self, x, into: y, call)
  }

  private func multiply<P: KernelPair>(
    _ pair: P.Type, _ x: UnsafePointer<P.Value>, into y: UnsafeMutablePointer<P.Value>,
    _ call: PanelCall
  ) {
    let pass = OriginClassPass<P>(self, call)
    if call.transposed { pass.applyTransposed(x, into: y) } else { pass.apply(x, into: y) }
  }

  /// A x, column by column; `systems[c]` names the change that column c uses.
  public func applied(to x: Matrix, systems: [Int]) -> Matrix {
    multiplied(x, systems: systems, transposed: false)
  }

  /// Aᵀ p, column by column.
  public func transposedApplied(to p: Matrix, systems: [Int]) -> Matrix {
    multiplied(p, systems: systems, transposed: true)
  }

  /// (A′ − A) x from the entries of the changes only: exactly 0 for an empty change.
  ///
  /// The household closure is in A and A′ alike and so does not appear.
  public func changeApplied(to x: Matrix, systems: [Int]) -> Matrix {
    precondition(x.rows == dimension, "a block of this operator has \(dimension) rows")
    precondition(systems.count == x.columns, "every column names its system")
    return mapped(x) { columns, pieces, from, to, width in
      let call = PanelCall(
        width: width, systems: Array(systems[columns]), transposed: false, pieces: pieces)
      OriginClassPass<Exact>(self, call).applyChanges(from, into: to)
    }
  }

  /// T_own y_own + T_imported y_imported for demand vectors y[s * S + i] of length n.
  ///
  /// Result: what the modelled regions deliver, region-major, in the unit of the demand.
  public func sourced(own: [Double], imported: [Double]) -> [Double] {
    precondition(classCount > 1 || imported.allSatisfy { $0 == 0 }, "there is no imported class")
    let home = sourced(originClass: 0, demand: Matrix(column: own)).values
    guard classCount > 1 else { return home }
    let foreign = sourced(originClass: 1, demand: Matrix(column: imported)).values
    return zip(home, foreign).map { $0 + $1 }
  }

  /// mask · T_k y for a block of demand vectors of one origin class (n×m).
  ///
  /// With a zone, a mask of length R, only origins inside it deliver.
  public func sourced(originClass k: Int, demand: Matrix, zone: [Bool]? = nil) -> Matrix {
    precondition((0..<classCount).contains(k), "origin class")
    precondition(zone.map { $0.count == regionCount } ?? true, "a zone mask has R values")
    let (storage, layout) = (storage, storage.layout)
    return mapped(demand) { _, pieces, from, to, width in
      pieces.run(over: 0..<layout.products) { range in
        withScratch(2 * layout.regions * width) { (scratch: UnsafeMutablePointer<Double>) in
          let (bought, sold) = (scratch, scratch + layout.regions * width)
          for i in range {
            for s in 0..<layout.regions {
              (bought + s * width)
                .update(from: from + (s * layout.products + i) * width, count: width)
            }
            storage.trade(
              Exact.self, originClass: k, product: i, from: bought, into: sold, width: width,
              transposed: false)
            for (q, region) in storage.order.enumerated() {
              let row = to + (q * layout.products + i) * width
              if zone?[region] ?? true {
                row.update(from: sold + q * width, count: width)
              } else {
                row.update(repeating: 0, count: width)
              }
            }
          }
        }
      }
    }
  }

  /// T_kᵀ p for a block of vectors of one origin class (n×m): what p at the origins is worth to buyers.
  package func sourcedTransposed(originClass k: Int, _ p: Matrix) -> Matrix {
    precondition((0..<classCount).contains(k), "origin class")
    let (storage, layout) = (storage, storage.layout)
    return mapped(p) { _, pieces, from, to, width in
      pieces.run(over: 0..<layout.products) { range in
        withScratch(2 * layout.regions * width) { (scratch: UnsafeMutablePointer<Double>) in
          let (offered, worth) = (scratch, scratch + layout.regions * width)
          for i in range {
            for q in 0..<layout.regions {
              (offered + q * width)
                .update(from: from + (q * layout.products + i) * width, count: width)
            }
            storage.trade(
              Exact.self, originClass: k, product: i, from: offered, into: worth, width: width,
              transposed: true)
            for q in 0..<layout.regions {
              (to + (q * layout.products + i) * width)
                .update(from: worth + q * width, count: width)
            }
          }
        }
      }
    }
  }
}
