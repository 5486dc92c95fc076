/// Duties, export prices, preferences and localisation on trade between named places.
///
/// In a market s of product i, with origins r, W among them:
///
///     p_r = e_r·(1 + π·(T_r − 1)),  T_r = (1 + τ_r)/(1 + τ_r0)
///     q_r/q = t_r·p_r^(−σ)·P^σ,  P^(1−σ) = Σ_r t_r·p_r^(1−σ),  q = q_0·P^ε
///
/// Spending adds up, quantities do not. Industries keep their physical coefficient and pay P; final
/// buyers answer with ε. Sets with two elasticities put own country against all imports above the
/// origins of imports. Equations and sources: Documentation/Methods/trade.md.
public struct TradePolicy: Lever {
  /// The word for this lever in scenario files.
  public static let key = "trade"

  /// Published families of elasticities; all are used as σ.
  public enum ElasticitySet: String, Sendable, CaseIterable {
    /// Caliendo and Parro (2015), σ = 1 + θ.
    case caliendoParro = "caliendo-parro"
    /// Fontagné, Guimbard and Orefice (2022), medians of customs positions.
    case cepii
    /// Own against foreign, and twice as much between foreign origins.
    case gtap
    /// What the long-run answer of German exports in a study of 2019 implies.
    case ifo
  }

  /// What governments do with more (or less) duty.
  public enum Revenue: String, Sendable, CaseIterable {
    /// It is reported and not spent.
    case kept
    /// Governments of the importer buy more in the pattern of all they buy.
    case spent
  }

  /// Unique within a scenario.
  public var id: String
  /// 0 to 1; scales changes of duties, prices, shares and localisation.
  public var intensity: Double
  /// Measures of the catalogue; measures of the file with the same name complete theirs.
  public var preset: TradePreset?
  /// At most one measure for each flow of a product from an origin to an importer.
  public var measures: [TradeMeasure]
  /// Where elasticities come from.
  public var elasticities: ElasticitySet
  /// σ by industry code in place of the set's.
  public var sigma: [String: Double] = [:]
  /// σ between own country and imports by industry code; those of `sigma` when left out.
  public var domesticSigma: [String: Double] = [:]
  /// π, share of a duty that reaches buyers; nil takes the catalogue's value.
  public var passThrough: Double?
  /// Share of dearer inputs that makers pass on; nil takes the catalogue's value.
  public var costPassThrough: Double?
  /// ε, negative; nil takes the catalogue's value.
  public var demandElasticity: Double?
  /// Answer of the rest of the world, negative; nil takes −σ of the product.
  public var exportElasticity: Double?
  /// Part of the long-run answer that is reached in five years; nil takes the catalogue's value.
  public var adjustment: Double?
  /// What governments do with duties.
  public var revenue: Revenue = .kept

  /// A policy; what stays nil is taken from the catalogue.
  public init(
    id: String = TradePolicy.key, intensity: Double = 1, preset: TradePreset? = nil,
    measures: [TradeMeasure] = [], elasticities: ElasticitySet = .gtap
  ) {
    self.id = id
    self.intensity = intensity
    self.preset = preset
    self.measures = measures
    self.elasticities = elasticities
  }
}
