public import ImpactAxes
import ImpactDiagnostics

/// What programmes of public money have in common.
public struct ProgrammeTerms: Sendable, Hashable {
  /// First year of the programme; nil: every year.
  public var from: Int?
  /// Last year of the programme; nil: every year.
  public var to: Int?
  /// Most that governments pay in a year, million EUR in prices of 2024; nil: all claims are met.
  public var budget: DatedPath?
  /// Where the money comes from.
  public var financing: Financing

  /// Terms; a programme without years runs in all of them.
  public init(
    from: Int? = nil, to: Int? = nil, budget: DatedPath? = nil, financing: Financing = .deficit
  ) {
    self.from = from
    self.to = to
    self.budget = budget
    self.financing = financing
  }

  func isActive(in year: Int) -> Bool { (from ?? year) <= year && year <= (to ?? year) }

  /// Share of claims that the budget meets, min(1, B/claims).
  func served(_ claims: Double, in year: Int) -> Double {
    guard let budget, claims > 0 else { return 1 }
    return min(1, budget.value(in: year) / claims)
  }

  func problems(_ id: String) -> [Problem] {
    guard let from, let to, from > to else { return [] }
    return [
      Problem(
        at: nil, path: "\(id).to", "the programme ends in \(to), before it starts in \(from)",
        expected: "a last year of at least \(from)")
    ]
  }
}

/// What programmes for cars have in common beside money.
public struct CarTerms: Sendable, Hashable {
  /// What households do with support for cars that they buy in any case.
  public enum Windfall: String, Sendable, CaseIterable {
    /// They buy more of everything they buy.
    case respend
    /// They put it aside.
    case save
  }

  /// What households take the rest of an additional car's price from.
  public enum PaidFrom: String, Sendable, CaseIterable {
    /// They buy less of everything else.
    case purchases
    /// They save less, or borrow.
    case savings
  }

  /// What households do with windfalls.
  public var windfall: Windfall
  /// What they take the rest of an additional car's price from.
  public var paidFrom: PaidFrom
  /// Where supported cars must be assembled; nil: anywhere.
  public var madeIn: Scope?
  /// Share of supported cars from these places where the programme has such a condition.
  public var madeInShare: Double

  /// Terms; without a place cars may come from anywhere.
  public init(
    windfall: Windfall = .respend, paidFrom: PaidFrom = .purchases, madeIn: Scope? = nil,
    madeInShare: Double = 1
  ) {
    self.windfall = windfall
    self.paidFrom = paidFrom
    self.madeIn = madeIn
    self.madeInShare = madeInShare
  }
}

extension PurchaseBook {
  /// Finances what each region's government pays, country by country, million EUR in prices of the
  /// accounts (length R).
  ///
  /// Taxes fall on the country's households in proportion to what they buy, cuts on its regions in
  /// proportion to government purchases.
  mutating func finance(
    byRegion paid: [Double], by financing: Financing, _ state: inout LeverState
  ) throws {
    let economy = state.context.economy
    let totals = financing == .cuts ? government.totals : households.totals
    for (c, country) in economy.countries.enumerated() {
      let members = economy.regions.indices.filter { economy.countryOfRegion[$0] == c }
      let amount = members.reduce(0) { $0 + paid[$1] }
      guard amount != 0 else { continue }
      let total = members.reduce(0) { $0 + totals[$1] }
      guard total > 0 || financing == .deficit else {
        throw emptyBudget(country, financing == .cuts ? "governments" : "households")
      }
      var weights = [Double](repeating: 0, count: economy.regionCount)
      for s in members where total > 0 { weights[s] = totals[s] / total }
      try finance(amount, by: financing, weights: weights, &state)
    }
  }
}
