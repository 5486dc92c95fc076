/// Changed coefficients that reach some origins only: mask · T_k[i] · Σ Δ·x, added after sourcing.
extension OriginClassPass {
  /// A group of zone entries of one column.
  private struct Slot {
    let column: Int
    let change: CompiledChange
    let group: CompiledChange.Group
    /// The origins that it reaches.
    let runs: [Range<Int>]
  }

  /// Products and classes with zone entries; each is worked on by one piece.
  private var zoned: [(product: Int, slots: [[Slot]])] {
    (0..<products)
      .compactMap { i in
        let slots = (0..<storage.classes).map { self.slots(product: i, originClass: $0) }
        return slots.contains { !$0.isEmpty } ? (i, slots) : nil
      }
  }

  private func slots(product i: Int, originClass k: Int) -> [Slot] {
    var slots: [Slot] = []
    for (c, change) in changes.enumerated() {
      guard let change else { continue }
      for group in change.groups(ofProduct: i) where group.originClass == k {
        guard let zone = group.zone else { continue }
        slots.append(Slot(column: c, change: change, group: group, runs: change.runs[zone]))
      }
    }
    return slots
  }

  /// y[i,r] += mask[r] Σ_s T_k[i][r,s] Σ Δ·x[j,s].
  func addZones(of x: Input, to y: Output) {
    guard changes.contains(where: { $0?.hasZones ?? false }) else { return }
    let work = zoned
    pieces.run(over: 0..<work.count) { range in
      for (i, classes) in work[range] {
        for (k, slots) in classes.enumerated() where !slots.isEmpty {
          add(slots, product: i, originClass: k, of: x, to: y)
        }
      }
    }
  }

  private func add(_ slots: [Slot], product i: Int, originClass k: Int, of x: Input, to y: Output) {
    let inner = slotWidth(slots.count)
    withScratch(2 * regions * inner) { (scratch: Output) in
      let (bought, reached) = (scratch, scratch + regions * inner)
      bought.initialize(repeating: 0, count: regions * inner)
      for (m, slot) in slots.enumerated() {
        for entry in slot.group.range {
          bought[Int(slot.change.place[entry]) * inner + m] +=
            P.Value(slot.change.delta[entry]) * x[Int(slot.change.source[entry]) * width + slot.column]
        }
      }
      storage.trade(
        P.self, originClass: k, product: i, from: bought, into: reached, width: inner,
        transposed: false)
      for (m, slot) in slots.enumerated() {
        for run in slot.runs {
          for r in run { y[(r * products + i) * width + slot.column] += reached[r * inner + m] }
        }
      }
    }
  }

  /// y[j,s] += Δ Σ_r T_k[i][r,s] mask[r] p[i,r].
  func addZonesTransposed(of p: Input, to y: Output) {
    guard changes.contains(where: { $0?.hasZones ?? false }) else { return }
    for (i, classes) in zoned {
      for (k, slots) in classes.enumerated() where !slots.isEmpty {
        let inner = slotWidth(slots.count)
        withScratch(2 * regions * inner) { (scratch: Output) in
          let (offered, price) = (scratch, scratch + regions * inner)
          offered.initialize(repeating: 0, count: regions * inner)
          for (m, slot) in slots.enumerated() {
            for run in slot.runs {
              for r in run { offered[r * inner + m] = p[(r * products + i) * width + slot.column] }
            }
          }
          storage.trade(
            P.self, originClass: k, product: i, from: offered, into: price, width: inner,
            transposed: true)
          for (m, slot) in slots.enumerated() {
            for entry in slot.group.range {
              y[Int(slot.change.source[entry]) * width + slot.column] +=
                P.Value(slot.change.delta[entry]) * price[Int(slot.change.place[entry]) * inner + m]
            }
          }
        }
      }
    }
  }

  /// A vector where the panel is one, else a panel.
  private func slotWidth(_ count: Int) -> Int {
    width == 1 && count == 1 ? 1 : max(8, Panel.width(columns: count))
  }
}
