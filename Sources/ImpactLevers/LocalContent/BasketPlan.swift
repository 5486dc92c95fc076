/// What one buyer buys of a basket, and what a lift of its content would move.
///
///     c_s = (C + Σ_i inside_i·q_i + Σ_i outside_i·f_i) / D
///
/// q and f are what a EUR of product i from inside and from outside the zone counts, C what counts
/// whatever is bought, D the value that content is a share of. By invoice origin q = 1, f = C = 0 and
/// D = Σ_i w_i. Products move in order of their premium, those with the same premium in proportion to
/// what they can still move.
struct BasketPlan {
  struct Product {
    let account: ContentAccount
    /// Place in the list of the basket's items.
    let item: Int
    /// Extra cost of what is moved, share of its price.
    let premium: Double
    /// The part of the purchases that belongs to the basket.
    let share: Double
    /// Share of that part that is local by a source of its own; nil: as the whole product.
    var localShare: Double?
    /// q − f, what a moved EUR adds to the numerator.
    let gain: Double

    /// What can still be moved, EUR per EUR of the buyer's output.
    ///
    /// With a share of its own the part is what the accounts hold as foreign, as far as that goes.
    var room: Double {
      guard gain > 0 else { return 0 }
      guard let localShare else { return share * account.room }
      return min(account.room, share * account.weight * (1 - localShare))
    }
  }

  /// EUR per EUR of output moved of one product; `isAll` when nothing is left outside.
  struct Move {
    let index: Int
    let amount: Double
    let isAll: Bool
  }

  let products: [Product]
  /// D, EUR per EUR of output.
  let denominator: Double
  /// c_s before.
  let content: Double

  /// Moves that raise content by `lift`, as far as products can move.
  func moves(lift: Double) -> [Move] {
    var left = lift * denominator
    var moves: [Move] = []
    moves.reserveCapacity(products.count)
    var step = cheapest(above: -.infinity)
    while left > 0, let premium = step {
      step = cheapest(above: premium)
      var room = 0.0
      for product in products where product.premium == premium {
        room += product.room * product.gain
      }
      guard room > 0 else { continue }
      let taken = min(left, room)
      for (k, product) in products.enumerated() where product.premium == premium && product.room > 0
      {
        // All of the room means nothing left outside exactly, without a remainder of rounding.
        moves.append(
          Move(
            index: k, amount: taken * product.room / room,
            isAll: taken == room && product.share == 1))
      }
      left -= taken
    }
    return moves
  }

  /// The largest lift whose extra cost stays within `cost` (EUR per EUR of output).
  ///
  /// Infinite when the whole basket can be moved for less.
  func lift(forCost cost: Double) -> Double {
    var (left, lift) = (cost, 0.0)
    var step = cheapest(above: -.infinity)
    while let premium = step {
      step = cheapest(above: premium)
      var (room, gain) = (0.0, 0.0)
      for product in products where product.premium == premium && product.room > 0 {
        room += product.room
        gain += product.room * product.gain
      }
      let price = room * premium
      if price > left { return lift + gain * (left / price) / denominator }
      left -= price
      lift += gain / denominator
    }
    return .infinity
  }

  /// The lowest premium above another; nil beyond the highest.
  private func cheapest(above premium: Double) -> Double? {
    var lowest: Double?
    for product in products where product.premium > premium {
      if product.premium < lowest ?? .infinity { lowest = product.premium }
    }
    return lowest
  }
}

/// What a plan came to after suppliers' limits.
struct BasketOutcome {
  /// Rise of content.
  let lifted: Double
  /// What was asked for and could not be lifted.
  let shortfall: Double
  /// Moved purchases, EUR per EUR of the buyer's output.
  let moved: Double
  /// Their extra cost, EUR per EUR of the buyer's output.
  let cost: Double
}
