/// What buyers in some regions buy of a basket, and what a lift of its content would move.
///
///     c_s = (C + Σ_i inside_i·q_i + Σ_i outside_i·f_i) / D
///
/// q and f are what a EUR of product i from inside and from outside the zone counts, C what counts
/// whatever is bought, D the value that content is a share of. By invoice origin q = 1, f = C = 0 and
/// D = Σ_i w_i. Products move in order of their premium, those with the same premium in proportion to
/// what they can still move. Tables have an entry (item, place) at `item * regions.count + place`.
struct BasketPlans {
  let items: [ContentMeasure.Item]
  let regions: [Int]
  /// Items by ascending premium.
  private let order: [Int]
  /// What can still be moved, EUR per EUR of the buyer's output.
  private(set) var room: [Double]
  /// q − f, what a moved EUR adds to the numerator.
  private(set) var gain: [Double]
  /// D, EUR per EUR of output; 0 where nothing of the basket is bought.
  var denominator: [Double]
  /// c_s before.
  var content: [Double]

  /// Plans without anything to move.
  init(_ items: [ContentMeasure.Item], regions: [Int]) {
    (self.items, self.regions) = (items, regions)
    order = items.indices.sorted { (items[$0].premium, $0) < (items[$1].premium, $1) }
    room = [Double](repeating: 0, count: items.count * regions.count)
    gain = room
    denominator = [Double](repeating: 0, count: regions.count)
    content = denominator
  }

  /// What of an item can move from outside to inside.
  ///
  /// With a share of its own the part is what the accounts hold as foreign, as far as that goes.
  mutating func set(_ item: Int, at n: Int, _ account: ContentAccount, gain: Double) {
    let k = item * regions.count + n
    self.gain[k] = gain
    guard gain > 0 else { return }
    let part = items[item].share
    if let localShare = items[item].localShare {
      room[k] = min(account.room, part * account.weight * (1 - localShare))
    } else {
      room[k] = part * account.room
    }
  }

  /// Purchases that are to move, EUR per EUR of output.
  struct Moves {
    var amounts: [Double]
    /// Whether nothing is left outside.
    var isAll: [Bool]

    init(_ plans: BasketPlans) {
      amounts = [Double](repeating: 0, count: plans.room.count)
      isAll = [Bool](repeating: false, count: plans.room.count)
    }
  }

  /// Moves that raise the content of one region by `lift`, as far as products can move.
  func lift(_ n: Int, by lift: Double, _ moves: inout Moves) {
    var left = lift * denominator[n]
    var first = 0
    while left > 0, first < order.count {
      let step = self.step(from: first)
      first = step.upperBound
      var room = 0.0
      for k in step { room += self.room[entry(k, n)] * gain[entry(k, n)] }
      guard room > 0 else { continue }
      let taken = min(left, room)
      for k in step where self.room[entry(k, n)] > 0 {
        // All of the room means nothing left outside exactly, without a remainder of rounding.
        moves.amounts[entry(k, n)] = taken * self.room[entry(k, n)] / room
        moves.isAll[entry(k, n)] = taken == room && items[order[k]].share == 1
      }
      left -= taken
    }
  }

  /// The largest lift of a region whose extra cost stays within `cost` (EUR per EUR of output).
  ///
  /// Infinite when the whole basket can be moved for less.
  func lift(_ n: Int, forCost cost: Double) -> Double {
    var (left, lift) = (cost, 0.0)
    var first = 0
    while first < order.count {
      let step = self.step(from: first)
      var (room, gain) = (0.0, 0.0)
      for k in step where self.room[entry(k, n)] > 0 {
        room += self.room[entry(k, n)]
        gain += self.room[entry(k, n)] * self.gain[entry(k, n)]
      }
      let price = room * items[order[first]].premium
      if price > left { return lift + gain * (left / price) / denominator[n] }
      left -= price
      lift += gain / denominator[n]
      first = step.upperBound
    }
    return .infinity
  }

  /// Places in `order` of items with one premium.
  private func step(from first: Int) -> Range<Int> {
    let premium = items[order[first]].premium
    var end = first + 1
    while end < order.count, items[order[end]].premium == premium { end += 1 }
    return first..<end
  }

  private func entry(_ k: Int, _ n: Int) -> Int { order[k] * regions.count + n }
}

/// What a plan came to after suppliers' limits.
struct BasketOutcome {
  /// Rise of content.
  var lifted = 0.0
  /// What was asked for and could not be lifted.
  var shortfall = 0.0
  /// Moved purchases, EUR per EUR of the buyer's output.
  var moved = 0.0
  /// Their extra cost, EUR per EUR of the buyer's output.
  var cost = 0.0
}
