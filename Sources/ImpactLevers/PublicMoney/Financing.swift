/// Where the money of a public programme comes from.
public enum Financing: String, Sendable, CaseIterable {
  /// Borrowed: nobody spends less in the years of the scenario.
  case deficit
  /// Households pay: they buy less of everything and save less.
  case taxes
  /// Other public purchases fall by the same amount.
  case cuts
}

extension PurchaseBook {
  static let consumptionKey = "financing.consumption_share"
  static let taxKey = "use.respending.tax_share"

  /// Closes the government's account for `amount`, million EUR in prices of the accounts.
  ///
  ///     deficit: +amount
  ///     taxes:   households pay amount; γ·amount is bought less (θ of it taxes), the rest saved less
  ///     cuts:    governments buy amount less in the pattern of all they buy
  ///
  /// `weights` are shares by region that sum to 1. Throws a `ProblemReport` when a region with weight
  /// has no purchases to cut.
  package mutating func finance(
    _ amount: Double, by financing: Financing, weights: [Double], _ state: inout LeverState
  ) throws {
    guard amount != 0 else { return }
    switch financing {
    case .deficit: account.deficit += amount
    case .taxes:
      account.taxesRaised += amount
      try changeBudgets(-amount, weights: weights, spentShare: consumptionShare, &state)
    case .cuts:
      account.otherPurchases -= amount
      try spread(-amount, weights: weights, government, what: "governments", &state)
    }
  }

  /// Governments pay households, which spend `spentShare` of it (θ of that taxes) and save the rest.
  package mutating func transfer(
    _ amount: Double, weights: [Double], spentShare: Double, _ state: inout LeverState
  ) throws {
    account.transfers += amount
    try changeBudgets(amount, weights: weights, spentShare: spentShare, &state)
  }

  /// Households have `amount` more for what they otherwise buy and save.
  package mutating func changeBudgets(
    _ amount: Double, weights: [Double], spentShare: Double, _ state: inout LeverState
  ) throws {
    let spent = amount * spentShare
    account.saved += amount - spent
    account.respentTaxes += spent * respendingTax
    account.respent += spent * (1 - respendingTax)
    try spread(
      spent * (1 - respendingTax), weights: weights, households, what: "households", &state)
  }

  private func spread(
    _ amount: Double, weights: [Double], _ purchases: FinalPurchases, what: String,
    _ state: inout LeverState
  ) throws {
    guard amount != 0 else { return }
    for (s, weight) in weights.enumerated() where weight != 0 {
      let pattern = purchases.pattern(of: s)
      guard !pattern.isEmpty else {
        throw emptyBudget(state.context.economy.regions[s].code, what)
      }
      for line in pattern {
        state.demand.add(
          amount * weight * line.share,
          at: state.context.economy.index(region: s, industry: line.product),
          originClass: line.originClass)
      }
    }
  }
}
