/// Sourcing with constant elasticity of substitution in two layers.
///
///     P_M^(1−σ_M) = Σ_r (t_r/m)·p̃_r^(1−σ_M),   P^(1−σ_D) = (1 − m) + m·P_M^(1−σ_D)
///     q_r/q = t_r·p̃_r^(−σ_M)·P_M^(σ_M−σ_D)·P^σ_D,   q_own/q = (1 − m)·P^σ_D
///
/// t_r shares of base-year purchases, m their sum over imports. With σ_M = σ_D this is one layer. What
/// buyers pay for a unit of the bundle is Σ_r p_r·q_r/q, which is P once they have adapted. Source:
/// Armington (1969); Dixon and Jorgenson (2013), chapter 13.
struct SourcingNest {
  /// σ_M and σ_D.
  let foreign: Double
  let domestic: Double
  /// By group of origins; the first is untouched.
  let sums: [TradeOffer.Sums]

  static let untouched = TradeOffer.Sums(
    term: 0, quantity: 1, spending: 1, duty: 0, margin: 0, localised: 0)

  /// p^(1−σ) − 1, or ln p where σ is 1.
  static func term(_ price: Double, _ sigma: Double) -> Double {
    guard price != 1 else { return 0 }
    return isLogarithmic(sigma) ? logarithm(price) : power(price, 1 - sigma) - 1
  }

  /// P from the weighted sum of terms.
  static func index(_ term: Double, _ sigma: Double) -> Double {
    guard term != 0 else { return 1 }
    return isLogarithmic(sigma) ? exponential(term) : power(1 + term, 1 / (1 - sigma))
  }

  /// Near 1 the power form loses its digits; the logarithm is its limit.
  private static func isLogarithmic(_ sigma: Double) -> Bool { abs(1 - sigma) < 1e-6 }

  /// The layer of imports in one market.
  struct Imports {
    /// P_M.
    let price: Double
    /// q_g / Σ q of the imports' bundle over base shares, by group.
    let factors: [Double]
    /// Σ_g share·spending.
    let spending: Double
    /// P_M^(1−σ_D) − 1, or ln P_M where σ_D is 1.
    let term: Double
    /// P_M^(−σ_D).
    let lift: Double
  }

  /// `shares` by group sum to 1.
  func imports(_ shares: [Double]) -> Imports {
    var term = 0.0
    for g in sums.indices { term += shares[g] * sums[g].term }
    let price = Self.index(term, foreign)
    let scale = price == 1 ? 1 : power(price, foreign)
    var spending = 0.0
    for g in sums.indices { spending += shares[g] * sums[g].spending * scale }
    return Imports(
      price: price, factors: sums.map { $0.quantity * scale }, spending: spending,
      term: Self.term(price, domestic), lift: price == 1 ? 1 : power(price, -domestic))
  }

  /// The upper layer of one buyer.
  struct Bundle {
    /// What a unit of the bundle costs, 1 in the base year.
    let price: Double
    /// Factor on purchases from the own country.
    let own: Double
    /// Factor on imports, beside those of their groups.
    let imported: Double
  }

  /// `share` is m of the buyer.
  func bundle(_ imports: Imports, share: Double) -> Bundle {
    let term = share * imports.term
    let index = Self.index(term, domestic)
    // P^σ = P/P^(1−σ).
    let own = index == 1 ? 1 : Self.isLogarithmic(domestic) ? index : index / (1 + term)
    let imported = imports.price == index ? 1 : imports.lift * own
    return Bundle(
      price: (1 - share) * own + share * imported * imports.spending, own: own,
      imported: imported)
  }
}
