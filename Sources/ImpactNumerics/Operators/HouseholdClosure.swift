/// Households closed into the model (type II).
///
///     h[s] = Σ_j income[j,s] x[j,s],  g = residence · h,  demand_k[i,s] += spending_k[i,s] · g[s]
///
/// `income` has length n and is in EUR of income per EUR of output; `residence` is R×R, rows are
/// places of living and columns places of work; `spending[k][s * S + i]` is EUR of product i bought
/// by origin class k for each EUR of income of the residents of s.
public struct HouseholdClosure: Sendable {
  public let income: [Double]
  public let residence: Matrix
  public let spending: [[Double]]

  public init(income: [Double], residence: Matrix, spending: [[Double]]) {
    self.income = income
    self.residence = residence
    self.spending = spending
  }

  /// The first entry that is not finite, if there is one.
  var firstNonFinite: (what: String, index: Int)? {
    if let index = income.firstIndex(where: { !$0.isFinite }) { return ("household income", index) }
    if let index = residence.values.firstIndex(where: { !$0.isFinite }) {
      return ("residence matrix", index)
    }
    for values in spending {
      if let index = values.firstIndex(where: { !$0.isFinite }) {
        return ("household spending", index)
      }
    }
    return nil
  }

  var isNonNegative: Bool {
    income.allSatisfy { $0 >= 0 } && residence.values.allSatisfy { $0 >= 0 }
      && spending.allSatisfy { $0.allSatisfy { $0 >= 0 } }
  }
}
