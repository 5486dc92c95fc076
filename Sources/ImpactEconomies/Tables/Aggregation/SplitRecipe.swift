public import ImpactAxes

/// How an industry of a table is split into children.
public struct SplitRecipe: Sendable, Hashable {
  /// Shares of the children in one region, or everywhere.
  public struct Weight: Sendable, Hashable {
    /// Code of the region; nil for every region without weights of its own.
    public let region: String?
    /// Code of the child.
    public let child: String
    /// Output of the child, in any unit: only its share within the region counts.
    public let output: Double
    /// The same for satellite accounts with shares of their own, by code of the account.
    public let satellites: [String: Double]
    /// One weight, unchecked.
    public init(
      region: String?, child: String, output: Double, satellites: [String: Double] = [:]
    ) {
      self.region = region
      self.child = child
      self.output = output
      self.satellites = satellites
    }
  }

  /// What tells the inputs of one child from those of the others.
  public struct Input: Sendable, Hashable {
    /// Code of the child.
    public let child: String
    /// Code of the input: an industry (of all origins) or a row of primary inputs.
    public let input: String
    /// New value over the proportional one.
    public let factor: Double
    /// Input that makes up for it; nil leaves that to the rebalancing.
    public let movedTo: String?
    /// One input, unchecked.
    public init(child: String, input: String, factor: Double, movedTo: String? = nil) {
      self.child = child
      self.input = input
      self.factor = factor
      self.movedTo = movedTo
    }
  }

  /// Code of the industry to split.
  public let industry: String
  /// What it is split into, in order.
  public let children: [Industry]
  /// Weights of the children.
  public let weights: [Weight]
  /// What tells their inputs apart; empty for a proportional split.
  public let inputs: [Input]

  /// A recipe, checked when it meets a table.
  public init(industry: String, children: [Industry], weights: [Weight], inputs: [Input] = []) {
    self.industry = industry
    self.children = children
    self.weights = weights
    self.inputs = inputs
  }
}
