/// A `StructureChange` sorted for application: by product, origin class and zone.
///
/// A change that reaches more than half of the origins is kept as one that reaches all, less its
/// value in the others: mask_z·T·b = T·b − (1 − mask_z)·T·b. So few rows of T are needed twice.
final class CompiledChange: Sendable {
  /// Entries with the same product, class and zone.
  struct Group: Sendable {
    let product: Int
    let originClass: Int
    /// Index into `runs`; nil reaches all origins.
    let zone: Int?
    let range: Range<Int>
  }

  let groups: [Group]
  /// Groups of product i: `groups[firstGroup[i]..<firstGroup[i + 1]]`.
  let firstGroup: [Int]
  /// Row of the buying industry in a panel: its region's place · S + j.
  let source: [Int32]
  /// Reordered place of the buying region.
  let place: [Int32]
  let delta: [Double]
  /// Origins of each zone as ascending runs of reordered places.
  let runs: [[Range<Int>]]
  /// Whether an entry reaches some origins only.
  let hasZones: Bool
  /// False when a changed coefficient falls below zero.
  let isNonNegative: Bool

  init(_ change: StructureChange, storage: OriginClassStorage) {
    for entry in change.entries { Self.check(entry, change: change, storage: storage) }
    let small = change.withSmallZones
    let entries = Self.sorted(small, storage: storage)
    var groups: [Group] = []
    var start = 0
    for (index, entry) in entries.enumerated() {
      let next = index + 1 < entries.count ? entries[index + 1] : nil
      if let next, next.product == entry.product, next.originClass == entry.originClass,
        next.zone == entry.zone
      {
        continue
      }
      groups.append(
        Group(
          product: entry.product, originClass: entry.originClass, zone: entry.zone,
          range: start..<index + 1))
      start = index + 1
    }
    self.groups = groups
    var firstGroup = [Int](repeating: 0, count: storage.products + 1)
    for group in groups { firstGroup[group.product + 1] += 1 }
    for product in 0..<storage.products { firstGroup[product + 1] += firstGroup[product] }
    self.firstGroup = firstGroup
    source = entries.map { Int32(storage.place[$0.region] * storage.products + $0.buyer) }
    place = entries.map { Int32(storage.place[$0.region]) }
    delta = entries.map(\.delta)
    runs = small.zones.map { zone in Self.runs(storage.order.map { zone[$0] }) }
    hasZones = groups.contains { $0.zone != nil }
    isNonNegative = storage.negativeEntries(in: change).isEmpty
  }

  func groups(ofProduct product: Int) -> ArraySlice<Group> {
    groups[firstGroup[product]..<firstGroup[product + 1]]
  }

  /// Entries by product, class, zone, region and buyer; equal ones keep their order.
  private static func sorted(
    _ change: StructureChange, storage: OriginClassStorage
  ) -> [StructureChange.Entry] {
    let (zones, products) = (change.zones.count + 1, storage.products)
    let keyed = change.entries.enumerated()
      .map { index, entry in
        let group = (entry.product * storage.classes + entry.originClass) * zones
        let region = (group + (entry.zone ?? -1) + 1) * storage.regions + entry.region
        return (key: region * products + entry.buyer, index: index)
      }
    return keyed.sorted { $0.key == $1.key ? $0.index < $1.index : $0.key < $1.key }
      .map { change.entries[$0.index] }
  }

  private static func runs(_ mask: [Bool]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for (q, holds) in mask.enumerated() where holds {
      if let last = runs.last, last.upperBound == q {
        runs[runs.count - 1] = last.lowerBound..<q + 1
      } else {
        runs.append(q..<q + 1)
      }
    }
    return runs
  }

  private static func check(
    _ entry: StructureChange.Entry, change: StructureChange, storage: OriginClassStorage
  ) {
    precondition((0..<storage.products).contains(entry.product), "product of a change")
    precondition((0..<storage.products).contains(entry.buyer), "buyer of a change")
    precondition((0..<storage.regions).contains(entry.region), "region of a change")
    precondition((0..<storage.classes).contains(entry.originClass), "origin class of a change")
    if let zone = entry.zone {
      precondition(change.zones.indices.contains(zone), "zone of a change")
      precondition(change.zones[zone].count == storage.regions, "a zone mask has R values")
    }
  }
}

extension StructureChange {
  /// The same change where no zone holds more than half of the regions.
  fileprivate var withSmallZones: StructureChange {
    var zones = zones
    let others = zones.map { zone -> Int? in
      guard 2 * zone.count(where: \.self) > zone.count else { return nil }
      let rest = zone.map { !$0 }
      if let known = zones.firstIndex(of: rest) { return known }
      zones.append(rest)
      return zones.count - 1
    }
    var entries: [Entry] = []
    for entry in self.entries {
      guard let zone = entry.zone, let other = others[zone] else {
        entries.append(entry)
        continue
      }
      entries.append(entry.moved(to: nil, delta: entry.delta))
      entries.append(entry.moved(to: other, delta: -entry.delta))
    }
    return StructureChange(entries: entries, zones: zones)
  }
}

extension StructureChange.Entry {
  fileprivate func moved(to zone: Int?, delta: Double) -> Self {
    Self(
      originClass: originClass, zone: zone, product: product, buyer: buyer, region: region,
      delta: delta)
  }
}
