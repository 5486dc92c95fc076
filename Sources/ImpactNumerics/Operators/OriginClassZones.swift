/// Zone entries of an operator: changes that reach some origins only.
extension OriginClassBlock {
  /// A group of zone entries of one column.
  struct ZoneSlot {
    let column: Int
    let change: CompiledChange
    let group: CompiledChange.Group
    /// The origins that it reaches.
    let runs: [Range<Int>]
  }

  /// Zone entries of a product and class, those that reach the same origins together.
  func zoneSlots(product i: Int, originClass k: Int, columns: Range<Int>) -> [[ZoneSlot]] {
    var slots: [[ZoneSlot]] = []
    for c in columns {
      guard let change = changes[c] else { continue }
      for group in change.groups(ofProduct: i) where group.originClass == k {
        guard let zone = group.zone else { continue }
        let slot = ZoneSlot(column: c, change: change, group: group, runs: change.runs[zone])
        if let known = slots.firstIndex(where: { $0[0].runs == slot.runs }) {
          slots[known].append(slot)
        } else {
          slots.append([slot])
        }
      }
    }
    return slots
  }

  /// C ← T_k[i] B for some rows; B and C are R×m in reordered counting, other rows of C stay.
  func tradeRows(
    _ runs: [Range<Int>], originClass k: Int, product i: Int, by b: UnsafePointer<Double>,
    into c: UnsafeMutablePointer<Double>, columns m: Int
  ) {
    forEachPiece(of: runs, originClass: k, product: i) { values, block, rows in
      BLAS.multiply(
        values, leading: block.size, by: b + block.start, leading: regions,
        into: c + rows.lowerBound, leading: regions, rows: rows.count, inner: block.size,
        columns: m, beta: 0)
    }
  }

  /// C ← T_k[i]ᵀ B with some rows of B only; B and C are R×m in reordered counting.
  func tradeRowsTransposed(
    _ runs: [Range<Int>], originClass k: Int, product i: Int, by b: UnsafePointer<Double>,
    into c: UnsafeMutablePointer<Double>, columns m: Int
  ) {
    c.initialize(repeating: 0, count: regions * m)
    forEachPiece(of: runs, originClass: k, product: i) { values, block, rows in
      BLAS.multiply(
        values, leading: block.size, transposed: true, by: b + rows.lowerBound, leading: regions,
        into: c + block.start, leading: regions, rows: block.size, inner: rows.count, columns: m,
        beta: 1)
    }
  }

  /// Calls `body` with the address of the first row in T_k[i], the diagonal block, and the rows.
  private func forEachPiece(
    of runs: [Range<Int>], originClass k: Int, product i: Int,
    _ body: (UnsafePointer<Double>, OriginClassStorage.Block, Range<Int>) -> Void
  ) {
    let sourcing = storage.sourcing[k]
    sourcing.values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      for block in sourcing.blocks {
        for run in runs {
          let rows = run.clamped(to: block.start..<block.start + block.size)
          guard !rows.isEmpty else { continue }
          body(
            base + i * sourcing.stride + block.offset + (rows.lowerBound - block.start), block, rows
          )
        }
      }
    }
  }
}
