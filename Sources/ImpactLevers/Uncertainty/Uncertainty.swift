/// What a scenario file says about how uncertain its parameters are; the catalogue says the rest.
public struct Uncertainty: Sendable, Hashable {
  /// What stands for one parameter.
  public enum Choice: Sendable, Hashable {
    /// It keeps its value in every draw.
    case fixed
    /// A distribution of its own.
    case distribution(ParameterDistribution)
    /// The catalogue's range, wider (or narrower) by a factor around the value.
    case widened(Double)
  }

  /// Parameters that rise and fall together: a rank correlation for every pair.
  public struct Correlation: Sendable, Hashable {
    /// Keys of the catalogue, at least two.
    public let parameters: [String]
    /// Between −1 and 1; the same for each pair.
    public let value: Double

    /// A correlation, taken unchecked; the reader of files refuses impossible ones.
    public init(parameters: [String], value: Double) {
      self.parameters = parameters
      self.value = value
    }
  }

  /// By key of the catalogue; others have the triangle low, value, high of the catalogue.
  public var parameters: [String: Choice]
  /// Groups of parameters that go together.
  public var correlations: [Correlation]

  /// Nothing beyond the catalogue by default.
  public init(parameters: [String: Choice] = [:], correlations: [Correlation] = []) {
    self.parameters = parameters
    self.correlations = correlations
  }
}
