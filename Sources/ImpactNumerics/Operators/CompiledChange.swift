/// A `StructureChange` sorted for application: by product, origin class and zone.
final class CompiledChange: Sendable {
  /// Entries with the same product, class and zone.
  struct Group: Sendable {
    let product: Int
    let originClass: Int
    /// Index into `masks`; nil reaches all origins.
    let zone: Int?
    let range: Range<Int>
  }

  let groups: [Group]
  /// Groups of product i: `groups[firstGroup[i]..<firstGroup[i + 1]]`.
  let firstGroup: [Int]
  /// Region-major index of the buying industry, s·S + j.
  let source: [Int32]
  /// Reordered place of the buying region.
  let place: [Int32]
  let delta: [Double]
  /// Zone masks as 0 and 1, in reordered counting.
  let masks: [[Double]]
  /// False when a changed coefficient falls below zero.
  let isNonNegative: Bool

  init(_ change: StructureChange, storage: OriginClassStorage) {
    let entries = change.entries.sorted {
      ($0.product, $0.originClass, $0.zone ?? -1, $0.region, $0.buyer)
        < ($1.product, $1.originClass, $1.zone ?? -1, $1.region, $1.buyer)
    }
    var groups: [Group] = []
    var start = 0
    for (index, entry) in entries.enumerated() {
      Self.check(entry, change: change, storage: storage)
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
    source = entries.map { Int32($0.region * storage.products + $0.buyer) }
    place = entries.map { Int32(storage.place[$0.region]) }
    delta = entries.map(\.delta)
    masks = change.zones.map { zone in storage.order.map { zone[$0] ? 1 : 0 } }
    isNonNegative = storage.negativeEntries(in: change).isEmpty
  }

  func groups(ofProduct product: Int) -> ArraySlice<Group> {
    groups[firstGroup[product]..<firstGroup[product + 1]]
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
