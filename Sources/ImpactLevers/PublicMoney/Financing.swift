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

  /// Public support and changed car budgets of households in one region, spread over purchases at once.
  ///
  /// `isTransfer` says that governments pay; the rest moves within the households' own budget.
  mutating func changeBudgets(
    of s: Int, _ parts: [(amount: Double, spentShare: Double, isTransfer: Bool)],
    _ state: inout LeverState
  ) throws {
    var purchases = 0.0
    for part in parts {
      if part.isTransfer { account.transfers += part.amount }
      let spent = part.amount * part.spentShare
      account.saved += part.amount - spent
      account.respentTaxes += spent * respendingTax
      account.respent += spent * (1 - respendingTax)
      purchases += spent * (1 - respendingTax)
    }
    guard purchases != 0 else { return }
    try spread(purchases, over: s, households, what: "households", &state)
  }

  private func spread(
    _ amount: Double, weights: [Double], _ purchases: FinalPurchases, what: String,
    _ state: inout LeverState
  ) throws {
    guard amount != 0 else { return }
    for (s, weight) in weights.enumerated() where weight != 0 {
      try spread(amount * weight, over: s, purchases, what: what, &state)
    }
  }

  private func spread(
    _ amount: Double, over s: Int, _ purchases: FinalPurchases, what: String,
    _ state: inout LeverState
  ) throws {
    let pattern = purchases.pattern(of: s)
    guard !pattern.isEmpty else {
      throw emptyBudget(state.context.economy.regions[s].code, what)
    }
    let start = state.context.economy.index(region: s, industry: 0)
    for line in pattern {
      state.demand.add(
        amount * line.share, at: start + line.product, originClass: line.originClass)
    }
  }
}
