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
}
