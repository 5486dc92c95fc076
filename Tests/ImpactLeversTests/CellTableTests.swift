import Testing

@testable import ImpactLevers

/// Tables of cells and of changed purchases against plain dictionaries.
@Suite struct CellTableTests {
  /// The same numbers every time.
  private struct Numbers {
    private var state: UInt64 = 7

    mutating func next(below limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
  }

  @Test func tableHoldsWhatADictionaryHolds() {
    var numbers = Numbers()
    var (table, plain) = (IndexTable(room: 100), [Int: Double]())
    for step in 0..<2_000 {
      let index = numbers.next(below: 700)
      switch step % 4 {
      case 0: (table[index], plain[index]) = (nil, nil)
      case 1: (table[index], plain[index]) = (Double(step), Double(step))
      default:
        table.add(0.5, at: index)
        plain[index, default: 0] += 0.5
      }
    }
    #expect(table.count == plain.count)
    #expect(table.keys == plain.keys.sorted())
    #expect((0..<700).allSatisfy { table[$0] == plain[$0] })
    #expect(table.map(\.key) == table.keys)
    #expect(table.single(count: 700) == (0..<700).map { Float(plain[$0] ?? 0) })
    #expect(table.isSame(as: table) && !table.isSame(as: IndexTable()))
  }

  @Test func purchasesHoldWhatADictionaryHolds() {
    var numbers = Numbers()
    var purchases = PurchaseChanges()
    var plain: [PurchaseCell: [Int: Double]] = [:]
    // Products beyond the width that changes begin with, regions in any order.
    for _ in 0..<5_000 {
      let cell = PurchaseCell(
        region: numbers.next(below: 40), buyer: numbers.next(below: 4),
        product: 50 * numbers.next(below: 4))
      let k = numbers.next(below: 2)
      let delta = Double(numbers.next(below: 9) - 4)
      purchases.add(delta, to: cell, originClass: k, zone: nil)
      plain[cell, default: [:]][k, default: 0] += delta
    }
    for (cell, byClass) in plain {
      for k in 0...1 {
        let expected = byClass[k] ?? 0
        let found = purchases.parts(of: cell, originClass: k)
        #expect(found.reduce(0) { $0 + $1.delta } == expected)
        #expect(found.isEmpty == (expected == 0))
      }
    }
    let cells = Set(purchases.sortedParts.map(\.cell))
    #expect(cells == Set(plain.filter { $0.value.contains { $0.value != 0 } }.keys))
    #expect(purchases.isSame(as: purchases))
    var other = purchases
    other.add(1, to: PurchaseCell(region: 3, buyer: 1, product: 50), originClass: 0, zone: nil)
    #expect(!purchases.isSame(as: other))
  }

  @Test func changesOfZeroLeaveNoTrace() {
    var purchases = PurchaseChanges()
    purchases.add(
      0, to: PurchaseCell(region: 1, buyer: 2, product: 3), originClass: 0, zone: nil)
    #expect(purchases.isEmpty && purchases.buyers.isEmpty)
  }

  @Test func aClearedTableIsAsNew() {
    var (used, new) = (IndexTable(room: 100), IndexTable(room: 100))
    for index in [3, 70, 650] { used[index] = 4 }
    used.clear()
    #expect(used.isEmpty && used.keys.isEmpty && used[70] == nil)
    for index in [70, 5, 70] {
      for factor in [0.5, 3] {
        used.multiply(by: factor, at: index)
        new.multiply(by: factor, at: index)
      }
    }
    #expect(used.isSame(as: new) && used[70] == 2.25 && used[5] == 1.5)
    #expect(used.add(1, at: 70) == 2.25 && used[70] == 3.25)
  }

  /// The same changes in room that was laid out, room that was used before, and none.
  @Test func changesDoNotHangOnTheirRoom() {
    let room = PurchaseChanges(
      zones: [],
      layers: [(1, 50, 0, nil, 2..<9), (1, 50, 1, nil, 2..<9), (0, 7, 0, nil, 4..<5)])
    #expect(room.isEmpty && room.buyers.isEmpty && room.column(buyer: 1, product: 50) == nil)
    func change(_ purchases: inout PurchaseChanges, regions: Range<Int>) {
      for region in regions {
        let cell = PurchaseCell(region: region, buyer: 1, product: 50)
        purchases.add(
          [1, 0].map { .init(originClass: $0, zone: nil, delta: Double(region - 4)) }, to: cell)
        purchases.add(0.5, to: cell, originClass: 1, zone: nil)
      }
    }
    // Within the room, then beyond it.
    for regions in [3..<8, 0..<12] {
      var (new, laid) = (PurchaseChanges(), room)
      change(&new, regions: regions)
      change(&laid, regions: regions)
      #expect(laid.parts.mapValues(Set.init) == new.parts.mapValues(Set.init))
      #expect(laid.isLaidOut(as: room) == (regions == 3..<8))
      laid.clear(to: room)
      #expect(laid.isEmpty && laid.isLaidOut(as: room) && laid.parts.isEmpty)
      change(&laid, regions: 3..<8)
      #expect(laid.values.count == room.values.count)
    }
  }
}
