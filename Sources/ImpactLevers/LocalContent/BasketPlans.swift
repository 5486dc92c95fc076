import ImpactNumerics

/// What belongs to a basket, and the order in which it moves.
struct BasketItems {
  /// One product of a basket.
  struct Item {
    let product: Int
    let group: String
    let premium: Double
    let share: Double
    /// Share of the part that is local, where a source knows more than the product as a whole says.
    var localShare: Double?
  }

  let items: [Item]
  /// Items by ascending premium; those with the same premium move together.
  let steps: [[Int]]

  init(_ items: [Item]) {
    self.items = items
    var steps: [[Int]] = []
    for k in items.indices.sorted(by: { (items[$0].premium, $0) < (items[$1].premium, $1) }) {
      if let last = steps.last?.first, items[last].premium == items[k].premium {
        steps[steps.count - 1].append(k)
      } else {
        steps.append([k])
      }
    }
    self.steps = steps
  }

  /// Whole products, for measures that move nothing.
  init(products: [Int]) {
    self.init(products.map { Item(product: $0, group: "", premium: 0, share: 1) })
  }

  var products: [Int] { items.map(\.product) }
}

/// What buyers in some regions buy of a basket, and what a lift of its content would move.
///
///     c_s = (C + Σ_i inside_i·q_i + Σ_i outside_i·f_i) / D
///
/// q and f are what a EUR of product i from inside and from outside the zone counts, C what counts
/// whatever is bought, D the value that content is a share of. By invoice origin q = 1, f = C = 0 and
/// D = Σ_i w_i. Products move in order of their premium, those with the same premium in proportion to
/// what they can still move. Tables have an entry (item, place) at `item * places + place`.
struct BasketPlans {
  let basket: BasketItems
  let places: Int
  /// What can still be moved, EUR per EUR of the buyer's output.
  var room: [Double]
  /// q − f, what a moved EUR adds to the numerator.
  var gain: [Double]
  /// D, EUR per EUR of output; 0 where nothing of the basket is bought.
  var denominator: [Double]
  /// c_s before.
  var content: [Double]

  /// Plans without anything to move.
  init(_ basket: BasketItems, places: Int) {
    self.basket = basket
    self.places = places
    room = [Double](repeating: 0, count: basket.items.count * places)
    gain = room
    denominator = [Double](repeating: 0, count: places)
    content = denominator
  }

  /// Purchases that are to move so that the content of every place n rises by `lifts[n]`, as far as
  /// products can move; EUR per EUR of output, by entry.
  func amounts(lifting lifts: [Double]) -> [Double] {
    var amounts = [Double](repeating: 0, count: room.count)
    var left = lifts.times(denominator)
    for step in basket.steps {
      var all = [Double](repeating: 0, count: places)
      for k in step { all.addProducts(room, gain, part(k)) }
      // The share of the room that moves: 1 means all of it exactly, without a remainder of rounding.
      left.take(from: &all)
      for k in step { amounts.setProducts(part(k), of: room, with: all) }
      if left.nonzeroSpan.isEmpty { break }
    }
    return amounts
  }

  /// The largest lift of a place whose extra cost stays within `cost` (EUR per EUR of output).
  ///
  /// Infinite when the whole basket can be moved for less.
  func lift(_ n: Int, forCost cost: Double) -> Double {
    var (left, lift) = (cost, 0.0)
    for step in basket.steps {
      var (room, gain) = (0.0, 0.0)
      for k in step {
        let e = k * places + n
        room += self.room[e]
        gain += self.room[e] * self.gain[e]
      }
      let price = room * basket.items[step[0]].premium
      if price > left { return lift + gain * (left / price) / denominator[n] }
      left -= price
      lift += gain / denominator[n]
    }
    return .infinity
  }

  /// Entries of an item.
  func part(_ item: Int) -> Range<Int> { item * places..<(item + 1) * places }
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
