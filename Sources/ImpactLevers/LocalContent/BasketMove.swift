/// A basket of purchases of one region's vehicle makers, and the move that a floor asks for.
///
///     c_s = Σ_i w_i c_i / Σ_i w_i
///
/// Products move in order of their cost premium, those with the same premium in proportion to
/// what they can still move, each at most to content 1.
struct BasketMove {
  struct Product {
    let account: ContentAccount
    /// Extra cost of what is moved, share of its price.
    let premium: Double
  }

  struct Outcome {
    /// Σ_i w_i (c_i′ − c_i) / Σ_i w_i.
    let lifted: Double
    /// What could not be lifted, share of the basket.
    let shortfall: Double
    /// Σ_i w_i (c_i′ − c_i), EUR per EUR of vehicle output.
    let moved: Double
    /// Σ_i w_i (c_i′ − c_i)·premium_i, EUR per EUR of vehicle output.
    let cost: Double
  }

  let products: [Product]
  /// Σ_i w_i.
  let weight: Double
  /// c_s; meaningless for an empty basket.
  let content: Double

  /// Nil when nothing of the basket is bought.
  init?(_ products: [Product]) {
    let bought = products.filter { $0.account.weight > 0 }
    let weight = bought.reduce(0) { $0 + $1.account.weight }
    guard weight > 0 else { return nil }
    self.products = bought
    self.weight = weight
    content = bought.reduce(0) { $0 + $1.account.inside } / weight
  }

  /// Raises the basket's content by `lift`, as far as its products can move.
  func apply(lift: Double, state: inout LeverState) -> Outcome {
    var (left, moved, cost) = (lift * weight, 0.0, 0.0)
    let byPremium = Dictionary(grouping: products, by: \.premium)
    for premium in byPremium.keys.sorted() where left > 0 {
      let tied = byPremium[premium] ?? []
      let room = tied.reduce(0) { $0 + $1.account.room }
      guard room > 0 else { continue }
      let taken = min(left, room)
      for product in tied where product.account.room > 0 {
        let account = product.account
        let gain = taken * account.room / room
        // All of the room means content 1 exactly, without a remainder of rounding.
        let target = taken == room ? 1 : (account.inside + gain) / account.weight
        account.move(to: min(1, target), state: &state)
      }
      moved += taken
      cost += taken * premium
      left -= taken
    }
    return Outcome(
      lifted: moved / weight, shortfall: max(0, left) / weight, moved: moved, cost: cost)
  }
}
