/// An identity that a run was tested on.
public struct RunCheck: Sendable, Hashable, Codable {
  /// The identity in words.
  public let name: String
  /// What was found: a relative difference unless the name says otherwise.
  public let value: Double
  /// What `value` may reach.
  public let tolerance: Double
  /// Whether the identity holds.
  public let passed: Bool

  /// A check with its verdict.
  public init(name: String, value: Double, tolerance: Double, passed: Bool) {
    self.name = name
    self.value = value
    self.tolerance = tolerance
    self.passed = passed
  }

  /// A check that passes when |value| ≤ tolerance; a NaN does not pass.
  init(_ name: String, difference value: Double, tolerance: Double) {
    self.init(name: name, value: value, tolerance: tolerance, passed: abs(value) <= tolerance)
  }
}
