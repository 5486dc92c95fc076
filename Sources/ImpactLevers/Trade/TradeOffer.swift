import ImpactAxes

/// Prices at which an origin offers one product in one market and year, relative to the base year.
///
/// A measure may treat parts of the product differently: makers, what a preference saves, what it does
/// not cover. Each part v has a weight w_v and
///
///     p_v = e·(1 + π·(T_v − 1)),  T_v = (1 + τ_v)/(1 + τ_0)
///     ln p̃_v(t) = ln p̃_v(t−1) + ψ·(ln p_v(t) − ln p̃_v(t−1)),  ψ = 1 − (1 − a)^(1/5)
///
/// p is paid, p̃ is what buyers have adapted to: a is reached after five years. Intensity λ takes τ to
/// τ_0 + λ(τ − τ_0), e to 1 + λ(e − 1), and scales the localised share.
struct TradeOffer {
  struct Variant {
    var weight: Double
    /// p.
    var price: Double
    /// p̃.
    var adapted: Double
    /// τ.
    var duty: Double
    /// p/T, what the exporter gets for a unit.
    var receipt: Double
  }

  /// Sums over the parts for one σ, per unit of what was sold before.
  struct Sums {
    /// Σ w·(p̃^(1−σ) − 1), or Σ w·ln p̃ where σ is 1.
    let term: Double
    /// Σ w·p̃^(−σ).
    let quantity: Double
    /// Σ w·p̃^(−σ)·p.
    let spending: Double
    /// (1 − ℓ)·Σ w·p̃^(−σ)·(p/T)·τ.
    let duty: Double
    /// (1 − ℓ)·Σ w·p̃^(−σ)·(e − p/T).
    let margin: Double
    /// ℓ·quantity.
    let localised: Double
  }

  let variants: [Variant]
  /// ln p̃ by part.
  var logs: [Double] = []
  let baseDuty: Double
  /// e.
  let exportPrice: Double
  /// ℓ, part of the quantity that is made elsewhere and sold at the same price without duty.
  let localised: Double

  /// Whether nothing differs from the base year.
  var isNeutral: Bool {
    localised == 0
      && variants.allSatisfy { $0.weight == 0 || ($0.price == 1 && $0.adapted == 1) }
  }

  func sums(_ sigma: Double) -> Sums {
    let weight = variants.reduce(0) { $0 + $1.weight }
    var (term, quantity, spending, duty, margin) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for part in variants where part.weight != 0 {
      let share = part.weight / weight
      let volume = share * power(part.adapted, -sigma)
      term += share * SourcingNest.term(part.adapted, sigma)
      quantity += volume
      spending += volume * part.price
      duty += volume * part.receipt * part.duty
      margin += volume * (exportPrice - part.receipt)
    }
    return Sums(
      term: term, quantity: quantity, spending: spending, duty: (1 - localised) * duty,
      margin: (1 - localised) * margin, localised: localised * quantity)
  }
}

extension TradeOffer {
  /// What is the same for all measures of a lever.
  struct Setting {
    let intensity: Double
    /// π.
    let passThrough: Double
    /// ψ.
    let speed: Double
    /// A value without a date holds from the year after this one.
    let updateYear: Int

    /// ψ from the part a that is reached in five years.
    static func speed(_ adjustment: Double) -> Double { 1 - power(1 - adjustment, 0.2) }
  }

  /// The first year in which a measure says anything; nil where it never does.
  static func start(of measure: TradeMeasure, _ setting: Setting) -> Int? {
    measure.paths.map { $0.first.year == 0 ? setting.updateYear + 1 : $0.first.year }.min()
  }

  /// The offer of a measure in a year; `utilisation` is what a rule of origin allows.
  ///
  /// `before` is the offer of the year before where it is known.
  init(
    _ measure: TradeMeasure, in year: Int, _ setting: Setting, utilisation: Double?,
    after before: TradeOffer? = nil
  ) {
    let start = Self.start(of: measure, setting) ?? year
    var variants = Self.variants(measure, in: year, setting, utilisation)
    var logs = before?.logs ?? [Double](repeating: 0, count: variants.count)
    for earlier in stride(from: before == nil ? start : max(start, year), through: year, by: 1) {
      let prices =
        earlier == year ? variants : Self.variants(measure, in: earlier, setting, utilisation)
      for k in logs.indices {
        let goal = prices[k].price == 1 ? 0 : logarithm(prices[k].price)
        logs[k] += setting.speed * (goal - logs[k])
      }
    }
    self.logs = logs
    for k in logs.indices { variants[k].adapted = logs[k] == 0 ? 1 : exponential(logs[k]) }
    self.variants = variants
    baseDuty = measure.baseDuty ?? 0
    exportPrice = Self.level(measure.exportPrice, in: year, setting)
    localised = setting.intensity * (Self.value(measure.localisation?.share, in: year) ?? 0)
  }

  private static func level(_ path: DatedPath?, in year: Int, _ setting: Setting) -> Double {
    guard let value = value(path, in: year) else { return 1 }
    return 1 + setting.intensity * (value - 1)
  }

  /// Nil before the first year of a path.
  static func value(_ path: DatedPath?, in year: Int) -> Double? {
    guard let path, year >= path.first.year else { return nil }
    return path.value(in: year)
  }

  /// Uncovered, then each maker without and with preference.
  private static func variants(
    _ measure: TradeMeasure, in year: Int, _ setting: Setting, _ allowed: Double?
  ) -> [Variant] {
    let base = measure.baseDuty ?? 0
    let price = level(measure.exportPrice, in: year, setting)
    let covered = value(measure.share, in: year) ?? 1
    let used =
      measure.originRule.map { year >= $0.start ? allowed ?? 0 : 0 }
      ?? value(measure.utilisation, in: year) ?? 0
    func variant(_ weight: Double, _ target: Double) -> Variant {
      let duty = base + setting.intensity * (target - base)
      let growth = duty == base ? 1 : (1 + duty) / (1 + base)
      let paid = price * (1 + setting.passThrough * (growth - 1))
      return Variant(
        weight: weight, price: paid, adapted: 1, duty: duty, receipt: paid / growth)
    }
    var result = [variant(1 - covered, base)]
    let makers =
      measure.makers.isEmpty
      ? [(1.0, measure.duty)]
      : measure.makers.keys.sorted()
        .map { (measure.makers[$0]?.share ?? 0, measure.makers[$0]?.duty) }
    for (share, path) in makers {
      let weight = covered * share
      let duty = value(path, in: year)
      result.append(variant(weight * (1 - used), duty ?? base))
      result.append(variant(weight * used, duty == nil ? base : 0))
    }
    return result
  }
}
