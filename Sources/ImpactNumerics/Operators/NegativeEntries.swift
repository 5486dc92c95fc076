extension OriginClassStorage {
  /// Entries of cells where a_k[i,j,s] + Δ falls below zero for some origin.
  ///
  /// An origin r meets the sum of the entries without zone and of those whose zone holds r. What
  /// is below zero by less than 1e-12 of the coefficient is rounding.
  func negativeEntries(in change: StructureChange) -> [StructureChange.Entry] {
    guard change.entries.contains(where: { !($0.delta >= 0) }) else { return [] }
    let patterns = zonePatterns(change.zones)
    let entries = change.entries
    let keyed = entries.enumerated().map { (cell: cell(of: $1), index: $0) }
      .sorted { $0.cell == $1.cell ? $0.index < $1.index : $0.cell < $1.cell }
    var negative: [Int] = []
    var start = 0
    while start < keyed.count {
      var end = start + 1
      while end < keyed.count, keyed[end].cell == keyed[start].cell { end += 1 }
      if isNegative(keyed[start..<end], of: entries, patterns: patterns) {
        negative += keyed[start..<end].map(\.index)
      }
      start = end
    }
    return negative.sorted().map { entries[$0] }
  }

  /// Whether entries that share a cell take it below zero for some set of zones.
  private func isNegative(
    _ members: ArraySlice<(cell: Int, index: Int)>, of entries: [StructureChange.Entry],
    patterns: [[Bool]]
  ) -> Bool {
    guard let first = members.first.map({ entries[$0.index] }) else { return false }
    let base = coefficient(
      originClass: first.originClass, product: first.product, buyer: first.buyer,
      region: first.region)
    return patterns.contains { pattern in
      var changed = base
      for member in members {
        let entry = entries[member.index]
        if let zone = entry.zone, !pattern[zone] { continue }
        changed += entry.delta
      }
      return !(changed >= -1e-12 * abs(base))
    }
  }

  private func cell(of entry: StructureChange.Entry) -> Int {
    ((entry.originClass * products + entry.product) * products + entry.buyer) * regions
      + entry.region
  }

  /// The different sets of zones that a region can belong to.
  private func zonePatterns(_ zones: [[Bool]]) -> [[Bool]] {
    Array(Set((0..<regions).map { region in zones.map { $0[region] } }))
  }
}
