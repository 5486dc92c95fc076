extension OriginClassOperator {
  /// Columns taken through the operator together; limits the memory of one call.
  private static let widest = 64

  /// A x, column by column; `systems[c]` names the change that column c uses.
  public func applied(to x: Matrix, systems: [Int]) -> Matrix {
    mapped(x, systems: systems) { block, from, to in block.apply(from, into: to) }
  }

  /// Aᵀ p, column by column.
  public func transposedApplied(to p: Matrix, systems: [Int]) -> Matrix {
    mapped(p, systems: systems) { block, from, to in block.applyTransposed(from, into: to) }
  }

  /// (A′ − A) x from the entries of the changes only: exactly 0 for an empty change.
  ///
  /// The household closure is in A and A′ alike and so does not appear.
  public func changeApplied(to x: Matrix, systems: [Int]) -> Matrix {
    mapped(x, systems: systems) { block, from, to in block.applyChanges(from, into: to) }
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
    let plain = OriginClassOperator(base: self)
    let systems = [Int](repeating: 0, count: demand.columns)
    return plain.mapped(demand, systems: systems) { block, from, to in
      block.source([k: from], zone: zone, into: to)
    }
  }

  private func mapped(
    _ x: Matrix, systems: [Int],
    _ body: (OriginClassBlock, UnsafePointer<Double>, UnsafeMutablePointer<Double>) -> Void
  ) -> Matrix {
    precondition(x.rows == dimension, "a block of this operator has \(dimension) rows")
    precondition(systems.count == x.columns, "every column names its system")
    BLASThreads.configure()
    let n = dimension
    let values = [Double](unsafeUninitializedCapacity: n * x.columns) { out, count in
      count = n * x.columns
      x.values.withUnsafeBufferPointer { source in
        guard let from = source.baseAddress, let to = out.baseAddress else { return }
        for start in stride(from: 0, to: x.columns, by: Self.widest) {
          let end = min(start + Self.widest, x.columns)
          let block = OriginClassBlock(self, systems: systems[start..<end])
          body(block, from + start * n, to + start * n)
        }
      }
    }
    return Matrix(rows: n, columns: x.columns, values: values)
  }
}
