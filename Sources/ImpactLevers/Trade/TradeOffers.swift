import Synchronization

/// What some measures offer year by year, worked out once: each year goes on from the one before.
///
/// Measures with a rule of origin hang on what other levers do; here they have no use.
final class TradeOffers: Sendable {
  let setting: TradeOffer.Setting
  private let measures: [TradeMeasure]
  /// The first year in which any measure says anything.
  private let first: Int?
  /// From the first year on.
  private let known = Mutex<[[TradeOffer]]>([])

  init(_ measures: [TradeMeasure], _ setting: TradeOffer.Setting) {
    (self.measures, self.setting) = (measures, setting)
    first = measures.compactMap { TradeOffer.start(of: $0, setting) }.min()
  }

  /// The offers of a year, by measure.
  func offers(in year: Int) -> [TradeOffer] {
    guard let first, year >= first else { return made(in: year, after: nil) }
    return known.withLock { known in
      while known.count <= year - first {
        known.append(made(in: first + known.count, after: known.last))
      }
      return known[year - first]
    }
  }

  private func made(in year: Int, after before: [TradeOffer]?) -> [TradeOffer] {
    measures.enumerated()
      .map { m, measure in
        TradeOffer(measure, in: year, setting, utilisation: nil, after: before?[m])
      }
  }
}
