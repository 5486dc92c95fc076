/// Choices under several states of the world, judged by regret.
///
///     regret(c, w) = max_c′ value(c′, w) − value(c, w),  the worst case is max_w regret(c, w)
///
/// The choice with the smallest worst case is the minimax one: no probabilities are needed.
/// Savage (1951), "The theory of statistical decision".
public struct Regret: Sendable, Hashable {
  /// Names of choices, the rows of `values`.
  public let choices: [String]
  /// Names of states of the world, the columns of `values`.
  public let worlds: [String]
  /// What a choice gives in a state of the world; more is better.
  public let values: [[Double]]

  /// A table of values, one row for each choice.
  public init(choices: [String], worlds: [String], values: [[Double]]) {
    precondition(
      values.count == choices.count && values.allSatisfy { $0.count == worlds.count },
      "a value for every choice and state of the world")
    self.choices = choices
    self.worlds = worlds
    self.values = values
  }

  /// Best value of any choice by state of the world.
  public var best: [Double] { worlds.indices.map { w in values.map { $0[w] }.max() ?? .nan } }

  /// Regret of every choice in every state of the world; never negative.
  public var regrets: [[Double]] {
    let best = best
    return values.map { row in zip(best, row).map { $0 - $1 } }
  }

  /// Largest regret of every choice.
  public var worst: [Double] { regrets.map { $0.max() ?? .nan } }

  /// The choice with the smallest largest regret; the first of equals, nil without choices.
  public var minimax: Int? {
    let worst = worst
    return worst.indices.min { (worst[$0], $0) < (worst[$1], $1) }
  }
}
